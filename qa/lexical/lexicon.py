"""Lexical search (BM25): SQLite's FTS5 in a small library, posting lists of our own in a large one, with the same results.

In: words. Out: passages with scores, and where in them the words stand. FTS5's table is part of the truth. From
LARGE passages on, what would take it longer and longer is told from posting lists (qa/lexical/bm25.py), which are derived: in
blocks that begin and end at round ids, each a file that is made when it is missing or not of this library's past.
"""

import contextlib
import json
import re
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import numpy as np

from qa.lexical import bm25, postings
from qa.lexical.postings import Block
from qa.lexical.tokens import Tokenizer
from qa.storage import history
from qa.storage.database import transaction

# Passage ids given so far, from which on posting lists are used. FTS5 reads every passage that has any of the words, and
# each word's whole list once more: `python -m benchmarks.lexical` prints where the two ways cross, and how they go on.
LARGE = 8192
# Passages of a block. A small block is soon made, few blocks are soon searched: an article makes blocks of the smallest
# size, four of one size in a row become one of the next. What is left is kept in memory only.
SIZES = (65536, 16384, 4096, 1024, 256, 64)
# A larger block is put together from smaller ones, so that no change of the library has to read more passages than these.
MOST_READ = 4096
# Ids go into a statement as one JSON list: SQLite bounds the number of arguments.
_LISTED = "(SELECT value FROM json_each(?))"
_FILE = re.compile(r"lexicon-(\d+)-(\d+)\.")

Spans = tuple[tuple[int, int], ...]
# The first and the last passage id of a block.
Range = tuple[int, int]


class Lexicon:
    """The lexical index of the library in a folder. Safe for several threads and processes at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._blocks: dict[Range, Block] = {}
        self._parts: tuple[str, list[bm25.Part]] = ("", [])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer()

    def match(self, database: sqlite3.Connection, terms: Sequence[str], k: int, article_ids: Sequence[str] = ()) -> list[tuple[int, float]]:
        """The k best (passage id, BM25 score) for any of the terms, of some articles or of all, best first.

        Larger is better. A term of several words is found where they follow each other.
        """
        if not terms:
            return []
        parts = self._brought_up(database)
        if parts is None:
            return match_by_fts5(database, terms, k, article_ids)
        within = None
        if article_ids:
            rows = database.execute(f"{_PASSAGES_OF} ORDER BY p.id", (json.dumps(list(article_ids)),))
            within = np.fromiter((row[0] for row in rows), dtype=np.int64)
        return bm25.best(parts, self._phrases(terms), k, within)

    def n_with(self, database: sqlite3.Connection, term: str) -> int:
        """How many passages have a term."""
        parts = self._brought_up(database)
        if parts is not None:
            return bm25.n_with(parts, self._phrases([term])[0])
        return int(database.execute("SELECT count(*) FROM lexicon WHERE lexicon MATCH ?", (_any_of([term]),)).fetchone()[0])

    def complete(self, database: sqlite3.Connection) -> None:
        """Make large blocks that are missing: to be called after each addition, so that no question waits for all of them."""
        with transaction(database, writes=False):
            state = history.state(database)
            if state is None:
                return
            # The lock comes after a first reading, here and below: whoever has it must not have to wait for a writer, which
            # waits for those who read, one of whom may be waiting for the lock.
            with self._lock:
                for first, last in _ranges(state.passage):
                    if last - first + 1 >= MOST_READ:
                        self._block(database, state, (first, last))

    def _phrases(self, terms: Sequence[str]) -> list[bm25.Phrase]:
        return [tuple(map(postings.key_of, tokens)) for tokens in self._tokenizer.tokens(terms)]

    def _brought_up(self, database: sqlite3.Connection) -> list[bm25.Part] | None:
        """The blocks as the library is now, or None in a small one."""
        with transaction(database, writes=False):
            state = history.state(database)
            if state is None or state.passage < LARGE:
                return None
            with self._lock:
                if self._parts[0] != state.version:
                    ranges = _ranges(state.passage)
                    self._blocks = {range_: self._block(database, state, range_) for range_ in ranges}
                    since = replace(state, removal=min((block.removal for block in self._blocks.values()), default=state.removal))
                    gone = np.array(sorted(history.removed_since(database, since)), dtype=np.int64)
                    self._parts = state.version, bm25.parts_of(list(self._blocks.values()), gone)
                return self._parts[1]

    def _block(self, database: sqlite3.Connection, state: history.State, range_: Range) -> Block:
        """A block from memory, from its file or made anew."""
        first, last = range_
        path = self._path(range_)
        block = self._blocks.get(range_)
        if block is None:
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                block = postings.load(path)
        if block is not None and (block.first, block.size) == (first, last - first + 1):
            made = history.state_of(database, block.version)
            # What was made from a copy that went its own way is not ours.
            if made is not None and made.passage >= last:
                self._blocks[range_] = block
                return block
        size = last - first + 1
        if size > MOST_READ:
            quarters = [(first + n * size // 4, first + (n + 1) * size // 4 - 1) for n in range(4)]
            block = postings.merge([self._block(database, state, quarter) for quarter in quarters], state)
            for quarter in quarters:
                del self._blocks[quarter]
        else:
            rows = database.execute("SELECT rowid, heading, text FROM lexicon WHERE rowid BETWEEN ? AND ? ORDER BY rowid", range_)
            block = postings.build(first, size, state, rows, self._tokenizer)
        if size in SIZES:
            # A read-only folder is no reason not to answer: the block is then made at each start.
            with contextlib.suppress(OSError):
                postings.save(block, path)
                block = postings.load(path)
                self._tidy(range_)
        self._blocks[range_] = block
        return block

    def _tidy(self, range_: Range) -> None:
        """Take away the files of blocks that are part of this one."""
        for path in self._folder.glob("lexicon-*"):
            named = _FILE.match(path.name)
            if named and range_[0] <= int(named[1]) and int(named[2]) <= range_[1] and path != self._path(range_):
                path.unlink(missing_ok=True)

    def _path(self, range_: Range) -> Path:
        return self._folder / f"lexicon-{range_[0]}-{range_[1]}.postings"


def matched(database: sqlite3.Connection, terms: Sequence[str], passage_ids: Sequence[int]) -> dict[int, tuple[Spans, Spans]]:
    """Where any of the terms stand in these passages: spans (start, end) of the heading, and of the text.

    Passages without a match are left out.
    """
    if not terms:
        return {}
    # Control characters stand in no article's text (see clean_text).
    mark = ", ".join(f"highlight(lexicon, {column}, char(1), char(2))" for column in (0, 1))
    rows = database.execute(
        f"SELECT rowid, {mark} FROM lexicon WHERE lexicon MATCH ? AND rowid IN {_LISTED}",
        (_any_of(terms), json.dumps(list(map(int, passage_ids)))),
    )
    return {passage_id: (_spans(heading), _spans(text)) for passage_id, heading, text in rows}


_PASSAGES_OF = f"SELECT p.id FROM passages p JOIN articles a ON a.number = p.article WHERE a.id IN {_LISTED}"


def match_by_fts5(database: sqlite3.Connection, terms: Sequence[str], k: int, article_ids: Sequence[str] = ()) -> list[tuple[int, float]]:
    """`Lexicon.match` as FTS5 does it, at any size: what ours is measured and tested against."""
    where, arguments = ("", [_any_of(terms)])
    if article_ids:
        where = f" AND rowid IN ({_PASSAGES_OF})"
        arguments.append(json.dumps(list(article_ids)))
    rows = database.execute(
        f"SELECT rowid, -bm25(lexicon) FROM lexicon WHERE lexicon MATCH ?{where} ORDER BY bm25(lexicon), rowid LIMIT ?", (*arguments, k)
    )
    return [(int(passage_id), float(score)) for passage_id, score in rows]


def _ranges(highest: int) -> list[Range]:
    """The blocks of passages 1 to `highest`: as many of the largest size as there are, then of the next, then what is left."""
    ranges, first = [], 1
    for size in SIZES:
        while first + size - 1 <= highest:
            ranges.append((first, first + size - 1))
            first += size
    return ranges if first > highest else [*ranges, (first, highest)]


def _any_of(terms: Sequence[str]) -> str:
    """The terms as a query of FTS5's."""
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)


def _spans(marked: str) -> Spans:
    """Where in a text the marked parts stand, in the text without its marks."""
    before, *pieces = marked.split("\1")
    found, at = [], len(before)
    for piece in pieces:
        inside, _, outside = piece.partition("\2")
        found.append((at, at + len(inside)))
        at += len(inside) + len(outside)
    return tuple(found)
