"""The compendium as one package: its files with where each comes from, and a certificate."""
