"""Older formats of the library's file to the present one, in place.

In: a connection within a transaction. Out: the same library in the present format; what fails leaves it as it was.
"""

import sqlite3
from collections.abc import Mapping

import numpy as np

from qa.encoder import KIND
from qa.storage import history, kept_pages
from qa.vectors.encoding import passage_vector
from qa.vectors.halves import to_blob


def from_format_1(database: sqlite3.Connection) -> None:
    """Format 1 kept vectors as float32, all in the table of passages, those of passages as encoded from their whole text,
    and no history; the oldest neither summaries nor pages."""
    if not any(row[1] == "summary" for row in database.execute("PRAGMA table_info(articles)")):
        database.execute("ALTER TABLE articles ADD COLUMN summary TEXT")
    kept_pages.make_tables(database)
    for statement in history.SCHEMA:
        database.execute(statement)
    database.create_function("as_halves", 1, _as_halves, deterministic=True)
    database.create_function("mean_of", 2, _mean, deterministic=True)
    database.execute("UPDATE passages SET vector = mean_of(sentence_vectors, vector)")
    database.execute("CREATE TABLE sentence_vectors (passage INTEGER PRIMARY KEY REFERENCES passages, vectors BLOB NOT NULL)")
    database.execute("INSERT INTO sentence_vectors SELECT id, as_halves(sentence_vectors) FROM passages ORDER BY id")
    database.execute("ALTER TABLE passages DROP COLUMN sentence_vectors")
    database.execute("DELETE FROM meta WHERE key = 'version'")
    database.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    database.execute("UPDATE meta SET value = value || ? WHERE key = 'encoder'", (f" {KIND}",))


def encoder_of(meta: Mapping[str, str]) -> str:
    """The encoder that a library of any format needs, as the present format names it."""
    name = meta.get("encoder", "")
    return f"{name} {KIND}" if meta.get("schema") == "1" else name


def _mean(sentence_vectors: bytes, vector: bytes) -> bytes:
    """A passage's vector as it is made now, from those of its sentences; they are the same in all formats."""
    dimension = len(np.frombuffer(vector, dtype=np.float32))
    own = np.frombuffer(sentence_vectors, dtype=np.float32).reshape(-1, dimension)
    return to_blob(passage_vector(own))


def _as_halves(vectors: bytes) -> bytes:
    return to_blob(np.frombuffer(vectors, dtype=np.float32))
