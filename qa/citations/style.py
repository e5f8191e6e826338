"""How an article cites, told by the whole of it: which of the things that look like markers are some.

In: an article's paragraphs as printed, what in them looks like a marker, and its reference list. Out: the
article's style, and the markers of a paragraph by that style. A style counts where the list, or its use
through the article, bears it out; another with half as many works or fewer is chance.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from qa.citations.author_year import NamedMarker
from qa.citations.loose import holding_words, loose_markers
from qa.citations.numbers import PLAIN, Kind, Marker, find_markers
from qa.citations.order import Order

# So many works cited in one style make it the article's.
MIN_EVIDENCE = 5
MIN_SHARE = 0.5
# Of a list, so much must be cited in round brackets, which hold much else.
MIN_ROUND, MIN_ROUND_SHARE = 3, 0.3
MIN_ROUND_UNLISTED = 6
MIN_NAMED_UNLISTED = 2

# Where equations are numbered, "as in (3)" may name one.
_EQUATION = re.compile(r"\b(?:equations?|eqn?s?\.?|inequality|theorem|lemma|condition) ?\(\d", re.IGNORECASE)
# "12 (40)", "58% (3)": behind a figure stands a share, unless the work is due there.
_BEHIND_FIGURE = re.compile(r"[\d%°)\]] ?$")
MAX_KEY = 40
_ASIDES: tuple[Kind, ...] = ("aside",)


@dataclass(frozen=True, slots=True)
class Style:
    """How an article cites.

    Attributes:
        kinds: of numbers; of those in round brackets, only such as name works of the list.
        named: whether by names and years.
        often: whether so often by names that two names and a year can be nothing else.
        known: the labels of the list.
        asides: of round brackets that could hold something else, such as hold a citation, with what stands before them.
        words: such as hold a citation though it may be part of a name, and where in them its numbers begin.
    """

    kinds: frozenset[Kind] = PLAIN
    named: bool = False
    often: bool = False
    known: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    words: dict[str, int] = field(default_factory=dict)


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
    n_whole = sum(m.n_found == len(m.labels) for markers in named for m in markers)
    style = Style(frozenset(kinds), by_names, n_whole >= MIN_EVIDENCE or not known, known)
    glues = "glued" in kinds and len(cited["glued"]) == best >= MIN_EVIDENCE
    if not glues and "round" not in kinds:
        return style
    order = Order.of(((place, m.labels) for place, text in enumerate(texts) for m in numbered_markers(text, style)), known)
    asides = _asides(texts, order) if "round" in kinds and len(cited["round"]) == best >= MIN_EVIDENCE else frozenset()
    return replace(style, asides=asides, words=holding_words(texts, order) if glues else {})


def numbered_markers(text: str, style: Style) -> list[Marker]:
    """The markers of a paragraph that are numbers, by the article's style."""
    kinds: frozenset[Kind] = style.kinds | {"aside"} if style.asides else style.kinds
    sure = [m for m in find_markers(text, kinds) if _is_sure(text, m, style)]
    if not style.words:
        return sure
    taken = bytearray(len(text))
    for marker in sure:
        taken[marker.start : marker.end] = b"\1" * (marker.end - marker.start)
    loose = [m for m in loose_markers(text, style.words) if not any(taken[m.start : m.end])]
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


def _is_sure(text: str, marker: Marker, style: Style) -> bool:
    if marker.kind == "aside":
        return _key(text, marker) in style.asides
    return marker.kind != "round" or not style.known or style.known.issuperset(marker.labels)


def _asides(texts: Sequence[str], order: Order) -> frozenset[str]:
    """The round brackets that hold works of the list though what stands before them leaves it open, with that."""
    numbers_equations = any(_EQUATION.search(text) for text in texts)
    found: dict[str, bool] = {}
    for place, text in enumerate(texts):
        for marker in find_markers(text, _ASIDES):
            is_figure = _BEHIND_FIGURE.search(text, max(0, marker.start - 2), marker.start)
            is_open = not numbers_equations and not is_figure and order.known.issuperset(marker.labels)
            found.setdefault(_key(text, marker), is_open or order.is_due(marker.labels, place, within=True))
    return frozenset(key for key, is_cited in found.items() if is_cited)


def _key(text: str, marker: Marker) -> str:
    return text[max(0, marker.start - MAX_KEY) : marker.end].rsplit(maxsplit=2 if text[marker.start].isspace() else 1)[-1]


def _is_bracketed(text: str, marker: NamedMarker) -> bool:
    after, before = text[marker.end : marker.end + 1], text[max(0, marker.start - 1) : marker.start]
    return text[marker.end - 1] in ")]" or after in (")", "]", ";") or before in ("(", "[")


def _joins(text: str, at: int, others: set[int], step: int) -> bool:
    """Whether a semicolon alone parts a marker's end or start from another's."""
    behind = text[at : at + 2] if step > 0 else text[max(0, at - 2) : at]
    return behind == "; " and at + 2 * step in others
