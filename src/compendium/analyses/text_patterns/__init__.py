"""Text patterns: which words people use, which set a group apart, which terms find a code."""
