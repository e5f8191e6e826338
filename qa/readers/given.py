"""What a person gives, files and addresses, to groups of pages that are each one article.

In: paths and addresses in any order. Out: for each article its pages, as soon as they are known, and for what
cannot be read the reason. What shows no sign of being one page of several is handed on at once, so that
a thousand articles need no more memory than one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import InputError
from qa.readers import confined, load, printable_path, read_draft
from qa.readers.assembly import Draft
from qa.readers.fetching.address import FetchLimits, fetch, is_address, plain_address
from qa.readers.pages.paginated import Page, grouped, may_be_page

MAX_HELD = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """What getting and reading one of the things given may take."""

    fetch: FetchLimits
    read: confined.Limits


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
        fetched = fetch(address, limits.fetch)
        draft = _read(fetched.data, fetched.address, limits)
        draft.link = draft.link or address
        return Page(draft, called or address, fetched.address)
    if not str(where):
        raise InputError("An empty name was given; name a file, a folder or an address.")
    try:
        path = Path(where).resolve()
    except (OSError, RuntimeError, ValueError) as error:  # links that lead in a circle, or a name that no file can have
        raise InputError(f"{printable_path(Path(where))} leads to no file; name the file itself.") from error
    draft = _read(load(path, limits.fetch.max_bytes), printable_path(Path(path.name)), limits)
    return Page(draft, f"{called}, {draft.title}" if called else printable_path(path), path.name)


def _read(data: bytes, name: str, limits: Limits) -> Draft:
    return confined.read_confined(limits.read.for_size(len(data)), name, read_draft, data, name)
