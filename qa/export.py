"""Typed results to plain data: what `--json` prints, with stable keys.

In: an Answer, Support, Evidence, Added, ArticleSummary or Report. Out: dictionaries of JSON types.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from qa.added import Added
from qa.answer import Answer, AnswerSentence, Related, Source
from qa.article import Reference
from qa.citations.references import links_of
from qa.evaluation.judging import SHARES
from qa.evaluation.measure import Report
from qa.evaluation.metrics import Estimate
from qa.retriever import Evidence
from qa.summary import ArticleSummary
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


def support_data(support: Support) -> Data:
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


def report_data(report: Report) -> Data:
    """What was measured: the product's figures by name, those of each baseline, and every miss.

    A figure is `{value, low, high, n}`, a share has its `count` as well; null where nothing was asked
    that it is about.
    """
    ours, *rivals = report.measured
    baselines = {rival.system.name: _figures_data(rival.figures) for rival in rivals}
    misses = [judgement for judgement in ours.judgements if judgement.miss]
    return {
        "set": report.name,
        "within": report.within,
        "n_questions": report.n_questions,
        "n_articles": report.n_articles,
        "n_not_located": report.n_not_located,
        "unanswerable": report.unanswerable,
        **_figures_data(ours.figures),
        "baseline": baselines["no_reader"],
        "baselines": baselines,
        "misses": [{"id": j.gold.id, "question": j.gold.question, "miss": j.miss} for j in misses],
    }


def reference_data(reference: Reference) -> Data:
    """An entry of a reference list with its fields, and where the work can be found."""
    return {**asdict(reference), "links": links_of(reference)}


def reference_numbers(labels: Iterable[str]) -> list[int | str]:
    """Labels as JSON: numbers where the article numbers its references."""
    return [int(label) if label.isdigit() else label for label in labels]


def _figures_data(figures: Mapping[str, Estimate]) -> Data:
    return {name: _estimate_data(figure, name in SHARES) for name, figure in figures.items()}


def _estimate_data(figure: Estimate, is_share: bool) -> Data:
    bounds = {"value": figure.value, "low": figure.low, "high": figure.high}
    data: Data = {name: None if math.isnan(value) else round(value, 4) for name, value in bounds.items()}
    return {**data, **({"count": figure.count} if is_share else {}), "n": figure.n}


def _sentence_data(sentence: AnswerSentence | Source | Related | SupportSentence) -> Data:
    data = asdict(sentence)
    data["references"] = reference_numbers(sentence.references)
    if isinstance(sentence, Source | SupportSentence):
        data["works"] = [reference_data(work) for work in sentence.works]
    if isinstance(sentence, SupportSentence):
        data["strength"] = round(sentence.strength, 4)
    if "scores" in data:
        data["scores"] = _rounded(data["scores"])
    return data


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}
