"""Typed results to plain data: what `--json` prints, with stable keys.

In: an Answer, Support, Evidence, Added, or ArticleSummary. Out: dictionaries of JSON types.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qa.added import Added
from qa.answer import Answer, AnswerSentence, Related, Source
from qa.article import Reference
from qa.citations.links import links_of
from qa.retriever import Evidence
from qa.storage.summary import ArticleSummary

if TYPE_CHECKING:  # not imported to ask
    from qa.support import Support, SupportSentence

Data = dict[str, Any]


def answer_data(answer: Answer) -> Data:
    """An answer with its sources, scores and seconds."""
    return {
        "question": answer.question,
        "understood_as": answer.understood_as,
        "declined": answer.declined,
        "confidence": round(answer.confidence, 4),
        "message": answer.message,
        "n_asked": answer.n_asked,
        "n_articles": answer.n_articles,
        "sentences": [_sentence_data(s) for s in answer.sentences],
        "sources": [_sentence_data(s) for s in answer.sources],
        "related": [_sentence_data(s) for s in answer.related],
        "scores": _rounded(answer.scores),
        "seconds": _rounded(answer.seconds),
    }


def support_data(support: "Support") -> Data:
    """What supports each sentence of a claim, with the works that the articles cite there."""
    return {
        "claim": support.claim,
        "supported": support.supported,
        "parts": [
            {"claim": part.claim, "message": part.message, "sentences": [_sentence_data(s) for s in part.sentences]}
            for part in support.parts
        ],
        "seconds": round(support.seconds, 4),
    }


def evidence_data(evidence: Evidence) -> Data:
    """A retrieved passage with its score and rank in each stage."""
    return {**asdict(evidence), "scores": _rounded(evidence.scores)}


def added_data(added: Added) -> Data:
    """What became of a file, and what was understood of it."""
    article = added.article
    return {
        "status": added.status,
        "article": article.id,
        "title": article.title,
        "authors": article.authors,
        "publication": article.publication,
        "issue": article.issue,
        "published": article.published,
        "source": article.source,
        "files": list(added.files),
        "hints": list(added.hints),
        "sections": [section.heading for section in article.sections if section.kind == "body"],
        "notes": list(article.notes),
        "n_sentences": sum(1 for section in article.sections if section.kind == "body" for _ in section.sentences),
        "n_citations": sum(len(sentence.citations) for sentence in article.sentences),
        "n_references": len(article.references),
    }


def summary_data(summary: ArticleSummary) -> Data:
    """A line of the list of articles."""
    return asdict(summary)


def reference_data(reference: Reference) -> Data:
    """An entry of a reference list with its fields, and where the work can be found."""
    return {**asdict(reference), "links": links_of(reference)}


def reference_numbers(labels: Iterable[str]) -> list[int | str]:
    """Labels as JSON: numbers where the article numbers its references."""
    return [int(label) if label.isdigit() else label for label in labels]


def _sentence_data(sentence: "AnswerSentence | Source | Related | SupportSentence") -> Data:
    data = asdict(sentence)
    data["references"] = reference_numbers(sentence.references)
    if not isinstance(sentence, AnswerSentence | Related):
        data["works"] = [reference_data(work) for work in sentence.works]
    if "strength" in data:
        data["strength"] = round(data["strength"], 4)
    if "scores" in data:
        data["scores"] = _rounded(data["scores"])
    return data


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}
