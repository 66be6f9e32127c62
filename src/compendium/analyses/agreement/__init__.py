"""Agreement: whether people who coded the same sources agree, and where they do not."""
