"""Bringing a coded project into a study: merge, difference, receipt, privacy."""
