"""A question to its answer: checked, retrieved, read, composed.

In: a question, and the articles to ask. Out: an Answer, or ranked passages.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.answer import Answer, compose
from qa.config import Config, Strictness
from qa.encoder import Vectors
from qa.errors import InputError
from qa.language.equivalents import equivalents
from qa.library import Library
from qa.models import Models
from qa.retriever import Evidence, Retrieved, query_terms, retrieve
from qa.selection.about import asked_facts, fact_sentences, may_ask_facts
from qa.selection.candidates import ReadSentence, rank_passages, read_sentences
from qa.selection.choosing import choose, merged, with_words
from qa.understanding.comparing import parts_of
from qa.understanding.question import check_script, checked_question

# Without a reader the confidence is a bare cosine; the middle one is where COVID-QA's own and other articles part.
COSINE_THRESHOLDS: Mapping[Strictness, float] = {"lenient": 0.4, "normal": 0.5, "strict": 0.6}
NOTHING_TO_LOOK_UP = "The question names nothing that could be looked up; say what it is about."

# A question about an article itself is put to no more articles than these, whose front matter is read for it.
MAX_FACTS_READ = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is put to: the ids of `articles`, () for all; their number, and that of all in the library."""

    articles: tuple[str, ...]
    n_asked: int
    n_articles: int


@dataclass(frozen=True, slots=True)
class Asking:
    """What questions are asked with, and of."""

    library: Library
    models: Models
    config: Config

    @property
    def threshold(self) -> float:
        """The confidence below which a question is declined."""
        if self.config.threshold is not None:
            return self.config.threshold
        reader = self.models.reader
        return reader.thresholds[self.config.strictness] if reader else COSINE_THRESHOLDS[self.config.strictness]

    def search(self, question: str, articles: Sequence[str] = (), limit: int | None = None) -> list[Evidence]:
        """The passages that bear on a question; see Engine.search."""
        question, scope = self.checked(question, articles)
        limit = limit or self.config.n_passages
        query = self.models.encoder.encode([question])[0]
        # As many as `ask` reads at least, so that both put the same passage first.
        retrieved = self._retrieve(question, query, scope.articles, max(limit, self.config.n_passages))
        return self._read(question, retrieved)[1][:limit]

    def ask(self, question: str, articles: Sequence[str] = ()) -> Answer:
        """Answer a question that stands by itself; see Engine.ask."""
        return self.answer(*self.checked(question, articles))

    def answer(self, question: str, scope: Scope) -> Answer:
        """As `ask`, of what `checked` gave."""
        clock = _Clock()
        about = self._about(question, scope)
        if about is not None:
            clock.lap("about")
            return self._told(compose(question, about, about, (), scope.n_asked), scope, clock)
        if not query_terms(question):
            clock.lap("about")
            nothing = Answer(question, declined=True, confidence=0.0, message=NOTHING_TO_LOOK_UP)
            return self._told(nothing, scope, clock)
        query = self.models.encoder.encode([question])[0]
        clock.lap("encode")
        retrieved = self._retrieve(question, query, scope.articles, self.config.n_passages)
        clock.lap("retrieve")
        read, passages = self._read(question, retrieved)
        shown = choose(read, self.threshold, self.config.max_sentences)
        parts = self._read_parts(question, retrieved, scope)
        chosen = [choose(of_part, self.threshold, max(1, self.config.max_sentences // len(parts))) for of_part in parts.values()]
        if any(chosen):
            shown = merged(*chosen)[: self.config.max_sentences]
            read = sorted(merged(*parts.values(), read), key=lambda r: -r.probability)
        unanswered = [part for part, of_part in zip(parts, chosen, strict=True) if any(chosen) and not of_part]
        shown = with_words(question, shown, self.models.reader, self.threshold)
        clock.lap("read")
        answer = compose(question, shown, read, passages, scope.n_asked)
        if unanswered:
            answer = replace(answer, message=f"Not answered: {' '.join(unanswered)}")
        return self._told(answer, scope, clock)

    def _read_parts(self, question: str, retrieved: Sequence[Retrieved], scope: Scope) -> dict[str, list[ReadSentence]]:
        """Where the question sets articles side by side, the sentences of each for its part; {} for any other question."""
        parts = parts_of(question, [found.article.title for found in retrieved])
        if not parts:
            return {}
        entries = [entry for entry in self.library.summaries() if not scope.articles or entry.id in scope.articles]
        queries = self.models.encoder.encode([part.question for part in parts])
        read = {}
        for part, query in zip(parts, queries, strict=True):
            own = [entry.id for entry in entries if part.is_about(entry.title)]
            found = self._retrieve(part.question, query, own, self.config.n_passages)
            read[part.question] = self._sentences(part.question, found)
        return read

    def _told(self, answer: Answer, scope: Scope, clock: "_Clock") -> Answer:
        """The answer with how long it took, and of how many articles it was asked."""
        return replace(answer, seconds=clock.seconds, n_asked=scope.n_asked, n_articles=scope.n_articles)

    def checked(self, question: str, articles: Sequence[str]) -> tuple[str, Scope]:
        """The question and what to search, both fit to be used. Raises InputError where they are not."""
        return checked_question(question, self.config.max_question_chars), self.scope(articles)

    def scope(self, articles: Sequence[str]) -> Scope:
        """What to search. Raises InputError where an article is not known, or there is none."""
        n_articles = self.library.n_articles()
        if not n_articles:
            raise InputError("The library is empty; add an article first: python -m qa add FILE")
        chosen = tuple(dict.fromkeys(articles))
        if unknown := [article_id for article_id in chosen if not self.library.has(article_id)]:
            raise InputError(f"No article {unknown[0]} is in the library; see: python -m qa list")
        return Scope(chosen, len(chosen) or n_articles, n_articles)

    def _retrieve(self, question: str, query: Vectors, articles: Sequence[str], limit: int) -> list[Retrieved]:
        retrieved = retrieve(self.library, question, query, limit, self.config.dense_weight, articles)
        check_script(question, [found.evidence.text for found in retrieved])
        return retrieved

    def _read(self, question: str, retrieved: Sequence[Retrieved]) -> tuple[list[ReadSentence], list[Evidence]]:
        """The sentences, surest first, and the passages: by the reader where there is one, else as retrieved."""
        read = self._sentences(question, retrieved)
        if self.models.reader is None:
            return read, [found.evidence for found in retrieved]
        return read, rank_passages(retrieved, read, self.config.fused_weight)

    def _sentences(self, question: str, retrieved: Sequence[Retrieved]) -> list[ReadSentence]:
        """The sentences, surest first; terms of the question count by the other names that they have in general or in the articles."""
        names = equivalents(question, {found.article.id: found.article for found in retrieved}.values()) if self.config.equivalents else {}
        return read_sentences(question, retrieved, self.models.reader, self.config.n_candidates, names)

    def _about(self, question: str, scope: Scope) -> list[ReadSentence] | None:
        """The front matter that answers a question about the article itself; None for any other question."""
        if not may_ask_facts(question):
            return None
        told: list[ReadSentence] = []
        is_about = False
        for article in map(self.library.article, self._perhaps_meant(question, scope)):
            headings = asked_facts(question, article)
            is_about = is_about or bool(headings)
            for sentence in fact_sentences(article, headings):
                heading = next(s.heading for s in article.sections if sentence in s.sentences)
                told.append(ReadSentence(article, heading, sentence, {"reader": 1.0}))
            if len(told) >= self.config.max_sentences:
                break
        return told[: self.config.max_sentences] if is_about else None

    def _perhaps_meant(self, question: str, scope: Scope) -> Sequence[str]:
        """The ids of the articles that a question about an article itself may mean; of a large library those that have its words."""
        if scope.n_asked <= MAX_FACTS_READ:
            return scope.articles or self.library.ids()
        hits = [passage_id for passage_id, _ in self.library.match(query_terms(question), MAX_FACTS_READ, scope.articles)]
        found = self.library.passages(hits)
        return list(dict.fromkeys(found[passage_id].article for passage_id in hits if passage_id in found))


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._start = self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = now - self._last
        self.seconds["total"] = now - self._start
        self._last = now
