"""The exchange format of programs for qualitative analysis (REFI-QDA), read as a stream."""
