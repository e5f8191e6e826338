"""Small PDFs for tests: paragraphs flowed into columns, justified and hyphenated as in print.

A soft hyphen in a word is where it may break; "^{12}" is raised and small; "*" around a line makes it bold.
"""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
MARGIN, GUTTER = 60.0, 18.0
SERIF, BOLD, ITALIC = "Times-Roman", "Times-Bold", "Times-Italic"
_PARTS = re.compile(r"\^\{[^}]*\}|[^^]+|\^")


class Paper:
    """Pages that fill from top to bottom, one column after the other."""

    def __init__(self, columns: int = 1, head: str = "", numbered: bool = True, encrypt: StandardEncryption | None = None) -> None:
        self._file = io.BytesIO()
        self._canvas = Canvas(self._file, pagesize=(WIDTH, HEIGHT), pageCompression=0, encrypt=encrypt)
        self._head, self._numbered, self._columns = head, numbered, columns
        self._page = 0
        self._open_page()

    @property
    def canvas(self) -> Any:
        """What draws, for what has no method here."""
        return self._canvas

    @property
    def width(self) -> float:
        """The width of a column."""
        return (WIDTH - 2 * MARGIN - GUTTER * (self._columns - 1)) / self._columns

    def facts(self, title: str = "", author: str = "") -> None:
        """What the file says about itself."""
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)

    def wide(self, text: str, size: float = 10, font: str = SERIF) -> None:
        """A line over all columns, at the top of a page."""
        self._top -= 1.4 * size
        self._draw(MARGIN, self._top, text, size, font)
        self._y = self._top - 10

    def heading(self, text: str, size: float = 12) -> None:
        self._need(40)
        self._y -= 8
        self._draw(self._x, self._y, text, size, BOLD)
        self._y -= 16

    def paragraph(self, text: str, size: float = 10, indent: float = 12, hang: float = 0, font: str = SERIF) -> None:
        """A paragraph whose lines all but the last reach the margin."""
        for words, is_first, is_last in _lines(text.split(), self.width, size, font, indent, hang):
            self._need(1.2 * size)
            shift = indent if is_first else hang
            width = _width(" ".join(words), size, font)
            stretch = 0.0 if is_last or len(words) < 2 else (self.width - shift - width) / (len(words) - 1)
            x = self._x + shift
            for word in words:
                x += self._draw(x, self._y, word, size, font) + stringWidth(" ", font, size) + stretch
            self._y -= 1.2 * size

    def rows(self, rows: Sequence[Sequence[str]], size: float = 10, step: float = 70) -> None:
        """A table's rows."""
        for row in rows:
            self._need(1.2 * size)
            for number, cell in enumerate(row):
                self._draw(self._x + number * step, self._y, cell, size, SERIF)
            self._y -= 1.2 * size

    def foot(self, text: str, size: float = 8) -> None:
        """A line at the foot of the open column."""
        self._draw(self._x, MARGIN + 2, text, size, SERIF)

    def break_column(self) -> None:
        self._column += 1
        if self._column == self._columns:
            self._canvas.showPage()
            self._open_page()
        self._x = MARGIN + self._column * (self.width + GUTTER)
        self._y = self._top - 10

    def bytes(self) -> bytes:
        """The finished file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    def _open_page(self) -> None:
        self._page += 1
        self._column, self._x, self._top = 0, MARGIN, HEIGHT - MARGIN
        self._y = self._top - 10
        if self._head:
            self._draw(MARGIN, HEIGHT - 36, self._head, 8, SERIF)
        if self._numbered:
            self._draw(WIDTH / 2, 30, str(self._page), 8, SERIF)

    def _need(self, height: float) -> None:
        if self._y - height < MARGIN + 14:
            self.break_column()

    def _draw(self, x: float, y: float, text: str, size: float, font: str) -> float:
        start = x
        for part in _PARTS.findall(text):
            is_raised = part.startswith("^{")
            shown, own = (part[2:-1], 0.65 * size) if is_raised else (part, size)
            self._canvas.setFont(font, own)
            self._canvas.drawString(x, y + (0.35 * size if is_raised else 0), shown)
            x += stringWidth(shown, font, own)
        return x - start


def _width(text: str, size: float, font: str) -> float:
    return sum(
        stringWidth(part[2:-1], font, 0.65 * size) if part.startswith("^{") else stringWidth(part, font, size)
        for part in _PARTS.findall(text.replace("\xad", ""))
    )


def _lines(
    words: Sequence[str], width: float, size: float, font: str, indent: float, hang: float
) -> Iterator[tuple[list[str], bool, bool]]:
    """The words of each line, broken at soft hyphens and hyphens; whether it is the first or the last."""
    left = list(words)
    is_first = True
    while left:
        line: list[str] = []
        space = width - (indent if is_first else hang)
        while left and _width(" ".join([*line, left[0]]), size, font) <= space:
            line.append(left.pop(0))
        if left:
            breaks = [n for n, sign in enumerate(left[0]) if sign in "\xad-" and n]
            for at in reversed(breaks):
                head = left[0][:at].replace("\xad", "") + "-"
                if _width(" ".join([*line, head]), size, font) <= space:
                    line.append(head)
                    left[0] = left[0][at + 1 :]
                    break
        if not line:
            line.append(left.pop(0))
        yield [word.replace("\xad", "") for word in line], is_first, not left
        is_first = False
