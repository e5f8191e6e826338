"""A Word file (DOCX): what it shows as running text, with its citations, notes and references.

In: an archive. Out: a draft. The parts are parsed without anything that they could make us fetch; what styles,
fields and frames say is settled; mammoth makes HTML of it; that is read as a web page's tree is. Deleted and
hidden text, comments, headers, text boxes, tables and captions are left out.
"""

import re

from qa.readers.assembly import Draft
from qa.readers.documents.archive import Archive
from qa.readers.documents.document import Part, fill_body, gather_list, mark_headings
from qa.readers.documents.docx_package import WordFile, as_html, open_word
from qa.readers.documents.docx_settling import settle
from qa.readers.documents.front import take_front
from qa.readers.documents.notes import Note
from qa.readers.tree import Element, descendants, first, name_of, plain, settable
from qa.readers.web.clean import drop
from qa.readers.web.entries import target_of
from qa.readers.web.metadata import date_as_printed
from qa.readers.web.page import parse_html
from qa.text import clean_line

MAX_FACT_CHARS = 500
_NOTE = re.compile(r"(footnote|endnote)-(-?\d+)")
# What programs write where nobody gave a name.
_NOBODY = re.compile(
    r"(?:microsoft(?: office)?(?: word)?(?: user)?|windows(?: user)?|(?:office )?user|admin(?:istrator)?|owner|author|unknown"
    r"|python-docx|pandoc"
    r"|libreoffice|openoffice(?:\.org)?|google docs|apache poi|aspose.*|docx4j|un-?named.*|default|home|pc|hp|dell|lenovo|acer)\s*\d*",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"microsoft word.*|(?:untitled|document|manuscript|draft|title|word document|article)\W*\d*|.*\.(?:docx?|pdf|rtf|odt)", re.IGNORECASE
)


def read_docx(archive: Archive) -> Draft:
    """Read a Word file. Raises InputError where it is damaged, dangerous or too large."""
    word = open_word(archive)
    settle(word)
    root = parse_html(f"<html><body>{as_html(word, archive.name)}</body></html>", archive.name)
    draft = Draft()
    notes = _take_notes(root)
    mark_headings(root)
    _take_facts(draft, word, root)
    gather_list(root)
    fill_body(draft, [Part(root, tuple(notes))])
    return draft


def _take_facts(draft: Draft, word: WordFile, root: Element) -> None:
    """The facts that stand in the text, or else those that the file's properties give."""
    title, authors = (_clean(plain(first(word.facts, name))) for name in ("title", "creator"))
    take_front(draft, root)
    if not draft.title and not _NO_TITLE.fullmatch(title):
        draft.title = title
    draft.published = date_as_printed(draft.published)
    if not draft.authors and not _NOBODY.fullmatch(authors):
        draft.authors = ", ".join(part.strip() for part in authors.split(";") if part.strip())


def _take_notes(root: Element) -> list[Note]:
    """Take the notes out of the text, numbered as Word shows them: by kind, in the order of their markers."""
    notes: list[Note] = []
    numbers: dict[str, str] = {}
    counts = {"footnote": 0, "endnote": 0}
    for link in descendants(root, "a"):
        if (match := _NOTE.fullmatch(target_of(link))) and match[0] not in numbers:
            counts[match[1]] += 1
            numbers[match[0]] = str(counts[match[1]])
        if match:
            link.text = numbers[match[0]]
    _follow_repeats(root, set(numbers))
    items = {item.get("id") or "": item for item in reversed(list(descendants(root, "li")))}
    for key, item in reversed(items.items()):
        if key in numbers:
            for back in [a for a in descendants(item, "a") if target_of(a).startswith(("footnote-ref-", "endnote-ref-"))]:
                drop(back)
            notes.append(Note(key, numbers[key], item, key.partition("-")[0]))
    for note in notes:
        drop(note.element)
    return notes


def _follow_repeats(root: Element, notes: set[str]) -> None:
    """A note that is cited again is a link to the bookmark around its first marker; lead it to the note."""
    marked: dict[str, str] = {}
    for anchor in descendants(root, "a"):
        following = anchor.getnext()
        if anchor.get("id") and following is not None and not str(anchor.tail or "").strip():
            link = following if name_of(following) == "a" else next(descendants(following, "a"), None)
            if link is not None and target_of(link) in notes:
                marked[anchor.get("id") or ""] = target_of(link)
    for link in descendants(root, "a"):
        if target_of(link) in marked:
            link.set("href", settable(f"#{marked[target_of(link)]}"))


def _clean(text: str) -> str:
    return clean_line(text)[:MAX_FACT_CHARS]
