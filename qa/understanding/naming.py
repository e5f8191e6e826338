"""What articles are called, and which article a person means.

In: articles, or a library's entries for them. Out: names that tell them apart; the id for what a person typed,
or an InputError that names what could be meant.
"""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from qa.article import Article
from qa.errors import InputError
from qa.storage.summary import ArticleSummary
from qa.text import one_line

# A shorter beginning of an id is as likely a slip, or a word of a title.
MIN_ID_CHARS = 4
MAX_CANDIDATES = 5
MAX_NAME_CHARS = 80


def names(articles: Iterable[Article | ArticleSummary]) -> dict[str, str]:
    """A name for each article, by id: its title and, where several share it, what tells them apart."""
    distinct = {article.id: article for article in articles}
    titles = {article_id: one_line(article.title) for article_id, article in distinct.items()}
    shared = Counter(title.casefold() for title in titles.values())
    facts = {i: _facts(distinct[i]) for i, title in titles.items() if shared[title.casefold()] > 1}
    told = Counter((titles[i].casefold(), kind, fact) for i, own in facts.items() for kind, fact in enumerate(own))
    named = dict(titles)
    for i, own in facts.items():
        # What this article has and none of the others: when it was published, who wrote it, its file, or else its id.
        only = (fact for kind, fact in enumerate(own) if fact and told[titles[i].casefold(), kind, fact] == 1)
        named[i] = f"{titles[i]} ({_short(next(only, i))})"
    return named


def meant(wanted: str, entries: Sequence[ArticleSummary], by_title: bool = True) -> str:
    """The id of the one article that is meant by an id, the beginning of one, or a part of a title (in any case), or its file's name.

    A whole id or title goes before a part of one.

    Args:
        by_title: whether a title will do, or nothing but an id.

    Raises:
        InputError: none is meant or several are; it names those that may be.
    """
    text = one_line(wanted).casefold()
    if not text:
        raise InputError("No article is named; give an id, or a part of a title: python -m qa list")
    ids = [e for e in entries if e.id == text] or [e for e in entries if len(text) >= MIN_ID_CHARS and e.id.startswith(text)]
    titled = [e for e in entries if text in one_line(e.title).casefold()]
    filed = [e for e in entries if text in (one_line(e.source).casefold(), _file(e).casefold())]
    whole = [e for e in ids if e.id == text] or [e for e in titled if text == one_line(e.title).casefold()] or filed
    fitting = list(dict.fromkeys([*ids, *titled])) if by_title else ids
    if by_title and len(whole) == 1:
        fitting = whole
    if len(fitting) == 1:
        return fitting[0].id
    if fitting:
        raise InputError(f"{_quoted(wanted)} fits {len(fitting)} articles: {_listed(fitting)}; {_how(fitting)}.")
    if titled:
        raise InputError(f"No article {_short(wanted)} is in the library by its id; give the id of {_listed(titled)}.")
    near = _near(text, entries)
    hint = f"nearest: {_listed(near)}" if near else "see: python -m qa list"
    raise InputError(f"No article {_short(wanted)} is in the library; {hint}")


def _facts(article: Article | ArticleSummary) -> tuple[str, str, str]:
    return one_line(article.published), one_line(article.authors), _file(article)


def _file(article: Article | ArticleSummary) -> str:
    return PurePath(one_line(article.source)).name


def _near(text: str, entries: Sequence[ArticleSummary]) -> list[ArticleSummary]:
    """The entries whose id begins so, or whose title, or a word of it, is spelt nearly so."""
    by_word: dict[str, list[ArticleSummary]] = {}
    for entry in entries:
        title = one_line(entry.title).casefold()
        for word in {title, *title.split()}:
            by_word.setdefault(word[:MAX_NAME_CHARS], []).append(entry)
    close = difflib.get_close_matches(text[:MAX_NAME_CHARS], list(by_word), MAX_CANDIDATES, cutoff=0.75)
    begun = [entry for entry in entries if entry.id.startswith(text)]
    return list(dict.fromkeys([*begun, *(entry for word in close for entry in by_word[word])]))


def _how(entries: Sequence[ArticleSummary]) -> str:
    """What a person can give to mean one of these."""
    return "give an id, or more of the title" if len({_short(e.title) for e in entries}) == len(entries) else "give an id, or a file's name"


def _listed(entries: Sequence[ArticleSummary]) -> str:
    titles = Counter(_short(entry.title) for entry in entries)
    called = (_short(entry.title if titles[_short(entry.title)] == 1 else _file(entry)) for entry in entries)
    shown = ", ".join(f"{entry.id} ({name})" for entry, name in zip(entries[:MAX_CANDIDATES], called, strict=False))
    return shown + (f" and {len(entries) - MAX_CANDIDATES} more" if len(entries) > MAX_CANDIDATES else "")


def _quoted(text: str) -> str:
    return f"“{_short(text)}”"


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= MAX_NAME_CHARS else text[: MAX_NAME_CHARS - 1] + "…"
