"""Named rivals that answer as the product does, so that both are judged by the same eyes.

In: the articles of an engine's library. Out: for a question an Answer, by one of
- dense: passages and sentences by cosine; the nearest sentence is the answer, its cosine the confidence;
- bm25: passages and sentences by BM25; the confidence is the score s as s / (s + 10), no probability;
- windows: what retrieval frameworks do unless told otherwise, windows of 1000 characters that overlap by
  200, by cosine. They hand the windows on, so there are no answer sentences to judge.

Units are kept in libraries of our own kind: passages in the engine's, sentences and windows each in one
beside it. The vectors of passages and sentences are the engine's, and a question is encoded once for all.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from qa.answer import Answer, compose
from qa.article import Article, Sentence
from qa.asking import COSINE_THRESHOLDS
from qa.encoder import Vectors
from qa.engine import Engine
from qa.library import Library
from qa.passages import Passage
from qa.retriever import Evidence, query_terms
from qa.selection.candidates import ReadSentence
from qa.selection.choosing import choose

WINDOW_CHARS = 1000
OVERLAP_CHARS = 200
# Halves the scale of a BM25 score; any number gives the same order.
LEXICAL_HALF = 10.0

Hit = tuple[int, float]


class Baselines:
    """The rivals over an engine's library."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        """Make empty libraries in `folder`; `add` fills them from the engine's."""
        self._engine = engine
        self._sentences = Library(folder / "sentences", engine.encoder.fingerprint)
        self._windows = Library(folder / "windows", engine.encoder.fingerprint)
        self._articles: dict[str, Article] = {}
        self._sentence_at: dict[tuple[str, int], Sentence] = {}
        self._query = lru_cache(maxsize=4)(self._encoded)

    def add(self, article: Article) -> None:
        """Take over an article that the engine's library holds."""
        library = self._engine.library
        own_vectors = library.sentence_vectors([int(i) for i in library.passage_ids([article.id])])
        body = [(section.heading, s) for section in article.sections if section.kind == "body" for s in section.sentences]
        units = [Passage(heading, s.text, s.start, s.end, (s,)) for heading, s in body]
        vectors = np.concatenate([own_vectors[i] for i in sorted(own_vectors)])
        own = [np.zeros((0, vectors.shape[1]), dtype=np.float32)] * len(units)
        self._sentences.put(article, units, vectors, own)
        windows = windows_of(article)
        encoded = self._engine.encoder.encode([window.text for window in windows])
        self._windows.put(article, windows, encoded, own[:1] * len(windows))
        self._articles[article.id] = article
        self._sentence_at.update(((article.id, s.start), s) for _, s in body)

    def dense(self, question: str, articles: Sequence[str]) -> Answer:
        """The nearest sentence, declined where its cosine is below the product's own for want of a reader."""
        vector, seconds = self._query(question)
        start = time.perf_counter()
        passages = self._nearest(self._engine.library, vector, articles, self._engine.config.n_passages)
        sentences = self._nearest(self._sentences, vector, articles, self._engine.config.n_candidates)
        answer = self._answer(
            question, passages, [(i, max(0.0, cosine)) for i, cosine in sentences], articles, "dense", COSINE_THRESHOLDS["normal"]
        )
        return _timed(answer, start, seconds)

    def bm25(self, question: str, articles: Sequence[str]) -> Answer:
        """The sentence with the highest BM25 score; declined only where no word of the question occurs."""
        start = time.perf_counter()
        terms = query_terms(question)
        passages = self._engine.library.match(terms, self._engine.config.n_passages, articles)
        sentences = self._sentences.match(terms, self._engine.config.n_candidates, articles)
        scaled = [(i, max(0.0, score) / (max(0.0, score) + LEXICAL_HALF)) for i, score in sentences]
        return _timed(self._answer(question, passages, scaled, articles, "lexical", 0.0), start)

    def windows(self, question: str, articles: Sequence[str]) -> Answer:
        """The nearest windows; always declined, for want of sentences."""
        vector, seconds = self._query(question)
        start = time.perf_counter()
        hits = self._nearest(self._windows, vector, articles, self._engine.config.n_passages)
        answer = compose(question, (), (), self._evidence(self._windows, hits, "dense"), len(articles))
        return _timed(replace(answer, confidence=max(0.0, hits[0][1]) if hits else 0.0), start, seconds)

    def _encoded(self, question: str) -> tuple[Vectors, float]:
        """A question's vector, and the seconds that it took."""
        start = time.perf_counter()
        vector = self._engine.encoder.encode([question])[0]
        return vector, time.perf_counter() - start

    @staticmethod
    def _nearest(library: Library, vector: Vectors, articles: Sequence[str], k: int) -> list[Hit]:
        return library.index().search(vector, k, library.passage_ids(articles) if articles else None)

    def _answer(
        self, question: str, passages: list[Hit], sentences: list[Hit], articles: Sequence[str], stage: str, threshold: float
    ) -> Answer:
        stored = self._sentences.passages([i for i, _ in sentences])
        read = [
            ReadSentence(self._articles[s.article], s.heading, self._sentence_at[s.article, s.start], {stage: score, "reader": score})
            for s, score in ((stored[i], score) for i, score in sentences)
        ]
        evidence = self._evidence(self._engine.library, passages, stage)
        return compose(question, choose(read, threshold, 1), read, evidence, len(articles))

    def _evidence(self, library: Library, hits: list[Hit], stage: str) -> list[Evidence]:
        stored = library.passages([i for i, _ in hits])
        return [
            Evidence(
                p.article,
                self._articles[p.article].title,
                p.heading,
                self._articles[p.article].text[p.start : p.end],
                p.start,
                p.end,
                {stage: score},
                {stage: rank},
            )
            for rank, (p, score) in enumerate(((stored[i], score) for i, score in hits), start=1)
        ]


def windows_of(article: Article) -> list[Passage]:
    """Windows of an article's body: cut at a paragraph, sentence or word where one ends in the second half.

    As LangChain's and similar text splitters do it, which know nothing of sections.
    """
    text = article.text
    start = next((s.start for section in article.sections if section.kind == "body" for s in section.sentences), len(text))
    windows = []
    while start < len(text):
        end = min(len(text), start + WINDOW_CHARS)
        if end < len(text):
            half = start + WINDOW_CHARS // 2
            cuts = (text.rfind("\n\n", half, end), text.rfind(". ", half, end) + 1, text.rfind(" ", half, end))
            end = next((cut for cut in cuts if cut > half), end)
        windows.append(Passage("", text[start:end], start, end, ()))
        if end == len(text):
            break
        start = max(end - OVERLAP_CHARS, start + 1)
    return windows


def _timed(answer: Answer, start: float, encode_seconds: float = 0.0) -> Answer:
    return replace(answer, seconds={"total": time.perf_counter() - start + encode_seconds})
