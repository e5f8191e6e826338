"""Citations in a text, and the works that they name."""
