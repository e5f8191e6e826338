"""One question's way through the system: what each stage made of the passages, and how long it took.

In: an engine and a question. Out: an Explanation. The answer in it is the engine's own; nothing is computed in another way
than when a question is asked.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.answer import Answer
from qa.config import Config
from qa.encoder import Vectors
from qa.engine import Engine
from qa.exploration.projection import PassageMap, Point, passage_map
from qa.language.equivalents import equivalents
from qa.language.words import NO_NAMES, OtherNames
from qa.lexical.lexicon import Spans
from qa.library import StoredPassage
from qa.retriever import POOL_FACTOR, Evidence, query_terms

# A stage's name among the scores, what it is called, and what it does, in the order in which they follow each other.
STAGES: Mapping[str, tuple[str, str]] = {
    "dense": (
        "Meaning",
        "The question and each passage are turned into lists of numbers that stand for their meaning; the nearer the two, the higher "
        "the score (cosine, 1 at most).",
    ),
    "lexical": (
        "Words",
        "A passage scores for each word of the question that it has, and more for words that few passages have (BM25, no upper end).",
    ),
    "fused": (
        "Both together",
        "The scores for meaning and for words are each stretched to reach from 0 to 1, then added in shares that can be set.",
    ),
    "reader": (
        "Reading",
        "A second model reads the question beside the most promising sentences and says how likely each of them answers it "
        "(probability of the surest, 0 to 1).",
    ),
    "final": (
        "Final order",
        "What was read in all sentences of a passage counts together with what meaning and words saw of it as a whole "
        "(a sum of log-odds; it may be negative).",
    ),
}
STEPS: Mapping[str, str] = {
    "about": "looking whether it asks about the article itself",
    "encode": "turning the question into numbers",
    "dense": "comparing meanings",
    "lexical": "looking up words",
    "fuse": "putting both together",
    "read": "reading sentences",
}
MAX_TERMS = 24

ASKS_ABOUT = (
    "This question asks about the article itself, such as its authors or date; it is answered from what stands at the article’s head, "
    "so no passage was searched for."
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word that was looked up, and in how many of the library's passages it stands."""

    word: str
    n_passages: int


@dataclass(frozen=True, slots=True)
class Explained:
    """A passage with its scores and ranks by stage (`evidence`), and where the question's words stand in it.

    `in_heading` and `in_text` are spans (start, end) of the section's heading and of the passage's text; `point` is where
    it falls on the library's map, None for one that the library lost meanwhile.
    """

    evidence: Evidence
    in_heading: Spans
    in_text: Spans
    point: Point | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What came of a question, and how.

    Attributes:
        config: the settings used; `threshold` the confidence below which they decline.
        passages: those that retrieval handed on, in the final order; empty where nothing was searched for.
        stages: the names of the stages that they went through, in order; keys of STAGES and of their scores and ranks.
        firsts: for each stage the passage that it alone would have put first; a stage that saw none is left out.
        message: why nothing was searched for, else "".
        terms: the question's words that were looked up, MAX_TERMS at most.
        other_names: other names of the question's terms that count in reading, by term.
        map, point: the library's map, and where the question falls on it; None where there is none.
        seconds: by step (keys of STEPS), and "total". Meaning and words are measured by themselves.
        n_passages: how many passages the library has.
    """

    question: str
    answer: Answer
    config: Config
    threshold: float
    passages: tuple[Explained, ...]
    stages: tuple[str, ...]
    firsts: Mapping[str, Evidence]
    message: str
    terms: tuple[Term, ...]
    other_names: OtherNames
    map: PassageMap
    point: Point | None
    seconds: Mapping[str, float]

    @property
    def n_passages(self) -> int:
        """How many passages the library has."""
        return self.map.n_passages


def explain(engine: Engine, question: str, articles: Sequence[str] = ()) -> Explanation:
    """Ask a question and tell how its answer was found. Takes what `Engine.ask` takes, and raises what it raises."""
    answer = engine.ask(question, articles)
    terms = query_terms(answer.question)
    mapped = passage_map(engine.library)
    query = engine.encoder.encode([answer.question])[0]
    looked = _look(engine, terms, query, articles)
    stages = tuple(stage for stage in STAGES if answer.passages and stage in answer.passages[0].scores)
    found = [looked.by_place.get((evidence.article, evidence.start)) for evidence in answer.passages]
    matched = engine.library.matched(terms, [passage.id for passage in found if passage])
    return Explanation(
        answer.question,
        answer,
        engine.config,
        engine.threshold,
        tuple(_explained(evidence, passage, matched, mapped) for evidence, passage in zip(answer.passages, found, strict=True)),
        stages,
        _firsts(engine, answer.passages, stages, looked),
        "" if answer.passages else (answer.message if answer.declined else ASKS_ABOUT),
        tuple(Term(word, engine.library.n_with(word)) for word in terms[:MAX_TERMS]),
        _other_names(engine, answer),
        mapped,
        mapped.plane.points(query[None, :])[0] if mapped.plane else None,
        _seconds(answer, looked),
    )


@dataclass(frozen=True, slots=True)
class _Looked:
    """What the two searches by themselves propose, best first, and how long they took."""

    dense: list[int]
    lexical: list[int]
    by_id: Mapping[int, StoredPassage]
    by_place: Mapping[tuple[str, int], StoredPassage]
    seconds: Mapping[str, float]


def _look(engine: Engine, terms: Sequence[str], query: Vectors, articles: Sequence[str]) -> _Looked:
    """Search as `retrieve` does, each way by itself."""
    library, pool = engine.library, engine.config.n_passages * POOL_FACTOR
    started = time.perf_counter()
    within = library.passage_ids(articles) if articles else None
    dense = [passage_id for passage_id, _ in library.index().search(query, pool, within)]
    between = time.perf_counter()
    lexical = [passage_id for passage_id, _ in library.match(terms, pool, articles)]
    seconds = {"dense": between - started, "lexical": time.perf_counter() - between}
    by_id = library.passages(list(dict.fromkeys([*dense, *lexical])))
    return _Looked(dense, lexical, by_id, {(p.article, p.start): p for p in by_id.values()}, seconds)


def _explained(
    evidence: Evidence, passage: StoredPassage | None, matched: Mapping[int, tuple[Spans, Spans]], mapped: PassageMap
) -> Explained:
    if passage is None:
        return Explained(evidence, (), (), None)
    in_heading, in_text = matched.get(passage.id, ((), ()))
    point = mapped.plane.points(passage.vector[None, :])[0] if mapped.plane else None
    return Explained(evidence, in_heading, in_text, point)


def _firsts(engine: Engine, passages: Sequence[Evidence], stages: Sequence[str], looked: _Looked) -> dict[str, Evidence]:
    """For each stage its first passage; those of the two searches may have been lost on the way."""
    firsts = {stage: min(passages, key=lambda evidence: evidence.ranks[stage]) for stage in stages}
    for stage, ids in (("dense", looked.dense), ("lexical", looked.lexical)):
        if stage not in firsts:
            continue
        if not ids or ids[0] not in looked.by_id:
            del firsts[stage]
        elif firsts[stage].ranks[stage] > 1:
            firsts[stage] = _evidence(engine, looked.by_id[ids[0]], stage)
    return firsts


def _evidence(engine: Engine, passage: StoredPassage, stage: str) -> Evidence:
    """A passage that was not handed on; of its scores and ranks only that it was this stage's first is known."""
    article = engine.library.article(passage.article)
    text = article.text[passage.start : passage.end]
    return Evidence(passage.article, article.title, passage.heading, text, passage.start, passage.end, {}, {stage: 1})


def _other_names(engine: Engine, answer: Answer) -> OtherNames:
    if not engine.config.equivalents or not answer.passages:
        return NO_NAMES
    ids = dict.fromkeys(evidence.article for evidence in answer.passages)
    return equivalents(answer.question, [engine.library.article(article_id) for article_id in ids])


def _seconds(answer: Answer, looked: _Looked) -> dict[str, float]:
    """The steps' seconds in the order of STEPS: what retrieval took beyond its two searches was for putting them together."""
    seconds = dict(answer.seconds)
    retrieve = seconds.pop("retrieve", None)
    if retrieve is not None:
        seconds |= looked.seconds
        seconds["fuse"] = max(0.0, retrieve - sum(looked.seconds.values()))
    return {step: seconds[step] for step in (*STEPS, "total") if step in seconds}
