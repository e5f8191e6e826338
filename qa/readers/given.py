"""What a person gives, files and addresses, to groups of pages that are each one article.

In: paths and addresses in any order. Out: for each article its pages, as soon as they are known, and for what
cannot be read the reason. What shows no sign of being one page of several is handed on at once, so that
a thousand articles need no more memory than one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import InputError
from qa.readers import load, printable_path, read_draft
from qa.readers.address import Limits, fetch, is_address, plain_address
from qa.readers.paginated import Page, grouped, may_be_page

MAX_HELD = 200

# A path or address, and what the library shall call what it holds: "" for the path or address itself.
Given = tuple[str | Path, str]


@dataclass(frozen=True, slots=True)
class NotAdded:
    """What was given and cannot be added, and why, in one sentence."""

    given: str
    error: InputError


def read_given(given: Sequence[Given], limits: Limits, reading: Callable[[str], None] = lambda _: None) -> Iterator[list[Page] | NotAdded]:
    """Read what is given and put the pages of one article together.

    Args:
        reading: called with the name of what is read next.
    """
    held: list[Page] = []
    for where, called in given:
        reading(str(where) if is_address(where) else Path(where).name)
        try:
            page = read_page(where, called, limits)
        except InputError as error:
            yield NotAdded(str(where), error)
            continue
        if not may_be_page(page):
            yield [page]
            continue
        held.append(page)
        # Many more than an article has: the library keeps each page, and those that come later find it.
        if len(held) >= MAX_HELD:
            yield from grouped(held)
            held = []
    yield from grouped(held)


def read_page(where: str | Path, called: str, limits: Limits) -> Page:
    """Read a file or an address. Raises InputError."""
    if is_address(where):
        address = plain_address(str(where))
        fetched = fetch(address, limits)
        draft = read_draft(fetched.data, fetched.address)
        draft.link = draft.link or address
        return Page(draft, called or address, fetched.address)
    path = Path(where).resolve()
    draft = read_draft(load(path, limits.max_bytes), path.name)
    return Page(draft, f"{called}, {draft.title}" if called else printable_path(path), path.name)
