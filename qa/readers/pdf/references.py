"""The reference list of a PDF: find it, part its entries by their numbers, indents or gaps.

In: the blocks of a file. Out: the references, and the blocks without those of the list.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.article import Reference
from qa.citations.reference_styles import names_someone
from qa.readers.pdf.blocks import PdfBlock
from qa.readers.pdf.lines import Line, without_start
from qa.readers.pdf.text import Words, printed_of
from qa.text import one_line

_HEADING = re.compile(
    r"(?:\d{1,2}\.?\s+|[IVX]{1,5}\.\s+)?(?:references?(?: and notes| cited| list)?|bibliography|works cited|literature(?: cited)?"
    r"|notes and references)\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*\[?\(?(\d{1,4})(?:[\])]\.?|\.|\s(?=\S)|$)\s*")
_BRACKETED_NUMBER = re.compile(r"\s*\[?(\d{1,3})(?:\]|\.)\s")
_KEYED = re.compile(r"\s*\[([A-Za-z][\w+ .,&’'-]{1,40})\]\s+")
_ENTRY_WORDS = re.compile(r"\b(?:1[89]|20)\d\d[a-z]?\b|\bet al\b|\bdoi\b|\bin press\b|https?://", re.IGNORECASE)
# The links that a site sets behind each entry are printed with it.
_LINKS = re.compile(r"(?<=[.)\]\d])(?:[\s\[|,·]*\b(?:Google Scholar|Cross ?Ref|PubMed(?: Central)?|Scopus|Web of Science)\b\]?)+\s*$")
_ENDS_ENTRY = re.compile(r"(?:[.)]|\b(?:Scholar|PubMed|CrossRef|Scopus))\]?\s*$")
MIN_ENTRIES = 2
MIN_DATED = 0.5
MIN_UNHEADED, MIN_UNHEADED_DATED = 4, 0.7
MAX_SKIPPED = 2
INDENT = 0.6
MAX_ENTRY_LINES = 40
MAX_HEADINGS = 8


@dataclass(frozen=True, slots=True)
class PdfReferences:
    """The entries, and whether the list prints numbers before them."""

    entries: tuple[Reference, ...] = ()
    numbered: bool = False


def take_references(blocks: Sequence[PdfBlock], words: Words) -> tuple[PdfReferences, list[PdfBlock]]:
    """The references, and what is left. Of several headings the last with entries under it counts."""
    headings = [n for n, block in enumerate(blocks) if len(block.lines) <= 2 and _HEADING.fullmatch(block.text.strip())]
    for number in headings[: -1 - MAX_HEADINGS : -1]:
        end = _end(blocks, number)
        found = _read(_without_floats(blocks[number + 1 : end]), words)
        dated = sum(bool(_ENTRY_WORDS.search(reference.raw)) for reference in found.entries)
        if len(found.entries) >= MIN_ENTRIES and dated >= MIN_DATED * len(found.entries):
            return found, [*blocks[:number], *blocks[end:]]
    return _unheaded(blocks, words)


def _unheaded(blocks: Sequence[PdfBlock], words: Words) -> tuple[PdfReferences, list[PdfBlock]]:
    """A numbered list at the end that has no heading."""
    firsts = [n for n, block in enumerate(blocks) if _starts_list(block.lines[0])]
    for first in firsts[: -1 - MAX_HEADINGS : -1]:
        found = _read([line for block in blocks[first:] for line in block.lines], words)
        dated = sum(bool(_ENTRY_WORDS.search(reference.raw)) for reference in found.entries)
        if found.numbered and len(found.entries) >= MIN_UNHEADED and dated >= MIN_UNHEADED_DATED * len(found.entries):
            return found, list(blocks[:first])
    return PdfReferences(), list(blocks)


def _starts_list(line: Line) -> bool:
    match = _BRACKETED_NUMBER.match(line.text)
    return match[1] == "1" if match else line.runs[0].raised and _label(line) == (1, len(line.runs[0].text))


def _label(line: Line) -> tuple[int, int] | None:
    """The number with which a line begins, raised or followed by a sign or a blank; and how many characters it takes."""
    first = line.runs[0]
    if first.raised and first.text.strip().isdecimal() and len(first.text) < 5:
        return int(first.text), len(first.text)
    match = _NUMBER.match(line.text)
    return (int(match[1]), match.end()) if match else None


def _without_floats(blocks: Sequence[PdfBlock]) -> list[Line]:
    """The lines of a list without the captions and tables that stand within or behind it."""
    lines: list[Line] = []
    is_float = False
    for block in blocks:
        if block.kind == "caption":
            is_float = True
        elif is_float and _ENTRY_WORDS.search(block.text):
            is_float = False
        if not is_float:
            lines += block.lines
    return lines


def _end(blocks: Sequence[PdfBlock], heading: int) -> int:
    """Where the list ends: at the next heading, or at the next running text in another size of type."""
    size = next((b.size for b in blocks[heading + 1 :] if len(b.text) > 20), blocks[heading].size)
    for number in range(heading + 1, len(blocks)):
        block = blocks[number]
        is_list = abs(block.size - size) < 0.08 * size
        if block.kind == "heading" and number > heading + 1 and not (is_list and _ENTRY_WORDS.search(block.text)):
            if abs(block.size - blocks[heading].size) < 0.6 and block.share("bold") >= blocks[heading].share("bold") - 0.5:
                return number
            if not is_list:
                return number
        if not is_list and block.kind == "prose" and len(block.text.split()) > 30 and not _ENTRY_WORDS.search(block.text):
            return number
    return len(blocks)


def _read(lines: list[Line], words: Words) -> PdfReferences:
    sizes = Counter(round(line.size * 2) for line in lines)
    if not sizes:
        return PdfReferences()
    usual = sizes.most_common(1)[0][0] / 2
    lines = [line for line in lines if abs(line.size - usual) < 0.12 * usual]
    numbered = _numbered(lines)
    starts = numbered if numbered is not None else [(number, "") for number in _hanging(lines)]
    entries: list[Reference] = []
    ends = [number for number, _ in starts[1:]] + [len(lines)]
    for ordinal, ((start, label), end) in enumerate(zip(starts, ends, strict=True), start=1):
        own = list(lines[start : min(end, start + MAX_ENTRY_LINES)])
        if label and (found := _label(own[0])):
            own[0] = without_start(own[0], found[1])
        text = _LINKS.sub("", one_line(printed_of(own, words).text))
        if not label and (match := _KEYED.match(text)):
            label, text = match[1], text[match.end() :]
        if len(text) > 8:
            entries.append(Reference(label or str(ordinal), text))
    return PdfReferences(tuple(entries), numbered is not None)


def _numbered(lines: Sequence[Line]) -> list[tuple[int, str]] | None:
    """The lines at which numbered entries start, with their numbers; None where they are not numbered.

    A number starts an entry if it goes on from the one before and stands where labels stand.
    """
    found = [(number, label[0], line) for number, line in enumerate(lines) if (label := _label(line))]
    best: list[tuple[int, str]] = []
    for first, (_, value, _) in enumerate(found[:40]):
        if value > 999:
            continue
        starts: list[tuple[int, str]] = []
        expected = value
        edge = 0.0
        for number, value, line in found[first:]:
            offset = line.x0 - line.left
            if expected <= value <= expected + (MAX_SKIPPED if starts else 0) and (not starts or offset <= edge + 1.3 * line.size):
                starts.append((number, str(value)))
                edge = offset if len(starts) == 1 else max(edge, offset)
                expected = value + 1
        if len(starts) > len(best):
            best = starts
        if best and best[0][1] == "1" and len(best) > len(lines) / 12:
            break
    return best if len(best) >= max(MIN_ENTRIES, len(lines) / 12) and best[0][0] <= 3 else None


def _hanging(lines: Sequence[Line]) -> list[int]:
    """The lines at which entries start by hanging indents; else by the gaps between entries."""
    edges: dict[int, float] = {}
    for line in lines:
        edges[line.region] = min(edges.get(line.region, line.x0), line.x0)
    out = [line.x0 - edges[line.region] < INDENT * line.size for line in lines]
    n_in = len(out) - sum(out)
    if n_in >= 0.2 * len(lines):
        return [number for number, is_out in enumerate(out) if is_out or number == 0]
    steps = [b.y - a.y for a, b in pairwise(lines) if a.region == b.region and b.y > a.y]
    usual = Counter(round(step * 2) / 2 for step in steps).most_common(1)[0][0] if steps else 0.0
    rights = {region: max(line.x1 for line in lines if line.region == region) for region in edges}
    starts = [0] if lines else []
    for number, (a, b) in enumerate(pairwise(lines), start=1):
        parted = b.y - a.y > 1.15 * usual if a.region == b.region else _ENDS_ENTRY.search(a.text)
        short = a.x1 < a.right - 3 * a.size and a.text.rstrip()[-1:] in ".)"
        ended = short or _had_room(a, b, rights[a.region]) or (_ENDS_ENTRY.search(a.text) and names_someone(b.text))
        if parted or (ended and b.text.lstrip()[:1].isupper()):
            starts.append(number)
    return starts


def _had_room(line: Line, below: Line, right: float) -> bool:
    """Whether the first word of the line below would have fitted on a line: then a paragraph ends there."""
    words = below.text.split(maxsplit=1)
    wide = (below.x1 - below.x0) / max(1, len(below.text)) * (len(words[0]) + 1 if words else 0)
    return line.x1 + wide < right - 0.5 * line.size
