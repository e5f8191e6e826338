"""What helps to learn how it works: one question explained, the passages on a map, questions to begin with."""
