"""The library's one SQLite file: its tables, its transactions, and its errors as sentences.

In: a path. Out: connections to a file that is ours and whole. Every change is one transaction that gives
the library a new version.
"""

import contextlib
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from qa import kept_pages
from qa.errors import LibraryError

SCHEMA_VERSION = 1
FILE_NAME = "library.sqlite3"
BUSY_SECONDS = 30.0

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, source TEXT UNIQUE NOT NULL, content TEXT NOT NULL, summary TEXT);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES articles,
    heading TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL,
    sentence_vectors BLOB NOT NULL);
CREATE INDEX passages_by_article ON passages (article);
CREATE VIRTUAL TABLE lexicon USING fts5 (heading, text, tokenize = 'porter unicode61 remove_diacritics 2');
"""


@contextlib.contextmanager
def connected(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection for one operation; SQLite's errors leave as one sentence."""
    database = None
    try:
        database = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
        yield database
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise LibraryError(f"The library in {file.parent} is busy with another program; try again.") from error
        if "malformed" in str(error) or "corrupt" in str(error):
            raise damaged(file, error) from error
        raise LibraryError(f"The library in {file.parent} cannot be used: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise damaged(file, error) from error
    finally:
        if database is not None:
            database.close()


@contextlib.contextmanager
def transaction(database: sqlite3.Connection, writes: bool = True) -> Iterator[None]:
    """All or nothing, an interruption included; a change gives the library a new version."""
    database.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    changes = database.total_changes
    try:
        yield
        if writes and database.total_changes != changes:
            database.execute("UPDATE meta SET value = ? WHERE key = 'version'", (secrets.token_hex(8),))
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def meta_of(database: sqlite3.Connection) -> dict[str, str]:
    """What is known of the library as a whole: "schema", "encoder", "version"."""
    return dict(database.execute("SELECT key, value FROM meta"))


def damaged(file: Path, error: BaseException | None) -> LibraryError:
    """The error for a file that is not as it was written."""
    detail = f" ({error})" if error else ""
    return LibraryError(f"The library file {file} is damaged{detail}; restore it from a copy or add the articles anew.")


def prepare(database: sqlite3.Connection, file: Path, fingerprint: str) -> None:
    """Make the tables in a new file; in an old one, check that it is ours and fits.

    Raises:
        LibraryError: the file holds something else, something damaged, or a library of another version or encoder.
    """
    with transaction(database):
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            for statement in _SCHEMA.strip().split(";\n"):
                database.execute(statement)
            database.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [("schema", str(SCHEMA_VERSION)), ("encoder", fingerprint), ("version", secrets.token_hex(8))],
            )
            kept_pages.make_tables(database)
            return
    if "meta" not in tables:
        raise LibraryError(f"{file} is not a library of this program; choose another folder.")
    meta = meta_of(database)
    if meta.get("schema") != str(SCHEMA_VERSION):
        raise LibraryError(
            f"The library in {file.parent} has format {meta.get('schema')}, this program reads {SCHEMA_VERSION}; "
            "add its articles to a new folder."
        )
    if meta.get("encoder") != fingerprint:
        raise LibraryError(
            f"The library in {file.parent} was made with the encoder {meta.get('encoder')}, not with {fingerprint}; "
            "choose that encoder, or add the articles to a new folder."
        )
    if "version" not in meta or database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged(file, None)
    if "pages" not in tables or not _has_summaries(database):
        with transaction(database):
            # Asked again: another program may have been quicker.
            if not _has_summaries(database):
                database.execute("ALTER TABLE articles ADD COLUMN summary TEXT")
            kept_pages.make_tables(database)


def _has_summaries(database: sqlite3.Connection) -> bool:
    """Whether summaries are kept; in a library from before there were any, articles are summarised when listed."""
    return any(row[1] == "summary" for row in database.execute("PRAGMA table_info(articles)"))
