"""Retrieved passages to their sentences as read, surest first, and to the passages in the order of what was read in them.

In: a question, its retrieved passages, and a reader. Out: ReadSentences, and Evidence with the scores of the last stages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from qa.article import Article, Sentence
from qa.calibration import Judged
from qa.language.words import NO_NAMES, OtherNames
from qa.reader import Reader
from qa.retriever import Evidence, Retrieved
from qa.selection.definitions import doubts
from qa.windows import Candidate

# How passages are put in their final order (see rank_passages).
SOFTNESS = 0.5
LEAST_PROBABILITY = 1e-4


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of a retrieved passage with its scores; "reader" is the probability that it answers, beside the others.

    `alone` is the same, judged by itself. `candidate` is how it was read, None where it was not. `words` is where in its
    text the very words stand that answer (start, end), None where the reader does not tell.
    """

    article: Article
    section: str
    sentence: Sentence
    scores: Mapping[str, float]
    candidate: Candidate | None = None
    words: tuple[int, int] | None = None
    alone: float = 0.0

    @property
    def probability(self) -> float:
        """That this sentence answers the question."""
        return self.scores.get("reader", 0.0)


def read_sentences(
    question: str, retrieved: Sequence[Retrieved], reader: Reader | None, n_candidates: int, other_names: OtherNames = NO_NAMES
) -> list[ReadSentence]:
    """The sentences of the retrieved passages, surest first.

    The passages' sentences that the reader finds most promising are read, `n_candidates` at most. Without a reader
    the probability is stood in for by the cosine, which is not calibrated.
    """
    pool = [(found, number) for found in retrieved for number in range(len(found.sentences))]
    candidates = [_candidate(found, number) for found, number in pool]
    if reader:
        judged = reader.read(question, candidates, n_candidates, other_names)
        left = doubts(question, candidates, other_names)
        judged = Judged(judged.alone * left, judged.beside * left)
    else:
        cosines = np.array([max(0.0, float(found.cosines[number])) for found, number in pool])
        judged = Judged(cosines, cosines)
    read = [
        ReadSentence(
            found.article,
            found.evidence.section,
            found.sentences[number],
            {**found.evidence.scores, "sentence": float(found.cosines[number]), "reader": float(beside)},
            candidate,
            alone=float(alone),
        )
        for (found, number), candidate, alone, beside in zip(pool, candidates, *judged, strict=True)
        if beside > 0
    ]
    return sorted(read, key=lambda r: -r.probability)


def rank_passages(retrieved: Sequence[Retrieved], read: Sequence[ReadSentence], fused_weight: float) -> list[Evidence]:
    """The retrieved passages by the final stage.

    "reader" is the probability of the surest of a passage's sentences, 0 where none was near enough to be read.
    "final" is the sum of what the reader makes of each of its sentences alone (a soft maximum of their log-odds) and of
    `fused_weight` times the fused score: what retrieval saw of the whole passage counts beside what was read in it.
    """
    surest: dict[tuple[str, int], ReadSentence] = {}
    for r in sorted(read, key=lambda r: r.probability):
        surest[r.article.id, r.sentence.start] = r
    scored = []
    for found in retrieved:
        own = [surest.get((found.article.id, s.start)) for s in found.sentences]
        final = _soft_maximum(np.array([r.alone if r else 0.0 for r in own])) + fused_weight * found.evidence.scores["fused"]
        scored.append((found.evidence, {"reader": max(r.probability if r else 0.0 for r in own), "final": final}))
    ranks = {stage: sorted((scores[stage] for _, scores in scored), reverse=True) for stage in ("reader", "final")}
    return [
        replace(
            evidence,
            scores={**evidence.scores, **scores},
            ranks={**evidence.ranks, **{stage: 1 + ranks[stage].index(score) for stage, score in scores.items()}},
        )
        for evidence, scores in sorted(scored, key=lambda pair: -pair[1]["final"])
    ]


def _soft_maximum(probabilities: NDArray[np.float64]) -> float:
    """The log-odds of probabilities as one number that is somewhat more than the largest."""
    bounded = np.clip(probabilities, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY)
    log_odds = np.log(bounded / (1 - bounded))
    return float(np.logaddexp.reduce(log_odds / SOFTNESS) * SOFTNESS)


def _candidate(found: Retrieved, number: int) -> Candidate:
    texts = [found.before, *(sentence.text for sentence in found.sentences), found.after]
    heading = f"{found.article.title}. {found.evidence.section}"
    return Candidate(
        heading, texts[number], texts[number + 1], texts[number + 2], float(found.cosines[number]), found.evidence.scores["fused"]
    )
