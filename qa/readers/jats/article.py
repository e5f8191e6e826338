"""JATS XML, the format of PubMed Central: every citation and every entry as the publisher tagged them.

In: the root element of a document. Out: a draft. Nothing is guessed: an `xref` of type "bibr" is a
citation, and its `rid` names its works. Tables, figures, displayed formulas and supplements are left out.
"""

import re

from lxml import etree

from qa.citations.links import doi_in
from qa.errors import InputError
from qa.readers.assembly import Block, Draft
from qa.readers.jats.references import Bibliography, read_bibliography
from qa.readers.printed import Printed, raised, with_item
from qa.readers.tree import Element, children, descendants, entity_text, first, name_of, plain
from qa.text import clean_line

_LEFT_OUT = frozenset(
    "fig fig-group table-wrap table-wrap-group table supplementary-material media graphic inline-graphic disp-formula disp-formula-group "
    "chem-struct-wrap chem-struct-wrapper tex-math annotation annotation-xml fn fn-group object-id label caption alt-text long-desc "
    "permissions sec-meta ref-list index-term glossary def-list code preformat private-char".split()
)
_PARAGRAPHS = frozenset(("p", "disp-quote", "boxed-text", "statement", "verse-group", "speech", "attrib", "verse-line", "speaker"))
_NOT_TITLE = frozenset(("xref", "fn", "target"))
_PRINTED_ABSTRACTS = (
    None,
    "",
    "summary",
    "executive-summary",
    "plain-language-summary",
    "editor",
    "editors-summary",
    "section",
    "key-points",
)
_MONTHS = "January February March April May June July August September October November December".split()
# The date by which a reader would know it: online before print, print before the collection it is in.
_DATES = ("epub", "epub-ppub", "pub", "ppub", "epreprint", "pmc-release", "collection", "")
MAX_ITEM_WORDS = 8


def is_jats(root: Element) -> bool:
    """Whether a document is a JATS article, or a wrapper around some."""
    return bool(_articles(root))


def read_jats(root: Element, source: str) -> Draft:
    """Read a JATS article. Raises InputError where the document holds several."""
    articles = _articles(root)
    if len(articles) > 1:
        raise InputError(f"{source} holds {len(articles)} articles; add each in a file of its own.")
    article = articles[0]
    bibliography = read_bibliography(article)
    draft = Draft(references=list(bibliography.references), pages=1)
    front = first(article, "front")
    front = front if front is not None else first(article, "front-stub")
    meta = first(front, "article-meta")
    meta = meta if meta is not None else front
    if front is not None and meta is not None:
        _fill_front(draft, front, meta)
        for abstract in children(meta, "abstract"):
            if abstract.get("abstract-type") in _PRINTED_ABSTRACTS:
                heading = _text(first(abstract, "title")).rstrip(" :.") or "Abstract"
                draft.blocks.append(Block("heading", heading, ()))
                _Body(draft.blocks, bibliography, prefix=f"{heading}: ").read(abstract)
    body = first(article, "body")
    if body is not None:
        # What stands before the first heading is no longer the abstract.
        if draft.blocks:
            draft.blocks.append(Block("heading", "", ()))
        _Body(draft.blocks, bibliography).read(body)
    for part in children(article, "back"):
        for appended in descendants(part, "app", "sec"):
            if name_of(appended) == "app" or appended.getparent() is part:
                _Body(draft.blocks, bibliography).read_section(appended)
    return draft


def _articles(root: Element) -> list[Element]:
    if name_of(root) == "article":
        return [root] if first(root, "front") is not None or first(root, "body") is not None else []
    return [found for found in descendants(root, "article") if first(found, "front") is not None]


def _fill_front(draft: Draft, front: Element, meta: Element) -> None:
    group = first(meta, "title-group")
    subtitle = _text(first(group, "subtitle"))
    draft.title = ": ".join(filter(None, (_text(first(group, "article-title")), subtitle)))
    draft.authors = ", ".join(_contributors(meta))
    draft.publication = _text(next(descendants(front, "journal-title"), None))
    parts = (("Volume", "volume"), ("Issue", "issue"))
    draft.issue = ", ".join(f"{name} {value}" for name, field in parts if (value := _text(first(meta, field))))
    draft.published = _published(meta)
    doi = next((plain(i) for i in children(meta, "article-id") if i.get("pub-id-type") == "doi"), "")
    draft.link = f"https://doi.org/{doi_in(doi)}" if doi_in(doi) else ""


def _contributors(meta: Element) -> list[str]:
    names = []
    for contributor in descendants(meta, "contrib"):
        if contributor.get("contrib-type", "author") != "author" or _is_within(contributor, "collab"):
            continue
        name = next(descendants(contributor, "name", "string-name"), None)
        if name is not None and first(name, "surname") is not None:
            parts = (_text(first(name, part)) for part in ("given-names", "surname", "suffix"))
            names.append(" ".join(filter(None, parts)))
        elif name is not None:
            names.append(_text(name))
        else:
            collaboration = first(contributor, "collab")
            names.append(clean_line(plain(collaboration, frozenset(("contrib-group", "xref", "aff")))) if collaboration is not None else "")
    return [name for name in names if name]


def _is_within(element: Element, name: str) -> bool:
    return any(name_of(parent) == name for parent in element.iterancestors())


def _published(meta: Element) -> str:
    """The earliest kind of publication date that is there, the more exact first: "July 22, 2011"."""
    dates = []
    for date in children(meta, "pub-date"):
        year, month, day = (_text(first(date, part)) for part in ("year", "month", "day"))
        kind = date.get("pub-type") or date.get("date-type") or ""
        if date.get("publication-format") == "electronic" and kind == "pub":
            kind = "epub"
        if re.fullmatch(r"\d{4}", year):
            month = _MONTHS[int(month) - 1] if re.fullmatch(r"0?[1-9]|1[0-2]", month) else month
            rank = _DATES.index(kind) if kind in _DATES else len(_DATES)
            dates.append((not month, rank, _date(year, month, day.lstrip("0"))))
    return min(dates)[2] if dates else ""


def _date(year: str, month: str, day: str) -> str:
    return f"{month} {day}, {year}" if month and day else f"{month} {year}".strip()


class _Body:
    """Lays the headings and paragraphs of a part of the article."""

    def __init__(self, blocks: list[Block], bibliography: Bibliography, prefix: str = "") -> None:
        self._blocks = blocks
        self._bibliography = bibliography
        self._order = bibliography.order
        self._prefix = prefix

    def read(self, part: Element) -> None:
        """Lay everything below a body, an abstract or a section."""
        for child in part:
            name = name_of(child)
            if name == "sec":
                self.read_section(child)
            elif name == "list":
                self._list(child)
            elif name in _PARAGRAPHS:
                self._paragraph(child)

    def read_section(self, section: Element) -> None:
        """Lay a section with its heading."""
        if heading := self._heading(section):
            self._blocks.append(Block("heading", self._prefix + heading, ()))
        self.read(section)

    def _heading(self, section: Element) -> str:
        title = first(section, "title")
        if title is None:
            return ""
        printed = Printed()
        self._inline(title, printed)
        return printed.block("heading", self._order).text.rstrip(" :.")

    def _paragraph(self, paragraph: Element) -> None:
        """Lay a paragraph; a list or another paragraph inside it ends what was begun."""
        printed = Printed()
        printed = self._inline(paragraph, printed, breaks=True)
        self._lay(printed)

    def _list(self, listed: Element) -> None:
        """A list: short items go on with the paragraph before, as in a sentence; others are paragraphs."""
        for item in children(listed, "list-item"):
            n_before = len(self._blocks)
            self.read(item)
            if len(self._blocks) == n_before + 1 and len(self._blocks) > 1:
                before, own = self._blocks[-2:]
                short = len(own.text.split()) < MAX_ITEM_WORDS
                if short and before.kind == "paragraph" and own.kind == "paragraph" and (before.text.endswith(":") or " • " in before.text):
                    self._blocks[-2:] = [with_item(before, own)]

    def _lay(self, printed: Printed) -> None:
        block = printed.block("paragraph", self._order)
        if block.text:
            self._blocks.append(block)

    def _inline(self, element: Element, printed: Printed, breaks: bool = False) -> Printed:
        """Lay the words in an element; returns where to go on, which is new after a list in a paragraph."""
        printed.add(str(element.text or ""))
        for child in element:
            name = name_of(child)
            if child.tag is etree.Entity:
                printed.add(entity_text(child))
            elif breaks and (name == "list" or name in _PARAGRAPHS):
                self._lay(printed)
                self.read_one(child)
                printed = Printed()
            elif name == "xref":
                self._xref(child, printed)
            elif name == "sup" and not any(self._works(x) for x in descendants(child, "xref")):
                if next(descendants(child, "xref"), None) is None:
                    printed.add(raised("".join(map(str, child.itertext()))))
            elif name == "alternatives":
                self._alternatives(child, printed)
            elif name in ("break", "hr"):
                printed.add(" ")
            elif name and name not in _LEFT_OUT:
                printed = self._inline(child, printed, breaks and name in ("styled-content", "named-content"))
            printed.add(str(child.tail or ""))
        return printed

    def read_one(self, child: Element) -> None:
        """Lay a list or a paragraph that stands within another."""
        if name_of(child) == "list":
            self._list(child)
        elif first(child, "p") is not None or first(child, "list") is not None or first(child, "sec") is not None:
            self.read(child)
        else:
            self._paragraph(child)

    def _xref(self, xref: Element, printed: Printed) -> None:
        """A citation becomes a mark; a footnote's sign goes; "Figure 2" stays."""
        kind = xref.get("ref-type", "")
        if works := self._works(xref):
            printed.add_mark(plain(xref), works)
        elif kind in ("fn", "table-fn", "aff", "corresp", "author-notes", "contrib", "kwd"):
            return
        else:
            self._inline(xref, printed)

    def _works(self, xref: Element) -> list[str]:
        """The labels of the works that an xref names; [] where it points to something else."""
        kind = xref.get("ref-type", "")
        ids = (xref.get("rid") or "").split()
        known = [self._bibliography.labels[i] for i in ids if i in self._bibliography.labels]
        if known or kind != "bibr":
            return list(dict.fromkeys(known))
        # The list lacks the work: its number, if it has one, is all that is known of it.
        return re.findall(r"\d{1,3}", plain(xref)) if re.fullmatch(r"[\s\[\](),.]*\d{1,3}[\s\[\](),.]*", plain(xref)) else []

    def _alternatives(self, alternatives: Element, printed: Printed) -> None:
        """The first of several forms of the same thing that can be read as text."""
        for form in alternatives:
            if name_of(form) and name_of(form) not in _LEFT_OUT and plain(form):
                self._inline(form, printed)
                return


def _text(element: Element | None) -> str:
    return clean_line(plain(element, _NOT_TITLE))
