"""How an article cites, told by the whole of it: which of the things that look like markers are some.

In: an article's paragraphs as printed, what in them looks like a marker, and its reference list. Out: the
article's style, and the markers of a paragraph by that style. A style counts where the list, or its use
through the article, bears it out; another with half as many works or fewer is chance.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.citations.author_year import NamedMarker
from qa.citations.numbers import PLAIN, Kind, Marker, find_markers

# So many works cited in one style make it the article's.
MIN_EVIDENCE = 5
MIN_SHARE = 0.5
# Of a list, so much must be cited in round brackets, which hold much else.
MIN_ROUND, MIN_ROUND_SHARE = 3, 0.3
MIN_ROUND_UNLISTED = 6
MIN_NAMED_UNLISTED = 2

MAX_TRIES = 2
_LOOSE: tuple[Kind, ...] = ("loose",)
# "Felsenstein10": a long word is seldom a gene's. "As reviewed in9": nor is a small one.
_NO_NAME = re.compile(r"(?:[A-Z][a-z]{5,}[)”’\"]?|\b(?:in|by|see|of|ref))$")


@dataclass(frozen=True, slots=True)
class Style:
    """How an article cites.

    Attributes:
        kinds: of numbers; of those in round brackets and of loose ones, only such as name works of the list.
        named: whether by names and years.
        often: whether so often by names that two names and a year can be nothing else.
        known: the labels of the list.
        missing: those that no sure marker cites.
    """

    kinds: frozenset[Kind] = PLAIN
    named: bool = False
    often: bool = False
    known: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()


def style_of(texts: Sequence[str], named: Sequence[Sequence[NamedMarker]], labels: Sequence[str]) -> Style:
    """How an article cites; `named` are the markers of names in each paragraph, `labels` those of its list."""
    known = frozenset(labels)
    numbers: dict[Kind, list[Marker]] = {
        kind: [m for text in texts for m in find_markers(text, (kind,)) if m.labels] for kind in (*sorted(PLAIN), "round")
    }
    cited: dict[Kind, set[str]] = {
        kind: {label for m in markers for label in m.labels if not known or label in known} for kind, markers in numbers.items()
    }
    best = max(len(cited[kind]) for kind in PLAIN)
    n_others = max(len(numbers[kind]) for kind in PLAIN)
    # Equations are numbered too, but seldom named as often as works.
    if len(numbers["round"]) <= n_others or not _is_round_style(numbers["round"], cited["round"], known, best):
        del cited["round"]
    best = max(map(len, cited.values()))
    of_list = {label for markers in named for m in markers if m.n_found for label in m.labels if label in known}
    n_named = len(of_list) if known else sum(m.form == "sure" for markers in named for m in markers)
    by_names = n_named > best and (n_named >= MIN_NAMED_UNLISTED or bool(known))
    best = max(best, n_named if by_names else 0)
    kinds = {kind for kind, works in cited.items() if best < MIN_EVIDENCE or len(works) > MIN_SHARE * best}
    if "glued" in kinds and len(cited["glued"]) == best >= MIN_EVIDENCE:
        kinds.add("loose")
    n_whole = sum(m.n_found == len(m.labels) for markers in named for m in markers)
    cited_for_sure = set[str]().union(*(cited[kind] for kind in kinds if kind != "loose"))
    # A gene or a cell that is named often has a number by chance.
    tries = Counter(label for text in texts for m in find_markers(text, _LOOSE) for label in m.labels) if "loose" in kinds else Counter()
    missing = frozenset(label for label in known - cited_for_sure if tries[label] <= MAX_TRIES)
    return Style(frozenset(kinds), by_names, n_whole >= MIN_EVIDENCE or not known, known, missing)


def numbered_markers(text: str, style: Style) -> list[Marker]:
    """The markers of a paragraph that are numbers, by the article's style."""
    sure = [
        m for m in find_markers(text, style.kinds - {"loose"}) if m.kind != "round" or not style.known or style.known.issuperset(m.labels)
    ]
    if "loose" not in style.kinds:
        return sure
    taken = bytearray(len(text))
    for marker in sure:
        taken[marker.start : marker.end] = b"\1" * (marker.end - marker.start)
    loose = [m for m in find_markers(text, _LOOSE) if not any(taken[m.start : m.end]) and _is_borne_out(text, m, style)]
    return sorted((*sure, *loose), key=lambda marker: marker.start)


def named_by_style(text: str, markers: Sequence[NamedMarker], style: Style) -> list[NamedMarker]:
    """The markers of a paragraph that name a work, or can be nothing else though the list lacks it."""
    if not style.named:
        return []
    sure = [
        m
        for m in markers
        if m.n_found or m.form == "sure" or (_is_bracketed(text, m) and (m.listed or (m.form == "pair" and style.often)))
    ]  # fmt: skip
    # "(Lee et al., 2018; Smith, 2019)": in the company of others.
    ends, starts = {m.end for m in sure}, {m.start for m in sure}
    company = [m for m in markers if m.start not in starts and (_joins(text, m.end, starts, 1) or _joins(text, m.start, ends, -1))]
    return sorted((*sure, *company), key=lambda m: m.start)


def _is_round_style(markers: Sequence[Marker], cited: set[str], known: frozenset[str], others: int) -> bool:
    """Whether numbers in round brackets are citations: they name much of the list, or count up as a text goes on."""
    if len(cited) <= others:
        return False
    if known:
        in_list = sum(known.issuperset(marker.labels) for marker in markers)
        return len(cited) >= max(MIN_ROUND, MIN_ROUND_SHARE * len(known)) and in_list >= 0.8 * len(markers)
    firsts = list(dict.fromkeys(int(label) for marker in markers for label in marker.labels))
    rising = sum(b > a for a, b in pairwise(firsts))
    has_lists = any(len(marker.labels) > 1 for marker in markers)
    return len(cited) >= MIN_ROUND_UNLISTED and has_lists and rising >= 0.8 * (len(firsts) - 1)


def _is_borne_out(text: str, marker: Marker, style: Style) -> bool:
    """Whether a number that may be part of a name is a citation: one of several, behind a long word, or cited nowhere else."""
    if style.known and not style.known.issuperset(marker.labels):
        return False
    is_plain = _NO_NAME.search(text, max(0, marker.start - 40), marker.start)
    return len(marker.labels) > 1 or bool(is_plain) or marker.labels[0] in style.missing


def _is_bracketed(text: str, marker: NamedMarker) -> bool:
    after, before = text[marker.end : marker.end + 1], text[max(0, marker.start - 1) : marker.start]
    return text[marker.end - 1] in ")]" or after in (")", "]", ";") or before in ("(", "[")


def _joins(text: str, at: int, others: set[int], step: int) -> bool:
    """Whether a semicolon alone parts a marker's end or start from another's."""
    behind = text[at : at + 2] if step > 0 else text[max(0, at - 2) : at]
    return behind == "; " and at + 2 * step in others
