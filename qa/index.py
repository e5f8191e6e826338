"""Vectors to nearest ids: the one place where the FAISS index is chosen.

In: unit vectors with ids. Out: the ids with the largest inner product, which for unit vectors is the
cosine. The index is exact; it is derived from the library and can be thrown away at any time.
"""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from qa.encoder import Vectors

Ids = NDArray[np.int64]


class VectorIndex:
    """Exact inner-product search over unit vectors."""

    def __init__(self, index: "faiss.IndexIDMap2") -> None:
        self._index = index

    @classmethod
    def build(cls, ids: Ids, vectors: Vectors) -> "VectorIndex":
        """Index vectors, shape (n, dimension), under their ids, shape (n,)."""
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(max(1, vectors.shape[1])))
        if len(ids):
            index.add_with_ids(np.ascontiguousarray(vectors), ids)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Read an index from disk. Raises OSError or RuntimeError where the file is missing or damaged."""
        # Not by faiss's own reading, which knows no file names beyond the locale's.
        index = faiss.deserialize_index(np.frombuffer(path.read_bytes(), dtype=np.uint8))
        if not isinstance(index, faiss.IndexIDMap2):
            raise RuntimeError(f"{path} holds another type of index")
        return cls(index)

    def save(self, path: Path) -> None:
        """Write the index to disk. Raises OSError where that fails."""
        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: Vectors, k: int, within: Ids | None = None) -> list[tuple[int, float]]:
        """The k best (id, cosine) for one query of shape (dimension,), best first, of those `within` if given."""
        k = min(k, len(self))
        if not k:
            return []
        selected = None
        if within is not None:
            selected = faiss.SearchParameters()
            selected.sel = faiss.IDSelectorBatch(within)
        cosines, ids = self._index.search(query[np.newaxis, :], k, params=selected)
        return [(int(i), float(c)) for i, c in zip(ids[0], cosines[0], strict=True) if i >= 0]
