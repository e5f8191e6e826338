"""What a page says about its place in a paginated article: in its title, its addresses and its file's name.

In: titles, addresses, names. Out: the same without the page, and the page's number, 0 where none is told.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from qa.readers.assembly import Draft

MAX_PAGE = 999
# " - Page 2 of 6 | The Journal", "(page 2)", ", page 2/6".
_IN_TITLE = re.compile(
    r"\s*(?:[-–—|·:,]|[(\[])\s*page\s+(\d{1,3})(?:\s*(?:of|/)\s*(\d{1,3}))?\s*[)\]]?(?:\s+[|–—·-]\s+[^|–—·]{2,60})?$", re.IGNORECASE
)
_OVER_TITLE = re.compile(r"page\s+(\d{1,3})(?:\s*(?:of|/)\s*(\d{1,3}))?\s*[:–—|-]\s+", re.IGNORECASE)
_CONTINUED = re.compile(r"\s*[-–—,:|]?\s*[(\[]?\s*(?:continued|cont['’]?d\.?|cont\.)\s*[)\]]?$", re.IGNORECASE)
_FILE_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_WORDED_PATH = re.compile(r"[/_,.-](?:(?:page|pg)[-_/=]?|p[-_=]?)(\d{1,3})$", re.IGNORECASE)
_BARE_PATH = re.compile(r"[/_,-](\d{1,2})$")
_PAGE_QUERIES = frozenset(("page", "pg", "pagenum", "page_no", "pageno", "pagenumber"))
_IN_NAME = re.compile(r"(?:^|[^a-z])p(?:age|g)?[-_ /=.]?(\d{1,3})(?!\d)", re.IGNORECASE)
_NUMBER_AT_END = re.compile(r"(?<!\d)(\d{1,3})\)?$")


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart.

    Attributes:
        whole: all of it that tells pages apart, in one form; "" for no address.
        stem: the same without the page's number; equal to `whole` where it has none.
        page: the number, 0 where it has none.
        is_said: whether the address calls the number a page ("?page=2"), which "/2" does not.
    """

    whole: str = ""
    stem: str = ""
    page: int = 0
    is_said: bool = False


def place_of(address: str) -> Place:
    """Take an address apart: "https://a.org/b/page/2" is page 2 of "a.org/b"."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return Place()
    if parts.scheme not in ("http", "https") or not host or len(address) > 2_000:
        return Place()
    queries = parse_qsl(parts.query, max_num_fields=100) if parts.query.count("&") < 100 else []
    path = _FILE_ENDING.sub("", parts.path.rstrip("/"))
    whole = _laid(host, path, queries)
    for name, value in queries:
        if name.lower() in _PAGE_QUERIES and re.fullmatch(r"\d{1,3}", value):
            return Place(whole, _laid(host, path, [query for query in queries if query != (name, value)]), int(value), True)
    for pattern, is_said in ((_WORDED_PATH, True), (_BARE_PATH, False)):
        if match := pattern.search(path):
            return Place(whole, _laid(host, path[: match.start()], queries), int(match[1]), is_said)
    return Place(whole, whole)


def are_neighbours(one: Place, other: Place) -> bool:
    """Whether two addresses differ in the page's number only; the first page may have none."""
    if not one.whole or not other.whole or one.whole == other.whole:
        return False
    both = one.page and other.page and one.stem == other.stem
    return bool(both or (other.page and one.whole == other.stem) or (one.page and other.whole == one.stem))


def mark_page(draft: Draft, name: str) -> None:
    """Take the page out of a draft's title and into its facts; `name` is the file's name or the address."""
    title, page, pages = _apart(draft.title)
    if title:
        draft.title = title
    if not draft.page and page and (not pages or page <= pages):
        draft.page, draft.pages = page, draft.pages or (pages if pages > 1 else 0)
    if draft.pages and not draft.page:
        number = place_of(name).page
        draft.page = number if number <= draft.pages else 0


def number_in_name(name: str) -> int:
    """The page's number in the name of a file ("page-4.txt", "storks_2.html"), or in an address; 0 where there is none."""
    if place := place_of(name).page:
        return place
    if numbers := _IN_NAME.findall(_base(name)):
        return int(numbers[-1])
    match = _NUMBER_AT_END.search(_base(name))
    return int(match[1]) if match else 0


def name_without_number(name: str) -> str:
    """A name or an address as it is for all pages."""
    place = place_of(name)
    if place.whole:
        return place.stem
    base = _base(name)
    last = next(reversed(list(_IN_NAME.finditer(base))), None) or _NUMBER_AT_END.search(base)
    return base[: last.start(1)] + base[last.end(1) :] if last else base


def _base(name: str) -> str:
    return re.sub(r"\.[A-Za-z]{2,8}$", "", re.split(r"[/\\]", name)[-1])


def _apart(title: str) -> tuple[str, int, int]:
    """A title without its page, the page, and of how many."""
    for pattern in (_IN_TITLE, _OVER_TITLE):
        match = pattern.search(title) if pattern is _IN_TITLE else pattern.match(title)
        if match and (rest := (title[: match.start()] + title[match.end() :] if pattern is _OVER_TITLE else title[: match.start()])):
            return _CONTINUED.sub("", rest), int(match[1]), int(match[2] or 0)
    return _CONTINUED.sub("", title), 0, 0


def _laid(host: str, path: str, queries: list[tuple[str, str]]) -> str:
    kept = sorted(query for query in queries if not query[0].lower().startswith("utm_"))
    return f"{host}{path}" + (f"?{urlencode(kept)}" if kept else "")
