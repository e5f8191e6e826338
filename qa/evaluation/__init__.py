"""How well the product answers, cites and parts sentences, measured."""
