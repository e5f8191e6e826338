"""An EPUB of an article or a short book: its chapters in reading order, with its notes and references.

In: an archive. Out: a draft. Cover, contents, copyright page and the like are left out; markers lead to their
entries wherever in the book these stand. What reads a Word file's tree reads a chapter's.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from qa.citations.links import doi_in
from qa.readers.assembly import Draft
from qa.readers.documents.archive import Archive
from qa.readers.documents.document import HEADINGS, Part, fill_body, gather_list, leaf_blocks, mark_headings
from qa.readers.documents.epub_package import Book, Chapter, open_book, title_of, types_of
from qa.readers.documents.front import take_front, title_proper
from qa.readers.documents.notes import Note
from qa.readers.tree import Element, descendants, name_of, plain
from qa.readers.web.clean import drop
from qa.readers.web.entries import target_of
from qa.readers.web.metadata import date_as_printed
from qa.text import clean_line

MAX_FACT_CHARS = 500
MAX_FRONT_WORDS = 400
MIN_LINKED_SHARE = 0.6
MAX_CHAPTERS_OVER = 3

_AROUND = frozenset(
    "cover cover-image cover-page titlepage title-page halftitlepage halftitle copyright-page copyright toc nav landmarks page-list "
    "pagelist loi lot index dedication epigraph colophon imprint imprimatur seriespage other-credits advertisement backlink".split()
)
_AROUND_TITLE = re.compile(
    r"(?:(?:front |back )?cover(?: page)?|(?:half[- ])?title(?: page)?|copyright(?: page| notice| information)?|(?:table of )?contents"
    r"|landmarks|index|about the (?:authors?|publisher|type)|also by\b.*|(?:other )?(?:books|titles|works) by\b.*|praise for\b.*|dedication"
    r"|colophon|imprint|list of (?:figures|tables|illustrations|abbreviations)|advertisements?|newsletter.*|credits)\W*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"all rights reserved|©|\bISBN(?:-1[03])?\b|copyright \(c\)|no part of this (?:book|publication)", re.IGNORECASE)
_OPF = "{http://www.idpf.org/2007/opf}"
_NOTES = frozenset(("footnote", "endnote", "rearnote", "note"))
_HOLDS_NOTES = frozenset(("footnotes", "endnotes", "rearnotes", "notes"))
_CAPTION = re.compile(r"\b(?:fig|table|image|photo)?-?(?:caption|credit)s?\b", re.IGNORECASE)


def read_epub(archive: Archive) -> Draft:
    """Read an EPUB. Raises InputError where it is damaged, incomplete, locked, dangerous or too large."""
    book = open_book(archive)
    chapters = [chapter for chapter in book.chapters if not _is_around(chapter)]
    draft = Draft()
    _fill_facts(draft, book)
    stated = draft.authors, draft.published, draft.publication
    labels = _printed_labels(chapter.root for chapter in chapters)
    parts = [_part(chapter.root, labels) for chapter in chapters]
    parts = _without_menus(parts, draft.title)
    headed = (part.root for part in parts if next(descendants(part.root, *HEADINGS), None) is not None)
    if (start := next(headed, None)) is not None:
        take_front(draft, start)
    draft.authors, draft.published, draft.publication = (
        known or told for known, told in zip(stated, (draft.authors, draft.published, draft.publication), strict=True)
    )
    fill_body(draft, parts)
    return draft


def _is_around(chapter: Chapter) -> bool:
    """Whether a document is the cover, the contents, the copyright page or the like."""
    body = next(descendants(chapter.root, "body"), chapter.root)
    said = chapter.kinds | types_of(chapter.root) | types_of(body)
    if len(body) == 1:
        said |= types_of(body[0])
    words = len(plain(body).split())
    if not words or (said & _AROUND and (words < MAX_FRONT_WORDS or "nav" in said or "toc" in said or "index" in said)):
        return True
    if words < MAX_FRONT_WORDS and _COPYRIGHT.search(plain(body)):
        return True
    linked = sum(len(plain(link).split()) for link in descendants(body, "a"))
    return bool(_AROUND_TITLE.fullmatch(title_of(chapter))) or linked > MIN_LINKED_SHARE * words


def _part(root: Element, labels: dict[str, str]) -> Part:
    """A chapter with its notes taken out, ready to be read."""
    for element in list(root.iter()):
        if name_of(element) == "head" or "pagebreak" in types_of(element) or _CAPTION.search((element.get("class") or "")[:300]):
            drop(element)
    notes = tuple(_take_notes(root, labels))
    mark_headings(root)
    gather_list(root)
    return Part(root, notes)


def _without_menus(parts: list[Part], title: str) -> list[Part]:
    """A web page made an EPUB without what stood over its title: a short chapter under the title and the site's name."""
    for number, part in enumerate(parts[1:MAX_CHAPTERS_OVER], 1):
        over = parts[:number]
        if title_proper(leaf_blocks(part.root)[:1], title) is not None and all(len(plain(o.root).split()) < MAX_FRONT_WORDS for o in over):
            return parts[number:]
    return parts


def _take_notes(root: Element, labels: dict[str, str]) -> list[Note]:
    """The elements that are marked as notes, out of the tree."""
    found: dict[Element, None] = {}
    for element in root.iter():
        parent = element.getparent()
        in_list = name_of(element) == "li" and any(types_of(above) & _HOLDS_NOTES for above in element.iterancestors())
        is_note = types_of(element) & _NOTES and (element.get("id") or name_of(element) in ("aside", "li"))
        if parent is not None and (is_note or in_list) and not any(above in found for above in element.iterancestors()):
            found[element] = None
    notes = []
    for number, element in enumerate(found, start=1):
        key = element.get("id") or next((e.get("id") or "" for e in element.iter() if e.get("id")), "")
        for back in [a for a in descendants(element, "a") if "backlink" in types_of(a) or not re.search(r"\w", plain(a))]:
            drop(back)
        drop(element)
        # Notes by a sign ("*", "†") are of another kind than those by a number.
        notes.append(Note(key, labels.get(key) or str(number), element, "" if key in labels else "sign"))
    if len({(note.kind, note.label) for note in notes}) < len(notes):
        return [replace(note, label=str(number)) for number, note in enumerate(notes, start=1)]
    return notes


def _printed_labels(roots: Iterable[Element]) -> dict[str, str]:
    """The number that is printed where a link leads to an id."""
    labels: dict[str, str] = {}
    for root in roots:
        for link in descendants(root, "a"):
            if (text := plain(link).strip("[]().,")).isdigit() and len(text) < 4:
                labels.setdefault(target_of(link), text)
    return labels


def _fill_facts(draft: Draft, book: Book) -> None:
    """The facts that the package states."""
    package = book.package
    draft.title = _clean(plain(next(descendants(package, "title"), None)))
    draft.authors = ", ".join(_authors(package))
    draft.publication = _fact(package, "publicationName") or _clean(plain(next(descendants(package, "publisher"), None)))
    dates = [e for e in descendants(package, "date") if not (e.get(f"{_OPF}event") or "").startswith(("modif", "conver"))]
    draft.published = date_as_printed(_clean(plain(dates[0]))) if dates else ""
    doi = next((doi for e in descendants(package, "identifier", "source") if (doi := doi_in(plain(e)))), "")
    draft.link = f"https://doi.org/{doi}" if doi else ""


def _authors(package: Element) -> list[str]:
    roles = {
        (meta.get("refines") or "").lstrip("#"): plain(meta) for meta in descendants(package, "meta") if meta.get("property") == "role"
    }
    people = []
    for creator in descendants(package, "creator"):
        role = creator.get(f"{_OPF}role") or roles.get(creator.get("id") or "") or "aut"
        if role == "aut" and (name := _clean(plain(creator))):
            family, comma, given = name.partition(", ")
            people.append(f"{given} {family}" if comma and "," not in given and len(family.split()) <= 3 else name)
    return people


def _fact(package: Element, name: str) -> str:
    return next((_clean(plain(meta)) for meta in descendants(package, "meta") if (meta.get("property") or "").endswith(f":{name}")), "")


def _clean(text: str) -> str:
    return clean_line(text)[:MAX_FACT_CHARS]
