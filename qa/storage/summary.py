"""What a list of articles tells of each, kept beside the article so that a list reads no article.

In: an Article, or the summary of one as kept. Out: a summary.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from qa.article import Article


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What a list of articles tells of each."""

    id: str
    title: str
    authors: str
    published: str
    source: str
    notes: tuple[str, ...] = ()
    n_sentences: int = 0
    n_passages: int = 0
    n_citations: int = 0


def summary_of(article: Article, n_passages: int) -> ArticleSummary:
    """The summary of an article that is cut into so many passages."""
    return ArticleSummary(
        id=article.id,
        title=article.title,
        authors=article.authors,
        published=article.published,
        source=article.source,
        notes=article.notes,
        n_sentences=sum(len(paragraph) for s in article.sections if s.kind == "body" for paragraph in s.paragraphs),
        n_passages=n_passages,
        n_citations=sum(len(sentence.citations) for sentence in article.sentences),
    )


def summary_to_json(summary: ArticleSummary) -> str:
    """Serialise a summary for the library."""
    return json.dumps(asdict(summary), ensure_ascii=False)


def summary_from_json(text: str) -> ArticleSummary:
    """The inverse of `summary_to_json`. Raises ValueError, KeyError or TypeError on other input."""
    data: dict[str, Any] = json.loads(text)
    return ArticleSummary(**data | {"notes": tuple(data["notes"])})
