"""Bring what you have: files of any kind, read into the tables of a study."""
