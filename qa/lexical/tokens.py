"""Text to the tokens of the lexical index, by that index's own tokenizer.

In: texts. Out: for each its tokens in order: words without case and diacritics, stemmed. FTS5 is asked in memory, so
that what is found without it (qa/lexical/postings.py) rests on the same tokens as what is found by it.
"""

import sqlite3
import threading
from collections.abc import Sequence

from qa.storage.database import TOKENIZE


class Tokenizer:
    """Asks FTS5 for tokens. Safe for several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._database.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', columnsize = 0, tokenize = '{TOKENIZE}')")
        self._database.execute("CREATE VIRTUAL TABLE tokens USING fts5vocab (texts, instance)")

    def tokens(self, texts: Sequence[str]) -> list[list[str]]:
        """The tokens of each text."""
        found: list[list[str]] = [[] for _ in texts]
        with self._lock:
            self._database.execute("BEGIN")
            try:
                self._database.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(texts))
                for number, token in self._database.execute('SELECT doc, term FROM tokens ORDER BY doc, "offset"'):
                    found[number].append(token)
            finally:
                self._database.execute("ROLLBACK")
        return found
