"""An inverted file of vectors, memory-mapped: each vector, in a byte a component, in the list of the centre nearest to it.

In: unit vectors with ids. Out: the ids nearest to a query among the lists nearest to it (FAISS's IVF with a scalar
quantiser; Jégou, Douze and Schmid, 2011). The file is never changed once it stands under its name.
"""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.whole_file import written_whole

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
Bits = NDArray[np.uint8]

# k-means wants some tens of vectors for each centre; more make it slower, and no better.
TRAINING_VECTORS_PER_LIST = 40
COPY_BYTES = 1 << 22


class InvertedFile:
    """An index in memory or mapped from its file. A mapped one can be searched, not changed."""

    def __init__(self, index: Any, highest: int, mapped: Bits | None = None) -> None:
        """Args: highest: no id is higher."""
        self.highest = highest
        self._index = index
        self._mapped = mapped  # kept for as long as the index, which reads it where it lies

    @classmethod
    def trained(cls, n_lists: int, sample: Vectors) -> "InvertedFile":
        """An empty index of `n_lists` lists, their centres found by k-means in a sample, shape (n >= n_lists, dimension)."""
        import faiss

        dimension = sample.shape[1]
        kind, metric = faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        index = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dimension), dimension, n_lists, kind, metric)
        index.cp.min_points_per_centroid = 1  # a small sample is no reason for warnings
        index.cp.max_points_per_centroid = TRAINING_VECTORS_PER_LIST
        index.train(np.ascontiguousarray(sample))
        return cls(index, -1)

    @classmethod
    def mapped(cls, path: Path, highest: int) -> "InvertedFile":
        """An index in its file, of no higher id than told. Raises OSError, RuntimeError or ValueError where it is not whole."""
        import faiss

        # Not by faiss's own opening, which knows no file names beyond the locale's.
        mapped = np.memmap(path, dtype=np.uint8, mode="r")
        index = faiss.read_index(faiss.ZeroCopyIOReader(faiss.swig_ptr(mapped), mapped.size))  # type: ignore[attr-defined]
        if not isinstance(index, faiss.IndexIVFScalarQuantizer):
            raise RuntimeError(f"{path} holds another type of index")
        return cls(index, highest, mapped)

    def changed(self, without: Ids, chunks: Iterable[tuple[Ids, Vectors]]) -> "InvertedFile":
        """A copy in memory, without some ids and with further vectors, in the same lists."""
        import faiss

        index = faiss.clone_index(self._index) if self._mapped is None else faiss.read_index(_reader(self._mapped))
        highest = self.highest
        if len(without):
            index.remove_ids(faiss.IDSelectorBatch(without))
        for ids, vectors in chunks:
            index.add_with_ids(np.ascontiguousarray(vectors), ids)
            highest = max(highest, int(ids.max()))
        return InvertedFile(index, highest)

    def save(self, path: Path) -> None:
        """Write the index under a name that no half-written file ever has. Raises OSError where that fails."""
        import faiss

        try:
            with written_whole(path) as file:
                faiss.write_index(self._index, faiss.PyCallbackIOWriter(file.write, COPY_BYTES))  # type: ignore[attr-defined]
        except RuntimeError as error:
            raise OSError(str(error)) from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def n_lists(self) -> int:
        """How many lists there are."""
        return int(self._index.nlist)

    def search(self, query: Vectors, k: int, n_probes: int, allowed: Bits | None) -> list[tuple[int, float]]:
        """The k best (id, cosine up to the quantiser's error) in the `n_probes` lists nearest to a query, best first.

        Args:
            query: shape (dimension,).
            allowed: a bit for each id from 0, lowest first, 1 for those that count; None for all.
        """
        import faiss

        chosen = faiss.SearchParametersIVF(nprobe=min(n_probes, self.n_lists))  # type: ignore[call-arg]
        if allowed is not None:
            chosen.sel = faiss.IDSelectorBitmap(len(allowed), faiss.swig_ptr(allowed))
        with one_thread():
            cosines, ids = self._index.search(query[np.newaxis, :], k, params=chosen)
        return [(int(i), float(c)) for i, c in zip(ids[0], cosines[0], strict=True) if i >= 0]


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Keep faiss to the calling thread for one query.

    There is nothing to share out, and on a busy machine waiting for a second thread takes many times as long as the search.
    """
    import faiss

    n_threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(n_threads)


def _reader(mapped: Bits) -> Any:
    """What lets faiss read a file into memory of its own."""
    import faiss

    at = 0

    def read(n_bytes: int) -> bytes:
        nonlocal at
        at += n_bytes
        return mapped[at - n_bytes : at].tobytes()

    return faiss.PyCallbackIOReader(read, COPY_BYTES)  # type: ignore[attr-defined]
