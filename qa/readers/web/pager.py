"""Where a web page stands in a paginated article: its pager, its canonical address, its links to its neighbours.

In: the root of a page, its menus included. Out: page, pages and addresses, in the draft; the pager is taken
out of the page. A row of numbers is the article's only if its links lead to pages of the same address.
"""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from qa.readers.assembly import Draft
from qa.readers.furniture import page_count
from qa.readers.pages.paging import Place, are_neighbours, place_of
from qa.readers.tree import Element, descendants, name_of

MAX_PAGER_CHARS, MAX_PAGER_WORDS = 400, 60
MAX_PAGER_LEVELS = 3
MAX_CANDIDATES = 2_000
_NUMBERED = frozenset("a span li strong b em i p div td button".split())


def fill_paging(draft: Draft, root: Element) -> None:
    """Fill in what the page says about its place among the article's pages."""
    canonical = _related(root, "canonical", "")
    base = next((element.get("href") or "" for element in descendants(root, "base")), "") or canonical
    draft.canonical = canonical if place_of(canonical).whole else ""
    own = place_of(canonical)
    draft.before, draft.after = (_neighbour(_related(root, rel, base), own) for rel in ("prev", "next"))
    pagers = list(_pagers(root, base, own))
    page, pages, pager = max(pagers, key=lambda found: (found[0] > 0, found[1]), default=(0, 0, None))
    if pager is not None and pages > 1:
        draft.page, draft.pages = page, pages
        for _, _, element in pagers:
            _empty(element)
    if not draft.page:
        draft.page = _page_between(draft, own)


def _related(root: Element, relation: str, base: str) -> str:
    """The address to which a page says to stand in a relation; "" where it says none."""
    for element in descendants(root, "link", "a"):
        if relation in (element.get("rel") or "").lower().split() and (href := (element.get("href") or "").strip()):
            return _joined(base, href)
    return ""


def _neighbour(address: str, own: Place) -> str:
    """An address that is another page of the article; "" for that of another article, as blogs give them."""
    place = place_of(address)
    return address if (are_neighbours(own, place) if own.whole else place.is_said) else ""


def _page_between(draft: Draft, own: Place) -> int:
    """The page's number by its neighbours' addresses and its own."""
    before, after = place_of(draft.before), place_of(draft.after)
    if not before.whole and not after.whole:
        return own.page if own.is_said else 0
    if own.page and own.whole != after.stem:
        return own.page
    return max(1, after.page - 1) if after.whole else before.page + 1


def _pagers(root: Element, base: str, own: Place) -> Iterator[tuple[int, int, Element]]:
    """(page, pages, element) of every row of page numbers; the page is 0 where none is marked."""
    for element in _candidates(root):
        pieces = _pieces(element)
        count = page_count(" ".join(text for text, _ in pieces)) if pieces else None
        if count is None or count[1] < 2:
            continue
        links = [href for text, href in pieces if href and text.isdigit()]
        if not all(_is_page_link(_joined(base, href), own) for href in links):
            continue
        unlinked = [int(text) for text, href in pieces if text.isdigit() and not href]
        page = count[0] or (unlinked[0] if len(unlinked) == 1 and links and 0 < unlinked[0] <= count[1] else 0)
        yield page, count[1], element


def _candidates(root: Element) -> list[Element]:
    """The elements around a number alone, and those whose text speaks of a page; the outer ones later."""
    found: dict[Element, None] = {}
    for element in root.iter():
        if name_of(element) not in _NUMBERED and name_of(element) not in ("nav", "ul", "ol"):
            continue
        own = str(element.text or "").strip()
        if own.isdigit() or "page" in own[:40].lower():
            place: Element | None = element
            for _ in range(MAX_PAGER_LEVELS):
                if place is None or name_of(place) in ("body", "html", "article", "main"):
                    break
                found[place] = None
                place = place.getparent()
        if len(found) > MAX_CANDIDATES:
            break
    return list(found)


def _pieces(element: Element) -> list[tuple[str, str]]:
    """The words of a short element, each with the address that it leads to; [] for a long one."""
    pieces = list(islice(_words(element, ""), MAX_PAGER_WORDS + 1))
    return pieces if len(pieces) <= MAX_PAGER_WORDS else []


def _words(element: Element, href: str) -> Iterator[tuple[str, str]]:
    own = href
    if name_of(element) == "a" and not element.get("aria-current") and (element.get("href") or "#") != "#":
        own = element.get("href") or ""
    yield from ((word, own) for word in str(element.text or "")[:MAX_PAGER_CHARS].split())
    for child in element:
        if isinstance(child.tag, str):
            yield from _words(child, own)
        yield from ((word, own) for word in str(child.tail or "")[:MAX_PAGER_CHARS].split())


def _is_page_link(address: str, own: Place) -> bool:
    """Whether a number leads to another page of the article, as far as its address tells."""
    if "comment" in address.lower():
        return False
    place = place_of(address)
    if not own.whole or not place.whole:
        return True
    return place.whole == own.whole or are_neighbours(own, place)


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href) if len(href) < 2_000 else ""
    except ValueError:
        return ""


def _empty(element: Element) -> None:
    """Leave nothing of a pager that could be taken for text; the text behind it stays."""
    tail = element.tail
    element.clear()
    element.tail = tail
