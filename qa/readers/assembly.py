"""What every reader hands over, and how an Article is put together from it.

In: a draft, that is the facts about the article and its blocks as printed, markers included. Out: an
Article whose text has no markers and whose every sentence knows its span and its citations.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from qa.article import PARAGRAPH_GAP, SENTENCE_GAP, Article, Citation, Reference, Section, SectionKind, Sentence
from qa.citations.references import parsed
from qa.errors import InputError
from qa.readers.untagged import take_markers
from qa.sentences import sentence_spans
from qa.text import one_line

MIN_BODY_WORDS = 30
MAX_SHOWN = 8
# Running text is mostly words; programs, tables and logs are not.
MIN_WORD_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph: as printed, or with its citations told apart by the format.

    `citations` is None where `text` still holds its markers; else `text` has none, is one line, and
    each citation's position is an offset in it. `pages` are the offsets in `text` at which pages begin,
    with their numbers, in order; empty where the source has no pages.
    """

    kind: Literal["heading", "paragraph"]
    text: str
    citations: tuple[Citation, ...] | None = None
    pages: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Draft:
    """What a reader found out; `page` and `pages` are 0 where the source does not say, `pages` is 1 for a whole article.

    Attributes:
        is_untitled: whether the title is but the file's name.
        canonical, before, after: the address that a page gives itself, and those of its neighbours.
        included: the pages that were put together in this draft; () for what was read from one source.
        notes: what the reader of the article should know beside what the other facts tell.
    """

    title: str = ""
    is_untitled: bool = False
    authors: str = ""
    publication: str = ""
    issue: str = ""
    published: str = ""
    link: str = ""
    page: int = 0
    pages: int = 0
    canonical: str = ""
    before: str = ""
    after: str = ""
    included: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    blocks: list[Block] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)


def draft_to_json(draft: Draft) -> str:
    """A draft as text, for the library and for another process."""
    return json.dumps(asdict(draft), ensure_ascii=False)


def draft_from_json(text: str) -> Draft:
    """The inverse of `draft_to_json`. Raises ValueError, KeyError or TypeError on other input."""
    data = json.loads(text)
    lists = {"blocks": list(map(_block_from, data["blocks"])), "references": [Reference(**r) for r in data["references"]]}
    return Draft(**data | lists | {name: tuple(data[name]) for name in ("included", "notes")})


def _block_from(data: dict[str, Any]) -> Block:
    citations = None if data["citations"] is None else tuple(Citation(**citation) for citation in data["citations"])
    return Block(**data | {"citations": citations, "pages": tuple((offset, page) for offset, page in data.get("pages", ()))})


_STOP_AT_MARKER = re.compile(r"(?<=[^\W\d_])\.\s+(?=[^\Wa-z\d_])")


def _is_word(token: str) -> bool:
    return token.strip(".,;:!?()[]{}\"'“”‘’…").replace("-", "").replace("’", "").replace("'", "").isalpha()


def assemble(draft: Draft, source: str) -> Article:
    """Put the article together. Raises InputError where there is no article in the draft."""
    article = lay_out(draft, source)
    words = [word for section in article.sections if section.kind == "body" for s in section.sentences for word in s.text.split()]
    # The last page of an article may hold its reference list alone.
    too_short = len(words) < MIN_BODY_WORDS and not (draft.references and draft.authors)
    if too_short or sum(map(_is_word, words)) < MIN_WORD_SHARE * len(words):
        raise InputError(
            f"No article was found in {source}: without menus and links, too little running text is left. "
            "Save the page of the article itself and add that."
        )
    return article


def lay_out(draft: Draft, source: str) -> Article:
    """Put together what is known to be an article, however short."""
    for fact in ("title", "authors", "publication", "issue", "published"):
        setattr(draft, fact, one_line(getattr(draft, fact)))
    builder = _Builder()
    for heading, fact in (
        ("Title", draft.title),
        ("Authors", draft.authors),
        ("Publication", draft.publication),
        ("Issue", draft.issue),
        ("Published", draft.published),
    ):
        if fact:
            builder.add_section(heading, "front")
            builder.add_fact(fact)
    builder.add_section("", "body")
    references = tuple(map(parsed, draft.references))
    for block, (text, citations) in zip(draft.blocks, _unmarked(draft.blocks, references), strict=True):
        if block.kind == "heading":
            builder.add_section(text, "body")
        else:
            builder.add_paragraph(text, citations, carried(block.text, text, block.pages))
    sections = builder.finish()
    cited = [c.label for section in sections if section.kind == "body" for sentence in section.sentences for c in sentence.citations]
    return Article(
        title=draft.title,
        authors=draft.authors,
        publication=draft.publication,
        issue=draft.issue,
        published=draft.published,
        source=source,
        link=draft.link,
        text=builder.text,
        sections=sections,
        references=references,
        notes=(*_notes(draft, bool(cited)), *_unresolved(cited, references)),
    )


def told_apart(blocks: Sequence[Block], references: Sequence[Reference]) -> list[Block]:
    """The blocks of an article with their citations told apart, by its own list where no format tells them."""
    known = tuple(map(parsed, references))
    return [
        Block(block.kind, text, citations, carried(block.text, text, block.pages))
        for block, (text, citations) in zip(blocks, _unmarked(blocks, known), strict=True)
    ]


def _unmarked(blocks: Sequence[Block], references: tuple[Reference, ...]) -> list[tuple[str, tuple[Citation, ...]]]:
    """Each block's text without markers, and its citations."""
    untagged = iter(take_markers([one_line(block.text) for block in blocks if block.citations is None], references))
    return [(block.text, block.citations) if block.citations is not None else next(untagged) for block in blocks]


def carried(before: str, after: str, pages: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Where pages begin in a text out of which markers were taken, by counting what is left before them."""
    places: list[tuple[int, int]] = []
    at = done = 0
    for offset, page in pages:
        while done < min(offset, len(before)):
            at += at < len(after) and before[done] == after[at]
            done += 1
        places.append((at, page))
    return tuple(places)


def _notes(draft: Draft, cites: bool) -> list[str]:
    notes = list(draft.notes)
    is_one_page = not draft.included and (draft.pages > 1 or draft.page > 0 or bool(draft.after))
    if is_one_page:
        of = f" of {draft.pages}" if draft.pages else ""
        which = f"page {draft.page}{of}" if draft.page else f"one of {draft.pages} pages" if draft.pages else "one page"
        notes.append(f"This is {which} of the article; the other pages are not included.")
    if cites and not draft.references:
        if draft.included and len(draft.included) < draft.pages:
            notes.append("The reference list is not on the pages that are included, so reference numbers cannot be looked up here.")
        elif is_one_page:
            notes.append("The reference list is not on this page, so reference numbers cannot be looked up here.")
        else:
            notes.append("The source has no reference list, so reference numbers cannot be looked up here.")
    return notes


def _parted(text: str, spans: list[tuple[int, int]], positions: list[int]) -> list[tuple[int, int]]:
    """Spans that end too at a stop right behind a marker: "as in Holt et al. [3]. Others", "vitamin D [3]. Others"."""
    stops = [at for at in dict.fromkeys(positions) if _STOP_AT_MARKER.match(text, at)]
    parted: list[tuple[int, int]] = []
    for start, end in spans:
        while stops and stops[0] < end:
            stop = stops.pop(0) + 1
            if start < stop < end:
                parted.append((start, stop))
                start = stop + len(text[stop:end]) - len(text[stop:end].lstrip())
        parted.append((start, end))
    return parted


def _unresolved(cited: list[str], references: tuple[Reference, ...]) -> list[str]:
    """A note on the citations that lead to no entry, where there is a list."""
    known = {reference.label for reference in references}
    lost = [label for label in cited if label not in known]
    if not references or not lost:
        return []
    names = list(dict.fromkeys(lost))
    shown = ", ".join(names[:MAX_SHOWN]) + (", …" if len(names) > MAX_SHOWN else "")
    return [f"{len(lost)} of {len(cited)} citations could not be found in the reference list: {shown}."]


class _Builder:
    """Lays paragraphs one after the other and keeps count of offsets."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._sections: list[tuple[str, SectionKind, list[tuple[Sentence, ...]]]] = []

    @property
    def text(self) -> str:
        """All that was laid so far."""
        return "".join(self._pieces)

    def add_section(self, heading: str, kind: SectionKind) -> None:
        self._sections.append((heading, kind, []))

    def add_fact(self, fact: str) -> None:
        """A fact about the article: one sentence, whatever its punctuation."""
        self._lay([(fact, (), 0)])

    def add_paragraph(self, text: str, citations: tuple[Citation, ...], pages: tuple[tuple[int, int], ...] = ()) -> None:
        """A paragraph of running text without markers; positions of citations and pages are offsets in it."""
        positions = [citation.position for citation in citations]
        spans = _parted(text, sentence_spans(text), positions)
        page_starts = [offset for offset, _ in pages]
        pieces: list[tuple[str, tuple[Citation, ...], int]] = []
        first = 0
        for number, (start, end) in enumerate(spans):
            # A marker between two sentences belongs to the one before it.
            last = len(citations) if number == len(spans) - 1 else bisect_right(positions, end)
            own = tuple(Citation(c.label, min(max(c.position, start), end) - start) for c in citations[first:last])
            n_begun = bisect_right(page_starts, start)
            pieces.append((text[start:end], own, pages[max(0, n_begun - 1)][1] if pages else 0))
            first = last
        self._lay(pieces)

    def finish(self) -> tuple[Section, ...]:
        return tuple(Section(h, kind, tuple(paragraphs)) for h, kind, paragraphs in self._sections if paragraphs)

    def _lay(self, pieces: list[tuple[str, tuple[Citation, ...], int]]) -> None:
        if not pieces:
            return
        sentences = []
        for number, (piece, citations, page) in enumerate(pieces):
            gap = SENTENCE_GAP if number else PARAGRAPH_GAP if self._length else ""
            start = self._length + len(gap)
            self._pieces.append(gap + piece)
            self._length = start + len(piece)
            shifted = tuple(Citation(c.label, start + c.position) for c in citations)
            sentences.append(Sentence(piece, start, start + len(piece), shifted, page))
        self._sections[-1][2].append(tuple(sentences))
