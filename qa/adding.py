"""Pages to the article that they make, with those of it that the library keeps already.

In: pages of one article as read, and the pages kept in the library. Out: the article, what it takes the
place of, and what a person should know. Nothing is written here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qa.article import Article
from qa.readers.assembly import assemble, draft_from_json, draft_to_json
from qa.readers.pages.joining import joined
from qa.readers.pages.paginated import Page, belong_together, in_order, keys, may_be_page, numbers_of
from qa.storage.kept_pages import KeptPage

# What qa/readers/assembly.py notes of a page alone.
_ONE_PAGE = re.compile(r"This is page (\d+)\b")


@dataclass(frozen=True, slots=True)
class Whole:
    """The pages of one article, and the ids of the articles in the library that it takes the place of."""

    pages: tuple[Page, ...]
    replaces: tuple[str, ...] = ()


def with_kept(pages: Sequence[Page], kept: Mapping[str, Sequence[KeptPage]]) -> tuple[Whole, list[Whole]]:
    """The article that new pages make with kept ones, and what is left of those from which they take a source away.

    Args:
        kept: by article id the pages of those that have a source or a key in common with the new ones.
    """
    sources = {page.source for page in pages}
    all_pages, replaces, left = list(pages), [], []
    for article_id, stored in kept.items():
        old = [page for page in map(_restored, stored) if page is not None]
        rest = [page for page in old if page.source not in sources]
        if not rest and old:
            replaces.append(article_id)
        elif rest and belong_together(pages, rest):
            replaces.append(article_id)
            all_pages += rest
        elif len(rest) < len(old):
            left.append(Whole(tuple(rest), (article_id,)))
    return Whole(tuple(in_order(all_pages)), tuple(replaces)), left


def article_of(pages: Sequence[Page]) -> Article:
    """Put the article together. Raises InputError where there is none in the pages."""
    article = assemble(joined(pages), ", ".join(page.name for page in pages))
    return replace(article, source=source_of(pages))


def source_of(pages: Sequence[Page]) -> str:
    """What the library calls the source of an article."""
    others = len(pages) - 1
    return pages[0].source if not others else f"{pages[0].source} and {others} more page{'s' if others > 1 else ''}"


def to_keep(pages: Sequence[Page]) -> list[KeptPage]:
    """The pages as the library keeps them; none of what is no page of several."""
    if not any(map(may_be_page, pages)):
        return []
    return [KeptPage(page.source, page.name, draft_to_json(page.draft), keys(page)) for page in pages]


def hints(pages: Sequence[Page], others: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What to do about other articles of the same title, (id, note) each, that are further pages and cannot be joined any more."""
    numbers = set(map(str, numbers_of(pages)))
    return tuple(
        f"The library holds page {match[1]} as an article of its own ({article_id}); to make them one, add the files of all pages together."
        for article_id, note in others
        if (match := _ONE_PAGE.match(note)) and match[1] not in numbers
    )


def _restored(page: KeptPage) -> Page | None:
    """A page as it was read; None where what is kept is not readable any more."""
    try:
        return Page(draft_from_json(page.content), page.source, page.name)
    except (ValueError, KeyError, TypeError):
        return None
