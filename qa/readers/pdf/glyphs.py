"""The characters of a PDF's pages with their places, by pdfium: nothing is understood here.

In: bytes. Out: for each page its characters in the order of the file, each with its box, baseline, size
and style, turned upright. What is not printed on the page, and what stands askew on it, is left out.
"""

import ctypes
import math
import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw as pdfium

from qa.errors import InputError

MAX_PAGES = 2_000
MAX_CHARS = 3_000_000
MAX_PAGE_CHARS = 60_000
MAX_UNREADABLE = 0.3
MIN_CHARS = 100
N_SURE_PAGES = 5
MIN_SIZE, MAX_SIZE = 2.0, 400.0
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|cmbx|cmb1|sfbx|-medi|bx\d|\.b$", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|cmti|cmsl|cmmi|sfti|-it$|\.i$", re.IGNORECASE)
_FIXED = re.compile(r"mono|courier|cmtt|cmsltt|lmtt|typewriter|consol|sftt", re.IGNORECASE)
_MATH = re.compile(r"math|cmex|cmsy|cmmi|msam|msbm|symbol|txsy|pxsy|mtsy|mtmi", re.IGNORECASE)
_ITALIC_FLAG, _BOLD_FLAG = 1 << 6, 1 << 18
# Compatibility characters that are letters of their own and nothing else: ligatures, mathematical and full-width letters.
_SAFE = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\U0001d400-\U0001d7ff\uff01-\uff5e\u2000-\u200a\u00a0\u202f\u01c4-\u01cc\u0132\u0133]")
# Signs of TeX's own encodings where a font does not name them: ligatures, quotation marks, dashes.
_TEX = {
    **dict(zip(range(0x0B, 0x10), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **{0x10: "“", 0x11: "”", 0x12: "„", 0x15: "–", 0x16: "—"},
    **dict(zip(range(0x1B, 0x20), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    0x7F: "-",
}
# pdfium, as most, is not made for threads.
_LOCK = threading.RLock()


class Style(NamedTuple):
    """How a font looks."""

    bold: bool = False
    italic: bool = False
    fixed: bool = False
    math: bool = False


class Glyph(NamedTuple):
    """A character: its left and right edge and its baseline in points from the page's upper left corner."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: Style
    parted: bool = False  # from the character before it, by a blank in the file or one that pdfium sees


@dataclass(frozen=True, slots=True)
class GlyphPage:
    """A page, numbered from 1, with its size in points."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    n_unmapped: int = 0  # signs whose letters the font does not tell: pdfium guessed them


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the file says about itself; "" where it does not."""

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""


def read_glyphs(data: bytes, name: str) -> tuple[Metadata, Iterator[GlyphPage]]:
    """The file's metadata, and its pages one by one.

    Raises:
        InputError: the file is encrypted, damaged, too long, scanned, or its text cannot be read; what is
            told by the pages themselves is raised while they are read.
    """
    with _LOCK:
        document = _opened(data, name)
        try:
            n_pages = len(document)
            facts = document.get_metadata_dict()
        except Exception:
            document.close()
            raise
    if not 0 < n_pages <= MAX_PAGES:
        document.close()
        if n_pages > 0:
            raise InputError(f"{name} has {n_pages} pages, more than {MAX_PAGES}; add a part of it.")
        raise InputError(f"{name} is a PDF without pages; save it again.")
    known = {key.lower(): str(value) for key, value in facts.items()}
    metadata = Metadata(*(known.get(key, "")[:1000] for key in ("title", "author", "subject", "keywords")))
    return metadata, _pages(document, n_pages, name)


def _opened(data: bytes, name: str) -> Any:
    for password in (None, ""):
        try:
            return pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError as error:
            code = getattr(error, "err_code", None)
            if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
                continue
            raise InputError(f"{name} is a damaged PDF that cannot be opened; save or download it again.") from error
    raise InputError(f"{name} is a PDF locked with a password; save a copy without one and add that.")


def _pages(document: Any, n_pages: int, name: str) -> Iterator[GlyphPage]:
    n_chars = n_unreadable = n_images = n_failed = 0
    with closing(document):
        for number in range(n_pages):
            with _LOCK:
                try:
                    page, unreadable, has_image = _read_page(document, number)
                except pypdfium2.PdfiumError:
                    n_failed += 1  # the other pages may be whole
                    continue
            n_chars += len(page.glyphs)
            n_unreadable += unreadable
            n_images += has_image
            if n_chars > MAX_CHARS:
                raise InputError(f"{name} has more than {MAX_CHARS:,} characters, which no article has; add a part of it.")
            if number == N_SURE_PAGES:
                _check_readable(n_chars, n_unreadable, name)
            yield page
    _check_readable(n_chars, n_unreadable, name)
    if n_failed == n_pages:
        raise InputError(f"{name} is a damaged PDF: none of its pages can be opened; save or download it again.")
    if n_chars < MIN_CHARS:
        if n_images:
            raise InputError(
                f"{name} is a scanned PDF, pictures of pages without text; run text recognition (OCR) on it and add the result."
            )
        raise InputError(f"{name} is a PDF without text in it; save the article as a web page (HTML) or text and add that.")


def _check_readable(n_chars: int, n_unreadable: int, name: str) -> None:
    if n_unreadable > max(MIN_CHARS, MAX_UNREADABLE * n_chars):
        raise unreadable(name)


def unreadable(name: str) -> InputError:
    """The error for a text whose letters are not known."""
    return InputError(
        f"{name} is a PDF whose fonts do not say which letters their signs are; save the article as a web page (HTML) or text and add that."
    )


def _read_page(document: Any, number: int) -> tuple[GlyphPage, int, bool]:
    """The page, the number of its signs that stand for no letter, and whether there is a picture on it."""
    with closing(document[number]) as page, closing(page.get_textpage()) as text_page:
        left, bottom, right, top = page.get_bbox()
        n = min(max(0, pdfium.FPDFText_CountChars(text_page)), MAX_PAGE_CHARS)
        found, n_unreadable, n_unmapped = _read_chars(text_page, n)
        has_image = False
        if n < MIN_CHARS:
            has_image = next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)), None) is not None
    turns = Counter(turn for _, turn in found if turn >= 0)
    turn = turns.most_common(1)[0][0] if turns else 0
    glyphs = [_upright(glyph, turn, left, bottom, right, top) for glyph, own in found if own == turn]
    width, height = (right - left, top - bottom) if turn % 2 == 0 else (top - bottom, right - left)
    seen = [g for g in glyphs if -1 <= g.x0 <= width + 1 and -1 <= g.y <= height + g.size]
    return GlyphPage(number + 1, width, height, seen, n_unmapped), n_unreadable, has_image


class _Set(NamedTuple):
    """How the characters of one text object are set: font, size in points, quarter turns (-1: askew), style."""

    font: int
    size: float
    turn: int
    style: Style


def _read_chars(text_page: Any, n: int) -> tuple[list[tuple[Glyph, int]], int, int]:
    """The characters in the page's own coordinates, with their quarter turns (-1: askew).

    Also how many signs stand for no letter, and of how many the font does not say for which one.
    The edges of a turned character are those along its own baseline.
    """
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    sets: dict[int, _Set] = {}
    styles: dict[int, Style] = {}
    unmapped: dict[tuple[int, int], bool] = {}
    found: list[tuple[Glyph, int]] = []
    n_unreadable = n_unmapped = 0
    parted = False
    for index in range(n):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        item = pdfium.FPDFText_GetTextObject(text_page, index)
        if code in (0x20, 0x09, 0xA0) or not item:  # pdfium's own blanks and line ends belong to no object
            parted = True
            continue
        place = ctypes.addressof(item.contents)
        if place not in sets:
            sets[place] = _set_of(text_page, index, item, styles)
        font, size, turn, style = sets[place]
        if (font, code) not in unmapped:
            unmapped[font, code] = pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1
        is_unmapped = unmapped[font, code]
        n_unmapped += is_unmapped
        text = _TEX[code] if is_unmapped and code in _TEX and not style.math else _letters(code)
        if not text:
            n_unreadable += not style.math
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        along, across = (x.value, y.value) if turn % 2 == 0 else (y.value, x.value)
        start, end = (box.left, box.right) if turn % 2 == 0 else (box.bottom, box.top)
        if not math.isfinite(along + across + start + end) or not MIN_SIZE <= size <= MAX_SIZE:
            continue
        if turn == 0:  # the box of a narrow sign may begin far before or behind the point at which it is set
            start = min(max(start, along - size), along + size)
        glyph = Glyph(text, start, max(start, min(end, start + 3 * size)), across, size, style, parted)
        parted = False
        if found and found[-1][1] == turn and found[-1][0][1:6] == glyph[1:6] and text.isalpha():
            # Letters of one ligature have one box.
            glyph = glyph._replace(text=found[-1][0].text + text, parted=found.pop()[0].parted)
        found.append((glyph, turn))
    return found, n_unreadable, n_unmapped


def _set_of(text_page: Any, index: int, item: Any, styles: dict[int, Style]) -> _Set:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    font = pdfium.FPDFTextObj_GetFont(item)
    key = (ctypes.cast(font, ctypes.c_void_p).value or 0) if font else 0
    if key not in styles:
        styles[key] = _style(font) if font else Style()
    return _Set(key, size, _quarter(matrix.a, matrix.b), styles[key])


def _letters(code: int) -> str:
    """A character code as text; "" if it stands for no letter."""
    if code in (0x02, 0xFFFE):
        return "-"  # pdfium tells a hyphen at the end of a line apart
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF or code >= 0xF0000 or code == 0xFFFD:
        return ""
    character = chr(code)
    return unicodedata.normalize("NFKC", character).strip() if _SAFE.match(character) else character


def _quarter(a: float, b: float) -> int:
    """How many quarters a text is turned by, counter-clockwise; -1 if it stands askew."""
    quarters = math.atan2(b, a) / (math.pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.06 else -1


def _upright(glyph: Glyph, turn: int, left: float, bottom: float, right: float, top: float) -> Glyph:
    """A character in points from the upper left corner of the page as it is read."""
    if turn == 0:
        return Glyph(glyph.text, glyph.x0 - left, glyph.x1 - left, top - glyph.y, glyph.size, glyph.style, glyph.parted)
    if turn == 1:
        return glyph._replace(x0=glyph.x0 - bottom, x1=glyph.x1 - bottom, y=glyph.y - left)
    if turn == 2:
        return glyph._replace(x0=right - glyph.x1, x1=right - glyph.x0, y=glyph.y - bottom)
    return glyph._replace(x0=top - glyph.x1, x1=top - glyph.x0, y=right - glyph.y)


def _style(font: Any) -> Style:
    """How a font looks, by its name and flags: the weight and the fixed width that it tells are often wrong."""
    buffer = ctypes.create_string_buffer(200)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace") if 0 < length <= len(buffer) else ""
    flags = max(0, pdfium.FPDFFont_GetFlags(font))
    bold, italic = bool(_BOLD.search(name) or flags & _BOLD_FLAG), bool(_ITALIC.search(name) or flags & _ITALIC_FLAG)
    return Style(bold, italic, bool(_FIXED.search(name)), bool(_MATH.search(name)))
