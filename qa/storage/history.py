"""A library's history: by what anything derived from its passages is behind.

In: a connection. Out: the library's states, and what was removed since one. An id stands for one passage for
ever, so a state is told by the highest id given so far and the number of the last removal: what is derived from an
older one is brought up by the passages with higher ids and the removals with higher numbers. A state's version is
random, so that what was derived from a copy that went its own way is not taken for ours.
"""

import secrets
import sqlite3
from dataclasses import dataclass

SCHEMA = (
    "CREATE TABLE removed (seq INTEGER PRIMARY KEY AUTOINCREMENT, passage INTEGER NOT NULL)",
    "CREATE TABLE changes (seq INTEGER PRIMARY KEY AUTOINCREMENT, version TEXT UNIQUE NOT NULL, "
    "passage INTEGER NOT NULL, removal INTEGER NOT NULL)",
)
_HIGHEST = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{}'), 0)"


@dataclass(frozen=True, slots=True)
class State:
    """A moment of a library: `passage` is the highest passage id given by then, `removal` the number of the last removal."""

    version: str
    passage: int
    removal: int


def note_change(database: sqlite3.Connection) -> None:
    """Give the library a new state; to be called at the end of each transaction that changes it."""
    database.execute(
        f"INSERT INTO changes (version, passage, removal) VALUES (?, {_HIGHEST.format('passages')}, {_HIGHEST.format('removed')})",
        (secrets.token_hex(8),),
    )


def note_removals(database: sqlite3.Connection, article: int) -> None:
    """Note that the passages of an article, by its number, are removed; to be called before they are."""
    database.execute("INSERT INTO removed (passage) SELECT id FROM passages WHERE article = ? ORDER BY id", (article,))


def state(database: sqlite3.Connection) -> State | None:
    """The library's state now; None in a damaged one. Takes no longer in a larger library."""
    row = database.execute("SELECT version, passage, removal FROM changes ORDER BY seq DESC LIMIT 1").fetchone()
    return State(*row) if row else None


def state_of(database: sqlite3.Connection, version: str) -> State | None:
    """The state of that version; None where this library never had it."""
    row = database.execute("SELECT version, passage, removal FROM changes WHERE version = ?", (version,)).fetchone()
    return State(*row) if row else None


def removed_since(database: sqlite3.Connection, since: State) -> list[int]:
    """The ids of passages that were there in a state and are not any more."""
    rows = database.execute("SELECT passage FROM removed WHERE seq > ? AND passage <= ?", (since.removal, since.passage))
    return [row[0] for row in rows]
