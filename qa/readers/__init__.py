"""A file to an Article: tell the format by content, hand the text to its reader, assemble.

In: a path. Out: an Article, or an InputError that says what is wrong with the file. Nothing else.
"""

import re
from pathlib import Path

from qa.article import Article
from qa.errors import InputError
from qa.readers.assembly import Draft, assemble
from qa.readers.documents.packages import is_package, read_package
from qa.readers.jats.article import is_jats, read_jats
from qa.readers.pages.paging import mark_page
from qa.readers.pdf.document import is_pdf, read_pdf
from qa.readers.text.markdown import has_front_matter, read_markdown
from qa.readers.text.plaintext import read_plaintext
from qa.readers.tree import parse_xml
from qa.readers.web.page import is_webpage, read_webpage
from qa.text import clean_text

_FOREIGN = (
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office file"),
    (re.compile(rb"\{\\rtf"), "an RTF file"),
)
_IMAGE = re.compile(rb"\x89PNG\r|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP|\0\0\0.ftyp(?:hei|avi|mif)", re.DOTALL)
# An XML declaration, or what JATS begins with where there is none.
_XML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?(?:<\?xml|<!DOCTYPE\s+(?:article|pmc-articleset)\b|<pmc-articleset|<article\b(?=.{0,4000}<(?:front|body)\b))",
    re.DOTALL,
)
_MARKDOWN = re.compile(r"^#{1,6} \S|^\s*[-*] \[.\] |\*\*\S|\]\(\S+\)", re.MULTILINE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]+")
MAX_STRAY_CONTROLS = 4
MAX_HEAD_BYTES = 200_000
_ADVICE = "Open it, save it as a web page (HTML) or plain text (.txt), and add that."


def read_article(path: Path, max_bytes: int) -> Article:
    """Read an article from a file.

    Raises:
        InputError: the file is missing, empty, too large, binary, undecodable, or holds no article.
    """
    return assemble(read_draft(load(path, max_bytes), printable_path(Path(path.name))), printable_path(path))


def read_draft(data: bytes, name: str) -> Draft:
    """What a file's content says, its format told by that content; `name` is the file's, for messages and hints.

    Raises:
        InputError: the content is of no format that can be read.
    """
    head = _head(data)
    if is_package(data):
        draft = _whole(read_package(data, name))
    elif is_webpage(head):
        draft = read_webpage(data, name)
    elif is_pdf(data):
        draft = _whole(read_pdf(data, name))
    elif _XML.match(head):
        draft = _read_xml(data, name)
    else:
        text = clean_text(_decode(data, name))
        marked_up = has_front_matter(text) or (name.lower().endswith((".md", ".markdown")) and _MARKDOWN.search(text))
        draft = read_markdown(text, name) if marked_up else read_plaintext(text, name)
    if not draft.title:
        draft.title, draft.is_untitled = Path(name).stem, True
    mark_page(draft, name)
    return draft


def _whole(draft: Draft) -> Draft:
    """The draft of a file that is no page of a site."""
    draft.pages = draft.pages or 1
    return draft


def printable_path(path: Path) -> str:
    """A path as text, whatever bytes it is made of."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def _read_xml(data: bytes, name: str) -> Draft:
    root = parse_xml(data, name)
    if not is_jats(root):
        raise InputError(f"{name} is an XML file other than JATS, which cannot be read yet. {_ADVICE}")
    return read_jats(root, name)


def load(path: Path, max_bytes: int) -> bytes:
    """A file's content. Raises InputError where it is missing, empty, too large or cannot be read."""
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; name a file in it.")
        if not path.is_file():
            raise InputError(f"{path} is a pipe or a device; name a file." if path.exists() else f"There is no file {path}.")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be read: {reason}.") from error
    if len(data) > max_bytes:
        raise InputError(f"{path.name} is larger than {max_bytes / 1e6:g} MB; raise the limit (--max-file-mb) or add a smaller file.")
    if not data.strip():
        raise InputError(f"{path.name} is empty; add a file with the article's text.")
    return data


def _head(data: bytes) -> bytes:
    """The beginning of a file, by which its format is told; of UTF-16 as UTF-8."""
    head = data[:MAX_HEAD_BYTES]
    return head.decode("utf-16", "ignore").encode() if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def _decode(data: bytes, name: str) -> str:
    if _IMAGE.match(data):
        raise InputError(f"{name} is an image; add a file that holds the words of the article.")
    for pattern, what in _FOREIGN:
        if pattern.match(data):
            raise InputError(f"{name} is {what}, which cannot be read yet. {_ADVICE}")
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = len(text) - len(_CONTROLS.sub("", text))
        if "\0" in text or controls > max(MAX_STRAY_CONTROLS, len(text) // 1000):
            break
        return text
    raise InputError(f"{name} is not text that can be decoded (UTF-8, UTF-16 or Windows-1252). {_ADVICE}")
