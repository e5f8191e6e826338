"""What the endpoints for other programs give: plain data with stable names and documented types.

In: results of the engine. Out: the same as dictionaries of JSON types. Offsets are characters in the article's text.
"""

from collections.abc import Callable
from typing import TypedDict

from qa.added import Added
from qa.answer import Answer, Related, Source
from qa.article import Article, Reference
from qa.citations.links import links_of
from qa.export import added_data
from qa.formats.citing import citation_text
from qa.formats.markdown import answer_markdown
from qa.retriever import Evidence
from qa.support import Support, SupportSentence


class WorkResult(TypedDict):
    """An entry of an article's reference list; `doi` and `pubmed` are links, "" where not known."""

    label: str
    text: str
    doi: str
    pubmed: str


class SourceResult(TypedDict):
    """A sentence of an answer where it stands; `page` is 0 where the file has no pages, `works` what the article cites there."""

    number: int
    sentence: str
    article: str
    title: str
    section: str
    page: int
    start: int
    end: int
    references: list[str]
    works: list[WorkResult]


class RelatedResult(TypedDict):
    """A sentence near a question that was declined: not an answer."""

    sentence: str
    article: str
    title: str
    section: str
    start: int
    end: int
    references: list[str]


class AnswerResult(TypedDict):
    """An answer: `text` with the sources' numbers, "" where `declined`; `confidence` is from 0 to 1; `markdown` has it all to be read.

    `understood_as` is the question in full where it leant on those before it, else "".
    """

    question: str
    understood_as: str
    declined: bool
    confidence: float
    text: str
    message: str
    sources: list[SourceResult]
    related: list[RelatedResult]
    markdown: str


class PassageResult(TypedDict):
    """A passage; `scores` and `ranks` by the stage of retrieval that gave them."""

    text: str
    article: str
    title: str
    section: str
    start: int
    end: int
    scores: dict[str, float]
    ranks: dict[str, int]


class SupportingResult(TypedDict):
    """A sentence that supports a claim, where it stands; `strength` is a score, no probability, `citation` is ready to be copied."""

    sentence: str
    strength: float
    article: str
    title: str
    section: str
    page: int
    start: int
    end: int
    references: list[str]
    works: list[WorkResult]
    citation: str


class ClaimResult(TypedDict):
    """One sentence of a claim and what supports it; `message` says so where there is nothing."""

    claim: str
    message: str
    sentences: list[SupportingResult]


class SupportResult(TypedDict):
    """A claim, and whether each of its sentences has support."""

    claim: str
    supported: bool
    parts: list[ClaimResult]


class AddedResult(TypedDict):
    """What became of an article ("added", "replaced", "unchanged"), and what was understood of it."""

    status: str
    article: str
    title: str
    authors: str
    published: str
    sections: list[str]
    n_sentences: int
    n_citations: int
    n_references: int
    notes: list[str]


def answer_result(answer: Answer) -> AnswerResult:
    """An answer."""
    return {
        "question": answer.question,
        "understood_as": answer.understood_as,
        "declined": answer.declined,
        "confidence": round(answer.confidence, 4),
        "text": " ".join(f"{sentence.text} [{sentence.source}]" for sentence in answer.sentences),
        "message": answer.message,
        "sources": [_source(source) for source in answer.sources],
        "related": [_related(related) for related in answer.related],
        "markdown": answer_markdown(answer),
    }


def passage_result(evidence: Evidence) -> PassageResult:
    """A passage that was found."""
    return {
        "text": evidence.text,
        "article": evidence.article,
        "title": evidence.title,
        "section": evidence.section,
        "start": evidence.start,
        "end": evidence.end,
        "scores": {stage: round(float(score), 4) for stage, score in evidence.scores.items()},
        "ranks": {stage: int(rank) for stage, rank in evidence.ranks.items()},
    }


def support_result(support: Support, article: Callable[[str], Article]) -> SupportResult:
    """What supports a claim. Args: article: gives the article of an id."""
    parts: list[ClaimResult] = [
        {"claim": part.claim, "message": part.message, "sentences": [_supporting(s, article(s.article)) for s in part.sentences]}
        for part in support.parts
    ]
    return {"claim": support.claim, "supported": support.supported, "parts": parts}


def added_result(added: Added) -> AddedResult:
    """What became of an article."""
    data = added_data(added)
    return {
        "status": added.status,
        "article": added.article.id,
        "title": added.article.title,
        "authors": added.article.authors,
        "published": added.article.published,
        "sections": data["sections"],
        "n_sentences": data["n_sentences"],
        "n_citations": data["n_citations"],
        "n_references": data["n_references"],
        "notes": [*added.article.notes, *added.hints],
    }


def work_result(work: Reference) -> WorkResult:
    """An entry of a reference list."""
    links = links_of(work)
    return {"label": work.label, "text": work.raw, "doi": links.get("doi", ""), "pubmed": links.get("pubmed", "")}


def _source(source: Source) -> SourceResult:
    return {
        "number": source.number,
        "sentence": source.sentence,
        "article": source.article,
        "title": source.name,
        "section": source.section,
        "page": source.page,
        "start": source.start,
        "end": source.end,
        "references": list(source.references),
        "works": [work_result(work) for work in source.works],
    }


def _supporting(sentence: SupportSentence, article: Article) -> SupportingResult:
    return {
        "sentence": sentence.text,
        "strength": round(float(sentence.strength), 4),
        "article": sentence.article,
        "title": sentence.name,
        "section": sentence.section,
        "page": sentence.page,
        "start": sentence.start,
        "end": sentence.end,
        "references": list(sentence.references),
        "works": [work_result(work) for work in sentence.works],
        "citation": citation_text(sentence, article),
    }


def _related(related: Related) -> RelatedResult:
    return {
        "sentence": related.text,
        "article": related.article,
        "title": related.title,
        "section": related.section,
        "start": related.start,
        "end": related.end,
        "references": list(related.references),
    }
