"""What is printed on pages around the text: running heads and feet, page numbers, numbers of lines.

In: the pieces of all pages. Out: the pieces without them. They are told by repetition over pages and by
their position, never by their wording.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from qa.readers.pdf.lines import Piece

N_OUTER_ROWS = 4
ROW_TOLERANCE = 3.0
MIN_LINE_NUMBERS, MAX_NUMBER_COLUMNS = 6, 8
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]+$")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def without_furniture(pages: Sequence[list[Piece]]) -> tuple[list[list[Piece]], list[Piece]]:
    """The pieces of each page without what is printed around the text, and what was taken out."""
    pages = [_without_line_numbers(page) for page in pages]
    outer = [_outer_rows(page) for page in pages]
    repeated = _repeated(outer)
    numbered = _numbered(outer)
    kept: list[list[Piece]] = []
    dropped: list[Piece] = []
    for number, page in enumerate(pages):
        out: set[int] = set()
        for rows in outer[number]:
            # What is printed around the text is outermost: behind a row that stays, all stays.
            for place, row in enumerate(rows):
                if (number, place, rows is outer[number][0]) in numbered or _key(row) in repeated:
                    out |= {id(piece) for piece in row}
                elif place and not _parts_repeated(row, repeated):
                    break
        kept.append([piece for piece in page if id(piece) not in out])
        dropped += [piece for piece in page if id(piece) in out]
    return kept, dropped


def _outer_rows(page: Sequence[Piece]) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The first rows of a page from its top, and the last ones from its bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(page, key=lambda p: p.y):
        if rows and piece.y - rows[-1][0].y < ROW_TOLERANCE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda p: p.x0)
    half = min(N_OUTER_ROWS, (len(rows) + 1) // 2)
    return rows[:half], rows[: len(rows) - half - 1 : -1] if half < len(rows) else []


def _text(row: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in row)


def _key(row: Sequence[Piece]) -> tuple[str, int]:
    return _DIGITS.sub("#", _text(row)).lower()[:200], round(row[0].y / 4)


def _parts_repeated(row: Sequence[Piece], repeated: set[tuple[str, int]]) -> bool:
    return any(_key([piece]) in repeated for piece in row)


def _repeated(outer: Sequence[tuple[list[list[Piece]], list[list[Piece]]]]) -> set[tuple[str, int]]:
    """The rows that stand at the same height of several pages with the same words."""
    counts: Counter[tuple[str, int]] = Counter()
    for top, bottom in outer:
        counts.update({key for row in (*top, *bottom) for key in (_key(row), *(_key([p]) for p in row))})
    needed = 2 if len(outer) <= 4 else 3
    near = {key: counts[key] + counts[key[0], key[1] - 1] + counts[key[0], key[1] + 1] for key in counts}
    return {key for key, count in near.items() if count >= needed and re.search(r"\w|#", key[0])}


def _numbered(outer: Sequence[tuple[list[list[Piece]], list[list[Piece]]]]) -> set[tuple[int, int, bool]]:
    """The outermost rows with a number that counts the pages: (page, row, whether at its top)."""
    found: dict[tuple[bool, bool, int, int], list[tuple[int, int, bool]]] = defaultdict(list)
    for number, sides in enumerate(outer):
        for is_top, rows in zip((True, False), sides, strict=True):
            for place, row in enumerate(rows[:2]):
                words = _text(row).split()
                for is_first, word in ((True, words[0]), (False, words[-1])):
                    value = _page_number(word)
                    if value is not None:
                        found[is_top, is_first and len(words) > 1, value - number, round(row[0].y / 8)].append((number, place, is_top))
    needed = 2 if len(outer) <= 4 else 3
    return {place for places in found.values() if len(set(places)) >= needed for place in places}


def _page_number(word: str) -> int | None:
    word = word.strip("()[]|–—-.,")
    if word.isdecimal() and len(word) <= 5:
        return int(word)
    if _ROMAN.match(word) and len(word) <= 8:
        values = [_VALUES[letter] for letter in word]
        return sum(-a if a < b else a for a, b in pairwise([*values, 0]))
    return None


def _without_line_numbers(page: list[Piece]) -> list[Piece]:
    """A page without the numbers that count its lines in a margin."""
    numbers = [piece for piece in page if piece.text.isdecimal() and len(piece.text) <= 5]
    if len(numbers) < MIN_LINE_NUMBERS:
        return page
    others = [piece for piece in page if not piece.text.isdecimal()]
    out: set[int] = set()
    for edge in ("x0", "x1"):
        columns: dict[int, list[Piece]] = defaultdict(list)
        for piece in numbers:
            columns[round(getattr(piece, edge) / 3)].append(piece)
        for place in sorted(columns, key=lambda place: -len(columns[place]))[:MAX_NUMBER_COLUMNS]:
            own = columns[place]
            column = sorted([*own, *columns.get(place + 1, [])], key=lambda p: p.y)
            steps = [int(b.text) - int(a.text) for a, b in pairwise(column)]
            if len(column) < MIN_LINE_NUMBERS or Counter(steps).most_common(1)[0][1] < 0.9 * len(steps) or max(steps) not in (1, 2, 5, 10):
                continue
            # Most lines of the page stand wholly on one side of them.
            start, end = min(p.x0 for p in column), max(p.x1 for p in column)
            aside = max(sum(p.x0 > end for p in others), sum(p.x1 < start for p in others))
            is_outermost = aside >= 0.9 * len(others)
            # An own list's numbers stand before their entries; those of lines before every line.
            heights = {round(q.y / 2) + near for q in column for near in (-1, 0, 1)}
            beside = sum(round(p.y / 2) in heights for p in others)
            if max(steps) > 2 or (is_outermost and (max(steps) > 1 or beside >= 0.6 * len(others))):
                out |= {id(piece) for piece in column}
    return [piece for piece in page if id(piece) not in out]
