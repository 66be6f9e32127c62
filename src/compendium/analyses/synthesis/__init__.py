"""Synthesis: which concepts the studies share, and how alike studies and cases are."""
