"""What of a saved page is no text at all: scripts, menus, what is hidden, what speaks to screen readers, figures and tables.

In: the root of a page. Out: the same root without those elements; the text behind each one stays.
"""

import re

from qa.readers.tree import Element, name_of, settable

_SILENT = frozenset(
    "script style noscript template svg iframe object embed canvas form button select input textarea nav aside dialog audio video "
    "figure figcaption table map head link meta annotation annotation-xml menu rp rt".split()
)
_ROLES = frozenset("navigation search banner contentinfo dialog alert tooltip complementary note".split())
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# The usual names of the class that hides from the eye, or from all.
_UNSEEN = re.compile(
    r"(?:^|\s)(?:u-|is-)?(?:sr-only|visually-?hidden|off-?screen|screen-?reader(?:-text|-only)?|show-for-sr|hidden|d-none|hide|mfp-hide)(?=\s|$)",
    re.IGNORECASE,
)
# The words of a class by which a figure, or what is written under one, is known.
_FLOAT = re.compile(r"(?:^|[\s_-])(?:fig|figure|figcaption|captions?|captiontext|infobox|navbox|hatnote)(?=[\s_-]|$)", re.IGNORECASE)
_FLOAT_ELEMENTS = frozenset(("div", "section", "p", "ul", "li", "dl"))
MAX_FLOAT_SHARE = 0.2
MAX_UNSEEN_CHARS = 3_000
MAX_CLASS_CHARS = 300


def drop_silent(root: Element) -> None:
    """Take out what is not shown as running text, keeping what follows each such element."""
    sizes = _text_sizes(root)
    for element in list(root.iter()):
        if element is not root and (not isinstance(element.tag, str) or _is_silent(element, sizes.get(element, 0), sizes[root])):
            drop(element)


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


def _text_sizes(root: Element) -> dict[Element, int]:
    """The characters of text in each element, all below it included."""
    sizes: dict[Element, int] = {}
    for element in reversed(list(root.iter())):
        below = sum(sizes.get(child, 0) + len(child.tail or "") for child in element)
        own = isinstance(element.tag, str) and name_of(element) not in ("script", "style")
        sizes[element] = (len(element.text or "") + below) if own else 0
    return sizes


def _is_silent(element: Element, size: int, whole: int) -> bool:
    if name_of(element) in _SILENT or element.get("hidden") is not None or (element.get("role") or "") in _ROLES:
        return True
    if _HIDDEN_STYLE.search((element.get("style") or "")[:500]):
        return True
    named = (element.get("class") or "")[:MAX_CLASS_CHARS]
    if size <= MAX_UNSEEN_CHARS and _UNSEEN.search(named):
        return True
    return name_of(element) in _FLOAT_ELEMENTS and size <= MAX_FLOAT_SHARE * whole and bool(_FLOAT.search(named))
