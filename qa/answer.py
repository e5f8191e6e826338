"""Retrieved passages to an answer: one to four sentences with their sources, or a refusal.

In: a question, its retrieved passages, and a reader. Out: an Answer. Every sentence of an answer is a
span of an article, word for word, so a citation cannot be wrong about what was said.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from qa.article import Article, Reference, Sentence
from qa.language.words import NO_NAMES, OtherNames
from qa.reader import Reader
from qa.retriever import Evidence, Retrieved
from qa.selection.definitions import doubts
from qa.text import one_line
from qa.understanding.naming import names
from qa.windows import Candidate

N_RELATED = 3
# How passages are put in their final order (see rank_passages).
SOFTNESS = 0.5
LEAST_PROBABILITY = 1e-4
# A further sentence is shown if it answers nearly as surely as the best one, and says something that its article's others do not.
FURTHER_SHARE = 0.85
SAME_WORDS_SHARE = 0.8
_ANAPHOR = re.compile(
    r"(?:it|its|they|their|them|this|these|those|such|he|she|his|her|others?|another|the (?:former|latter))\b(?! as\b)", re.IGNORECASE
)
# "It is thought that …" speaks of nothing before it.
_EXPLETIVE = re.compile(r"it(?:[’']s| is| was| has been| may be| seems| appears)(?: \w+){0,3} (?:that|to|whether|if)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer: `source` is the number of its source, `article` that article's id.

    `words` is where in `text` the very words stand that answer (start, end), None where the reader does not tell.
    """

    text: str
    source: int
    article: str
    start: int
    end: int
    references: tuple[str, ...]
    scores: Mapping[str, float]
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer's sentence stands, and the works that the article cites there.

    `name` is the title or, where articles of the answer share it, the title with what tells them apart.
    `references` are the labels as printed; `works` the entries of the article's reference list for
    them, empty where this copy has no reference list. `page` is 0 where the article's file has no pages.
    """

    number: int
    article: str
    title: str
    name: str
    section: str
    sentence: str
    start: int
    end: int
    references: tuple[str, ...]
    works: tuple[Reference, ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """A sentence near a question that was declined: not an answer."""

    article: str
    title: str
    section: str
    text: str
    start: int
    end: int
    references: tuple[str, ...]
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told to a person who asked.

    Attributes:
        confidence: probability that the best sentence answers, 0 to 1.
        message: what is said where the question, or a part of it, is declined, else "".
        sentences: in reading order; empty where declined.
        best: the one of them that answers most surely; None where declined.
        candidates: every sentence that was read, surest first.
        passages: what was retrieved, best first by the last stage.
        scores: of the best sentence, by stage.
        seconds: by stage.
        n_asked, n_articles: how many articles were asked, and how many the library had.
        understood_as: what the question was taken to mean after those before it; "" if as typed.
    """

    question: str
    declined: bool
    confidence: float
    message: str = ""
    sentences: tuple[AnswerSentence, ...] = ()
    best: AnswerSentence | None = None
    sources: tuple[Source, ...] = ()
    related: tuple[Related, ...] = ()
    candidates: tuple[Related, ...] = ()
    passages: tuple[Evidence, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    n_asked: int = 0
    n_articles: int = 0
    understood_as: str = ""

    @property
    def asked_of(self) -> str:
        """Says of how many articles the question was asked, "" where that was the whole library."""
        return f"Asked of {self.n_asked} of {self.n_articles} articles." if self.n_asked < self.n_articles else ""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of a retrieved passage with its scores; "reader" is the probability that it answers.

    `candidate` is how it was read, None where it was not; `words` is as in AnswerSentence.
    """

    article: Article
    section: str
    sentence: Sentence
    scores: Mapping[str, float]
    candidate: Candidate | None = None
    words: tuple[int, int] | None = None

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
        probabilities = reader.read(question, candidates, n_candidates, other_names)
        probabilities = probabilities * doubts(question, candidates, other_names)
    else:
        probabilities = np.array([max(0.0, float(found.cosines[number])) for found, number in pool], dtype=np.float32)
    read = [
        ReadSentence(
            found.article,
            found.evidence.section,
            found.sentences[number],
            {**found.evidence.scores, "sentence": float(found.cosines[number]), "reader": float(probability)},
            candidate,
        )
        for (found, number), candidate, probability in zip(pool, candidates, probabilities, strict=True)
        if probability > 0
    ]
    return sorted(read, key=lambda r: -r.probability)


def rank_passages(retrieved: Sequence[Retrieved], read: Sequence[ReadSentence], fused_weight: float) -> list[Evidence]:
    """The retrieved passages by the final stage.

    "reader" is the probability of the surest of a passage's sentences, 0 where none was near enough to be read.
    "final" is the sum of what the reader makes of all its sentences (a soft maximum of their log-odds) and of
    `fused_weight` times the fused score: what retrieval saw of the whole passage counts beside what was read in it.
    """
    surest: dict[tuple[str, int], float] = {}
    for r in read:
        place = (r.article.id, r.sentence.start)
        surest[place] = max(r.probability, surest.get(place, 0.0))
    scored = []
    for found in retrieved:
        probabilities = np.array([surest.get((found.article.id, s.start), 0.0) for s in found.sentences])
        final = _soft_maximum(probabilities) + fused_weight * found.evidence.scores["fused"]
        scored.append((found.evidence, {"reader": float(probabilities.max()), "final": final}))
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


def choose(read: Sequence[ReadSentence], threshold: float, max_sentences: int) -> list[ReadSentence]:
    """The sentences to show: none if the surest is below the threshold.

    First the surest of each article, then further ones, each followed by those before it that say what it
    speaks of. Two articles may say the same: each cites other works for it.
    """
    if not read or read[0].probability < threshold:
        return []
    sure = [r for r in read if r.probability >= max(threshold, FURTHER_SHARE * read[0].probability)]
    surest: dict[str, ReadSentence] = {}
    for candidate in sure:
        surest.setdefault(candidate.article.id, candidate)
    shown: list[ReadSentence] = []
    said: set[tuple[str, ...]] = set()
    for candidate in [*surest.values(), *(r for r in sure if r is not surest[r.article.id])]:
        # One article may be here twice, say as a web page and a PDF.
        if (same := _said(candidate)) in said:
            continue
        said.add(same)
        others = [other for other in shown if other.article.id == candidate.article.id]
        if all(_shared_words(candidate.sentence.text, other.sentence.text) < SAME_WORDS_SHARE for other in others):
            shown.append(candidate)
    known = {(r.article.id, r.sentence.start): r for r in read}
    with_antecedents: list[ReadSentence] = []
    for found in shown:
        group = [r for r in (found, *_antecedents(found, known)) if r not in with_antecedents]
        if not with_antecedents or len(with_antecedents) + len(group) <= max_sentences:
            with_antecedents += group[:max_sentences]
    return with_antecedents


def with_words(question: str, shown: Sequence[ReadSentence], reader: Reader | None, threshold: float) -> list[ReadSentence]:
    """The sentences, those that answer with the words that do."""
    if not reader:
        return list(shown)
    return [
        replace(r, words=reader.answer_words(question, r.candidate)) if r.candidate and r.probability >= threshold else r for r in shown
    ]


def _said(found: ReadSentence) -> tuple[str, ...]:
    """The same for the same words with the same citations under the same title."""
    return (
        *(one_line(text).casefold() for text in (found.article.title, found.sentence.text)),
        *(c.label for c in found.sentence.citations),
    )


def merged(*lists: Sequence[ReadSentence]) -> list[ReadSentence]:
    """The sentences of several lists one after the other, each once, as sure as any list has it."""
    surest: dict[tuple[str, int], ReadSentence] = {}
    for r in (r for sentences in lists for r in sentences):
        place = (r.article.id, r.sentence.start)
        if place not in surest or r.probability > surest[place].probability:
            surest[place] = r
    return list(surest.values())


def compose(
    question: str, shown: Sequence[ReadSentence], read: Sequence[ReadSentence], passages: Sequence[Evidence], n_articles: int
) -> Answer:
    """Put an answer together from the sentences to show, or a refusal from none.

    Args:
        read: every sentence that was read, surest first; the nearest are offered with a refusal.
        n_articles: how many articles were asked.
    """
    confidence = min(1.0, read[0].probability) if read else 0.0
    candidates = tuple(_related(r) for r in read)
    if not shown:
        message = "The article does not answer this." if n_articles == 1 else f"None of the {n_articles} articles answers this."
        related = candidates[:N_RELATED]
        return Answer(question, True, confidence, message, related=related, candidates=candidates, passages=tuple(passages))
    order = list(dict.fromkeys(r.article.id for r in shown))
    called = names(r.article for r in shown)
    best = max(shown, key=lambda r: r.probability)
    in_order = sorted(shown, key=lambda r: (order.index(r.article.id), r.sentence.start))
    sentences = tuple(_answer_sentence(r, number) for number, r in enumerate(in_order, start=1))
    return Answer(
        question,
        False,
        confidence,
        sentences=sentences,
        best=sentences[in_order.index(best)],
        sources=tuple(_source(r, number, called[r.article.id]) for number, r in enumerate(in_order, start=1)),
        candidates=candidates,
        passages=tuple(passages),
        scores=best.scores,
    )


def _antecedents(found: ReadSentence, known: Mapping[tuple[str, int], ReadSentence]) -> list[ReadSentence]:
    """The sentences before one that starts with "It", "They", "Others" …, back to one that stands by itself."""
    paragraph = next(p for section in found.article.sections for p in section.paragraphs if found.sentence in p)
    at = paragraph.index(found.sentence)
    before = []
    while at and speaks_of_another(paragraph[at].text):
        at -= 1
        before.append(
            known.get((found.article.id, paragraph[at].start)) or replace(found, sentence=paragraph[at], scores={}, candidate=None)
        )
    return before


def speaks_of_another(sentence: str) -> bool:
    """Whether a sentence starts with a word that stands for something named before it."""
    return bool(_ANAPHOR.match(sentence)) and not _EXPLETIVE.match(sentence)


def _candidate(found: Retrieved, number: int) -> Candidate:
    texts = [found.before, *(sentence.text for sentence in found.sentences), found.after]
    heading = f"{found.article.title}. {found.evidence.section}"
    return Candidate(
        heading, texts[number], texts[number + 1], texts[number + 2], float(found.cosines[number]), found.evidence.scores["fused"]
    )


def _answer_sentence(read: ReadSentence, number: int) -> AnswerSentence:
    s = read.sentence
    return AnswerSentence(s.text, number, read.article.id, s.start, s.end, s.references, read.scores, read.words)


def _source(read: ReadSentence, number: int, name: str) -> Source:
    s = read.sentence
    works = tuple(work for label in s.references if (work := read.article.reference(label)))
    return Source(number, read.article.id, read.article.title, name, read.section, s.text, s.start, s.end, s.references, works, s.page)


def _related(read: ReadSentence) -> Related:
    s = read.sentence
    return Related(read.article.id, read.article.title, read.section, s.text, s.start, s.end, s.references, read.scores)


def _shared_words(one: str, other: str) -> float:
    """Share of the shorter sentence's words that stand in the other as well."""
    words, others = set(one.lower().split()), set(other.lower().split())
    return len(words & others) / max(1, min(len(words), len(others)))
