"""Lexical search (BM25): tokens, posting lists and scores, and the lexicon that chooses between them and FTS5."""
