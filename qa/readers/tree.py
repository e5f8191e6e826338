"""XML to a tree of elements, without anything that a file could make us fetch or blow up.

In: bytes from anywhere. Out: the root element, or an InputError. No DTD is loaded, no entity is
expanded but the characters that XHTML names, and depth is bounded.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from qa.errors import InputError

MAX_DEPTH = 200
_UNSETTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Element = etree._Element


def parse_xml(data: bytes, source: str) -> Element:
    """The root of an XML document. Raises InputError where it is none, declares entities, or is too deep."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"{source} is not well-formed XML ({reason}); download it again.") from error
    subset: Any = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise InputError(f"{source} declares entities of its own, which are not expanded for safety; download the article again.")
    check_depth(root, source)
    return root


def check_depth(root: Element, source: str) -> None:
    """Raise InputError where elements are nested deeper than an article's."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise InputError(f"{source} is nested more than {MAX_DEPTH} elements deep, which no article is.")


def name_of(element: Element) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def entity_text(element: Element) -> str:
    """The character that an unexpanded entity stands for; "" where it is none that XHTML names."""
    text = str(element.text or "") if element.tag is etree.Entity else ""
    character = html.unescape(text)
    return character if character != text else ""


def children(element: Element, *names: str) -> list[Element]:
    """The children with one of these names, in order."""
    return [child for child in element if name_of(child) in names]


def first(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names, or None."""
    for step in path:
        if element is None:
            return None
        element = next((child for child in element if name_of(child) == step), None)
    return element


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """All elements below with one of these names, in reading order."""
    return (found for found in element.iterdescendants() if name_of(found) in names)


def plain(element: Element | None, leave_out: frozenset[str] = frozenset()) -> str:
    """All text in an element as one line, without that of elements with these names."""
    if element is None:
        return ""
    pieces: list[str] = []
    _gather(element, leave_out, pieces)
    return " ".join("".join(pieces).split())


def settable(text: str) -> str:
    """A text without the characters that an element may hold when it was parsed leniently, but cannot be given."""
    return _UNSETTABLE.sub("", text)


def _gather(element: Element, leave_out: frozenset[str], pieces: list[str]) -> None:
    pieces.append(str(element.text or ""))
    for child in element:
        if isinstance(child.tag, str):
            if name_of(child) not in leave_out:
                _gather(child, leave_out, pieces)
        else:
            pieces.append(entity_text(child))
        pieces.append(str(child.tail or ""))
