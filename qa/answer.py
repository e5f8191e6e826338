"""Chosen sentences to an answer: one to four sentences with their sources, or a refusal.

In: a question, the sentences that were read for it, and those of them to show. Out: an Answer. Every sentence of an
answer is a span of an article, word for word, so a citation cannot be wrong about what was said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qa.article import Reference
from qa.retriever import Evidence
from qa.selection.candidates import ReadSentence
from qa.understanding.naming import names

N_RELATED = 3


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
