"""Footnotes and endnotes: those that name works are citations, and the notes are the reference list.

In: the notes of a document, taken out of it, and the document with the links that lead to them. Out: the
references among them; the document without the links to all others.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from qa.article import Reference
from qa.readers.tree import Element, descendants, name_of, plain
from qa.readers.web.clean import drop
from qa.readers.web.entries import entry_of, target_of
from qa.readers.web.references import WebReferences

# From this share of notes that name works, notes are how the document cites, and the rest belong to them.
MIN_WORKS, MIN_SHARE = 2, 0.6
MAX_NOTE_CHARS = 2_000

_YEAR = r"(?:1[6-9]|20)\d\d[a-z]?"
_ADDRESS = re.compile(r"\b10\.\d{4,9}/\S|https?://|\bPMID\b|\bISBN\b", re.IGNORECASE)
_AGAIN = re.compile(r"\W*(?:see |cf\.? )?(?:ibid|op\.? ?cit|loc\.? ?cit|idem|id\.,|supra|above,? n)", re.IGNORECASE)
# "Smith J. …", "J. Smith, …", "See Smith and Lee, …": a name opens the note, a year is in it.
_NAMED = re.compile(
    rf"\W*[A-Z][\w’'.-]{{0,30}}(?:(?: |, )(?:[A-Z&][\w’'.-]{{0,30}}|and|et al\.?|de|van|von)){{0,8}}[,.(:;\s].*?\b{_YEAR}\b"
)
# "12, 345–50", "(London, 2019)", "2019;4:10–19", "vol. 3", "p. 45": how the place of a work is given.
_PLACE = re.compile(
    rf"\({{0,1}}[^()]{{0,60}}\b{_YEAR}\)|\b{_YEAR}\b[^;:]{{0,12}};|\b\d+\s?[–-]\s?\d+\b|\b(?:vol|pp?|no|chap|ed|eds|trans)\.\s|\bet al\b"
    r"|[“\"‘].{4,}[”\"’]"
)


@dataclass(frozen=True, slots=True)
class Note:
    """A note: the id that links lead to, its number as printed, the element that holds its text, and its kind.

    Each kind ("footnote", "endnote") counts from 1.
    """

    key: str
    label: str
    element: Element
    kind: str = ""


def is_work(text: str) -> bool:
    """Whether a note names a work, not a remark."""
    text = text[:MAX_NOTE_CHARS]
    return bool(_ADDRESS.search(text) or _AGAIN.match(text) or (_NAMED.match(text) and _PLACE.search(text)))


def works_among(notes: Sequence[Note]) -> WebReferences:
    """The notes that are references: of each kind all where most are, else those that name a work."""
    labels: dict[str, str] = {}
    references: list[Reference] = []
    for kind in dict.fromkeys(note.kind for note in notes):
        own = [note for note in notes if note.kind == kind]
        works = [note for note in own if is_work(plain(note.element))]
        if len(works) < MIN_WORKS:
            continue
        taken = set(labels.values())
        for note in own if len(works) >= MIN_SHARE * len(own) else works:
            # Where footnotes and endnotes both cite, Word numbers the second kind apart; so do we.
            label = f"{kind} {note.label}" if note.label in taken else note.label
            labels[note.key] = label
            references.append(entry_of(note.element, label))
    return WebReferences(tuple(references), labels)


def drop_links(root: Element, notes: Sequence[Note], kept: Collection[str]) -> None:
    """Take out the links to notes that are no references, with the superscripts that hold nothing else."""
    gone = {note.key for note in notes} - set(kept)
    for link in list(descendants(root, "a")):
        if target_of(link) in gone:
            parent = link.getparent()
            drop(link)
            if parent is not None and name_of(parent) == "sup" and not plain(parent).strip(" ,;[]()"):
                drop(parent)
