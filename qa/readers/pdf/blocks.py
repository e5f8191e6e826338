"""Lines to blocks, and what each block is: running text, heading, or what stands beside the text.

In: the lines of a file in reading order. Out: blocks in that order, told by type, place and form: captions,
tables, formulas, programs and footnotes are no running text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from qa.readers import furniture
from qa.readers.pdf.lines import Line
from qa.readers.text.layout import BULLET

Kind = Literal["prose", "heading", "item", "small", "caption", "other"]

NEW_SIZE = 0.045
MAX_LEADING = 1.32
INDENT, MAX_INDENT = 0.6, 6.0
SMALL = 0.94
MAX_HEADING_WORDS, MAX_HEADING_LINES = 22, 4
MIN_WORD_SHARE = 0.6
MIN_SMALL_WORDS = 400
MOSTLY = 0.8
MIN_SCRAP_WORDS = 6
_DOT = re.compile(r"\s*[•‣▪◦●○■□]\s")
_ENUMERATOR = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\[\d{1,3}\])\s")
# The number of a heading, and the blank behind it.
NUMBERING = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[IVX]{1,4}\.|[A-Z](?:\.\d{1,2}){1,3}\.?|[A-Z]\.)\s+"
_NUMBERED_HEADING = re.compile(NUMBERING + "[A-Z]")
_ENDS = re.compile(r"[.!?:][\"”’')\]]*$")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(slots=True)
class PdfBlock:
    """Lines that belong together, and what they are."""

    lines: list[Line]
    kind: Kind = "prose"

    @property
    def text(self) -> str:
        """The words, without what is raised, lines joined with blanks."""
        return " ".join("".join(run.text for run in line.runs if not run.raised).strip() for line in self.lines)

    @property
    def size(self) -> float:
        """The size of its type in points."""
        return self.lines[0].size

    def share(self, style: str) -> float:
        """The share of its letters that are "bold", "italic" or "fixed"."""
        n = sum(len(line.text) for line in self.lines)
        return sum(line.share(style) * len(line.text) for line in self.lines) / max(1, n)


@dataclass(frozen=True, slots=True)
class Body:
    """How the running text of a file is set: size and leading in points, whether lines end at the margin."""

    size: float
    leading: float
    justified: bool
    bold: bool
    italic: bool


def body_of(lines: Sequence[Line]) -> Body:
    """How most of the text is set. `lines` are not empty."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.share("fixed") < 0.5:
            sizes[round(line.size * 4) / 4] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else lines[0].size
    own = [line for line in lines if abs(line.size - size) < NEW_SIZE * size]
    steps = Counter(round((b.y - a.y) * 4) / 4 for a, b in pairwise(own) if a.region == b.region and 0 < b.y - a.y < 3 * size)
    wide = [line for line in own if line.x1 - line.x0 > 0.6 * (line.right - line.left)]
    at_margin = sum(abs(line.right - line.x1) < 0.2 * size + 0.5 for line in wide)
    n = max(1, sum(len(line.text) for line in own))
    bold, italic = (sum(line.share(style) * len(line.text) for line in own) / n > 0.5 for style in ("bold", "italic"))
    return Body(size, steps.most_common(1)[0][0] if steps else 1.2 * size, at_margin >= 0.4 * len(wide), bold, italic)


def blocks_of(lines: Sequence[Line], body: Body) -> list[PdfBlock]:
    """Group lines to blocks, and tell what each is."""
    leadings = _leadings(lines)
    blocks: list[PdfBlock] = []
    for line in lines:
        if blocks and _goes_on(blocks[-1], line, body, leadings):
            blocks[-1].lines.append(line)
        else:
            blocks.append(PdfBlock([line]))
    for block in blocks:
        block.kind = _kind(block, body)
    _mark_rows(blocks)
    _mark_captions(blocks, body)
    _mark_headings(blocks, body)
    _mark_small(blocks, body)
    _drop_scraps(blocks)
    return blocks


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """The usual distance of baselines by size of type."""
    steps: dict[float, Counter[float]] = {}
    for a, b in pairwise(lines):
        if a.region == b.region and abs(a.size - b.size) < NEW_SIZE * a.size and 0 < b.y - a.y < 2 * a.size:
            steps.setdefault(round(a.size), Counter())[round((b.y - a.y) * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in steps.items()}


def _goes_on(block: PdfBlock, line: Line, body: Body, leadings: dict[float, float]) -> bool:
    """Whether a line belongs to the block before it."""
    last = block.lines[-1]
    if line.region != last.region or abs(line.size - last.size) > NEW_SIZE * last.size:
        return False
    leading = leadings.get(round(last.size), 1.2 * last.size)
    if last.size > 1.05 * body.size:
        leading = min(leading, 1.25 * last.size)  # headings stand apart from one another
    if not 0.2 * last.size < line.y - last.y <= MAX_LEADING * leading + 0.6:
        return False
    if _changes_style(line, last, body):
        return False
    ended = bool(_ENDS.search(_unraised(last)))
    is_entry = BULLET.match(line.text) or _ENUMERATOR.match(line.text)
    if _DOT.match(line.text) or (is_entry and (ended or not _is_full(last, 0.5))):
        return False
    return _is_set_on(block, line, body, ended)


def _changes_style(line: Line, last: Line, body: Body) -> bool:
    """Whether a line is set in another style than the one before it, or elsewhere than the heading before it."""
    if any(_is_all(line, style) != _is_all(last, style) and not _is_full(last, 4) for style in ("bold", "italic", "fixed")):
        return True
    if (
        _ENDS.search(_unraised(last))
        and not _is_full(line, 4)
        and any(_is_all(line, s) and not _is_all(last, s) for s in ("bold", "italic"))
    ):
        return True
    is_indented = line.x0 - line.left > INDENT * last.size
    if is_indented and any(_is_all(last, style) and not _is_all(line, style) for style in ("bold", "italic")):
        return True
    is_heading = line.size > 1.05 * body.size or (_is_all(line, "bold") and not body.bold)
    moved = abs(line.x0 - last.x0) > INDENT * last.size and abs((line.x0 + line.x1) - (last.x0 + last.x1)) > last.size
    return is_heading and moved and not _is_full(last, 3)


def _is_set_on(block: PdfBlock, line: Line, body: Body, ended: bool) -> bool:
    """Whether a line stands where the next one of its block would, by indents and by where the line before it ends."""
    first, last, before = block.lines[0], block.lines[-1], block.lines[-2] if len(block.lines) > 1 else None
    size = last.size
    if _ENUMERATOR.match(first.text) or BULLET.match(first.text):
        return line.x0 > first.x0 + 0.3 * size or (line.x0 > first.x0 - 0.3 * size and _is_full(last, 3))
    if INDENT * size < line.x0 - last.x0 < MAX_INDENT * size and line.x0 - line.left < MAX_INDENT * size:
        hangs = before is not None and before.x0 > last.x0 + INDENT * size
        return not ended and not hangs and _is_full(last, 2)
    if before is not None and last.x0 - line.x0 > INDENT * size and abs(before.x0 - last.x0) < 0.3 * size:
        return not ended
    if body.justified and not _is_full(last, 2.5):
        return len(block.lines) == 1 and _is_centred(last, line)
    return not (ended and last.x1 < last.right - 0.3 * (last.right - last.left))


def _is_all(line: Line, style: str) -> bool:
    return line.share(style) > 0.9


def _is_full(line: Line, ems: float) -> bool:
    return line.x1 > line.right - ems * line.size


def _is_centred(a: Line, b: Line) -> bool:
    return abs((a.x0 + a.x1) - (b.x0 + b.x1)) < 0.8 * a.size and abs(a.x0 - b.x0) > 0.3 * a.size


def _unraised(line: Line) -> str:
    return "".join(run.text for run in line.runs if not run.raised).rstrip()


def _kind(block: PdfBlock, body: Body) -> Kind:
    text = block.text
    tokens = text.split()
    if _NUMBERED_HEADING.match(text):
        tokens = tokens[1:]
    if furniture.is_caption(text):
        return "caption"
    if block.share("fixed") > 0.7:
        return "other"
    words = sum(bool(_WORD.search(token)) for token in tokens)
    if words < MIN_WORD_SHARE * len(tokens) and not _ENDS.search(text):
        return "other"
    if words < 0.4 * len(tokens):
        return "other"
    if len(block.lines) == 1 and block.lines[0].n_pieces > 2:
        return "other"
    if len(block.lines) > 1 and sum(line.n_pieces > 1 for line in block.lines) > 0.5 * len(block.lines) and not _is_justified(block):
        return "other"
    if block.size < SMALL * body.size:
        return "small"
    if BULLET.match(text):
        return "item"
    return "prose"


def _is_justified(block: PdfBlock) -> bool:
    """Whether all lines but the last reach the margin: wide blanks alone do not make a table."""
    return all(_is_full(line, 1) and line.x0 - line.left < 3 * line.size for line in block.lines[:-1]) and len(block.lines) > 2


def _mark_rows(blocks: list[PdfBlock]) -> None:
    """A line of two cells beside the rows of a table is one of them."""
    for near, block in [*pairwise(blocks), *((after, before) for before, after in pairwise(blocks))]:
        line, other = block.lines[0], near.lines[0]
        is_row = near.kind == "other" and other.n_pieces > 1 and other.region == line.region and abs(other.y - line.y) < 2 * line.size
        if block.kind == "prose" and len(block.lines) == 1 and line.n_pieces > 1 and is_row and not _ENDS.search(block.text):
            block.kind = "other"


def _mark_captions(blocks: list[PdfBlock], body: Body) -> None:
    """What follows a caption in its size, and the cells of the table under it."""
    in_table = False
    for before, block in pairwise(blocks):
        if before.kind == "caption":
            in_table = before.text.lower().lstrip().startswith("tab")
        if block.lines[0].region != before.lines[-1].region:
            in_table = False
        if block.kind == "caption":
            continue
        near = block.lines[0].y - before.lines[-1].y < 2.2 * body.leading and block.lines[0].region == before.lines[-1].region
        is_legend = before.kind == "caption" and block.size < SMALL * body.size and near and abs(block.size - before.size) < 0.3
        if is_legend:
            block.kind = "caption"
        elif in_table:
            if _is_running(block) and block.size >= SMALL * body.size:
                in_table = False
            else:
                block.kind = "other"


def _is_running(block: PdfBlock) -> bool:
    """Whether a block is a paragraph by its form: lines that fill the column, sentences."""
    n_full = sum(_is_full(line, 3) for line in block.lines[:-1])
    return (
        len(block.text.split()) >= 8 and n_full >= 0.6 * (len(block.lines) - 1) and (len(block.lines) > 1 or bool(_ENDS.search(block.text)))
    )


def _mark_small(blocks: list[PdfBlock], body: Body) -> None:
    """Small type is running text only where much of the file is set in it, and not under all other text of its column."""
    last_full = {block.lines[-1].region: block.lines[-1].y for block in blocks if block.kind == "prose" and block.size >= SMALL * body.size}
    bottoms: dict[int, float] = {}
    for block in blocks:
        bottoms[block.lines[0].page] = max(bottoms.get(block.lines[0].page, 0.0), block.lines[-1].y)
    loose: list[PdfBlock] = []
    for block in blocks:
        if block.kind == "small":
            is_low = block.lines[0].y > 0.5 * bottoms[block.lines[0].page]
            is_foot = is_low and block.lines[0].y > last_full.get(block.lines[0].region, 1e9)
            if is_foot or not _is_running(block) or block.size < 0.75 * body.size:
                block.kind = "other"
            else:
                loose.append(block)
    sizes: Counter[float] = Counter()
    for block in loose:
        sizes[round(block.size)] += len(block.text.split())
    for block in loose:
        block.kind = "prose" if sizes[round(block.size)] >= MIN_SMALL_WORDS else "small"


def _drop_scraps(blocks: list[PdfBlock]) -> None:
    """A few words alone that end nothing are a label within a figure."""
    for block in blocks:
        line = block.lines[0]
        is_alone = block.kind == "prose" and len(block.lines) == 1 and not _is_full(line, 2) and len(block.text.split()) < MIN_SCRAP_WORDS
        if is_alone and not _ENDS.search(block.text) and not _unraised(line).endswith((",", ";", "-")) and not block.text[:1].islower():
            block.kind = "other"


def _mark_headings(blocks: list[PdfBlock], body: Body) -> None:
    for number, block in enumerate(blocks):
        text = block.text.strip()
        n_words = len(text.split())
        if block.kind not in ("prose", "small") or len(block.lines) > MAX_HEADING_LINES or not 0 < n_words <= MAX_HEADING_WORDS:
            continue
        if (
            block.lines[0].runs[0].raised
            or not _WORD.search(text)
            or (text[-1] in ".,;:" and not _NUMBERED_HEADING.match(text) and n_words > 6)
            or text[-1] in ",;"
        ):
            continue
        larger = block.size > 1.05 * body.size
        if not (text.lstrip("“‘\"'¿¡(")[:1].isupper() or text[:1].isdigit() or (larger and n_words <= 8)):
            continue
        styled = any(block.share(style) > MOSTLY and not getattr(body, style) for style in ("bold", "italic"))
        capitals = text.isupper() and n_words <= 8 and len(text) > 3
        parted = (
            number == 0
            or blocks[number - 1].lines[-1].region != block.lines[0].region
            or (block.lines[0].y - blocks[number - 1].lines[-1].y > 1.1 * body.leading)
        )
        plain = bool(_NUMBERED_HEADING.match(text)) and n_words <= 10 and len(block.lines) == 1 and text[-1] not in ".:" and parted
        short = block.lines[-1].x1 < block.lines[-1].right - 2 * block.size
        small = block.size < SMALL * body.size
        if small and not (block.size > 0.84 * body.size and parted and (plain or (block.share("bold") > MOSTLY and not body.bold))):
            continue
        if larger or (styled and (short or parted)) or capitals or plain:
            block.kind = "heading"
