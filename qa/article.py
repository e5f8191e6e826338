"""The nouns of an article: sections, paragraphs, sentences, citations and references.

Everything is immutable. A span is a pair of character offsets into `Article.text`, which holds the
title, byline and body as paragraphs, without headings and without citation markers.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

import orjson

SENTENCE_GAP = " "
PARAGRAPH_GAP = "\n\n"

_PRINTED = ("label", "raw")

SectionKind = Literal["front", "body"]


@dataclass(frozen=True, slots=True)
class Citation:
    """An in-text citation: the label as printed ("12"), and the offset at which its marker stood."""

    label: str
    position: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the article's own reference list.

    Attributes:
        label: as the article prints it; the entry's ordinal where the list is not numbered.
        raw: the entry as one line, as printed.
        authors: as "Family, Given; Family, Given"; this and all that follow are "" where not known.
        container: the journal or book that it stands in; of a book the publisher.
        doi: without an address before it ("10.1000/182").
    """

    label: str
    raw: str
    authors: str = ""
    title: str = ""
    container: str = ""
    year: str = ""
    volume: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its markers; `text` equals the article's text from `start` to `end`.

    `page` is the page of the source on which it begins, counted from 1; 0 where that is not known.
    """

    text: str
    start: int
    end: int
    citations: tuple[Citation, ...] = ()
    page: int = 0

    @property
    def references(self) -> tuple[str, ...]:
        """The labels of the works cited in this sentence, in order, each once."""
        return tuple(dict.fromkeys(citation.label for citation in self.citations))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading ("" if none) and its paragraphs, each a tuple of sentences.

    `kind` is "front" for the facts about the article itself (headed Title, Authors, Publication, Issue,
    Published), which are never searched as body text.
    """

    heading: str
    kind: SectionKind
    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        """The section's sentences in reading order."""
        return (sentence for paragraph in self.paragraphs for sentence in paragraph)


@dataclass(frozen=True)
class Article:
    """One article as read from one source.

    Attributes:
        title, authors, publication, issue, published: as printed; "" where the source does not say.
        source: the path or address it was read from.
        link: where the original can be read; "" where the source does not say.
        text: title, byline and body; sentences are spans of it.
        notes: what the reader of the article should know about this copy ("This is page 4 of 6 …").
    """

    title: str
    authors: str
    publication: str
    issue: str
    published: str
    source: str
    link: str
    text: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def id(self) -> str:
        """Sixteen hex digits that depend on the content alone, not on where it was read from."""
        content = asdict(self)
        del content["source"]
        # Fields that are not known are left out, so that articles kept before there were any keep their id.
        content["references"] = [
            {name: value for name, value in entry.items() if value or name in _PRINTED} for entry in content["references"]
        ]
        for section in content["sections"]:
            section["paragraphs"] = [[{k: v for k, v in s.items() if v or k != "page"} for s in p] for p in section["paragraphs"]]
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in reading order, front matter first."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    def reference(self, label: str) -> Reference | None:
        """The reference list's entry for a label, or None where the list is not in this source."""
        return next((entry for entry in self.references if entry.label == label), None)


def article_to_json(article: Article) -> str:
    """Serialise an article for the library."""
    return json.dumps(asdict(article), ensure_ascii=False)


def article_from_json(text: str) -> Article:
    """The inverse of `article_to_json`. Raises ValueError, KeyError or TypeError on other input."""
    data: dict[str, Any] = orjson.loads(text)
    sections = tuple(
        Section(
            heading=section["heading"],
            kind=section["kind"],
            paragraphs=tuple(tuple(_sentence_from_dict(sentence) for sentence in paragraph) for paragraph in section["paragraphs"]),
        )
        for section in data.pop("sections")
    )
    references = tuple(Reference(**reference) for reference in data.pop("references"))
    return Article(**data | {"notes": tuple(data["notes"])}, sections=sections, references=references)


def _sentence_from_dict(data: dict[str, Any]) -> Sentence:
    citations = tuple(Citation(c["label"], c["position"]) for c in data["citations"])
    return Sentence(data["text"], data["start"], data["end"], citations, data.get("page", 0))
