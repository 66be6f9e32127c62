"""Participants: who took part, and how that changed."""
