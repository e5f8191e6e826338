"""The characters of a page to pieces of lines, and pieces to lines.

In: characters in the order of the file. Out: pieces, each a run of characters on one baseline without a
wide gap; then lines, in which what is raised above the baseline is told apart.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from qa.readers.pdf.glyphs import Glyph, GlyphPage, Style
from qa.text import clean_text

# In ems: a blank, and what parts two columns or two cells; justified text has blanks of nearly half an em.
WORD_GAP, PARTED_GAP, PIECE_GAP, LABEL_GAP = 0.14, 0.02, 0.9, 2.5
MIN_HYPHEN = 0.25
MAX_SHIFT = 0.55  # of a superscript from its baseline, in ems
RAISED_SIZE, RAISED_BY = 0.86, 0.12
MAX_ROW = 40  # pieces of a row that a further one is compared with
_SUPERSCRIPTS = {**dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)), "⁻": "−", "⁺": "+", "⁽": "(", "⁾": ")", "˒": ","}
# An accent that TeX sets over the next letter as a sign of its own.
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327", "ˇ": "\u030c", "˘": "\u0306",
    "˚": "\u030a", "¯": "\u0304", "˙": "\u0307", "˝": "\u030b", "˛": "\u0328",
}  # fmt: skip
_LABEL = re.compile(r"[\[(]\w{0,3}[\])]|\d{1,3}[.)]|[•‣▪◦●○■□–—-]")
_BLANKS = re.compile(r"\s+")


class Run(NamedTuple):
    """Characters of one size, style and baseline; a blank before them is their first character."""

    text: str
    x0: float
    y: float
    size: float
    style: Style
    raised: bool = False


@dataclass(slots=True)
class Piece:
    """A part of a line."""

    page: int
    x0: float
    x1: float
    y: float
    size: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The words of the piece."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Line:
    """A line of one column: `left` and `right` are the edges of its column, `region` numbers that in reading order."""

    page: int
    x0: float
    x1: float
    y: float
    size: float
    runs: tuple[Run, ...]
    n_pieces: int
    left: float = 0.0
    right: float = 0.0
    region: int = 0

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(run.text for run in self.runs)

    def share(self, style: str) -> float:
        """The share of the letters that are "bold", "italic" or "fixed"."""
        n = sum(len(run.text) for run in self.runs if not run.raised)
        return sum(len(run.text) for run in self.runs if not run.raised and getattr(run.style, style)) / n if n else 0.0


def without_start(line: Line, n_chars: int) -> Line:
    """A line without its first characters."""
    runs = list(line.runs)
    while runs and n_chars >= len(runs[0].text):
        n_chars -= len(runs.pop(0).text)
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text[n_chars:])
    return replace(line, runs=tuple(runs))


def without_rest(line: Line, n_chars: int) -> Line:
    """The first characters of a line, as a heading."""
    runs = []
    for run in line.runs:
        if n_chars > 0:
            runs.append(run._replace(text=run.text[:n_chars].rstrip(" .:—–-")))
        n_chars -= len(run.text)
    return replace(line, runs=tuple(runs))


def pieces_of(page: GlyphPage) -> list[Piece]:
    """The pieces of a page, in the order of the file."""
    pieces: list[Piece] = []
    open_piece: list[Glyph] = []
    for glyph in page.glyphs:
        if open_piece and not _goes_on(open_piece, glyph) and not _is_label(open_piece, glyph):
            pieces.append(_piece(page.number, open_piece))
            open_piece = []
        if not (open_piece and _is_printed_twice(open_piece[-1], glyph)):
            open_piece.append(glyph)
    if open_piece:
        pieces.append(_piece(page.number, open_piece))
    return [piece for piece in pieces if piece.text.strip()]


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of one column, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.y):
        row = next((row for row in reversed(rows[-4:]) if _is_in_row(row, piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    lines = [_line(row) for row in rows]
    return sorted(lines, key=lambda line: line.y)


def _goes_on(piece: Sequence[Glyph], glyph: Glyph) -> bool:
    last = piece[-1]
    size = max(last.size, glyph.size)
    if glyph.text in _ACCENTS or last.text in _ACCENTS:
        size *= 1.5
    if abs(glyph.y - last.y) > MAX_SHIFT * size:
        return False
    if abs(glyph.y - last.y) > 0.05 * size and abs(glyph.size - last.size) < 0.02 * size and glyph.text not in _ACCENTS:
        # The same size on another baseline: another line set very tight, or the end of a superscript.
        return abs(glyph.y - last.y) < 0.3 * size and -0.3 * size < glyph.x0 - last.x1 < PIECE_GAP * size
    return -0.7 * size < glyph.x0 - last.x1 < PIECE_GAP * size


def _is_label(piece: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a piece is the label of the entry that goes on with a character: "[12]", "3.", "•"."""
    last = piece[-1]
    if (
        len(piece) > 6
        or glyph.text.isdigit()
        or abs(glyph.y - last.y) > 0.1 * glyph.size
        or not 0 < glyph.x0 - last.x1 < LABEL_GAP * glyph.size
    ):
        return False
    return bool(_LABEL.fullmatch("".join(g.text for g in piece)))


def _is_printed_twice(last: Glyph, glyph: Glyph) -> bool:
    """Whether a sign is set again on itself to look bold."""
    return last.text == glyph.text and abs(last.x0 - glyph.x0) < 0.1 * glyph.size and abs(last.y - glyph.y) < 0.1 * glyph.size


def _piece(page: int, glyphs: Sequence[Glyph]) -> Piece:
    glyphs = _with_accents(_with_seen_hyphens(glyphs))
    runs: list[Run] = []
    text: list[str] = []
    first = glyphs[0]

    def close() -> None:
        if cleaned := _BLANKS.sub(" ", clean_text("".join(text))):
            runs.append(Run(cleaned, first.x0, first.y, first.size, first.style, first.text in _SUPERSCRIPTS))

    before: Glyph | None = None
    for glyph in glyphs:
        is_same = (
            abs(glyph.y - first.y) < 0.04 * first.size
            and abs(glyph.size - first.size) < 0.04 * first.size
            and glyph.style == first.style
            and (glyph.text in _SUPERSCRIPTS) == (first.text in _SUPERSCRIPTS)
        )
        if not is_same:
            close()
            text, first = [], glyph
        if before and _is_parted(before, glyph):
            text.append(" ")
        text.append(_SUPERSCRIPTS.get(glyph.text, glyph.text))
        before = glyph
    close()
    main = _main_size(runs)
    base = next((run.y for run in runs if run.size >= 0.93 * main), first.y)
    return Piece(page, min(g.x0 for g in glyphs), max(g.x1 for g in glyphs), base, main, tuple(runs))


def _is_parted(before: Glyph, glyph: Glyph) -> bool:
    """Whether there is a blank between two characters: a wide one, or a narrow one that the file tells as well."""
    size = min(max(before.size, glyph.size), 1.6 * min(before.size, glyph.size))
    is_told = glyph.parted and abs(glyph.y - before.y) < 0.05 * size and abs(glyph.size - before.size) < 0.05 * size
    return glyph.x0 - before.x1 > (PARTED_GAP if is_told else WORD_GAP) * size


def _with_seen_hyphens(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Soft hyphens made hyphens where they are printed: at the end, or wide enough to be seen."""
    seen: list[Glyph] = []
    for number, glyph in enumerate(glyphs):
        if glyph.text != "\xad":
            seen.append(glyph)
        elif number == len(glyphs) - 1 or glyph.x1 - glyph.x0 > MIN_HYPHEN * glyph.size:
            seen.append(glyph._replace(text="-"))
        elif seen:
            seen[-1] = seen[-1]._replace(x1=max(seen[-1].x1, glyph.x1))
    return seen or list(glyphs)


def _with_accents(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Accents that stand over a letter made one with it."""
    merged: list[Glyph] = []
    for glyph in glyphs:
        last = merged[-1] if merged else None
        if last and last.text in _ACCENTS and glyph.text.isalpha() and _is_over(last, glyph):
            merged[-1] = glyph._replace(text=_accented(glyph.text, last.text), x0=min(last.x0, glyph.x0))
        elif last and glyph.text in _ACCENTS and last.text.isalpha() and _is_over(glyph, last):
            merged[-1] = last._replace(text=_accented(last.text, glyph.text))
        else:
            merged.append(glyph)
    return merged


def _is_over(accent: Glyph, letter: Glyph) -> bool:
    middle = (accent.x0 + accent.x1) / 2
    return letter.x0 - 0.05 * letter.size <= middle <= letter.x1 + 0.05 * letter.size


def _accented(letter: str, accent: str) -> str:
    plain = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", plain + _ACCENTS[accent])


def _main_size(runs: Sequence[Run]) -> float:
    """The size of the words: the largest that a fifth of the letters have."""
    n = sum(len(run.text) for run in runs)
    n_larger = 0
    for run in sorted(runs, key=lambda r: -r.size):
        n_larger += len(run.text)
        if n_larger >= 0.2 * n:
            return run.size
    return runs[0].size if runs else 0.0


def _is_in_row(row: Sequence[Piece], piece: Piece) -> bool:
    """Whether a piece stands on the line of others, beside them or raised between them."""
    row = row[-MAX_ROW:]
    main = max(row, key=lambda p: (p.size, p.x1 - p.x0))
    size = max(main.size, piece.size)
    shift = piece.y - main.y
    same = abs(shift) < 0.15 * size
    small, large = (piece, main) if piece.size < main.size else (main, piece)
    is_raised = small.size <= RAISED_SIZE * large.size and -0.6 * size < small.y - large.y < 0.3 * size
    if not (same or is_raised):
        return False
    return all(min(p.x1, piece.x1) - max(p.x0, piece.x0) < 0.35 * size for p in row)


def _line(row: list[Piece]) -> Line:
    row.sort(key=lambda piece: piece.x0)
    runs: list[Run] = []
    for before, piece in pairwise([None, *row]):
        assert piece is not None
        first, *rest = piece.runs
        if before and piece.x0 - before.x1 > WORD_GAP * min(before.size, piece.size) and not first.text.startswith(" "):
            first = first._replace(text=" " + first.text)
        runs += [first, *rest]
    size = _main_size(runs)
    full = [run for run in runs if run.size >= 0.93 * size and run.text.strip()] or runs
    base = max(full, key=lambda run: len(run.text)).y
    told = tuple(run._replace(raised=run.raised or (run.size <= RAISED_SIZE * size and run.y <= base - RAISED_BY * size)) for run in runs)
    gaps = sum(after.x0 - before.x1 > PIECE_GAP * size for before, after in pairwise(row))
    return Line(row[0].page, row[0].x0, max(p.x1 for p in row), base, size, told, gaps + 1)
