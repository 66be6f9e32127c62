"""Co-occurrence: which codes stand on the same passage, or on passages that overlap."""
