"""What is shown: figures and tables with their words, how they look, and the saving of them."""
