"""Our methods beside independent ones, and the table of them in the documentation."""
