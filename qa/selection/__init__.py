"""Which sentences answer: told from their form, and for questions about the article itself from its byline."""
