"""Markers that a format tells apart (a JATS xref, a link to a reference entry): take them out of the text.

In: a paragraph as printed ("… in mice [3–5] (Smith et al., 2019).") and the marks in it, each with the
labels of the works that it names. Out: the paragraph without its markers ("… in mice.") and the
citations. Where the words of a marker belong to the sentence ("Smith et al. (2019) found") they stay.

Nothing is ever inserted: a marker, its brackets, the separators around it and a blank that would stand
beside another are crossed out, and a position is carried over by counting what is left before it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.article import Citation

MAX_RANGE = 100
MAX_PARENTHESIS_CHARS = 1_500

_PAIRS = {"(": ")", "[": "]"}
_DASHES = "–—‐‑−-"
# Between two numbers of one marker: "[1], [2]", "1,2", "3–7", "4 and 5".
_BETWEEN = re.compile(rf"\s*[\])]?\s*(?:[,;/&]|(?P<dash>[{_DASHES}])|and|to)?\s*(?:and)?\s*[\[(]?\s*")
# Words that introduce a citation and mean nothing without it.
_GLUE = (
    r"(?:see|also|cf|e\.?g|i\.?e|viz|and|but|or|as|in|by|from|for|with|of|to|the|a|refs?|references?|therein|reviewed|reviews?|"
    r"discussed|example|instance|recently|data|described|reported|shown|summari[sz]ed|adapted|quoted|others?|many|among|above|below|"
    r"et al|refer|details?|more|further|information|both|cited)\b\.?"
)
# Possessive, here and below: each word is one piece in one way, and a text that does not fit is told at once.
_ONLY_GLUE = re.compile(rf"(?:{_GLUE}|[\s,.;:&+/{_DASHES}])*+", re.IGNORECASE)
# What is left of "Smith et al. 2019, 2020a; van Dam & Lee, in press" beside the marks in it.
_NAMES = re.compile(
    rf"(?:in press\b|{_GLUE}|et al\.?|(?:de|da|del|van|von|der|den|la|le|bin|al|el|dos|di|du|ter|y|colleagues|coworkers|submitted)\b"
    rf"|[^\W\d_a-z][\w’'{_DASHES}]*\.?|(?:1[89]|20)\d\d[a-z]?\b|[\s,.;:&+/])*+"
)
_KEPT_BEFORE = re.compile(r"\b(?:refs?\.?|references?|reference numbers?|citations?|nos?\.)\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_CLOSES = frozenset(".,;:!?)]}”’%")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker's span in the text as printed, the works that it names, and whether it is a number or a name."""

    start: int
    end: int
    labels: tuple[str, ...]
    numbered: bool


class _Brackets:
    """The pairs of brackets in a text, found in one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closing: dict[int, int] = {}
        self._openings: list[int] = []  # for each character the innermost bracket that is open before it, or -1
        open_ones = [-1]
        for at, character in enumerate(text):
            self._openings.append(open_ones[-1])
            if character in "([":
                open_ones.append(at)
            elif character in ")]" and len(open_ones) > 1:
                self._closing[open_ones.pop()] = at

    def around(self, start: int, end: int) -> tuple[int, int] | None:
        """The innermost pair of brackets around a span, as (start, end)."""
        opening = self._openings[start] if start < len(self._openings) else -1
        closing = self._closing.get(opening, -1)
        if opening < 0 or not end <= closing < opening + MAX_PARENTHESIS_CHARS:
            return None
        return (opening, closing + 1) if _PAIRS[self._text[opening]] == self._text[closing] else None


def take_out(text: str, marks: Sequence[Mark], order: Sequence[str]) -> tuple[str, tuple[Citation, ...]]:
    """Take the markers out of one line of text.

    Args:
        text: one line, with single blanks.
        marks: in order of their starts, not overlapping.
        order: the labels in the order of the reference list, by which ranges are expanded.

    Returns:
        The text without markers, and the citations with their offsets in it.
    """
    if not marks:
        return text.strip(), ()
    crossed = bytearray(len(text))
    placed: list[tuple[int, tuple[str, ...]]] = []
    places = {label: number for number, label in enumerate(order)}
    brackets = _Brackets(text)
    for group in _groups(text, marks, brackets):
        if group[0].numbered:
            placed += _take_numbers(text, group, order, places, crossed)
        else:
            placed += _take_names(text, group, brackets, crossed)
    kept: list[str] = []
    offsets: list[int] = []
    for character, flag in zip(text, crossed, strict=True):
        offsets.append(len(kept))
        if not flag and not (character == " " and (not kept or kept[-1] == " ")):
            kept.append(character)
    left = "".join(kept).rstrip()
    offsets.append(len(left))
    return left, tuple(
        Citation(label, min(offsets[at], len(left)))
        for at, labels in sorted(placed, key=lambda place: place[0])
        for label in dict.fromkeys(labels)
    )


def _groups(text: str, marks: Sequence[Mark], brackets: _Brackets) -> Iterator[list[Mark]]:
    """Marks that are printed as one marker: numbers side by side, names within one parenthesis."""
    group: list[Mark] = []
    for mark in marks:
        if group and not (
            group[0].numbered == mark.numbered
            and (
                _BETWEEN.fullmatch(text, group[-1].end, mark.start)
                if mark.numbered
                else (span := brackets.around(group[0].start, group[0].end)) and mark.end <= span[1]
            )
        ):
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _take_numbers(
    text: str, group: Sequence[Mark], order: Sequence[str], places: dict[str, int], crossed: bytearray
) -> list[tuple[int, tuple[str, ...]]]:
    """Cross out a list of numbers; returns where it stood and what it names, ranges expanded."""
    labels = list(group[0].labels)
    for one, other in pairwise(group):
        between = _BETWEEN.fullmatch(text, one.end, other.start)
        if between and between["dash"] and one.labels and other.labels:
            first, last = places.get(one.labels[-1], -1), places.get(other.labels[0], -1)
            if 0 <= first < last <= first + MAX_RANGE:
                labels += order[first + 1 : last]
        labels += other.labels
    start, end = group[0].start, group[-1].end
    if _KEPT_BEFORE.search(text, max(0, start - 24), start):
        return [(_after_closing(text, end), tuple(labels))]
    _cross_out(text, start, end, crossed)
    return [(start, tuple(labels))]


def _take_names(text: str, group: Sequence[Mark], brackets: _Brackets, crossed: bytearray) -> list[tuple[int, tuple[str, ...]]]:
    """Cross out names and years in parentheses; those that are words of the sentence stay."""
    span = brackets.around(group[0].start, group[0].end)
    if span is None:
        return [(_after_closing(text, mark.end), mark.labels) for mark in group]
    opening, closing = span[0], span[1] - 1
    inside = [mark for mark in group if mark.end <= closing]
    placed = [(_after_closing(text, mark.end), mark.labels) for mark in group if mark.end > closing]
    bounds = [opening, *_separators(text, opening + 1, closing, inside), closing]
    parts = [(start + 1, end, [m for m in inside if start < m.start < end]) for start, end in pairwise(bounds)]
    kept = [part for part in parts if not _is_citation_only(text, *part)]
    if not any(text[start:end].strip() and not _ONLY_GLUE.fullmatch(text, start, end) for start, end, _ in kept):
        _cross_out(text, *span, crossed)
        return [*placed, *((opening, mark.labels) for mark in inside)]
    for part in parts:
        start, end, marks = part
        if part in kept:
            placed += [(_after_closing(text, mark.end), mark.labels) for mark in marks]
            if part is kept[0] and part is not parts[0]:
                _cross(crossed, start - 1, _skip_blanks(text, start))
        else:
            _cross(crossed, start if part is parts[0] else start - 1, end)
            # The works of a part that goes are those of what stands before it, or else of what follows.
            placed += [(start - 1 if part is not parts[0] else _skip_blanks(text, kept[0][0]), mark.labels) for mark in marks]
    return placed


def _is_citation_only(text: str, start: int, end: int, marks: Sequence[Mark]) -> bool:
    """Whether a part of a parenthesis holds marks and nothing else that means something."""
    if not marks:
        return False
    rest, last = "", start
    for mark in marks:
        rest += text[last : mark.start] + " "
        last = mark.end
    rest += text[last:end]
    named = any(_WORD.search(text, mark.start, mark.end) for mark in marks)
    # "Smith (2019)": a year alone in parentheses belongs to the name before them.
    if not named and not _WORD.search(rest):
        return False
    return bool(_ONLY_GLUE.fullmatch(rest) or _NAMES.fullmatch(rest))


def _separators(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[int]:
    return [n for n in range(start, end) if text[n] == ";" and not any(m.start <= n < m.end for m in marks)]


def _after_closing(text: str, end: int) -> int:
    """Behind the bracket that closes right after a marker whose words stay."""
    return end + 1 if text[end : end + 1] in (")", "]") else end


def _cross_out(text: str, start: int, end: int, crossed: bytearray) -> None:
    """Cross out a marker with its brackets, the separators that served it, and one blank beside it."""
    while True:
        left, right = _skip_blanks_back(text, start), _skip_blanks(text, end)
        opening = max(text.rfind("(", max(0, left - 60), left), text.rfind("[", max(0, left - 60), left))
        closing = right + next((n for n, character in enumerate(text[right : right + 60]) if character in ")]"), len(text))
        if opening < 0 or closing >= len(text) or _PAIRS[text[opening]] != text[closing]:
            break
        inside = f"{_left_of(text, opening + 1, left, crossed)} {_left_of(text, right, closing, crossed)}"
        if not _ONLY_GLUE.fullmatch(inside):
            break
        start, end = opening, closing + 1
    before, after = text[left - 1 : left], text[right : right + 1]
    if before and after and before in "([" and after in ",;:":
        end = _skip_blanks(text, right + 1)
    elif before and after and before in ",;" and after in ")]":
        start = left - 1
    elif before == after and before in (".", ",", ";"):
        start = left - 1  # the stop behind the marker ends the sentence, that before it a word ("et al.")
    _cross(crossed, start, end)
    following = text[end : end + 1]
    if not following or following.isspace() or following in _CLOSES:
        _cross(crossed, _skip_blanks_back(text, start), start)
    if not _skip_blanks_back(text, start) and following.isspace():
        _cross(crossed, end, end + 1)


def _left_of(text: str, start: int, end: int, crossed: bytearray) -> str:
    """What is not crossed out of a span."""
    return "".join(text[at] for at in range(start, end) if not crossed[at])


def _cross(crossed: bytearray, start: int, end: int) -> None:
    end = min(end, len(crossed))
    crossed[start:end] = b"\1" * max(0, end - start)


def _skip_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _skip_blanks_back(text: str, at: int) -> int:
    while at and text[at - 1].isspace():
        at -= 1
    return at
