"""What would run and why, and the running of it."""
