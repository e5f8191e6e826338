"""In-text citation markers that are names and years: "(Smith et al., 2019; Lee and Park, 2020a)", "Smith (2019)".

In: a paragraph as printed, and the index of the reference list's names. Out: where each marker stands,
the works that it names, and how sure it is by its form alone that it is one. Every year of the text is
looked at, with the names that stand before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.citations.names import PARTICLES, PENDING, YEAR, NameIndex, Names

MAX_NAMES_CHARS = 160
MAX_TOKENS = 30

_ONE = rf"(?:{YEAR}[a-z]?(?![\w%°])|\b{PENDING}\b)"
# "2019", "2019, 2020a,b", "2019a–c, 2021 and in press"
_YEARS = re.compile(
    rf"(?<![\w.,/–$£€-])(?<!\d ){_ONE}(?!\.\d|,\d|[–-]\d)"
    rf"(?:(?:\s?[,;&]\s?|\s?,?\s(?:and|&)\s){_ONE}(?![–-]\d)"
    r"|(?<=[a-z])(?:\s?[,&]\s?|\s(?:and|&)\s)[a-z](?=\s?(?:[,;:)\]&–-]|and\b))|[–-][a-z](?!\w)){0,20}"
)
_YEAR_PARTS = re.compile(rf"{YEAR}[a-z]?|{PENDING}|(?P<range>[–-])?\s?(?<![^\W\d_])[a-z](?![^\W\d_])")
# ", p. 12", ": 45–47", ", Table 2": where in the work.
_PLACE = re.compile(
    r"\s?(?:[,;:]\s?(?:(?:pp?\.?|pages?|ch(?:ap(?:ter|\.)?|\.)?|sect?(?:ion|s?\.)?|figs?\.?|figures?|tables?|vol\.?|§|eqs?\.?|appendix)\s?"
    r"\w{1,6}(?:\s?[–-]\s?\w{1,6})?|(?<=:)\s?\d{1,4}(?:\s?[–-]\s?\d{1,4})?|\d{1,4}\s?[–-]\s?\d{1,4}(?!\d)))(?=\s?[)\];,.])"
)
_GAP = re.compile(r"(?P<owner>(?:[’'](?:s\b)?)?)[,.]?\s*(?P<open>[(\[]?)\s*$")
_TOKEN = re.compile(r"(?:[^\W\d_]|[dDO][’'](?=[^\W\d_]))(?:[\w‐‑-]|[’'](?!s?(?!\w)))*\.?|\S")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?-?){1,3}")
_CLOSING = re.compile(r"\s?[)\]]")
_OTHERS = frozenset("colleagues coworkers co-workers collaborators others associates".split())
_JOINERS = frozenset(("and", "&", "und", "et", "y"))
_GROUP_WORDS = frozenset("of for the and on in & de du des la".split())
# Capitalised words before a year that are nobody's name.
_NO_NAMES = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct "
    "Nov Dec Spring Summer Autumn Fall Winter In Since Until Before After During From To By Between Around About And Of The A An At On "
    "For As With Version Table Figure Fig Figs Box Section Chapter Equation Eq Ref Refs See Also Year Years Season Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday Copyright".split()
)


@dataclass(frozen=True, slots=True)
class NamedMarker:
    """A marker of names and years: its span, the labels of its works, and what its form tells.

    A label that is no entry's is the marker as printed, "Smith et al. 2019". `form` is "sure" where it can
    be nothing else, "pair" where two names stand before a year, "single" where one does; `n_found` is how many of its
    works the list has; `listed` whether the first name is in the reference list at all.
    """

    start: int
    end: int
    labels: tuple[str, ...]
    form: str
    n_found: int
    listed: bool


def named_markers(text: str, index: NameIndex) -> list[NamedMarker]:
    """Every marker of names and years in a paragraph, in order, not overlapping; also such as may be none."""
    found: list[NamedMarker] = []
    for match in _YEARS.finditer(text):
        floor = max(found[-1].end if found else 0, match.start() - MAX_NAMES_CHARS)
        if marker := _marker(text, match, floor, index):
            found.append(marker)
    return found


def _marker(text: str, match: re.Match[str], floor: int, index: NameIndex) -> NamedMarker | None:
    left = text[floor : match.start()]
    gap = _GAP.search(left)
    if gap is None or (gap[0] == "" and left):
        return None
    end = match.end()
    if place := _PLACE.match(text, end):
        end = place.end()
    if gap["open"]:
        closing = _CLOSING.match(text, end)
        if not closing and text[end : end + 1] not in (";", ","):
            return None
        end = closing.end() if closing else end
    tokens = [(token.start(), token[0]) for token in _TOKEN.finditer(left, 0, gap.start())][-MAX_TOKENS:]
    years = _years(match[0])
    best = None
    for start, names, form in _readings(tokens):
        labels = [index.find(names, year) for year in years]
        n_found = sum(label is not None for label in labels)
        printed = re.sub(r",? et al$", " et al.", " ".join(left[start : gap.start()].split()).rstrip(" ,"))
        told = tuple(label or f"{printed} {year}" for label, year in zip(labels, years, strict=True))
        marker = NamedMarker(floor + start, end, told, form, n_found, index.knows(names.authors[0]))
        if best is None or (n_found, marker.listed) > (best.n_found, best.listed):
            best = marker
        elif not best.n_found and not best.listed and marker.form != "single":
            best = marker  # of a name that the list does not have, as little as can be: "However, Smith et al."
    return best


def _years(printed: str) -> list[str]:
    """The years of a printed list: "2019, 2020a,b" is 2019, 2020a, 2020b; "2019a–c" is 2019a, 2019b, 2019c."""
    years: list[str] = []
    for part in _YEAR_PARTS.finditer(printed):
        letter = part[0].strip(" –-")
        if len(letter) > 1:
            years.append(letter.lower())
        elif years and years[-1][:4].isdigit():
            first = years[-1][4:]
            between = range(ord(first) + 1, ord(letter)) if part["range"] and first and first < letter else ()
            years.extend(years[-1][:4] + sign for sign in (*map(chr, between), letter))
    return years


def _readings(tokens: list[tuple[int, str]]) -> Iterator[tuple[int, Names, str]]:
    """The ways to read the names that end a run of tokens, as (start, names, form), the likeliest first."""
    end, others = _without_others(tokens)
    runs: list[tuple[int, int]] = []  # token spans of the authors, first to last
    joined = False
    at = end
    while len(runs) < 8:
        start = _run_start(tokens, at)
        if start == at:
            break
        runs.insert(0, (start, at))
        before = [token for _, token in tokens[max(0, start - 2) : start]]
        if before[-1:] and before[-1] in _JOINERS and not joined:
            joined = True
            at = start - (2 if before[-2:-1] == [","] else 1)
        elif before[-1:] == [","] and (joined or others):
            at = start - 1
        else:
            break
    yield from _groups(tokens, end)
    for first in range(len(runs)):
        authors = runs[first:]
        form = "sure" if others else "pair" if len(authors) > 1 else "single"
        later = tuple(_said(tokens, *run) for run in authors[1:])
        begin, stop = authors[0]
        for start in _starts(tokens, begin, stop):
            yield tokens[start][0], Names((_said(tokens, start, stop), *later), others), form


def _without_others(tokens: list[tuple[int, str]]) -> tuple[int, bool]:
    """Where the named authors end, and whether "et al." or "and colleagues" follows them."""
    words = [token.lower().rstrip(".") for _, token in tokens[-4:]]
    end = len(tokens)
    if words[-1:] == ["."]:
        end, words = end - 1, words[:-1]
    if words[-2:] == ["et", "al"] or (words[-2:-1] and words[-2] in ("and", "&") and words[-1] in _OTHERS):
        end -= 2
    elif words[-1:] == ["al"] or words[-1:] == ["etal"]:
        end -= 1
    else:
        return len(tokens), False
    return (end - 1 if tokens[end - 1 : end] and tokens[end - 1][1] == "," else end), True


def _run_start(tokens: list[tuple[int, str]], end: int) -> int:
    """Where the name begins that ends before token `end`; `end` where there is none."""
    start = end
    # "Lee K and Park SH (2019)": initials may stand behind the name.
    if end > 1 and _INITIALS.fullmatch(tokens[end - 1][1]) and _is_name(tokens[end - 2][1]):
        start -= 1
    while start and end - start < 5:
        token = tokens[start - 1][1]
        if _is_name(token) or (start < end and token.lower() in PARTICLES) or (start < end and _INITIALS.fullmatch(token)):
            start -= 1
        else:
            break
    while start < end and not (
        _is_name(tokens[start][1]) or tokens[start][1].lower() in PARTICLES or _INITIALS.fullmatch(tokens[start][1])
    ):
        start += 1
    return start if any(_is_name(token) for _, token in tokens[start:end]) else end


def _is_name(token: str) -> bool:
    if token.rstrip(".") in _NO_NAMES or len(token.rstrip(".")) < 2:
        return False
    return bool(_CAPITAL.match(token) or re.match(r"(?:d|l|al|el)[’'‐‑-][^\W\d_]", token)) and (
        not token.endswith(".") or token in ("Jr.", "Sr.")
    )


def _starts(tokens: list[tuple[int, str]], begin: int, end: int) -> Iterator[int]:
    """Where the first author's name may begin: all of the run, or less of it, as in "However Smith"."""
    for start in range(begin, end):
        if (
            start == begin
            or _is_name(tokens[start][1])
            or (tokens[start][1].lower() in PARTICLES and tokens[start - 1][1].lower() not in PARTICLES)
        ):
            yield start


def _groups(tokens: list[tuple[int, str]], end: int) -> Iterator[tuple[int, Names, str]]:
    """The name of an institution, with small words in it: the longest first."""
    start = end
    while start and end - start < 10 and (_is_name(tokens[start - 1][1]) or tokens[start - 1][1].lower() in _GROUP_WORDS):
        start -= 1
    for begin in range(start, end - 1):
        n_names = sum(_is_name(token) for _, token in tokens[begin:end])
        # "Lee and Park" are two people.
        if _is_name(tokens[begin][1]) and n_names > 1 and (n_names > 2 or not {"and", "&"} & {t for _, t in tokens[begin:end]}):
            yield tokens[begin][0], Names((_said(tokens, begin, end),)), "single"


def _said(tokens: list[tuple[int, str]], start: int, end: int) -> str:
    return " ".join(token for _, token in tokens[start:end])
