"""A web page saved as HTML or MHTML: find the article in it, with its links and superscripts as they mean.

In: bytes. Out: a draft. What is article and what is furniture is told by trafilatura (Barbaresi, ACL
2021); the words themselves are read from the page's own elements, so that headings, lists, superscripts
and the links from a marker to its entry are kept. Scripts, styles and what is hidden never become text.
"""

import email
import re
from collections.abc import Iterator

from lxml import etree

from qa.errors import InputError
from qa.readers import furniture
from qa.readers.assembly import Block, Draft
from qa.readers.jats import joined
from qa.readers.printed import Printed, raised
from qa.readers.tree import Element, check_depth, descendants, name_of, plain, settable
from qa.readers.webpage_metadata import fill_front
from qa.readers.webpage_references import WebReferences, take_references, target_of

MAX_ELEMENTS = 80_000
MIN_LINKED_MARKS = 3
MIN_SHARED = 0.7
SHINGLE = 12
MAX_ITEM_WORDS = 8

_SILENT = frozenset(
    "script style noscript template svg iframe object embed canvas form button select input textarea nav aside dialog audio video "
    "figure figcaption table map head link meta annotation annotation-xml menu rp rt".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    "p div section article main li ul ol dl dd dt blockquote header footer body html center pre address hgroup details summary".split()
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
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
    root = _parse(_decode(_html_part(data, name)), name)
    draft = Draft()
    fill_front(draft, root)
    _drop_silent(root)
    web = take_references(root)
    draft.references = list(web.references)
    found = [(element, block) for element, block in _walk(root, web) if block.text]
    blocks = _main_only(found, _main_text(root), draft.title)
    # Where markers are no links, they are told by their form, as in text.
    if sum(len(block.citations or ()) for block in blocks) < MIN_LINKED_MARKS:
        found = [(element, Block(block.kind, block.text)) for element, block in _walk(root, WebReferences()) if block.text]
        blocks = _main_only(found, _main_text(root), draft.title)
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


def _decode(data: bytes) -> str:
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


def _parse(text: str, name: str) -> Element:
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


def _drop_silent(root: Element) -> None:
    """Take out what is not shown as text, keeping what follows each such element."""
    for element in list(root.iter()):
        if element is not root and (not isinstance(element.tag, str) or name_of(element) in _SILENT or _is_hidden(element)):
            drop(element)


def _is_hidden(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or bool(_HIDDEN_STYLE.search((element.get("style") or "")[:500]))
        or element.get("role") in ("navigation", "search", "banner", "contentinfo", "dialog", "alert", "tooltip")
    )


def drop(element: Element) -> None:
    """Remove an element with all in it; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = settable(str(before.tail or "") + str(element.tail))
        else:
            parent.text = settable(str(parent.text or "") + str(element.tail))
    parent.remove(element)


def _main_text(root: Element) -> str:
    """The letters of what trafilatura takes for the main content."""
    import trafilatura  # a second to load, which only a web page is worth

    found = trafilatura.extract(
        etree.tostring(root, encoding="unicode", method="html"), favor_recall=True, include_comments=False, include_tables=False
    )
    return _letters(found or "")


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalpha())


def _main_only(found: list[tuple[Element, Block]], main: str, title: str) -> list[Block]:
    """The blocks that are main content, and those that stand among them in the same element."""
    shingles = {main[i : i + SHINGLE] for i in range(max(0, len(main) - SHINGLE + 1))}
    sure = [block.kind == "paragraph" and _is_in(_letters(block.text), main, shingles) for _, block in found]
    if not any(sure):
        return []
    homes = {element.getparent() for (element, _), is_sure in zip(found, sure, strict=True) if is_sure}
    first, last = sure.index(True), len(sure) - 1 - sure[::-1].index(True)
    # The heading over the first paragraph belongs to it.
    if first and found[first - 1][1].kind == "heading":
        first -= 1
    blocks: list[Block] = []
    for number in range(first, last + 1):
        element, block = found[number]
        if block.kind == "heading":
            if furniture.ends_article(block.text):
                break
            if _letters(block.text) != _letters(title):
                blocks.append(block)
        elif sure[number] or (element.getparent() in homes and not furniture.is_furniture(block.text)):
            blocks.append(block)
    while blocks and blocks[-1].kind == "heading":
        blocks.pop()
    return _with_items(blocks)


def _is_in(letters: str, main: str, shingles: set[str]) -> bool:
    if len(letters) <= SHINGLE:
        return letters in main
    own = [letters[i : i + SHINGLE] for i in range(len(letters) - SHINGLE + 1)]
    return sum(piece in shingles for piece in own) >= MIN_SHARED * len(own)


def _with_items(blocks: list[Block]) -> list[Block]:
    """Short items of a list go on with the paragraph before it."""
    laid: list[Block] = []
    for block in blocks:
        before = laid[-1] if laid else None
        short = block.kind == "paragraph" and len(block.text.split()) < MAX_ITEM_WORDS and block.text[-1:] not in ".!?"
        if before and short and before.kind == "paragraph" and (before.text.endswith(":") or " • " in before.text):
            laid[-1] = joined(before, block) if block.citations is not None else Block("paragraph", f"{before.text} • {block.text}")
        else:
            laid.append(block)
    return laid


def _walk(root: Element, web: WebReferences) -> Iterator[tuple[Element, Block]]:
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
    if name == "a" and (label := web.labels.get(target_of(element))):
        printed.add_mark(plain(element), [label])
        return
    if name == "sup" and not any(target_of(a) in web.labels for a in descendants(element, "a")):
        text = "".join(map(str, element.itertext(with_tail=False)))
        printed.add(text if re.fullmatch(r"\s*\[.*\]\s*", text) else raised(text))
        return
    printed.add(str(element.text or ""))
    for child in element:
        _inline(child, printed, web)
        printed.add(str(child.tail or ""))
