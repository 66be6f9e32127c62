"""Factor matrix: which factors were found in which cases, and which occur together."""
