"""A web page saved as HTML or MHTML: find the article in it, with its links and superscripts as they mean.

In: bytes. Out: a draft. What is article and what is furniture is told by trafilatura (Barbaresi, ACL
2021); the words themselves are read from the page's own elements, so that headings, lists, superscripts
and the links from a marker to its entry are kept. Scripts, styles and what is hidden never become text.
"""

import copy
import email
import re
from collections.abc import Iterator

from lxml import etree

from qa.errors import InputError
from qa.readers.assembly import Block, Draft
from qa.readers.printed import Printed, raised
from qa.readers.tree import Element, check_depth, descendants, name_of, plain
from qa.readers.web.clean import drop_silent
from qa.readers.web.entries import target_of
from qa.readers.web.main import letters_of, main_only
from qa.readers.web.metadata import fill_front
from qa.readers.web.pager import fill_paging
from qa.readers.web.references import WebReferences, take_references

MAX_ELEMENTS = 80_000
MIN_LINKED_MARKS = 3

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    "p div section article main li ul ol dl dd dt blockquote header footer body html center pre address hgroup details summary".split()
)
_MARKER = re.compile(r"\W{0,2}\d{1,3}\W{0,2}")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_MHTML = re.compile(rb"(?:From: <Saved by|MIME-Version:|Content-Type: multipart/related)", re.IGNORECASE)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?(?:<\?xml[^>]{0,200}\?>\s*(?:<!doctype html|<html)"
    rb"|<!doctype html|<(?:html|head|body|main|section|div|p|h1|meta|title)\b)",
    re.IGNORECASE | re.DOTALL,
)


def is_webpage(head: bytes) -> bool:
    """Whether the beginning of a file is that of an HTML or MHTML file."""
    return bool(_HTML.match(head) or (_MHTML.match(head) and b"text/html" in head))


def read_webpage(data: bytes, name: str) -> Draft:
    """Read a saved web page. Raises InputError where it is too large or too deep to be one."""
    root = parse_html(decode_page(_html_part(data, name)), name)
    draft = Draft()
    fill_front(draft, root)
    fill_paging(draft, root)
    drop_silent(root)
    web = take_references(root)
    draft.references = list(web.references)
    found = [(element, block) for element, block in walk(root, web) if block.text]
    blocks = main_only(found, _main_text(root, web), draft.title)
    # Where markers are no links, they are told by their form, as in text.
    if sum(len(block.citations or ()) for block in blocks) < MIN_LINKED_MARKS:
        found = [(element, Block(block.kind, block.text)) for element, block in walk(root, WebReferences()) if block.text]
        blocks = main_only(found, _main_text(root, web), draft.title)
    draft.blocks = blocks
    return draft


def _html_part(data: bytes, name: str) -> bytes:
    """The page itself out of an MHTML file; any other bytes as they are."""
    if not _MHTML.match(data):
        return data
    message = email.message_from_bytes(data)  # not by the newer policy, which takes long of long headers
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content
    raise InputError(f"{name} is an MHTML file without a page in it; save the page again.")


def decode_page(data: bytes) -> str:
    """The text of a page in the encoding that it names, or else in the usual ones."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    declared = _CHARSET.search(data[:4096])
    names = ["utf-8-sig", *([declared[1].decode("ascii", "replace")] if declared else []), "cp1252"]
    for encoding in names:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", "replace")


def parse_html(text: str, name: str) -> Element:
    """The root of a page. Raises InputError where it holds nothing, or is too large or too deep to be one."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    # An XML declaration would speak of another encoding than that of this string.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", ""))
    root = etree.fromstring(text.encode("utf-8", "replace"), parser) if text.strip() else None
    if root is None:
        raise InputError(f"{name} holds no web page; save the page again.")
    check_depth(root, name)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise InputError(f"{name} has more than {MAX_ELEMENTS} elements, which no article has; save the article alone.")
    return root


def _main_text(root: Element, web: WebReferences) -> str:
    """The letters of what trafilatura takes for the main content."""
    import trafilatura  # a second to load, which only a web page is worth

    root = copy.deepcopy(root)
    # A paragraph with many markers must not pass for a menu.
    for link in list(descendants(root, "a")):
        if web.labels_of(link) or (target_of(link) and _MARKER.fullmatch(plain(link))):
            link.tag = "span"
    found = trafilatura.extract(
        etree.tostring(root, encoding="unicode", method="html"), favor_recall=True, include_comments=False, include_tables=False
    )
    return letters_of(found or "")


def walk(root: Element, web: WebReferences) -> Iterator[tuple[Element, Block]]:
    """Every run of text of the page that stands on lines of its own, with the element that holds it."""
    order = [reference.label for reference in web.references]

    def blocks_in(element: Element, kind: str) -> Iterator[tuple[Element, Block]]:
        printed = Printed()
        printed.add(str(element.text or ""))
        for child in element:
            if name_of(child) in _BLOCKS or _holds_blocks(child):
                yield element, printed.block("heading" if kind in _HEADINGS else "paragraph", order)
                printed = Printed()
                yield from blocks_in(child, name_of(child) if name_of(child) in _HEADINGS else kind)
            else:
                _inline(child, printed, web)
            printed.add(str(child.tail or ""))
        yield element, printed.block("heading" if kind in _HEADINGS else "paragraph", order)

    return blocks_in(root, name_of(root))


def _holds_blocks(element: Element) -> bool:
    return next(descendants(element, *_BLOCKS), None) is not None


def _inline(element: Element, printed: Printed, web: WebReferences) -> None:
    name = name_of(element)
    if not name:
        return
    if name == "br":
        printed.add(" ")
        return
    if name == "a" and (labels := web.labels_of(element)):
        printed.add_mark(plain(element), labels)
        return
    if name == "sup" and not any(map(web.labels_of, descendants(element, "a"))):
        text = "".join(map(str, element.itertext()))
        printed.add(text if re.fullmatch(r"\s*\[.*\]\s*", text) else raised(text))
        return
    printed.add(str(element.text or ""))
    for child in element:
        _inline(child, printed, web)
        printed.add(str(child.tail or ""))
