"""Scale scores: how the respondents scored each item, and which scores are possible."""
