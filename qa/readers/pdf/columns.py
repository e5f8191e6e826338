"""The reading order of pages: their columns, and what stands over, under and between them.

In: the pieces of the pages. Out: their lines in reading order, each knowing its column.

The page is parted at the gutter that most pieces stand beside and fewest cross (a recursive cut in the
spirit of Nagy and Seth, "Hierarchical representation of optically scanned documents", ICPR 1984). A piece
that crosses the gutter parts the columns above it from those below it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.readers.pdf.lines import Line, Piece, lines_of

N_BINS = 300
MAX_DEPTH = 3
MIN_SIDE = 4
MIN_COLUMN_EMS = 9
MAX_OVERHANG = 0.12
MAX_CROSSING = 0.1
CROSSING_COST = 0.1
NEARLY = 0.92
MAX_STEP, N_BESIDE = 1.5, 12
NEAR, MIN_SHARED = 4, 3


def ordered_lines(pages: Sequence[Sequence[Piece]]) -> list[Line]:
    """The lines of all pages in reading order, their regions numbered."""
    gutters = [_gutter(pieces) if len(pieces) >= 2 * MIN_SIDE else None for pieces in pages]
    known = sorted(gutter for gutter in gutters if gutter is not None)
    usual = known[len(known) // 2] if 3 * len(known) > len(pages) else None
    lines: list[Line] = []
    region = 0
    for pieces, own in zip(pages, gutters, strict=True):
        gutter = own
        if gutter is None and usual is not None and _is_parted(pieces, usual):
            gutter = usual
        for column, left, right in _columns(pieces, 0, gutter):
            region += 1
            found = lines_of(column)
            for number, line in enumerate(found):
                edge = _own_edge(found, number) or right
                lines.append(replace(line, left=min(left, line.x0), right=max(edge, line.x1), region=region))
    return lines


def _own_edge(lines: Sequence[Line], number: int) -> float:
    """The right edge that a line shares with some around it, which may be set narrower than their column; 0 if there is none."""
    line = lines[number]
    around = [other for other in lines[max(0, number - NEAR) : number + NEAR + 1] if abs(other.size - line.size) < 0.5]
    edges = Counter(round(other.x1 / 2) for other in around)
    counts = {edge: n + edges[edge + 1] for edge, n in edges.items()}
    best = max(counts, key=lambda edge: (counts[edge], edge))
    return 2.0 * best + 2 if counts[best] >= MIN_SHARED and line.x1 <= 2 * best + 4 else 0.0


def _is_parted(pieces: Sequence[Piece], gutter: float) -> bool:
    """Whether hardly a piece of a page crosses the gutter of other pages: its last column may be short or missing."""
    return sum(p.x0 < gutter - 1 and p.x1 > gutter + 1 for p in pieces) <= MAX_CROSSING * len(pieces)


def _columns(pieces: Sequence[Piece], depth: int, gutter: float | None) -> list[tuple[list[Piece], float, float]]:
    """Columns in reading order, each with its left and right edge."""
    if gutter is None:
        return [(list(pieces), *_edges(pieces))] if pieces else []
    left, right = _edges([p for p in pieces if p.x1 <= gutter + 1]), _edges([p for p in pieces if p.x0 >= gutter - 1])
    columns: list[tuple[list[Piece], float, float]] = []
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    wide: list[Piece] = []
    ranked = sorted(pieces, key=lambda p: p.y)
    places = [_side(piece, gutter, left, right) for piece in ranked]
    for number, (piece, side) in enumerate(zip(ranked, places, strict=True)):
        if side is None:
            columns += _both(sides, left, right, depth)
            sides = ([], [])
            wide.append(piece)
        elif wide and not any(sides) and _ends_wide(ranked, places, number, wide[-1]):
            wide.append(piece)
        else:
            if wide:
                columns.append((wide, *_edges(wide)))
                wide = []
            sides[side].append(piece)
    columns += _both(sides, left, right, depth)
    if wide:
        columns.append((wide, *_edges(wide)))
    return columns


def _ends_wide(ranked: Sequence[Piece], places: Sequence[int | None], number: int, last: Piece) -> bool:
    """Whether a piece on one side belongs to the full line before it: on its height, or as the short last line of a paragraph."""
    piece = ranked[number]
    if abs(piece.y - last.y) < 0.6 * piece.size:
        return True
    if piece.y - last.y > MAX_STEP * piece.size or abs(piece.size - last.size) > 0.3:
        return False
    near = range(max(0, number - N_BESIDE), min(len(ranked), number + N_BESIDE + 1))
    return not any(places[n] == 1 - (places[number] or 0) and abs(ranked[n].y - piece.y) < 0.6 * piece.size for n in near)


def _both(
    sides: tuple[list[Piece], list[Piece]], left: tuple[float, float], right: tuple[float, float], depth: int
) -> list[tuple[list[Piece], float, float]]:
    columns: list[tuple[list[Piece], float, float]] = []
    for side, edges in zip(sides, (left, right), strict=True):
        inner = _gutter(side) if depth + 1 < MAX_DEPTH and len(side) >= 2 * MIN_SIDE else None
        parts = _columns(side, depth + 1, inner)
        columns += [(part, *(edges if len(parts) == 1 else own)) for part, *own in parts]
    return columns


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The place of the blank between two columns; None where there is one column."""
    start, end = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    step = (end - start) / N_BINS
    if step <= 0:
        return None
    # Widths, not numbers of pieces: a label before an entry must not weigh as much as a line.
    ends, starts = [0.0] * (N_BINS + 2), [0.0] * (N_BINS + 2)
    for piece in pieces:
        ends[min(N_BINS, max(0, -int(-(piece.x1 - start - 0.5) // step))) + 1] += piece.x1 - piece.x0  # left of every later bin
        starts[min(N_BINS, max(0, int((piece.x0 - start + 0.5) // step)))] += piece.x1 - piece.x0  # right of every earlier bin
    total = sum(starts)
    left, right = 0.0, total
    scores: list[tuple[float, int]] = []
    for place in range(N_BINS + 1):
        left += ends[place]
        scores.append((round(min(left, right) - CROSSING_COST * (total - left - right), 3), place))
        right -= starts[place]
    best = max(score for score, _ in scores)
    if best <= 0:
        return None
    blanks: list[tuple[float, list[int]]] = []
    for score, place in scores:
        if blanks and blanks[-1][0] == score:
            blanks[-1][1].append(place)
        else:
            blanks.append((score, [place]))
    # Behind the labels of a list in the right column is a blank too, which parts nearly as well: the one nearest to the middle counts.
    good = [places for score, places in blanks if score >= NEARLY * best and (len(places) > 1 or score == best)]
    nearest = min(good, key=lambda places: abs(places[0] + places[-1] - N_BINS))
    gutter = start + step * (nearest[0] + nearest[-1]) / 2
    sides = [p for p in pieces if p.x1 <= gutter + 1], [p for p in pieces if p.x0 >= gutter - 1]
    return gutter if all(map(_is_column, sides)) and _n_beside(*sides) >= MIN_SIDE / 2 else None


def _is_column(pieces: Sequence[Piece]) -> bool:
    """Whether pieces are wide enough to be lines of text, not cells of a table or numbers of lines."""
    total = sum(p.x1 - p.x0 for p in pieces)
    ems = sum((p.x1 - p.x0) ** 2 / max(p.size, 1) for p in pieces)
    return len(pieces) >= MIN_SIDE and total > 0 and ems / total >= MIN_COLUMN_EMS


def _n_beside(left: Sequence[Piece], right: Sequence[Piece]) -> int:
    """How many heights have pieces on both sides."""
    size = sorted(p.size for p in left)[len(left) // 2] * 1.2
    return len({round(p.y / size) for p in left} & {round(p.y / size) for p in right})


def _side(piece: Piece, gutter: float, left: tuple[float, float], right: tuple[float, float]) -> int | None:
    """0: left column, 1: right column, None: across both."""
    if piece.x1 <= gutter + 1:
        return 0
    if piece.x0 >= gutter - 1:
        return 1
    if piece.x1 - gutter < MAX_OVERHANG * ((right[1] - right[0]) or (left[1] - left[0])):
        return 0
    return 1 if gutter - piece.x0 < MAX_OVERHANG * ((left[1] - left[0]) or (right[1] - right[0])) else None


def _edges(pieces: Sequence[Piece]) -> tuple[float, float]:
    """The left and right edge that several pieces share, or else the outermost ones."""
    if not pieces:
        return 0.0, 0.0
    return _shared(sorted(p.x0 for p in pieces)), -_shared(sorted(-p.x1 for p in pieces))


def _shared(edges: Sequence[float]) -> float:
    needed = max(2, len(edges) // 12)
    for number in range(len(edges) - needed + 1):
        if edges[number + needed - 1] - edges[number] < 2:
            return edges[number]
    return edges[0]
