"""The pages that paginated articles were put together from, kept beside them in the library's file.

In: a connection to the library's database. Out: pages as text, found by where they came from or by what they
tell of their article, so that a page that is added later joins those that are there.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS pages (id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles, "
    "source TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS page_keys (key TEXT NOT NULL, page INTEGER NOT NULL REFERENCES pages)",
    "CREATE INDEX IF NOT EXISTS pages_by_article ON pages (article)",
    "CREATE INDEX IF NOT EXISTS pages_by_source ON pages (source)",
    "CREATE INDEX IF NOT EXISTS page_keys_by_key ON page_keys (key)",
    "CREATE INDEX IF NOT EXISTS page_keys_by_page ON page_keys (page)",
)
# Both have an article's title and notes; the summary, which a library from before there were any lacks, is short.
_FACTS = "coalesce(summary, content)"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page as kept: its draft as JSON, and the keys that it has in common with others of its article."""

    source: str
    name: str
    content: str
    keys: tuple[str, ...] = ()


def make_tables(database: sqlite3.Connection) -> None:
    """Make the tables where there are none; a library from before there were any goes on as it is."""
    for statement in _SCHEMA:
        database.execute(statement)


def keep(database: sqlite3.Connection, article: int, pages: Iterable[KeptPage]) -> None:
    """Keep the pages of an article, by its number."""
    for page in pages:
        number = database.execute(
            "INSERT INTO pages (article, source, name, content) VALUES (?, ?, ?, ?)", (article, page.source, page.name, page.content)
        ).lastrowid
        database.executemany("INSERT INTO page_keys VALUES (?, ?)", [(key, number) for key in page.keys])


def forget(database: sqlite3.Connection, article: int) -> None:
    """Forget the pages of an article."""
    database.execute("DELETE FROM page_keys WHERE page IN (SELECT id FROM pages WHERE article = ?)", (article,))
    database.execute("DELETE FROM pages WHERE article = ?", (article,))


def find(database: sqlite3.Connection, sources: Sequence[str], keys: Sequence[str]) -> dict[str, list[KeptPage]]:
    """By article id, all pages of each article of which one page came from a source or has a key."""
    articles: set[int] = set()
    for column, wanted in (("source", sources), ("key", keys)):
        marks = ",".join("?" * len(wanted))
        rows = database.execute(
            f"SELECT DISTINCT article FROM pages LEFT JOIN page_keys ON page = id WHERE {column} IN ({marks})", tuple(wanted)
        )
        articles |= {row[0] for row in rows}
    found: dict[str, list[KeptPage]] = {}
    for number in sorted(articles):
        rows = database.execute(
            "SELECT a.id, p.source, p.name, p.content FROM pages p JOIN articles a ON a.number = p.article "
            "WHERE a.number = ? ORDER BY p.id",
            (number,),
        )
        for article_id, *page in rows:
            found.setdefault(article_id, []).append(KeptPage(*page))
    return found


def titled(database: sqlite3.Connection, title: str) -> list[tuple[str, str]]:
    """(id, first note) of the articles of a title that have no pages kept, and a note."""
    return database.execute(
        f"SELECT id, json_extract({_FACTS}, '$.notes[0]') FROM articles WHERE json_extract({_FACTS}, '$.title') = ? "
        f"AND json_extract({_FACTS}, '$.notes[0]') IS NOT NULL AND number NOT IN (SELECT article FROM pages)",
        (title,),
    ).fetchall()
