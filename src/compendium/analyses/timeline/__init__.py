"""Timeline: what happened when, and how sure the dates are."""
