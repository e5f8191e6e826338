"""Older formats of the library's file to the present one, in place.

In: a connection within a transaction. Out: the same library in the present format; what fails leaves it as it was.
"""

import sqlite3

import numpy as np

from qa import history, kept_pages


def from_format_1(database: sqlite3.Connection) -> None:
    """Format 1 kept vectors as float32, all in the table of passages, and no history; the oldest neither summaries nor pages."""
    if not any(row[1] == "summary" for row in database.execute("PRAGMA table_info(articles)")):
        database.execute("ALTER TABLE articles ADD COLUMN summary TEXT")
    kept_pages.make_tables(database)
    for statement in history.SCHEMA:
        database.execute(statement)
    database.create_function("as_halves", 1, _as_halves, deterministic=True)
    database.execute("CREATE TABLE sentence_vectors (passage INTEGER PRIMARY KEY REFERENCES passages, vectors BLOB NOT NULL)")
    database.execute("INSERT INTO sentence_vectors SELECT id, as_halves(sentence_vectors) FROM passages ORDER BY id")
    database.execute("ALTER TABLE passages DROP COLUMN sentence_vectors")
    database.execute("UPDATE passages SET vector = as_halves(vector)")
    database.execute("DELETE FROM meta WHERE key = 'version'")
    database.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")


def _as_halves(vectors: bytes) -> bytes:
    return np.frombuffer(vectors, dtype=np.float32).astype(np.float16).tobytes()
