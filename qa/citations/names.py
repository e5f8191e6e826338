"""Which work of a reference list "Smith et al. 2019a" names: by family name and year, or none.

In: the entries of a list. Out: an index that is asked with the names and the year of one marker. An
answer is one entry or none: where two entries fit, nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from qa.article import Reference

MAX_HEAD_CHARS = 400
MAX_SAME = 100

YEAR = r"(?:1[6-9]|20)\d\d"
PENDING = r"(?:in press|in the press|forthcoming|submitted|accepted|in preparation)"
_YEAR = re.compile(rf"(?<![\w./–-]){YEAR}[a-z]?(?![\w–-]|/\d)", re.IGNORECASE)
# "(2019a)", "(2019, May 3)": where the year stands in the styles of Harvard and the APA.
_BRACKETED_YEAR = re.compile(rf"[(\[](?:[^\W\d_]{{3,9}}\.? )?({YEAR}[a-z]?)(?:[,;/ ][^()\[\]]{{0,20}})?[)\]]")
# "Smith J. 2019a. Title": behind the authors.
_EARLY_YEAR = re.compile(rf"[.,;:] ({YEAR}[a-z]?)[.,:;] ")
_PENDING = re.compile(rf"\b{PENDING}\b", re.IGNORECASE)
_NOT_TEXT = re.compile(r"(?:https?://|www\.|doi:? ?|10\.\d{4,9}/)\S+", re.IGNORECASE)
_SAME_AUTHOR = re.compile(r"[\s_—–―-]{2,}[.,]?\s")
# "John Smith and …": the family name is the second.
_GIVEN_FIRST = re.compile(r"[^\W\d_]+ (?:[A-Z]\.? )?[^\W\d_]{2,}(?:,| and\b| &|\.)")
_ACRONYM = re.compile(r"[(\[]([A-Z][A-Za-z]{1,9})[)\]]")
PARTICLES = frozenset(
    "de da del della der den des di dos du la le les van von vom zu zum zur ten ter te el al bin ibn af av y e do das lo".split()
)
_SMALL = frozenset("of the and for on in at to und et y e i".split())


def folded(text: str) -> str:
    """Text without accents, case and apostrophes, by which names are compared."""
    spread = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return re.sub(r"['’ʼ‘`]", "", "".join(sign for sign in spread if not unicodedata.combining(sign))).lower()


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "đ": "d", "Đ": "D", "ı": "i"})


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name that tell it: no particles, initials or small words."""
    words = re.findall(r"[^\W\d_]+", folded(text))
    # "De D" is a name whole, "de Silva P" is not.
    whole = {at for at, after in enumerate([*words[1:], ""]) if len(after) < 2}
    return tuple(
        word
        for at, word in enumerate(words)
        if len(word) > 1 and word not in _SMALL and (word not in PARTICLES or (at in whole and not at))
    )


@dataclass(frozen=True, slots=True)
class _Work:
    label: str
    head: tuple[str, ...]
    group: str
    given_first: bool
    years: frozenset[str]
    n_authors: int


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one marker: each author's, and whether others follow ("et al.")."""

    authors: tuple[str, ...]
    others: bool = False


@dataclass(slots=True)
class NameIndex:
    """The works of a list by the first word of their first author and by their year; "" for any year."""

    by_name: dict[tuple[str, str], list[_Work]] = field(default_factory=dict)

    @classmethod
    def of(cls, references: Sequence[Reference]) -> "NameIndex":
        """Index a list, in its order."""
        index = cls()
        before = ""
        for reference in references:
            head = reference.raw[:MAX_HEAD_CHARS]
            # "———. 2004. Title": by the authors of the entry before.
            if match := _SAME_AUTHOR.match(head):
                head = f"{before} {head[match.end() :]}"
            else:
                before = _YEAR.split(head, maxsplit=1)[0][:200]
            work = _work(reference, head)
            for key in dict.fromkeys((*work.head[:1], *_keys(work))):
                for year in {"", *(own[:4] for own in work.years)}:
                    same = index.by_name.setdefault((key, year), [])
                    # Nobody writes so many works, and a year so many: no marker could tell them apart.
                    if len(same) < MAX_SAME:
                        same.append(work)
        return index

    def knows(self, name: str) -> bool:
        """Whether some entry's first author has this name."""
        return bool(self._named(name_words(name), ""))

    def find(self, names: Names, year: str) -> str | None:
        """The label of the one work that these names and this year ("2019a", "in press") fit, or None."""
        first = name_words(names.authors[0])
        found = [work for work in self._named(first, year[:4].lower()) if _of_year(work, year.lower())]
        for other in names.authors[1:]:
            words = name_words(other)
            found = [work for work in found if words and set(words[-1:]) <= set(work.head[1:])]
        if len(found) > 1:
            found = [work for work in found if not work.n_authors or _as_many(work.n_authors, names)]
        return found[0].label if len({work.label for work in found}) == 1 else None

    def _named(self, words: tuple[str, ...], year: str) -> list[_Work]:
        if not words:
            return []
        works = self.by_name.get((words[0], year), [])
        return [work for work in works if work.head[: len(words)] == words or (len(words) == 1 and words[0] in _keys(work))]


def _work(reference: Reference, head: str) -> _Work:
    first = re.split(r"[,.;:(\[]", head, maxsplit=1)[0]
    capitals = [word for word in re.findall(r"[^\W\d_]+", first) if word[0].isupper()]
    acronym = _ACRONYM.search(head[:150])
    group = folded(acronym[1]) if acronym else "".join(word[0] for word in capitals).lower() if len(capitals) > 2 else ""
    people = [name for name in reference.authors.split("; ") if name]
    n_authors = 3 if "et al" in people or re.search(r"\bet al\b", head) else len(people)
    return _Work(reference.label, name_words(head), group, bool(_GIVEN_FIRST.match(head)), _years(reference, head), n_authors)


def _keys(work: _Work) -> list[str]:
    """Other words by which a work is looked up: a group's initials or their beginning, a name behind a given name."""
    keys = [work.group[:length] for length in range(min(3, len(work.group)), len(work.group) + 1) if length]
    return [*keys, *work.head[1:2]] if work.given_first else keys


def _years(reference: Reference, head: str) -> frozenset[str]:
    text = _NOT_TEXT.sub(" ", f"{head} {reference.raw[MAX_HEAD_CHARS:]}")
    found = _BRACKETED_YEAR.findall(text[:MAX_HEAD_CHARS]) or _EARLY_YEAR.findall(text[:MAX_HEAD_CHARS])[:1]
    if not found:
        found = [year for year in _YEAR.findall(text) if not reference.year or year.startswith(reference.year[:4])]
    pending = [match.lower() for match in _PENDING.findall(text)]
    return frozenset((*(year.lower() for year in found), *pending))


def _of_year(work: _Work, year: str) -> bool:
    """Whether a work is of a year; a letter behind it tells only where the list has letters too."""
    if year in work.years:
        return True
    if year[:4].isdigit() and year[4:]:
        return year[:4] in work.years
    return any(own[:4] == year and own[4:] for own in work.years)


def _as_many(n_authors: int, names: Names) -> bool:
    """Whether a work has as many authors as a marker tells; two authors are both named, not one and "et al."."""
    n_named = len(names.authors)
    return n_authors > max(n_named, 2) if names.others else n_authors == n_named
