"""Lines to running text: hyphens at line ends undone, raised numbers told apart as citations, exponents or marks.

In: the lines of a paragraph. Out: a block whose text has no raised citation, and where each page begins in it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from qa.citations.numbers import expand_labels
from qa.readers.assembly import Block, carried
from qa.readers.marks import Mark, take_out
from qa.readers.pdf.lines import Line
from qa.readers.printed import raised
from qa.text import one_line

HYPHENS = "-‐"
_WORD_END = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?[-‐]$")
_BROKEN_ADDRESS = re.compile(r"(?:https?://|www\.|\bdoi:?\s?10\.|\b10\.\d{4,9}/)\S*$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_LIST = re.compile(r"[(\[]?\s?[1-9]\d{0,2}(?:\s?[,;–—‐‑−-]+\s?[1-9]\d{0,2})*\s?[)\],;]?")
# What is raised to a power: a figure, a symbol, a unit.
_BASE = re.compile(r"(?:^|[^\w.,])\d{1,3}$|[×·]\s?\d+(?:\.\d+)?$|(?:^|[\W\d_])[^\W\d_]{1,2}$|(?:^|[/·×(\s])(?:kg|min)$|[)\]]$(?<=\w\)\))")
_DEGREE = re.compile("[◦∘]")
_SIGN_ONLY = re.compile(r"[*†‡§¶‖#∗⁎✉]+")
# "e.g.", "al." before a citation; "No" and "in" are words and no symbols.
_SHORT_WORDS = frozenset("al in to of is on by at as we it us an or he so no do if be my go up".split())
# Words that take a hyphen before another word, those that do before a whole word, and those that do behind one.
_ALWAYS = frozenset("well self one two three four five six".split())
_HYPHENING = frozenset("high low long short large small cross half full first second third non".split())
_TAILS = frozenset(
    "related dependent independent specific induced inducible based associated mediated derived treated resistant deficient containing "
    "binding bound free rich known term wide response adjusted controlled".split()
)
RaisedAs = Literal["citation", "power", "mark", "text"]


@dataclass(frozen=True, slots=True)
class Printed:
    """Text as printed, with the spans of what is raised in it, and the offsets at which pages begin."""

    text: str
    raised: list[tuple[int, int]]
    pages: list[tuple[int, int]]


class Words:
    """The words of a file and how often each stands in it unbroken."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._counts: Counter[str] = Counter()
        is_broken = False
        for line in lines:
            text = line.text
            found = [match[0].lower().replace("‐", "-") for match in _WORDS.finditer(text)]
            # The last word of a line that ends in a hyphen is broken, and so is the first of the next one.
            start, is_broken = int(is_broken), text.rstrip().endswith(tuple(HYPHENS))
            whole = found[start : -1 if is_broken else None]
            self._counts.update(whole)
            self._counts.update(part for word in whole if "-" in word for part in word.split("-"))

    def share(self, words: Sequence[str]) -> float:
        """How large a part of all words these are."""
        return sum(self._counts[word] for word in words) / max(1, self._counts.total())

    def joins(self, before: str, after: str, is_compound: bool = False) -> str:
        """What stands between two parts of a word broken at its hyphen: "" or the hyphen.

        `is_compound` says that there is a hyphen in the word already, as in "sum-of-" before "squares".
        """
        first, second = before.lower(), after.lower()
        whole, hyphened = self._counts[first + second], self._counts[f"{first}-{second}"]
        if whole or hyphened:
            return "" if whole >= hyphened else "-"
        if second[:1].isdigit() or (after[:1].isupper() and not before.isupper()):
            return "-"
        if len(first) == 1:
            return "-"  # "poly-L-lysine": no syllable is one letter
        # No evidence but how English words are: "well-known", and "dose-dependent" where "dose" is a word of the file.
        if first in _ALWAYS or (first in _HYPHENING and self._counts[second]) or (second in _TAILS and self._counts[first]):
            return "-"
        if is_compound:
            return "-" if self._counts[first] and self._counts[second] else ""
        both = len(first) > 2 and len(second) > 2 and self._counts[first] > 1 and self._counts[second] > 1
        return "-" if both else ""


def printed_of(lines: Sequence[Line], words: Words) -> Printed:
    """The lines of one paragraph as one line of text."""
    laid: list[str] = []  # characters
    spans: list[tuple[int, int]] = []
    pages: list[tuple[int, int]] = []
    page = 0
    for line in lines:
        runs = [run for run in line.runs if run.text.strip()]
        for number, run in enumerate(runs):
            if laid and number == 0:
                goes_on = run.raised and bool(spans) and spans[-1][1] == len(laid) and laid[-1] in ",;–-−"
                removed, gap = (0, "") if goes_on else _seam("".join(laid[-200:]), line.text.strip(), words)
                del laid[len(laid) - removed :]
            else:
                gap = " " if laid and run.text[0].isspace() and laid[-1] != " " else ""
            laid += gap
            if line.page != page:
                page = line.page
                pages.append((len(laid), page))
            start = len(laid)
            laid += one_line(run.text) + (" " if run.text[-1].isspace() else "")
            if run.raised and spans and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], len(laid))
            elif run.raised:
                spans.append((start, len(laid)))
    return Printed("".join(laid), [(start, min(end, len(laid))) for start, end in spans], pages)


def raised_as(before: str, inner: str, after: str) -> RaisedAs:
    """What something raised is, by what stands around it."""
    compact = inner.strip()
    if _SIGN_ONLY.fullmatch(compact):
        return "mark"
    if not _LIST.fullmatch(compact):
        signs = re.fullmatch(r"([\d,;–-]*)[*†‡§¶‖]+", compact)
        return "mark" if signs else "text"
    if not before or before[-1].isspace():
        # "¹⁸F": the number of an isotope stands before its letter; a citation may stand behind a blank.
        if after[:1].isalpha() or not before.strip():
            return "power"
    elif after[:1].isalpha() and before[-1] not in ".,;:)":
        return "power"
    word = re.split(r"\s", before[-40:].rstrip())[-1]
    is_list = not compact.strip("()[],; ").isdecimal()
    if compact.startswith(("-", "−", "–")):
        return "power"
    if _BASE.search(word) and not is_list and word.lower() not in _SHORT_WORDS:
        return "power"
    return "citation"


def block_of(printed: Printed, order: Sequence[str] | None) -> Block:
    """The paragraph as a block.

    `order` are the labels of the reference list if the article cites by raised numbers: then the block
    tells its citations. If it is None the block keeps the markers that stand on the line, and raised
    numbers are powers or marks of footnotes, which go.
    """
    text, raised_spans = printed.text, printed.raised
    pieces: list[str] = []
    marks: list[Mark] = []
    shifts: list[tuple[int, int]] = []
    length = last = 0

    def lay(piece: str) -> None:
        nonlocal length
        pieces.append(piece)
        length += len(piece)

    labels = set(order or ())
    for start, end in raised_spans:
        lay(text[last:start])
        inner = _DEGREE.sub("°", text[start:end])
        kind = raised_as(text[max(0, start - 60) : start], inner, text[end : end + 3])
        if kind == "citation" and order is not None:
            named = expand_labels(inner.strip("()[],; "))
            # One work of the list makes it a citation; of the others it is said that the list lacks them.
            kind = "citation" if named and (not labels or labels.intersection(named)) else "text"
            if kind == "citation":
                marks.append(Mark(length, length + len(inner.rstrip()), named, True))
                lay(inner)
        elif kind == "citation":
            kind = "mark"
        if kind in ("power", "text"):
            lay(raised(inner) if inner.strip() else inner)
        last = end
        shifts.append((end, length - end))
    lay(text[last:])
    whole = "".join(pieces)
    starts = [(_shifted(at, shifts), page) for at, page in printed.pages]
    if order is None:
        return Block("paragraph", one_line(whole), pages=carried(whole, one_line(whole), starts))
    left, citations = take_out(whole, marks, [])
    return Block("paragraph", left, citations, carried(whole, left, starts))


def _shifted(at: int, shifts: Sequence[tuple[int, int]]) -> int:
    shift = 0
    for end, by in shifts:
        if end > at:
            break
        shift = by
    return at + shift


def _seam(tail: str, after: str, words: Words) -> tuple[int, str]:
    """How many characters go from the end of a line, and what stands between it and the next line."""
    stripped = tail.rstrip()
    spare = len(tail) - len(stripped)
    if not stripped:
        return spare, ""
    if _BROKEN_ADDRESS.search(stripped):
        goes_on = stripped[-1] in "/-_.=?&:" or after[:1] in "/._=?&-" or after[:1].isdigit()
        return spare, "" if goes_on else " "
    if re.search(r"\d[–−]$", stripped) and after[:1].isdigit():
        return spare, ""
    if stripped[-1] not in HYPHENS:
        return spare, " "
    match = re.match(r"[^\W\d_]+|\d", after)
    if not match or match[0] in ("and", "or", "to") or not re.search(r"\w[-‐]$", stripped):
        return spare, " " if match else ""
    if not _WORD_END.search(stripped):
        return spare, ""
    first = re.split(r"[\W\d_]", stripped[:-1])[-1]
    is_compound = bool(re.search(r"\w[-‐]$", stripped[: -1 - len(first)]))
    return (spare, "") if words.joins(first, match[0], is_compound) else (spare + 1, "")
