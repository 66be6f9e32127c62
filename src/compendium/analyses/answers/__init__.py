"""Answers: how the respondents answered, how far they differ, what changed between rounds."""
