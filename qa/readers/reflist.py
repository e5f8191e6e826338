"""The reference list of a saved page, headed or going on from the page before.

In: the blocks of a page. Out: its references, and the blocks of the text before the list.
"""

import re

from qa.article import Reference
from qa.readers.chunks import Chunk
from qa.readers.layout import ENTRY
from qa.text import one_line

_HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:(?:selected |further |key |cited )?references?(?: cited| list)?|bibliography|works cited|literature cited|literature"
    r"|notes and references|references and notes|sources)\W*",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
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


def take_references(chunks: list[Chunk]) -> tuple[list[Chunk], list[Reference]]:
    """Part the reference list from the text before it; what stands behind the list is dropped."""
    headed = [n for n, chunk in enumerate(chunks) if chunk.kind == "short" and _HEADING.fullmatch(chunk.text)]
    if headed:
        references = _entries(chunks[headed[-1] + 1 :])
        # A menu's "References" has no entries, and a text browser's holds the links of the page.
        if sum(not _LINK.fullmatch(reference.raw) for reference in references) > len(references) / 2:
            return chunks[: headed[-1]], references
    for number in range(len(chunks) - MIN_UNHEADED + 1):
        if all(_is_cited_work(chunk) for chunk in chunks[number : number + MIN_UNHEADED]):
            return chunks[:number], _entries(chunks[number:])
    return chunks, []


def _entries(chunks: list[Chunk]) -> list[Reference]:
    references: list[Reference] = []
    for chunk in chunks:
        text = _BACK_LINKS.sub("", one_line(chunk.plain), count=1)
        match = ENTRY.match(text)
        if references and _is_links(text):
            continue
        if chunk.kind in ("end", "foot", "furniture") or not (match or _YEAR.search(text)):
            break
        label = match[1] if match else str(len(references) + 1)
        references.append(Reference(label, text[match.end() :] if match else text))
    return references


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
