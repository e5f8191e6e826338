"""The reference list of a saved page, headed or going on from the page before.

In: the blocks of a page. Out: its references, and the blocks of the text before the list.
"""

import re

from qa.article import Reference
from qa.readers.text.chunks import Chunk
from qa.readers.text.entry_lines import LIST_HEADING
from qa.readers.text.layout import ENTRY
from qa.text import one_line

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
# "Smith J. Title. In press.", "n.d.": entries without a year.
_DATELESS = re.compile(r"\b(?:in press|forthcoming|submitted|n\.d\.|unpublished|https?://\S|doi:)", re.IGNORECASE)
_LINK = re.compile(r"(?:[a-z]+:)?//\S+|mailto:\S+")
# "[Google Scholar]", "Article PubMed CAS", "doi: 10.1000/1": the links under an entry.
_ENTRY_LINKS = frozenset(
    "article ads pubmed central pmc pmid cas google scholar crossref cross-ref medline full free text abstract web of science scopus "
    "view in link links pdf mathscinet doi".split()
)
_BACK_LINKS = re.compile(r"\^\s*(?:jump up to:?\s*)?(?:[a-z]{1,2}\s+(?=[a-z\W\d]))*", re.IGNORECASE)
# "2007 Mar;56(4):569–579", "2014;12:e4", "Lancet 390, 1700–1712 (2017)": how works are cited, numbered or not.
_CITED_WORK = re.compile(
    r"\b(?:1[89]|20)\d\d\b[^;:]{0,12};\s?\w{0,6}\d+\s?(?:\([^()]{1,20}\))?\s?:\s?\w?\d+|\d+\s?[–-]\s?\d+ \((?:1[89]|20)\d\d\)\W*$"
)
MIN_UNHEADED = 3
MIN_NUMBERED_SHARE = 0.6
REACH = 2
_STOPS = ("end", "foot", "furniture")


def take_references(chunks: list[Chunk]) -> tuple[list[Chunk], list[Reference]]:
    """Part the reference list from the text before it; what stands behind the last list is dropped."""
    listed: list[str] = []
    taken: set[int] = set()
    last = 0
    for number, chunk in enumerate(chunks):
        if chunk.kind == "short" and LIST_HEADING.fullmatch(chunk.text):
            entries, end = _entries(chunks, number + 1)
            # A menu's "References" has no entries, and a text browser's holds the links of the page.
            if sum(not _LINK.fullmatch(ENTRY.sub("", entry, count=1)) for entry in entries) > len(entries) / 2:
                listed += entries
                taken.update(range(number, end))
                last = number
    if listed:
        return [chunk for number, chunk in enumerate(chunks[:last]) if number not in taken], _references(listed)
    for number in range(len(chunks) - MIN_UNHEADED + 1):
        if all(_is_cited_work(chunk) for chunk in chunks[number : number + MIN_UNHEADED]):
            return chunks[:number], _references(_entries(chunks, number)[0])
    return chunks, []


def _references(entries: list[str]) -> list[Reference]:
    return [Reference(label, text) for label, text in labelled(entries)]


def _entries(chunks: list[Chunk], start: int) -> tuple[list[str], int]:
    """The entries that stand from one block on, and where they end."""
    texts: list[str] = []
    for number in range(start, len(chunks)):
        chunk = chunks[number]
        text = _BACK_LINKS.sub("", one_line(chunk.plain), count=1)
        if texts and _is_links(text):
            continue
        # One entry may tell no year; what ends the list is followed by more that is no entry.
        near = (one_line(other.plain) for other in chunks[number + 1 : number + 1 + REACH] if other.kind not in _STOPS)
        in_list = texts and chunk.kind not in ("short", "caption") and all(map(_is_entry, near))
        if chunk.kind in _STOPS or not (_is_entry(text) or in_list):
            return texts, number
        texts.append(text)
    return texts, len(chunks)


def labelled(entries: list[str]) -> list[tuple[str, str]]:
    """Each entry's label and its text without it: as printed where the list is numbered, else its ordinal.

    A label names one work: a list that numbers anew, as a supplement's does, is numbered through. What has
    no number in a numbered list goes on with the entry before.
    """
    matches = [ENTRY.match(entry) for entry in entries]
    if sum(match is not None for match in matches) < MIN_NUMBERED_SHARE * len(entries):
        return [(str(ordinal), entry) for ordinal, entry in enumerate(entries, start=1)]
    found: list[tuple[str, str]] = []
    for entry, match in zip(entries, matches, strict=True):
        if match:
            found.append((match[1], entry[match.end() :]))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {entry}")
    unique = len({label for label, _ in found}) == len(found)
    return found if unique else [(str(ordinal), entry) for ordinal, (_, entry) in enumerate(found, start=1)]


def _is_entry(text: str) -> bool:
    return bool(ENTRY.match(text) or _YEAR.search(text) or _DATELESS.search(text))


def _is_links(text: str) -> bool:
    """Whether a block is the links under an entry: their usual words, numbers and addresses."""
    words = [word.strip("[]().,:;|↑").lower() for word in text.split()]
    return all(
        not word or word in _ENTRY_LINKS or re.match(r"\d[\d.]*$|10\.\d{4,}/|pmc\d+$|(?:https?:|(?:dx\.)?doi\.org)\S*$", word)
        for word in words
    )


def _is_cited_work(chunk: Chunk) -> bool:
    """Whether a block is an entry of a reference list by its form alone."""
    return chunk.kind in ("prose", "short", "item") and len(chunk.text.split()) <= 80 and bool(_CITED_WORK.search(chunk.text))
