"""Which pages make up one article: told by what the pages say, never by their being given together.

In: pages, each a draft with where it came from. Out: the same in groups, each the pages of one article.

Two pages belong together if no fact of theirs disagrees (title, authors, date, journal, number of pages),
if something says so (a pager with the same title; addresses that differ in the page's number only), and if
they are not two different pages of one number. Names of files help where that leaves a choice.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.readers.assembly import Draft
from qa.readers.pages.paging import MAX_PAGE, Place, are_neighbours, name_without_number, number_in_name, place_of
from qa.text import one_line

# What two copies of one page have in common at least; the second where their numbers differ.
SAME_SHARE, COPY_SHARE = 0.5, 0.9
MIN_TOLD_CHARS = 40
MIN_TITLE_PREFIX = 12
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")


@dataclass(frozen=True)
class Page:
    """A draft with where it came from.

    Attributes:
        source: what the library calls it.
        name: the file's name or the address, by which a page's number may be told.
    """

    draft: Draft
    source: str
    name: str

    @cached_property
    def title(self) -> str:
        """The title's letters and digits; "" where it is but the file's name."""
        return "" if self.draft.is_untitled else _letters(self.draft.title)

    @cached_property
    def journal(self) -> str:
        """The letters of the journal's name."""
        return _letters(self.draft.publication)

    @cached_property
    def issue(self) -> str:
        """The letters and digits of the issue."""
        return _letters(self.draft.issue)

    @cached_property
    def people(self) -> set[str]:
        """The longer words of the list of authors, which their family names are among."""
        words = re.findall(r"[^\W\d_]{3,}", _folded(self.draft.authors))
        return {word for word in words if word not in ("and", "mph", "phd", "the")} or {_letters(self.draft.authors)} - {""}

    @cached_property
    def years(self) -> set[str]:
        """The year of publication."""
        return set(_YEAR.findall(self.draft.published))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The page's own addresses, as far as they are known."""
        found = (place_of(self.draft.canonical), place_of(self.draft.link), place_of(self.name))
        return tuple(dict.fromkeys(place for place in found if place.whole))

    @cached_property
    def is_marked(self) -> bool:
        """Whether the page itself says that it is one of several."""
        draft = self.draft
        return draft.pages > 1 or draft.page > 0 or bool(draft.before or draft.after) or any(place.is_said for place in self.places)

    @cached_property
    def number(self) -> int:
        """The page's number, 0 where nothing tells it."""
        in_address = next((place.page for place in self.places if place.page and (place.is_said or self.is_marked)), 0)
        number = self.draft.page or in_address or number_in_name(self.name)
        return number if not self.draft.pages or number <= self.draft.pages else 0

    @cached_property
    def told(self) -> frozenset[str]:
        """What the page tells: the letters of its longer paragraphs and of its references."""
        texts = [block.text for block in self.draft.blocks if block.kind == "paragraph"] + [entry.raw for entry in self.draft.references]
        return frozenset(letters for text in texts if len(letters := _only_letters(text)) >= MIN_TOLD_CHARS)


def keys(page: Page) -> tuple[str, ...]:
    """What a page has in common with some other page of its article: the title, or an address with or without the number."""
    found = [page.title, *(key for place in page.places for key in (place.whole, place.stem))]
    return tuple(dict.fromkeys(filter(None, found)))


def may_be_page(page: Page) -> bool:
    """Whether a draft says, or its name lets think, that it is a page of an article."""
    return page.draft.pages != 1 and (page.is_marked or number_in_name(page.name) > 0)


def grouped(pages: Iterable[Page]) -> list[list[Page]]:
    """The pages of each article, in the order of their numbers, each page once."""
    groups: list[list[Page]] = []
    for page in sorted(pages, key=lambda page: (name_without_number(page.name), page.number, page.name)):
        fitting = [group for group in groups if belongs(page, group)]
        if len(fitting) > 1:
            alike = [g for g in fitting if any(name_without_number(m.name) == name_without_number(page.name) for m in g)]
            fitting = alike if len(alike) == 1 else []
        if fitting:
            fitting[0].append(page)
        else:
            groups.append([page])
    return [in_order(group) for group in groups]


def belongs(page: Page, group: Sequence[Page]) -> bool:
    """Whether a page is one of the article whose pages the group holds, or a copy of one of them."""
    return belong_together([page], group)


def belong_together(group: Sequence[Page], others: Sequence[Page]) -> bool:
    """Whether two groups hold pages of one article."""
    return all(_agree(page, other) for page in group for other in others) and any(
        _are_said_to_be_one(page, other) for page in group for other in others
    )


def in_order(group: Sequence[Page]) -> list[Page]:
    """The pages by their numbers, each once: of two copies that which tells more, of two alike the first.

    The page that the addresses of the others build upon is the first; a page whose number nothing tells
    stands where it was given among such, at the end.
    """
    kept: list[Page] = []
    for page in group:
        copy = next((n for n, other in enumerate(kept) if _are_copies(page, other)), None)
        if copy is None:
            kept.append(page)
        elif (page.number and not kept[copy].number) or len(page.told) > len(kept[copy].told):
            kept[copy] = page
    return [page for _, page in sorted(zip(numbers_of(kept), kept, strict=True), key=lambda pair: pair[0] or MAX_PAGE + 1)]


def numbers_of(group: Sequence[Page]) -> list[int]:
    """The pages' numbers in their article, 0 where nothing tells one."""
    numbers = [page.number for page in group]
    bases = {place.stem for page in group for place in page.places if place.stem != place.whole}
    for at, page in enumerate(group):
        if 1 not in numbers and not page.draft.page and any(place.whole in bases for place in page.places):
            numbers[at] = 1
    return numbers


def share(one: Page, other: Page) -> float:
    """How much of what is told by the page that tells less is told by the other too, 0 to 1."""
    least = min(len(one.told), len(other.told))
    return len(one.told & other.told) / least if least else 0.0


def _are_copies(one: Page, other: Page) -> bool:
    """Whether two pages are one page, given twice; what stands on every page must not make them so."""
    if one.number and one.number == other.number:
        return share(one, other) >= SAME_SHARE
    all_told = len(one.told | other.told)
    return all_told > 0 and len(one.told & other.told) / all_told >= (COPY_SHARE if one.number and other.number else SAME_SHARE)


def _are_apart(one: Page, other: Page) -> bool:
    """Whether both pages have addresses, and those have nothing to do with each other."""
    pairs = [(x, y) for x in one.places for y in other.places]
    return bool(pairs) and not any(x.whole == y.whole or x.stem == y.stem or are_neighbours(x, y) for x, y in pairs)


def _agree(one: Page, other: Page) -> bool:
    """Whether nothing speaks against two pages being of one article."""
    a, b = one.draft, other.draft
    if (a.pages and b.pages and a.pages != b.pages) or _are_apart(one, other):
        return False
    if one.title and other.title and not _one_title(one, other):
        return False
    if any(x and y and x not in y and y not in x for x, y in ((one.journal, other.journal), (one.issue, other.issue))):
        return False
    if any(x and y and not x & y for x, y in ((one.people, other.people), (one.years, other.years))):
        return False
    # Two pages of one number that tell different things are of two articles.
    return not one.number or one.number != other.number or share(one, other) >= SAME_SHARE


def _are_said_to_be_one(one: Page, other: Page) -> bool:
    """Whether something says that two pages are of one article."""
    if any(are_neighbours(x, y) for x in one.places for y in other.places) and (one.is_marked or other.is_marked):
        return True
    if not one.title or one.title != other.title or not (one.is_marked or other.is_marked):
        return False
    if one.is_marked and other.is_marked:
        return True
    # A page that does not say so itself may have its number in its name, as the others have theirs.
    unmarked = one if other.is_marked else other
    return unmarked.number > 0 and name_without_number(one.name) == name_without_number(other.name)


def _one_title(one: Page, other: Page) -> bool:
    if one.title == other.title:
        return True
    shorter, longer = sorted((one.title, other.title), key=len)
    is_prefix = len(shorter) >= MIN_TITLE_PREFIX and longer.startswith(shorter)
    return is_prefix and any(are_neighbours(x, y) for x in one.places for y in other.places)


def _letters(text: str) -> str:
    return "".join(character for character in _folded(text) if character.isalnum())


def _only_letters(text: str) -> str:
    return "".join(character for character in _folded(text) if character.isalpha())


def _folded(text: str) -> str:
    """Lower case, without accents, as one line."""
    return "".join(c for c in unicodedata.normalize("NFKD", one_line(text).casefold()) if not unicodedata.combining(c))
