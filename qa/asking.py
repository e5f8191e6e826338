"""A question to its answer: checked, completed by the questions before it, retrieved, read, composed.

In: a question, and the articles to ask. Out: an Answer, or ranked passages.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.about import asked_facts, fact_sentences, may_ask_facts
from qa.answer import Answer, ReadSentence, choose, compose, merged, rank_passages, read_sentences, with_words
from qa.comparing import parts_of
from qa.config import Config, Strictness
from qa.encoder import Vectors
from qa.equivalents import equivalents
from qa.errors import InputError
from qa.followup import FollowUp, answers_reading, follow_up
from qa.library import Library
from qa.models import Models
from qa.question import check_script, checked_question
from qa.retriever import Evidence, Retrieved, query_terms, retrieve
from qa.text import clean_line

# Without a reader the confidence is a bare cosine; the middle one is where COVID-QA's own and other articles part.
COSINE_THRESHOLDS: Mapping[Strictness, float] = {"lenient": 0.4, "normal": 0.5, "strict": 0.6}
NOTHING_TO_LOOK_UP = "The question names nothing that could be looked up; say what it is about."


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
        question, _ = self._checked(question, articles)
        limit = limit or self.config.n_passages
        query = self.models.encoder.encode([question])[0]
        # As many as `ask` reads at least, so that both put the same passage first.
        retrieved = self._retrieve(question, query, articles, max(limit, self.config.n_passages))
        return self._read(question, retrieved)[1][:limit]

    def ask(self, question: str, articles: Sequence[str] = (), before: Sequence[str] = ()) -> Answer:
        """Answer a question; see Engine.ask."""
        question, selected = self._checked(question, articles)
        leaning = self._follow_up(question, before)
        if leaning is None:
            return self._ask(question, articles, selected)
        meant = [replace(self._ask(reading, articles, selected), question=question, understood_as=reading) for reading in leaning.readings]
        if not leaning.may_stand:
            return next((answer for answer in meant if not answer.declined), meant[0])
        typed = self._ask(question, articles, selected)
        for answer in meant:
            texts = [sentence.text for sentence in answer.sentences]
            if texts and answers_reading(question, answer.understood_as, texts, answer.confidence - typed.confidence):
                return answer
        return meant[0] if typed.declined else typed

    def _follow_up(self, question: str, before: Sequence[str]) -> FollowUp | None:
        """What a question may mean after others; None where it stands by itself."""
        if not before or may_ask_facts(question):
            return None
        before = [clean_line(text) for text in before if len(text) <= self.config.max_question_chars]

        def nearness(text: str, others: Sequence[str]) -> Sequence[float]:
            vectors = self.models.encoder.encode([text, *others])
            return [float(value) for value in vectors[1:] @ vectors[0]]

        return follow_up(question, before, nearness)

    def _ask(self, question: str, articles: Sequence[str], selected: Sequence[str]) -> Answer:
        """As `ask`, of a question that was checked and stands by itself."""
        clock = _Clock()
        about = self._about(question, selected)
        if about is not None:
            clock.lap("about")
            return self._told(compose(question, about, about, (), len(selected)), selected, clock)
        if not query_terms(question):
            clock.lap("about")
            nothing = Answer(question, declined=True, confidence=0.0, message=NOTHING_TO_LOOK_UP)
            return self._told(nothing, selected, clock)
        query = self.models.encoder.encode([question])[0]
        clock.lap("encode")
        retrieved = self._retrieve(question, query, articles, self.config.n_passages)
        clock.lap("retrieve")
        read, passages = self._read(question, retrieved)
        shown = choose(read, self.threshold, self.config.max_sentences)
        parts = self._read_parts(question, retrieved, selected)
        chosen = [choose(of_part, self.threshold, max(1, self.config.max_sentences // len(parts))) for of_part in parts.values()]
        if any(chosen):
            shown = merged(*chosen)[: self.config.max_sentences]
            read = sorted(merged(*parts.values(), read), key=lambda r: -r.probability)
        unanswered = [part for part, of_part in zip(parts, chosen, strict=True) if any(chosen) and not of_part]
        shown = with_words(question, shown, self.models.reader, self.threshold)
        clock.lap("read")
        answer = compose(question, shown, read, passages, len(selected))
        if unanswered:
            answer = replace(answer, message=f"Not answered: {' '.join(unanswered)}")
        return self._told(answer, selected, clock)

    def _read_parts(self, question: str, retrieved: Sequence[Retrieved], selected: Sequence[str]) -> dict[str, list[ReadSentence]]:
        """Where the question sets articles side by side, the sentences of each for its part; {} for any other question."""
        parts = parts_of(question, [found.article.title for found in retrieved])
        if not parts:
            return {}
        entries = [entry for entry in self.library.summaries() if entry.id in selected]
        queries = self.models.encoder.encode([part.question for part in parts])
        read = {}
        for part, query in zip(parts, queries, strict=True):
            own = [entry.id for entry in entries if part.is_about(entry.title)]
            found = self._retrieve(part.question, query, own, self.config.n_passages)
            read[part.question] = self._sentences(part.question, found)
        return read

    def _told(self, answer: Answer, selected: Sequence[str], clock: "_Clock") -> Answer:
        """The answer with how long it took, and of how many articles it was asked."""
        return replace(answer, seconds=clock.seconds, n_asked=len(selected), n_articles=len(self.library.ids()))

    def _checked(self, question: str, articles: Sequence[str]) -> tuple[str, list[str]]:
        """The question and the ids to search within, both fit to be used."""
        return checked_question(question, self.config.max_question_chars), self.selected(articles)

    def selected(self, articles: Sequence[str]) -> list[str]:
        """The ids of the articles to search within, all where none is given; raises InputError where one is not known."""
        known = self.library.ids()
        if not known:
            raise InputError("The library is empty; add an article first: python -m qa add FILE")
        if unknown := [article_id for article_id in articles if article_id not in known]:
            raise InputError(f"No article {unknown[0]} is in the library; see: python -m qa list")
        return list(dict.fromkeys(articles)) or known

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

    def _about(self, question: str, articles: Sequence[str]) -> list[ReadSentence] | None:
        """The front matter that answers a question about the article itself; None for any other question."""
        if not may_ask_facts(question):
            return None
        asked = [(article, headings) for i in articles if (headings := asked_facts(question, article := self.library.article(i)))]
        if not asked:
            return None
        return [
            ReadSentence(article, next(s.heading for s in article.sections if sentence in s.sentences), sentence, {"reader": 1.0})
            for article, headings in asked
            for sentence in fact_sentences(article, headings)
        ][: self.config.max_sentences]


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
