"""The parts of an EPUB: its facts and its documents in reading order, parsed safely.

In: an archive. Out: the book's facts and its chapters, each the root of a tree; or an InputError. Links between
the documents are rewritten, so that an id is unique in the book: "3:note-7" for the id note-7 of the third.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote

from qa.errors import InputError
from qa.readers.documents.archive import Archive, read_member
from qa.readers.tree import Element, descendants, name_of, parse_xml, plain, settable
from qa.readers.web.page import decode_page, parse_html

MAX_DOCUMENTS = 2_000
MAX_TEXT_BYTES = 40_000_000
MAX_ELEMENTS = 300_000

_TEXT = ("application/xhtml+xml", "text/html", "application/html+xml", "")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|apos;)([A-Za-z][A-Za-z0-9]{1,30});")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}>", re.IGNORECASE)
_SUBSET = re.compile(r"<!(?:DOCTYPE[^>\[]{0,500}\[|ENTITY\b)", re.IGNORECASE)
_TYPES = "{http://www.idpf.org/2007/ops}type"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A document of a book: its path, what the package calls it ("cover", "toc", …), and its root."""

    path: str
    kinds: frozenset[str]
    root: Element


@dataclass(frozen=True, slots=True)
class Book:
    """The root of a book's package document, and its documents in reading order."""

    package: Element
    chapters: tuple[Chapter, ...]


def open_book(archive: Archive) -> Book:
    """Parse an EPUB. Raises InputError where it is incomplete, locked, dangerous or too large."""
    path = _package_path(archive)
    package = _xml(archive, path)
    if package is None:
        raise InputError(f"{archive.name} is an EPUB without a list of its contents; download it again.")
    paths = list(dict.fromkeys(_reading_order(package, path)))
    _check(archive, [document for document, _ in paths])
    guide = {_resolved(path, e.get("href") or "")[0]: e.get("type") or "" for e in descendants(package, "reference")}
    roots = [(document, kinds, _document(archive, document)) for document, kinds in paths]
    if sum(sum(1 for _ in root.iter()) for _, _, root in roots) > MAX_ELEMENTS:
        raise InputError(f"{archive.name} is longer than an article or a short book is; add a part of it.")
    numbers = {document: number for number, (document, _, _) in enumerate(roots)}
    for document, _, root in roots:
        _rewrite_links(root, document, numbers)
    return Book(package, tuple(Chapter(p, frozenset((*kinds.split(), guide.get(p, ""))) - {""}, root) for p, kinds, root in roots))


def types_of(element: Element) -> frozenset[str]:
    """What an element says that it is: the words of its epub:type and its role."""
    said = f"{element.get(_TYPES) or element.get('epub:type') or ''} {element.get('role') or ''}"[:300].lower()
    return frozenset(word.removeprefix("doc-") for word in said.split())


def _package_path(archive: Archive) -> str:
    container = _xml(archive, "META-INF/container.xml")
    named = [e.get("full-path") or "" for e in descendants(container, "rootfile")] if container is not None else []
    others = [path for path in archive.members if path.endswith(".opf")]
    return next((path for path in (*map(unquote, named), *others) if path in archive.members), "")


def _reading_order(package: Element, path: str) -> Iterator[tuple[str, str]]:
    """(path, properties) of each document in the spine."""
    items = {item.get("id"): item for item in descendants(package, "item")}
    for reference in descendants(package, "itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and (item.get("media-type") or "").lower() in _TEXT:
            yield _resolved(path, item.get("href") or "")[0], item.get("properties") or ""


def _check(archive: Archive, paths: list[str]) -> None:
    name = archive.name
    if not paths:
        raise InputError(f"{name} is an EPUB that names no text to read; download it again.")
    if any(path not in archive.members for path in paths):
        raise InputError(f"{name} is incomplete: a chapter that it names is not in it; download it again.")
    if len(paths) > MAX_DOCUMENTS or sum(archive.members[path].file_size for path in paths) > MAX_TEXT_BYTES:
        raise InputError(f"{name} is longer than an article or a short book is; add a part of it.")
    # Veiled fonts are no lock.
    locked = _xml(archive, "META-INF/encryption.xml")
    covered = {unquote(e.get("URI") or "").lstrip("/") for e in descendants(locked, "CipherReference")} if locked is not None else set()
    if covered.intersection(paths):
        raise InputError(f"{name} is locked by its seller (DRM), so that its text cannot be read; add a copy without the lock.")


def _xml(archive: Archive, path: str) -> Element | None:
    data = read_member(archive, path) if path else None
    return parse_xml(data, archive.name) if data and data.strip() else None


def _document(archive: Archive, path: str) -> Element:
    """A document as elements without namespaces, be it XHTML or only nearly so."""
    text = decode_page(read_member(archive, path) or b"")
    if _SUBSET.search(text):
        raise InputError(f"{archive.name} declares entities of its own, which are not expanded for safety; download it again.")
    plain_text = _ENTITY.sub(lambda m: html.escape(html.unescape(m[0])), _DOCTYPE.sub("", text, count=1))
    try:
        # Its declaration may name another encoding than that of this string.
        root = parse_xml(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", plain_text).encode(), archive.name)
    except InputError:
        root = parse_html(f"<html><body>{text}</body></html>" if not text.strip() else text, archive.name)
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{http://www.w3.org/1999/xhtml}"):
            element.tag = name_of(element)
    return root


def _resolved(base: str, href: str) -> tuple[str, str]:
    """(path in the archive, id in that document) of a link in the document at `base`."""
    path, _, fragment = href.partition("#")
    return (normpath(join(dirname(base), unquote(path))) if path else base), unquote(fragment)


def _rewrite_links(root: Element, path: str, numbers: dict[str, int]) -> None:
    for element in root.iter():
        for key in ("id", "name"):
            if value := element.get(key):
                element.set(key, settable(f"{numbers[path]}:{value}"))
        href = element.get("href")
        if href and name_of(element) == "a" and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", href):
            target, fragment = _resolved(path, href[:2_000])
            element.set("href", "#" + quote(f"{numbers[target]}:{fragment}") if target in numbers else "")


def title_of(chapter: Chapter) -> str:
    """The first heading of a chapter, or else its document's title."""
    heading = next((plain(e) for e in descendants(chapter.root, "h1", "h2", "h3", "h4") if plain(e)), "")
    return heading or plain(next(descendants(chapter.root, "title"), None))
