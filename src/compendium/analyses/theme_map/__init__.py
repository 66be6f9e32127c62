"""Theme map: which themes were found, what hinders and helps, and what stands behind each."""
