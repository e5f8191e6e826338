"""What is kept: one SQLite file is the truth, the indexes beside it (qa/storage/kept_index.py, qa/lexical/lexicon.py) are derived from it.

In: articles with their vectors. Out: articles, passages, vectors and lexical (BM25) matches. Every
change is one transaction that gives the library a new state, by which an index is brought up or made anew.
"""

import contextlib
import json
import sqlite3
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.article import Article, article_to_json
from qa.encoder import Vectors
from qa.errors import LibraryError
from qa.index import VectorIndex
from qa.lexical import lexicon
from qa.lexical.lexicon import Lexicon, Spans
from qa.passages import Passage
from qa.storage import history, kept_pages
from qa.storage.database import FILE_NAME, connected, damaged, prepare, transaction
from qa.storage.kept_index import KeptIndex
from qa.storage.kept_pages import KeptPage
from qa.storage.memory import ArticleMemory
from qa.storage.summary import ArticleSummary, summary_from_json, summary_of, summary_to_json
from qa.vectors.halves import HALF_BYTES, from_blob, to_blob
from qa.vectors.inverted import Ids

# Ids go into a statement as one JSON list: SQLite bounds the number of arguments.
_LISTED = "(SELECT value FROM json_each(?))"


def has_library(folder: Path) -> bool:
    """Whether a folder holds a library's file. Raises LibraryError where that cannot be told."""
    try:
        return (folder / FILE_NAME).exists()
    except OSError as error:
        raise LibraryError(f"{folder} cannot be used as a library: {error.strerror}.") from error


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as kept: where it stands, and its vector, shape (dimension,)."""

    id: int
    article: str
    heading: str
    start: int
    end: int
    vector: Vectors


class Library:
    """A folder with articles that can be searched. Safe for several threads and processes at once."""

    def __init__(self, folder: Path, fingerprint: str, memory: ArticleMemory | None = None) -> None:
        """Open the library in `folder`, which is made where there is none.

        Args:
            fingerprint: the encoder's (`Encoder.fingerprint`); a library is tied to its encoder.
            memory: where articles that were read are held, that of another library for both; None for one of its own.

        Raises:
            LibraryError: the folder cannot be used, or holds something else, something damaged, or
                a library of another version or encoder.
        """
        self.folder = folder
        self._file = folder / FILE_NAME
        self._index = KeptIndex(self._file)
        self._lexicon = Lexicon(folder)
        self.memory = ArticleMemory() if memory is None else memory
        self._writable = True
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"{folder} cannot be used as a library: {error.strerror}.") from error
        with connected(self._file) as database:
            prepare(database, self._file, fingerprint)

    def read_only(self) -> "Library":
        """The same library, of which nothing can be changed through what is returned."""
        other = copy(self)
        other._writable = False
        return other

    def copy_to(self, folder: Path) -> None:
        """Copy what is kept into a folder that is there and empty, as it is at this moment. Raises LibraryError."""
        with connected(self._file) as database, connected(folder / FILE_NAME) as other:
            database.backup(other)

    def _check_writable(self) -> None:
        if not self._writable:
            raise LibraryError(f"The library in {self.folder} is only read here.")

    def ids(self) -> list[str]:
        """The articles' ids, in the order in which they were added."""
        with connected(self._file) as database:
            return [row[0] for row in database.execute("SELECT id FROM articles ORDER BY number")]

    def n_articles(self) -> int:
        """How many articles the library holds."""
        with connected(self._file) as database:
            return int(database.execute("SELECT count(*) FROM articles").fetchone()[0])

    def has(self, article_id: str) -> bool:
        """Whether the library holds the article with this id."""
        with connected(self._file) as database:
            return database.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None

    def ids_from(self, sources: Sequence[str]) -> set[str]:
        """The ids of the articles that were read from these sources."""
        with connected(self._file) as database:
            return {row[0] for row in database.execute(f"SELECT id FROM articles WHERE source IN {_LISTED}", (json.dumps(sources),))}

    def article(self, article_id: str) -> Article:
        """An article by its id. Raises LibraryError where there is none."""
        found = self.articles([article_id])
        if not found:
            raise LibraryError(f"No article {article_id} is in the library; see: python -m qa list")
        return found[article_id]

    def articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """Articles by id; one that is not in the library is left out."""
        with connected(self._file) as database:
            rows = database.execute(
                f"SELECT id, source, content FROM articles WHERE id IN {_LISTED}", (json.dumps(list(article_ids)),)
            ).fetchall()
        try:
            # The id tells the content but for the source.
            return {row[0]: self.memory.article((row[0], row[1]), row[2]) for row in rows}
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(self._file, error) from error

    def summaries(self) -> list[ArticleSummary]:
        """What a list tells of each article, in the order in which they were added."""
        with connected(self._file) as database:
            kept = database.execute("SELECT id, summary FROM articles ORDER BY number").fetchall()
        try:
            return [summary_from_json(summary) if summary else self._summarised(article_id) for article_id, summary in kept]
        except (ValueError, KeyError, TypeError) as error:
            raise damaged(self._file, error) from error

    def _summarised(self, article_id: str) -> ArticleSummary:
        """The summary of an article from a time when none were kept."""
        return summary_of(self.article(article_id), len(self.passage_ids([article_id])))

    def kept_pages(self, sources: Sequence[str], keys: Sequence[str] = ()) -> dict[str, list[KeptPage]]:
        """By article id, the pages of each paginated article of which a page came from a source or has a key."""
        with connected(self._file) as database:
            return kept_pages.find(database, sources, keys)

    def unkept_pages(self, title: str) -> list[tuple[str, str]]:
        """(id, first note) of the articles of a title whose pages are not kept."""
        with connected(self._file) as database:
            return kept_pages.titled(database, title)

    def put(
        self,
        article: Article,
        passages: Sequence[Passage],
        vectors: Vectors,
        sentence_vectors: Sequence[Vectors],
        pages: Sequence[KeptPage] = (),
        replaces: Sequence[str] = (),
    ) -> None:
        """Keep an article, in the place of those from the same sources, in one transaction.

        Args:
            vectors: of the passages, shape (n_passages, dimension).
            sentence_vectors: for each passage those of its sentences, shape (n_sentences, dimension).
            pages: that it was put together from.
            replaces: ids of other articles that it takes the place of.
        """
        self._check_writable()
        sources, ids = [article.source, *(page.source for page in pages)], [article.id, *replaces]
        with connected(self._file) as database, transaction(database):
            self._delete(database, f"source IN {_LISTED} OR id IN {_LISTED}", (json.dumps(sources), json.dumps(ids)))
            insert(database, article, passages, vectors, sentence_vectors, pages)
        # What is derived can wait for the next question.
        with contextlib.suppress(LibraryError), connected(self._file) as database:
            self._lexicon.complete(database)

    def remove(self, article_id: str) -> None:
        """Remove an article. Raises LibraryError where there is none of this id."""
        self._check_writable()
        with connected(self._file) as database, transaction(database):
            if not self._delete(database, "id = ?", (article_id,)):
                raise LibraryError(f"No article {article_id} is in the library; see: python -m qa list")

    def passages(self, passage_ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Passages by id; one that is gone by now is left out."""
        with connected(self._file) as database:
            rows = database.execute(
                'SELECT p.id, a.id, p.heading, p.start, p."end", p.vector '
                f"FROM passages p JOIN articles a ON a.number = p.article WHERE p.id IN {_LISTED}",
                (json.dumps(list(map(int, passage_ids))),),
            ).fetchall()
        try:
            return {row[0]: StoredPassage(row[0], row[1], row[2], row[3], row[4], from_blob(row[5])) for row in rows}
        except ValueError as error:
            raise damaged(self._file, error) from error

    def sentence_vectors(self, passage_ids: Sequence[int]) -> dict[int, Vectors]:
        """The vectors of passages' sentences, shape (n_sentences, dimension), by passage id; one that is gone is left out."""
        with connected(self._file) as database:
            rows = database.execute(
                f"SELECT id, vectors, length(vector) FROM sentence_vectors JOIN passages ON id = passage WHERE passage IN {_LISTED}",
                (json.dumps(list(map(int, passage_ids))),),
            ).fetchall()
        try:
            return {i: from_blob(blob).reshape(-1, max(1, n_bytes // HALF_BYTES)) for i, blob, n_bytes in rows}
        except ValueError as error:
            raise damaged(self._file, error) from error

    def passage_ids(self, article_ids: Sequence[str]) -> Ids:
        """The ids of all passages of these articles, shape (n,)."""
        with connected(self._file) as database:
            rows = database.execute(
                f"SELECT p.id FROM passages p JOIN articles a ON a.number = p.article WHERE a.id IN {_LISTED}",
                (json.dumps(list(article_ids)),),
            ).fetchall()
        return np.array([row[0] for row in rows], dtype=np.int64)

    def match(self, terms: Sequence[str], k: int, article_ids: Sequence[str] = ()) -> list[tuple[int, float]]:
        """The k best (passage id, BM25 score) for any of the terms, best first.

        BM25 as in SQLite's FTS5 (k1 = 1.2, b = 0.75; Robertson and Zaragoza, 2009), larger is better.
        """
        with connected(self._file) as database:
            return self._lexicon.match(database, terms, k, article_ids)

    def matched(self, terms: Sequence[str], passage_ids: Sequence[int]) -> dict[int, tuple[Spans, Spans]]:
        """Where the lexical index sees any of the terms in these passages: spans (start, end) of the heading, and of the text.

        Passages without a match are left out.
        """
        with connected(self._file) as database:
            return lexicon.matched(database, terms, passage_ids)

    def n_with(self, term: str) -> int:
        """How many passages the lexical index sees a term in."""
        with connected(self._file) as database:
            return self._lexicon.n_with(database, term)

    def version(self) -> str:
        """Another one after every change of the library."""
        with connected(self._file) as database:
            state = history.state(database)
        if state is None:
            raise damaged(self._file, None)
        return state.version

    def index(self) -> VectorIndex:
        """The index over all passages, as they are now. Never changed: the next call gives another where the library has."""
        return self._index.now()

    @staticmethod
    def _delete(database: sqlite3.Connection, where: str, arguments: tuple[str, ...]) -> int:
        numbers = [row[0] for row in database.execute(f"SELECT number FROM articles WHERE {where}", arguments)]
        for number in numbers:
            database.execute("DELETE FROM lexicon WHERE rowid IN (SELECT id FROM passages WHERE article = ?)", (number,))
            history.note_removals(database, number)
            database.execute("DELETE FROM sentence_vectors WHERE passage IN (SELECT id FROM passages WHERE article = ?)", (number,))
            database.execute("DELETE FROM passages WHERE article = ?", (number,))
            kept_pages.forget(database, number)
            database.execute("DELETE FROM articles WHERE number = ?", (number,))
        return len(numbers)


def insert(
    database: sqlite3.Connection,
    article: Article,
    passages: Sequence[Passage],
    vectors: Vectors,
    sentence_vectors: Sequence[Vectors],
    pages: Sequence[KeptPage] = (),
) -> None:
    """Write an article that the library does not hold, within a transaction; else as `Library.put`."""
    number = database.execute(
        "INSERT INTO articles (id, source, content, summary) VALUES (?, ?, ?, ?)",
        (article.id, article.source, article_to_json(article), summary_to_json(summary_of(article, len(passages)))),
    ).lastrowid
    for passage, vector, own in zip(passages, vectors, sentence_vectors, strict=True):
        passage_id = database.execute(
            'INSERT INTO passages (article, heading, start, "end", vector) VALUES (?, ?, ?, ?, ?)',
            (number, passage.heading, passage.start, passage.end, to_blob(vector)),
        ).lastrowid
        database.execute("INSERT INTO sentence_vectors VALUES (?, ?)", (passage_id, to_blob(own)))
        database.execute("INSERT INTO lexicon (rowid, heading, text) VALUES (?, ?, ?)", (passage_id, passage.heading, passage.text))
    assert number is not None
    kept_pages.keep(database, number, pages)
