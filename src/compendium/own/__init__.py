"""A student's own study: its new folder, the check of it, its report."""
