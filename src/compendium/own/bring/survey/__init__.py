"""Questionnaires: one row per respondent, one column per question, from the programs people use."""
