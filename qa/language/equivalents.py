"""Words that stand for the same thing: "belly" and abdomen, PTH and parathyroid hormone.

In: a question, and articles that bear on it. Out: what else its words may be called. The general groups are in
equivalents.txt; the abbreviations that an article defines are found in it by the algorithm of Schwartz and
Hearst (2003, A simple algorithm for identifying abbreviation definitions in biomedical text).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from qa.article import Article
from qa.language.words import OtherNames

GROUPS = Path(__file__).parent / "equivalents.txt"
MAX_ABBREVIATIONS = 300
_WORD = re.compile(r"[^\W_]+")
_DEFINITION = re.compile(r"((?:[^\W_][\w’'-]*[ -]){1,9})\(([^\W\d_][\w-]{1,9}?)s?\)")

Words = tuple[str, ...]
Groups = Mapping[Words, tuple[Words, ...]]


def equivalents(question: str, articles: Iterable[Article] = ()) -> OtherNames:
    """For each term of the question (its words in lower case) the other names of the same thing; {} where none is known."""
    words = _words(question)
    known = [_general(), *(_defined(article.text) for article in articles)]
    found: dict[Words, tuple[Words, ...]] = {}
    taken: set[int] = set()
    longest = max((len(term) for groups in known for term in groups), default=0)
    for length in range(min(longest, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            term = words[start : start + length]
            if taken.isdisjoint(range(start, start + length)) and (others := _others(term, known)):
                found[term] = others
                taken.update(range(start, start + length))
    return found


def _others(term: Words, known: Sequence[Groups]) -> tuple[Words, ...]:
    singular = (*term[:-1], term[-1].removesuffix("s"))
    return tuple(dict.fromkeys(name for groups in known for form in {term, singular} for name in groups.get(form, ())))


def _words(text: str) -> Words:
    return tuple(word.lower() for word in _WORD.findall(text))


@cache
def _general() -> Groups:
    """The groups of equivalents.txt by each of their terms."""
    lines = GROUPS.read_text(encoding="utf-8").splitlines()
    return _by_term([_words(name) for name in line.split(",")] for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=64)
def _defined(text: str) -> Groups:
    """The abbreviations that a text defines: "parathyroid hormone (PTH)"."""
    pairs = []
    for match in _DEFINITION.finditer(text):
        if long := _long_form(match[2], match[1].rstrip(" -")):
            pairs.append([_words(match[2]), _words(long)])
        if len(pairs) == MAX_ABBREVIATIONS:
            break
    return _by_term(pairs)


def _by_term(groups: Iterable[Sequence[Words]]) -> Groups:
    found: dict[Words, tuple[Words, ...]] = {}
    for group in groups:
        for term in group:
            found[term] = (*found.get(term, ()), *(other for other in group if other != term))
    return found


def _long_form(short: str, before: str) -> str:
    """The end of `before` whose letters make up the abbreviation, the first of them beginning a word; "" if none does."""
    at = len(before) - 1
    letters = [letter for letter in short.lower() if letter.isalnum()]
    for number in range(len(letters) - 1, -1, -1):
        while at >= 0 and (before[at].lower() != letters[number] or (number == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
        at -= 1
    long = before[at + 1 :]
    return long if len(long.split()) <= min(len(short) + 5, 2 * len(short)) and short.lower() not in long.lower().split() else ""
