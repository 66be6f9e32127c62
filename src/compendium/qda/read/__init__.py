"""Readers: one module or folder per program."""
