"""Writing a study as a project that other programs open."""
