"""An article's passages to the vectors that are kept: each text is encoded once.

In: passages. Out: a unit vector for each sentence, and for each passage one that is made of those of its sentences.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from qa.encoder import Encoder, Vectors
from qa.passages import Passage


def encoded(
    encoder: Encoder, passages: Sequence[Passage], progress: Callable[[int, int], None] | None = None
) -> tuple[Vectors, list[Vectors]]:
    """The passages' vectors, shape (n_passages, dimension), and for each passage those of its sentences.

    Args:
        progress: called with (sentences encoded, sentences in all) as the work goes on.
    """
    texts = [sentence.text for passage in passages for sentence in passage.sentences]
    done = 0

    def count(n_texts: int) -> None:
        nonlocal done
        done += n_texts
        if progress:
            progress(done, len(texts))

    vectors = encoder.encode_kept(texts, count)
    bounds = np.cumsum([0, *(len(passage.sentences) for passage in passages)])
    own = [vectors[start:end] for start, end in pairwise(bounds)]
    return np.array([passage_vector(of_passage) for of_passage in own], dtype=np.float32), own


def passage_vector(sentence_vectors: Vectors) -> Vectors:
    """The mean of the unit vectors of a passage's sentences, shape (n, dimension), as a unit vector, shape (dimension,).

    It finds passages as well as a vector of the passage's whole text (docs/speed.md), and costs nothing.
    """
    mean: Vectors = sentence_vectors.mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), float(np.finfo(np.float32).tiny))
