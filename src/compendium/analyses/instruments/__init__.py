"""Instruments: what was asked, with how many questions, feeding which theme."""
