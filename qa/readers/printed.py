"""A paragraph as it is read out of a tree of elements: its words, and which of them are markers.

In: pieces of text and markers, in order. Out: a `Block` whose citations are told apart.
"""

import re
from collections.abc import Sequence
from typing import Literal

from qa.article import Citation
from qa.readers.assembly import Block
from qa.readers.marks import Mark, take_out
from qa.text import clean_text, one_line

_SUPERSCRIPTS = str.maketrans("0123456789+-−–—‐‑=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻⁻⁻⁼⁽⁾ⁿⁱ")
_RAISED = re.compile(r"[\d+\-−–=()ni]+")
# "3, 5–7": works, named in a superscript.
_RAISED_LIST = re.compile(r"\s?\d{1,3}(?:\s?[,;–—‐‑−-]\s?\d{1,3})+\s?")
_NUMBER = re.compile(r"[A-Z]{0,2}\d{1,3}[a-z]?\*?")
_NUMBERS = re.compile(rf"{_NUMBER.pattern}(?:\s*[,;–—‐‑−-]\s*{_NUMBER.pattern})*")


class Printed:
    """Words and markers of one paragraph, laid one after the other with single blanks."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._ends_blank = True
        self._marks: list[Mark] = []

    def add(self, text: str) -> None:
        """Lay text; white space at its ends is kept as one blank."""
        cleaned = clean_text(text)
        words = one_line(cleaned)
        if cleaned and cleaned[0].isspace() and not self._ends_blank:
            words = " " + words
        if words.strip() and cleaned[-1].isspace():
            words += " "
        if words:
            self._pieces.append(words)
            self._length += len(words)
            self._ends_blank = words.endswith(" ")

    def add_mark(self, text: str, labels: Sequence[str]) -> None:
        """Lay a marker that names these works."""
        start = self._length
        self.add(text)
        laid = "".join(self._pieces[-1:]) if self._length > start else ""
        start += len(laid) - len(laid.lstrip())
        end = self._length - (len(laid) - len(laid.rstrip())) if laid else start
        printed = laid.strip(" ()[].,;")
        numbered = not printed or printed in labels or bool(_NUMBERS.fullmatch(printed))
        self._marks.append(Mark(start, end, tuple(labels), numbered))

    def block(self, kind: Literal["heading", "paragraph"], order: Sequence[str]) -> Block:
        """The paragraph without its markers; `order` are the labels of the reference list."""
        text = "".join(self._pieces).rstrip()
        marks = [Mark(min(m.start, len(text)), min(m.end, len(text)), m.labels, m.numbered) for m in self._marks]
        return Block(kind, *take_out(text, marks, order))


def raised(text: str) -> str:
    """Superscript text in characters of its own where there are such: an exponent must not join its base."""
    if _RAISED_LIST.fullmatch(text):
        text = re.sub(r"\s", "", text).replace(";", ",")
        return text.translate(_SUPERSCRIPTS)
    return text.translate(_SUPERSCRIPTS) if _RAISED.fullmatch(text.strip()) else text


def with_item(before: Block, item: Block) -> Block:
    """A paragraph with a list item laid at its end; citations are told apart in both or in neither."""
    lead = f"{before.text} • "
    if item.citations is None:
        return Block("paragraph", lead + item.text)
    moved = tuple(Citation(c.label, c.position + len(lead)) for c in item.citations)
    return Block("paragraph", lead + item.text, (*(before.citations or ()), *moved))
