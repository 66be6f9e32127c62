"""Coded projects and tables of other programs: one reader per program, one shape for all."""
