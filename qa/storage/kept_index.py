"""The index over a library's passages, kept beside its file and brought up by the difference when the library changes.

In: a library's file. Out: the index as of now. An inverted file carries the version of the library that it was made
from in its name (`passages-VERSION.faiss`); it is derived, and made anew when it is missing, damaged or not of this library.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa import index
from qa.errors import LibraryError
from qa.index import VectorIndex, n_lists_for
from qa.storage import history
from qa.storage.database import connected, damaged, transaction
from qa.storage.history import State
from qa.vectors.halves import from_blob
from qa.vectors.inverted import TRAINING_VECTORS_PER_LIST, Ids, InvertedFile, Vectors

_FIRST = State("", 0, 0)
_CHUNK = 20_000
# A base is extended until it has so many times the vectors that its lists are made for.
MAX_GROWTH = 2.0


@dataclass(frozen=True, slots=True)
class _Held:
    """An index, and the library's state that it stands for."""

    state: State
    index: VectorIndex


class KeptIndex:
    """The index of one library. Safe for several threads at once, and for several processes with one each."""

    def __init__(self, file: Path) -> None:
        """Args: file: the library's."""
        self._file = file
        self._held: _Held | None = None
        self._lock = threading.Lock()

    def now(self) -> VectorIndex:
        """The index over all passages that the library has now. Raises LibraryError."""
        with connected(self._file) as database:
            state = self._state(database)
        held = self._held
        if held is None or held.state != state:
            with self._lock:
                held = self._held = self._brought_up()
        return held.index

    def _state(self, database: sqlite3.Connection) -> State:
        state = history.state(database)
        if state is None:
            raise damaged(self._file, None)
        return state

    def _brought_up(self) -> _Held:
        with connected(self._file) as database, transaction(database, writes=False):
            state, held = self._state(database), self._held
            if held is None or history.state_of(database, held.state.version) != held.state:
                held = self._on_disk(database) or _Held(_FIRST, VectorIndex())
            removed = np.array(history.removed_since(database, held.state), dtype=np.int64)
            # One more than may be compared one by one tells that there are too many.
            changed = held.index.changed(removed, *self._passages(database, held.state.passage, state.passage, index.MAX_FLAT + 1))
            if changed.n_changed > index.MAX_FLAT and held.index.base:
                everything = self._passages(database, 0, state.passage, index.MAX_FLAT + 1)
                if len(everything[0]) <= index.MAX_FLAT:
                    changed = VectorIndex(*everything)
        if changed.n_changed > index.MAX_FLAT:
            # Outside of the transaction, which would keep others from adding for as long as it takes.
            changed = VectorIndex(base=self._made(state, changed.base, changed.gone))
        return _Held(state, changed)

    def _passages(self, database: sqlite3.Connection, after: int, up_to: int, limit: int) -> tuple[Ids, Vectors]:
        """Ids, ascending, and vectors of passages with ids above `after`."""
        rows = database.execute(
            "SELECT id, vector FROM passages WHERE id > ? AND id <= ? ORDER BY id LIMIT ?", (after, up_to, limit)
        ).fetchall()
        return self._as_arrays(rows)

    def _as_arrays(self, rows: list[tuple[int, bytes]]) -> tuple[Ids, Vectors]:
        try:
            vectors = from_blob(b"".join(row[1] for row in rows)).reshape(len(rows), -1 if rows else 0)
        except ValueError as error:
            raise damaged(self._file, error) from error
        return np.array([row[0] for row in rows], dtype=np.int64), vectors

    def _path(self, version: str) -> Path:
        return self._file.parent / f"passages-{version}.faiss"

    def _on_disk(self, database: sqlite3.Connection) -> _Held | None:
        """The newest inverted file of this library's own."""
        newest = None
        for path in self._file.parent.glob("passages-*.faiss"):
            state = history.state_of(database, path.stem.removeprefix("passages-"))
            with contextlib.suppress(RuntimeError, OSError, ValueError):
                if state and (newest is None or state.passage >= newest.state.passage):
                    newest = _Held(state, VectorIndex(base=InvertedFile.mapped(path, state.passage)))
        return newest

    def _made(self, state: State, old: InvertedFile | None, gone: Ids) -> InvertedFile:
        """A base for a state: the old one extended, or a new one where there is none or it has too few lists."""
        with connected(self._file) as database:
            rows = database.execute("SELECT id FROM passages WHERE id <= ? ORDER BY id", (state.passage,))
            ids = np.fromiter((row[0] for row in rows), dtype=np.int64)
            n_lists = n_lists_for(len(ids))
            if old is None or n_lists**2 > MAX_GROWTH * old.n_lists**2:
                old, gone = InvertedFile.trained(n_lists, self._sample(database, ids, n_lists)), ids[:0]
            base = old.changed(gone, self._chunks(database, old.highest, state.passage))
        path = self._path(state.version)
        # A read-only folder is no reason not to answer: the index is then made at each start.
        with contextlib.suppress(OSError, RuntimeError, ValueError):
            base.save(path)
            base = InvertedFile.mapped(path, state.passage)
            for other in self._file.parent.glob("passages-*"):
                if other != path:
                    other.unlink(missing_ok=True)
        return base

    def _sample(self, database: sqlite3.Connection, ids: Ids, n_lists: int) -> Vectors:
        """Vectors of some passages, drawn evenly from all."""
        chosen = ids[np.unique(np.linspace(0, len(ids) - 1, n_lists * TRAINING_VECTORS_PER_LIST).astype(np.int64))]
        found = (database.execute("SELECT id, vector FROM passages WHERE id = ?", (int(i),)).fetchone() for i in chosen)
        sample = self._as_arrays([row for row in found if row])[1]
        if len(sample) < n_lists:
            raise LibraryError(f"The library in {self._file.parent} is being changed by another program; try again.")
        return sample

    def _chunks(self, database: sqlite3.Connection, after: int, up_to: int) -> Iterator[tuple[Ids, Vectors]]:
        """All passages with ids above `after`, some at a time."""
        while len((chunk := self._passages(database, after, up_to, _CHUNK))[0]):
            yield chunk
            after = int(chunk[0][-1])
