"""Joint display: what a questionnaire says of each dimension, beside what people said about it."""
