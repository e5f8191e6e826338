"""A question to ranked passages, with the score of each stage.

In: a question and a library. Out: passages in the order of the fused score. Dense and lexical scores
are each scaled to 0 to 1 over the passages found (min-max) and summed with weights; on biomedical
questions that beat reciprocal-rank fusion and either score alone (see docs of the evaluation).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.article import Article, Sentence
from qa.encoder import Vectors
from qa.library import Library, StoredPassage

Scores = NDArray[np.float64]

# Passages that each stage proposes, as a multiple of those asked for.
POOL_FACTOR = 4

# Words of a question that say nothing about its subject.
_FUNCTION_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being between both but by can could did do "
    "does doing done during each either ever few for from further get gets give given go had has have having he her "
    "here hers him his how i if in into is it its itself just let like may me might more most much must my no nor not "
    "of off on once one only or other our ours out over own please same say says shall she should show so some such "
    "tell than that the their theirs them then there these they this those through to too under until up upon us very "
    "was we were what when where whether which while who whom whose why will with would you your yours".split()
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved passage: where it stands, and its score and rank (from 1) in each stage."""

    article: str
    title: str
    section: str
    text: str
    start: int
    end: int
    scores: Mapping[str, float]
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A retrieved passage with what later stages need.

    Attributes:
        sentences: the passage's own; `cosines` to the question, shape (n_sentences,).
        before, after: the neighbouring sentences in the same section, "" where there is none.
    """

    evidence: Evidence
    article: Article
    sentences: tuple[Sentence, ...]
    cosines: NDArray[np.float32]
    before: str
    after: str


def query_terms(question: str) -> list[str]:
    """The words of a question that are worth looking up, lower case, each once."""
    words = re.findall(r"\w+(?:[-'’]\w+)*", question.lower())
    return list(dict.fromkeys(word for word in words if word not in _FUNCTION_WORDS))


def retrieve(
    library: Library,
    question: str,
    query: Vectors,
    n_passages: int,
    dense_weight: float,
    articles: Sequence[str] = (),
) -> list[Retrieved]:
    """The passages of the library, or of some articles in it, that bear on a question, best first.

    Args:
        query: the question's unit vector, shape (dimension,).
        n_passages: how many at most.
        dense_weight: share of the dense score in the fused one, 0 to 1.
        articles: ids to search within; () for all.
    """
    terms = query_terms(question)
    pool = n_passages * POOL_FACTOR
    within = library.passage_ids(articles) if articles else None
    dense_hits = [passage_id for passage_id, _ in library.index().search(query, pool, within)]
    lexical_hits = dict(library.match(terms, pool, articles))
    stored = list(library.passages(list(dict.fromkeys([*dense_hits, *lexical_hits]))).values())
    if not stored:
        return []
    scores = {
        "dense": np.array([float(passage.vector @ query) for passage in stored]),
        "lexical": np.array([lexical_hits.get(passage.id, 0.0) for passage in stored]),
    }
    scores["fused"] = dense_weight * _min_max(scores["dense"]) + (1 - dense_weight) * _min_max(scores["lexical"])
    ranks = {stage: _ranks(values) for stage, values in scores.items()}
    first = np.argsort(-scores["fused"], kind="stable")[:n_passages]
    own = library.sentence_vectors([stored[i].id for i in first])
    read = library.articles(list({stored[i].article for i in first}))
    best = [i for i in first if stored[i].id in own and stored[i].article in read]  # one may be gone by now
    return [
        _retrieved(
            stored[i],
            read[stored[i].article],
            own[stored[i].id] @ query,
            {stage: float(values[i]) for stage, values in scores.items()},
            {stage: int(values[i]) for stage, values in ranks.items()},
        )
        for i in best
    ]


def _retrieved(passage: StoredPassage, article: Article, cosines: Vectors, scores: dict[str, float], ranks: dict[str, int]) -> Retrieved:
    text = article.text[passage.start : passage.end]
    evidence = Evidence(passage.article, article.title, passage.heading, text, passage.start, passage.end, scores, ranks)
    section = next(list(s.sentences) for s in article.sections if any(x.start == passage.start for x in s.sentences))
    first = next(i for i, sentence in enumerate(section) if sentence.start == passage.start)
    last = next(i for i, sentence in enumerate(section) if sentence.end == passage.end)
    return Retrieved(
        evidence,
        article,
        sentences=tuple(section[first : last + 1]),
        cosines=cosines,
        before=section[first - 1].text if first else "",
        after=section[last + 1].text if last + 1 < len(section) else "",
    )


def _min_max(scores: Scores) -> Scores:
    spread = float(np.ptp(scores))
    return (scores - scores.min()) / spread if spread else np.zeros_like(scores)


def _ranks(scores: Scores) -> NDArray[np.int64]:
    order = np.argsort(-scores, kind="stable")
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[order] = np.arange(1, len(scores) + 1)
    return ranks
