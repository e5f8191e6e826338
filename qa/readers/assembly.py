"""What every reader hands over, and how an Article is put together from it.

In: a draft, that is the facts about the article and its blocks as printed, markers included. Out: an
Article whose text has no markers and whose every sentence knows its span and its citations.
"""

import json
from bisect import bisect_right
from dataclasses import asdict, dataclass, field
from typing import Literal

from qa.article import PARAGRAPH_GAP, SENTENCE_GAP, Article, Citation, Reference, Section, SectionKind, Sentence
from qa.citations import remove_markers
from qa.errors import InputError
from qa.references import parsed
from qa.sentences import sentence_spans
from qa.text import one_line

MIN_BODY_WORDS = 30
# Running text is mostly words; programs, tables and logs are not.
MIN_WORD_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph: as printed, or with its citations told apart by the format.

    `citations` is None where `text` still holds its markers; else `text` has none, is one line, and
    each citation's position is an offset in it.
    """

    kind: Literal["heading", "paragraph"]
    text: str
    citations: tuple[Citation, ...] | None = None


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
    blocks = [
        Block(**block | {"citations": None if block["citations"] is None else tuple(Citation(**c) for c in block["citations"])})
        for block in data["blocks"]
    ]
    lists = {"blocks": blocks, "references": [Reference(**r) for r in data["references"]]}
    return Draft(**data | lists | {name: tuple(data[name]) for name in ("included", "notes")})


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
    for block in draft.blocks:
        if block.kind == "heading":
            builder.add_section(_unmarked(block)[0], "body")
        else:
            builder.add_paragraph(*_unmarked(block))
    sections = builder.finish()
    cites = any(sentence.citations for section in sections if section.kind == "body" for sentence in section.sentences)
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
        references=tuple(map(parsed, draft.references)),
        notes=tuple(_notes(draft, cites)),
    )


def _unmarked(block: Block) -> tuple[str, tuple[Citation, ...]]:
    """A block's text without markers, and its citations."""
    if block.citations is not None:
        return block.text, block.citations
    return remove_markers(one_line(block.text))


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
        self._lay([(fact, ())])

    def add_paragraph(self, text: str, citations: tuple[Citation, ...]) -> None:
        """A paragraph of running text without markers; a citation's position is an offset in it."""
        spans = sentence_spans(text)
        positions = [citation.position for citation in citations]
        pieces: list[tuple[str, tuple[Citation, ...]]] = []
        first = 0
        for number, (start, end) in enumerate(spans):
            # A marker between two sentences belongs to the one before it.
            last = len(citations) if number == len(spans) - 1 else bisect_right(positions, end)
            own = tuple(Citation(c.label, min(max(c.position, start), end) - start) for c in citations[first:last])
            pieces.append((text[start:end], own))
            first = last
        self._lay(pieces)

    def finish(self) -> tuple[Section, ...]:
        return tuple(Section(h, kind, tuple(paragraphs)) for h, kind, paragraphs in self._sections if paragraphs)

    def _lay(self, pieces: list[tuple[str, tuple[Citation, ...]]]) -> None:
        if not pieces:
            return
        sentences = []
        for number, (piece, citations) in enumerate(pieces):
            gap = SENTENCE_GAP if number else PARAGRAPH_GAP if self._length else ""
            start = self._length + len(gap)
            self._pieces.append(gap + piece)
            self._length = start + len(piece)
            shifted = tuple(Citation(c.label, start + c.position) for c in citations)
            sentences.append(Sentence(piece, start, start + len(piece), shifted))
        self._sections[-1][2].append(tuple(sentences))
