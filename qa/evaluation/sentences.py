"""How well sentence boundaries are found, against sentences that were told apart by hand.

In: a file with one sentence a line as printed, markers included, and a blank line between paragraphs. Out:
precision, recall and F1 of the boundaries inside the paragraphs, for our splitter as articles go through it,
for sentencex alone and for one regular expression, all on the same text; and every miss of ours.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sentencex

from qa.citations.numbers import find_markers, remove_markers
from qa.errors import InputError
from qa.sentences import sentence_spans

MAX_BYTES = 10_000_000
SHOWN_CHARS = 40

_NAIVE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(slots=True)
class BoundaryTally:
    """Boundaries: right ones, all that were found, all that there are."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Right of all that were found, 0 to 1."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Right of all that there are, 0 to 1."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


@dataclass(slots=True)
class SentenceFigures:
    """Tallies by splitter, and our misses as (what, the text around it with "|" at the boundary)."""

    tallies: dict[str, BoundaryTally] = field(default_factory=lambda: {name: BoundaryTally() for name in SPLITTERS})
    misses: list[tuple[str, str]] = field(default_factory=list)
    n_sentences: int = 0
    n_paragraphs: int = 0


def _ours(text: str) -> list[int]:
    return [end for _, end in sentence_spans(text)]


def _sentencex_alone(text: str) -> list[int]:
    return [boundary["end_index"] for boundary in sentencex.get_sentence_boundaries("en", text)]


def _naive(text: str) -> list[int]:
    return [match.start() for match in _NAIVE_END.finditer(text)]


SPLITTERS: dict[str, Callable[[str], list[int]]] = {"ours": _ours, "sentencex": _sentencex_alone, "regex": _naive}


def read_paragraphs(path: Path) -> list[list[str]]:
    """The sentences of each paragraph of a sample. Raises InputError where there is no such sample."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path.name} is larger than {MAX_BYTES / 1e6:g} MB.")
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text: {error}.") from error
    paragraphs = [[" ".join(line.split()) for line in block.splitlines()] for block in re.split(r"\n\s*\n", text.strip())]
    if not any(len(paragraph) > 1 for paragraph in paragraphs):
        raise InputError(f"{path.name} has no paragraph of two sentences; give one sentence a line, a blank line between paragraphs.")
    return paragraphs


def evaluate_sentences(paragraphs: Iterable[list[str]]) -> SentenceFigures:
    """Measure every splitter on the paragraphs; the ends of paragraphs are given, so they do not count."""
    figures = SentenceFigures()
    for sentences in paragraphs:
        figures.n_paragraphs += 1
        figures.n_sentences += len(sentences)
        text, gold = _without_markers(sentences)
        for name, split in SPLITTERS.items():
            found = _inner(text, split(text))
            tally = figures.tallies[name]
            tally.right += len(found & gold)
            tally.found += len(found)
            tally.gold += len(gold)
            if name == "ours":
                for place in sorted(found ^ gold):
                    figures.misses.append(("missing" if place in gold else "too many", _around(text, place)))
    return figures


def report_data(figures: SentenceFigures) -> dict[str, Any]:
    """The figures as plain data: splitter, then precision, recall and F1 with their counts."""
    splitters = {
        name: {
            "precision": round(tally.precision, 4),
            "recall": round(tally.recall, 4),
            "f1": round(tally.f1, 4),
            "right": tally.right,
            "found": tally.found,
            "gold": tally.gold,
        }
        for name, tally in figures.tallies.items()
    }
    misses = [{"miss": what, "around": around} for what, around in figures.misses]
    return {**splitters, "n_sentences": figures.n_sentences, "n_paragraphs": figures.n_paragraphs, "misses": misses}


def report_lines(figures: SentenceFigures) -> list[str]:
    """The figures as a table, and our misses."""
    lines = [
        f"{figures.n_sentences} sentences in {figures.n_paragraphs} paragraphs; boundaries inside paragraphs",
        f"{'':12}{'precision':>20}{'recall':>20}{'F1':>9}",
    ]
    for name, tally in figures.tallies.items():
        precision = f"{tally.precision:.4f} {tally.right:>5}/{tally.found:<5}"
        recall = f"{tally.recall:.4f} {tally.right:>5}/{tally.gold:<5}"
        lines.append(f"{name:12}{precision:>20}{recall:>20}{tally.f1:>9.4f}")
    return [*lines, "", *(f"miss, {what}: {around}" for what, around in figures.misses)]


def _without_markers(sentences: list[str]) -> tuple[str, set[int]]:
    """The paragraph as an article keeps it, and where its sentences end, in visible characters before."""
    printed = " ".join(sentences)
    markers = find_markers(printed)
    ends = set()
    end = -1
    for sentence in sentences[:-1]:
        end += 1 + len(sentence)
        removed = "".join(printed[m.start : min(m.end, end)] for m in markers if m.start < end)
        ends.add(_visible(printed[:end]) - _visible(removed))
    return remove_markers(printed)[0], ends


def _inner(text: str, ends: list[int]) -> set[int]:
    return {_visible(text[:end]) for end in ends} - {0, _visible(text)}


def _visible(text: str) -> int:
    return sum(map(len, text.split()))


def _around(text: str, place: int) -> str:
    """The text on both sides of the boundary behind so many visible characters."""
    position = 0
    while place:
        place -= not text[position].isspace()
        position += 1
    return f"{text[max(0, position - SHOWN_CHARS) : position]}|{text[position : position + SHOWN_CHARS]}"
