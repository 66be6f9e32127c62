"""A campaign against the compendium: kills, mutations, hostile files, and a search for leaks.

``make campaign`` runs it and prints a table. Every part is bounded and seeded: the same seed gives
the same moments, mutations and files.
"""
