"""The library's one SQLite file: its tables, its transactions, and its errors as sentences.

In: a path. Out: connections to a file that is ours and whole. Every change is one transaction that gives
the library a new state (qa/storage/history.py).
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from qa.errors import LibraryError
from qa.storage import history, kept_pages, migration

SCHEMA_VERSION = 2
FILE_NAME = "library.sqlite3"
BUSY_SECONDS = 30.0
# A larger file is not read through when it is opened, which would take minutes; its damage is told where it is met.
MAX_CHECKED_BYTES = 16_000_000
# Words are runs of letters and digits (Unicode); stems after Porter, 1980.
TOKENIZE = "porter unicode61 remove_diacritics 2"

_SCHEMA = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, source TEXT UNIQUE NOT NULL, content TEXT NOT NULL, summary TEXT);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES articles,
    heading TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, vector BLOB NOT NULL);
CREATE TABLE sentence_vectors (passage INTEGER PRIMARY KEY REFERENCES passages, vectors BLOB NOT NULL);
CREATE INDEX passages_by_article ON passages (article);
CREATE VIRTUAL TABLE lexicon USING fts5 (heading, text, tokenize = '{TOKENIZE}');
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
    """All or nothing, an interruption included; a change gives the library a new state."""
    database.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    changes = database.total_changes
    try:
        yield
        if writes and database.total_changes != changes:
            history.note_change(database)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def meta_of(database: sqlite3.Connection) -> dict[str, str]:
    """What is known of the library as a whole: "schema" and "encoder"."""
    return dict(database.execute("SELECT key, value FROM meta"))


def damaged(file: Path, error: BaseException | None) -> LibraryError:
    """The error for a file that is not as it was written."""
    detail = f" ({error})" if error else ""
    return LibraryError(f"The library file {file} is damaged{detail}; restore it from a copy or add the articles anew.")


def prepare(database: sqlite3.Connection, file: Path, fingerprint: str) -> None:
    """Make the tables in a new file; in an old one, check that it is ours and fits, and bring it to the present format.

    Raises:
        LibraryError: the file holds something else, something damaged, or a library of another version or encoder.
    """
    with transaction(database):
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            for statement in (*_SCHEMA.strip().split(";\n"), *history.SCHEMA):
                database.execute(statement)
            kept_pages.make_tables(database)
            database.executemany("INSERT INTO meta VALUES (?, ?)", [("schema", str(SCHEMA_VERSION)), ("encoder", fingerprint)])
            return
    if "meta" not in tables:
        raise LibraryError(f"{file} is not a library of this program; choose another folder.")
    meta = meta_of(database)
    if meta.get("schema") not in ("1", str(SCHEMA_VERSION)):
        raise LibraryError(
            f"The library in {file.parent} has format {meta.get('schema')}, this program reads {SCHEMA_VERSION}; "
            "add its articles to a new folder."
        )
    if (encoder := migration.encoder_of(meta)) != fingerprint:
        raise LibraryError(
            f"The library in {file.parent} was made with the encoder {encoder}, not with {fingerprint}; "
            "choose that encoder, or add the articles to a new folder."
        )
    if file.stat().st_size <= MAX_CHECKED_BYTES and database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged(file, None)
    if meta["schema"] == "1":
        _migrate(database, file)
    if history.state(database) is None:
        raise damaged(file, None)


def _migrate(database: sqlite3.Connection, file: Path) -> None:
    """Bring a library to the present format. Raises LibraryError where it cannot be written or read."""
    try:
        with transaction(database):
            # Asked again: another program may have been quicker.
            if meta_of(database).get("schema") == "1":
                migration.from_format_1(database)
        for old_index in file.parent.glob("passages-*"):
            with contextlib.suppress(OSError):
                old_index.unlink()
    except sqlite3.OperationalError as error:
        if "readonly" in str(error):
            raise LibraryError(
                f"The library in {file.parent} is of an older format and can only be read there; "
                "copy the folder to a place where it can be written, and open that."
            ) from error
        if "user-defined function" in str(error):
            raise damaged(file, error) from error
        raise
