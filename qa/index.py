"""Vectors to nearest ids: the one place where the FAISS index is chosen, by how many vectors there are.

In: unit vectors with ids. Out: the ids with the largest inner product, which for unit vectors is the cosine.

The rule: up to MAX_FLAT vectors are compared one by one, which is exact. Of more, an inverted file (qa/vectors/inverted.py)
holds those that were there when it was made; what came since is compared one by one, what went is left out, and
once both together are more than MAX_FLAT the file is made anew. docs/scale.md has the measurements.
"""

from dataclasses import dataclass, field
from math import sqrt

import numpy as np

from qa.vectors.inverted import Bits, Ids, InvertedFile, Vectors, one_thread

MAX_FLAT = 50_000
# Of n vectors there are LISTS_PER_ROOT * sqrt(n) lists, of which a search reads those nearest to the query.
LISTS_PER_ROOT = 2.0
N_PROBES = 128

_NO_IDS: Ids = np.zeros(0, dtype=np.int64)
_NO_VECTORS: Vectors = np.zeros((0, 0), dtype=np.float32)


def n_lists_for(n_vectors: int) -> int:
    """How many lists an inverted file of so many vectors has."""
    return max(1, int(LISTS_PER_ROOT * sqrt(n_vectors)))


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """The index over a library's passages at one moment; never changed, so that several threads may search it.

    Attributes:
        ids, vectors: those compared one by one, shapes (n,) and (n, dimension).
        base: the others, None where there are none; its ids are smaller than all of `ids`.
        gone: ids in `base` that do not count any more, ascending; `allowed` has a bit for each id of `base`, 0 for these.
    """

    ids: Ids = field(default_factory=lambda: _NO_IDS)
    vectors: Vectors = field(default_factory=lambda: _NO_VECTORS)
    base: InvertedFile | None = None
    gone: Ids = field(default_factory=lambda: _NO_IDS)
    allowed: Bits | None = None

    def __len__(self) -> int:
        return len(self.ids) + (len(self.base) - len(self.gone) if self.base else 0)

    @property
    def n_changed(self) -> int:
        """How many vectors are not as in the base; more than MAX_FLAT ask for another base."""
        return len(self.ids) + len(self.gone)

    def changed(self, removed: Ids, ids: Ids, vectors: Vectors) -> "VectorIndex":
        """The index without some ids, and with further vectors, shape (n, dimension), under higher ids, shape (n,)."""
        kept = np.isin(self.ids, removed, invert=True)
        own, held = self.ids[kept], self.vectors[kept]
        if len(ids):
            own, held = np.concatenate([own, ids]), np.concatenate([held, vectors]) if len(held) else vectors
        if self.base is None:
            return VectorIndex(own, held)
        gone = np.union1d(self.gone, removed[removed <= self.base.highest])
        return VectorIndex(own, held, self.base, gone, _bits(gone, self.base.highest + 1, invert=True) if len(gone) else None)

    def search(self, query: Vectors, k: int, within: Ids | None = None) -> list[tuple[int, float]]:
        """The k best (id, cosine) for one query of shape (dimension,), best first, of those `within` if given.

        Exact among the vectors compared one by one; of the base's, one in some hundreds may be missed.
        """
        found = self._in_base(query, k, within) + self._one_by_one(query, k, within)
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]

    def _one_by_one(self, query: Vectors, k: int, within: Ids | None) -> list[tuple[int, float]]:
        ids, vectors = self.ids, self.vectors
        if within is not None:
            chosen = np.isin(ids, within)
            ids, vectors = ids[chosen], vectors[chosen]
        if not len(ids):
            return []
        import faiss

        with one_thread():
            cosines, rows = faiss.knn(query[np.newaxis, :], vectors, min(k, len(ids)), metric=faiss.METRIC_INNER_PRODUCT)
        return [(int(ids[row]), float(cosine)) for row, cosine in zip(rows[0], cosines[0], strict=True)]

    def _in_base(self, query: Vectors, k: int, within: Ids | None) -> list[tuple[int, float]]:
        if self.base is None:
            return []
        if within is None:
            return self.base.search(query, k, N_PROBES, self.allowed)
        wanted = np.setdiff1d(within[within <= self.base.highest], self.gone)
        if not len(wanted):
            return []
        # As many are compared as in a search of all: where few are wanted, each of them.
        n_probes = int(N_PROBES * max(1.0, len(self.base) / len(wanted)))
        return self.base.search(query, k, n_probes, _bits(wanted, self.base.highest + 1))


def _bits(ids: Ids, n: int, invert: bool = False) -> Bits:
    """A bit for each id below n, lowest first: 1 for those given, or for all others."""
    chosen = np.full(n, invert)
    chosen[ids] = not invert
    return np.packbits(chosen, bitorder="little")
