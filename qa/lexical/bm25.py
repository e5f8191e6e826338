"""Posting lists to the best passages by BM25, to the last digit as SQLite's FTS5 scores them.

In: blocks of postings, and which of their passages are gone. Out: the passages with the highest scores, and how many
have a phrase. BM25 with k1 = 1.2 and b = 0.75 (Robertson and Zaragoza, 2009); a term that half of the passages have
counts next to nothing, as in FTS5.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.lexical.postings import Block, Posted, find

K1, B = 1.2, 0.75
_LEAST_IDF = 1e-6

Phrase = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A block with what is left of it.

    Attributes:
        live: for each slot whether it has a passage, shape (size,).
        norms: BM25's k1 * (1 - b + b * length / average length) of each slot, shape (size,).
        whole: whether all the passages are left that the block was made of.
    """

    block: Block
    live: NDArray[np.bool_]
    norms: NDArray[np.float64]
    whole: bool


def parts_of(blocks: Sequence[Block], gone: NDArray[np.int64]) -> list[Part]:
    """Blocks in the order of their ids, without the passages that are gone (ids, ascending)."""
    lives, wholes = [], []
    for block in blocks:
        live = block.n_words >= 0
        dead = gone[np.searchsorted(gone, block.first) : np.searchsorted(gone, block.first + block.size)] - block.first
        wholes.append(not live[dead].any())
        live[dead] = False
        lives.append(live)
    n_passages = sum(int(live.sum()) for live in lives)
    n_words = sum(int(block.n_words.sum(where=live, dtype=np.int64)) for block, live in zip(blocks, lives, strict=True))
    average = n_words / n_passages if n_words else 1.0
    return [
        Part(block, live, K1 * (1 - B + B * block.n_words.astype(np.float64) / average), whole)
        for block, live, whole in zip(blocks, lives, wholes, strict=True)
    ]


def best(parts: Sequence[Part], phrases: Sequence[Phrase], k: int, within: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
    """The k best (passage id, score) for any of the phrases, best first, of those `within` (ids, ascending) if given."""
    found = [find(part.block, phrases) for part in parts]
    n_passages = sum(int(part.live.sum()) for part in parts)
    idfs = [_idf(n_passages, n) for n in _n_with(parts, found, len(phrases))]
    ids, scores = np.zeros(0, dtype=np.int64), np.zeros(0)
    least = 0.0
    for part, postings in zip(parts, found, strict=True):
        block = part.block
        open_ = part.live
        if within is not None:
            asked = within[np.searchsorted(within, block.first) : np.searchsorted(within, block.first + block.size)] - block.first
            if not len(asked):
                continue
            open_ = np.zeros(block.size, dtype=bool)
            open_[asked] = part.live[asked]
        slots = np.concatenate([slots for slots, _ in postings])
        counts = np.concatenate([counts for _, counts in postings])
        weights = np.repeat(idfs, [len(slots) for slots, _ in postings])
        sums = np.bincount(slots, weights * (counts * (K1 + 1) / (counts + part.norms[slots])), block.size)
        # Of equal scores the lower id is better, so that a later block has to do better than the last of the best.
        better = np.flatnonzero((sums > least) & open_)
        if len(better):
            ids, scores = _first(np.concatenate((ids, better + block.first)), np.concatenate((scores, sums[better])), k)
            if len(ids) == k:
                least = float(scores[-1])
    return list(zip(ids.tolist(), scores.tolist(), strict=True))


def n_with(parts: Sequence[Part], phrase: Phrase) -> int:
    """How many passages have a phrase."""
    return _n_with(parts, [find(part.block, [phrase]) for part in parts], 1)[0]


def _n_with(parts: Sequence[Part], found: Sequence[Sequence[Posted]], n_phrases: int) -> list[int]:
    n = [0] * n_phrases
    for part, postings in zip(parts, found, strict=True):
        for number, (slots, _) in enumerate(postings):
            n[number] += len(slots) if part.whole else int(part.live[slots].sum())
    return n


def _idf(n_passages: int, n_with: int) -> float:
    idf = math.log((n_passages - n_with + 0.5) / (n_with + 0.5))
    return idf if idf > 0 else _LEAST_IDF


def _first(ids: NDArray[np.int64], scores: NDArray[np.float64], k: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The k best, best first."""
    if len(ids) > k:
        enough = scores >= np.partition(scores, -k)[-k]
        ids, scores = ids[enough], scores[enough]
    order = np.lexsort((ids, -scores))[:k]
    return ids[order], scores[order]
