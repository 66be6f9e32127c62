"""Printed numbers beside recomputed ones, and a study held against itself."""
