"""Saturation: how the number of codes grows over the sources."""
