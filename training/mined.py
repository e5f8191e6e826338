"""Hard negatives: what our own search finds for a question where the answer is not.

In: questions with the document that each was written for, and other documents. Out: for each question, windows
of other documents that are near to it, none of their sentences answering. A long paper is full of such
sentences; the short documents that questions were written for are not.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer

from training.data import ANSWERS, IGNORED, NOT, Block, Example
from training.tasks import kept_vectors

# A sentence as near as this to one that answers may well answer too, so it does not count.
SAME_ANSWER = 0.72
N_WINDOWS = 3


def hard_negatives(
    asked: Sequence[tuple[int, Example]], documents: Sequence[Sequence[tuple[str, ...]]], folder: Path, rng: random.Random
) -> list[tuple[Block, ...]]:
    """For each (number of its document, example) up to N_WINDOWS windows of other documents, the nearest first.

    Args:
        documents: of each, the sentences of its sections.
        folder: where vectors are kept.
    """
    places = [(d, s, k) for d, sections in enumerate(documents) for s, sentences in enumerate(sections) for k in range(len(sentences))]
    sentences = [documents[d][s][k] for d, s, k in places]
    place_of = {place: row for row, place in enumerate(places)}
    owner = np.array([d for d, _, _ in places])
    vectors = kept_vectors(sentences, folder)
    queries = kept_vectors([example.question for _, example in asked], folder)
    stemmer = Stemmer.Stemmer("english")
    index = bm25s.BM25()
    index.index(bm25s.tokenize(sentences, stemmer=stemmer, stopwords="en", show_progress=False), show_progress=False)
    found = []
    for (own, example), query in zip(asked, queries, strict=True):
        terms = bm25s.tokenize([example.question], stemmer=stemmer, stopwords="en", return_ids=False, show_progress=False)[0]
        lexical = index.get_scores(terms) if terms else np.zeros(len(sentences))
        nearness = _spread(vectors @ query) + _spread(np.asarray(lexical))
        nearness[owner == own] = -1.0
        answers = [k for k in np.flatnonzero(owner == own) if sentences[k] in _answering(example)]
        windows: list[Block] = []
        taken: set[tuple[int, int]] = set()
        for row in np.argsort(-nearness)[: 4 * N_WINDOWS]:
            d, s, k = places[row]
            if (d, s) in taken or len(windows) == N_WINDOWS:
                continue
            taken.add((d, s))
            section = documents[d][s]
            start, end = max(0, k - rng.randint(0, 2)), min(len(section), k + 1 + rng.randint(0, 2))
            rows = [place_of[d, s, n] for n in range(start, end)]
            doubtful = (vectors[rows] @ vectors[answers].T).max(axis=1) > SAME_ANSWER if answers else np.zeros(len(rows), dtype=bool)
            labels = tuple(IGNORED if same else NOT for same in doubtful)
            before, after = section[start - 1] if start else "", section[end] if end < len(section) else ""
            windows.append(Block(section[start:end], labels, (), "", before, after))
        found.append(tuple(windows))
    return found


def _answering(example: Example) -> set[str]:
    return {s for block in example.blocks for s, label in zip(block.sentences, block.labels, strict=True) if label == ANSWERS}


def _spread(scores: "np.ndarray") -> "np.ndarray":  # type: ignore[type-arg]
    """Scores stretched to 0…1."""
    stretched: np.ndarray = (scores - scores.min()) / (np.ptp(scores) + 1e-9)  # type: ignore[type-arg]
    return stretched
