"""Markers that no format tells apart: found in the article's paragraphs by its own style, and taken out.

In: the paragraphs of an article as printed, and its reference list. Out: the paragraphs without markers,
and their citations. The whole article tells its style: brackets, superscripts, numbers glued to words,
numbers in round brackets, or names and years count as citations where the list and their use bear it out.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from qa.article import Citation, Reference
from qa.author_year import NamedMarker, named_markers
from qa.citations import PLAIN, Kind, Marker, cut_markers, find_markers
from qa.cited_names import NameIndex
from qa.readers.marks import Mark, take_out

# So many works cited in one style make it the article's; another with half as many or fewer is chance.
MIN_EVIDENCE = 5
MIN_SHARE = 0.5
# Of a list, so much must be cited in round brackets, which hold much else.
MIN_ROUND, MIN_ROUND_SHARE = 3, 0.3
MIN_ROUND_UNLISTED = 6
MIN_NAMED_UNLISTED = 2


@dataclass(frozen=True, slots=True)
class Style:
    """How an article cites: the kinds of numbers, and whether by names and years."""

    kinds: frozenset[Kind] = PLAIN
    named: bool = False


def take_markers(texts: Sequence[str], references: Sequence[Reference]) -> list[tuple[str, tuple[Citation, ...]]]:
    """Each paragraph without its markers, and its citations with their offsets in it.

    Args:
        texts: the paragraphs of one article in order, each one line.
        references: its list, by which a number or a name is known for a citation.
    """
    index = NameIndex.of(references)
    named = [named_markers(text, index) for text in texts]
    style = _style(texts, named, [reference.label for reference in references])
    sure = sum(marker.n_found == len(marker.labels) for markers in named for marker in markers) >= MIN_EVIDENCE
    return [_taken(text, _certain(text, markers, sure or not references) if style.named else [], style.kinds)
            for text, markers in zip(texts, named, strict=True)]  # fmt: skip


def _taken(text: str, named: Sequence[NamedMarker], kinds: frozenset[Kind]) -> tuple[str, tuple[Citation, ...]]:
    """A paragraph without its named markers, and then without its numbers."""
    first: tuple[Citation, ...] = ()
    if named:
        text, first = take_out(text, [Mark(m.start, m.end, m.labels, False) for m in named], ())
    markers = find_markers(text, kinds)
    left, citations = cut_markers(text, markers)
    ends = [marker.end for marker in markers]
    cut = [0, *accumulate(marker.end - marker.start for marker in markers)]
    moved = []
    for citation in first:
        before = bisect_right(ends, citation.position)
        inside = max(0, citation.position - markers[before].start) if before < len(markers) else 0
        moved.append(Citation(citation.label, citation.position - cut[before] - inside))
    return left, tuple(sorted((*moved, *citations), key=lambda citation: citation.position))


def _style(texts: Sequence[str], named: Sequence[Sequence[NamedMarker]], labels: Sequence[str]) -> Style:
    """How an article cites, by the works of its list that each style would cite."""
    known = set(labels)
    numbers: dict[Kind, list[Marker]] = {
        kind: [m for text in texts for m in find_markers(text, (kind,)) if m.labels] for kind in (*sorted(PLAIN), "round")
    }
    cited: dict[Kind, set[str]] = {
        kind: {label for m in markers for label in m.labels if not known or label in known} for kind, markers in numbers.items()
    }
    best = max((len(cited[kind]) for kind in PLAIN), default=0)
    if not _is_round_style(numbers["round"], cited["round"], known, best):
        del cited["round"]
    best = max(best, len(cited.get("round", ())))
    if known:
        n_named = len({label for markers in named for m in markers if m.n_found for label in m.labels if label in known})
    else:
        n_named = sum(m.form == "sure" for markers in named for m in markers)
    by_names = n_named > best and (n_named >= MIN_NAMED_UNLISTED or bool(known))
    best = max(best, n_named if by_names else 0)
    kinds = {kind for kind, works in cited.items() if best < MIN_EVIDENCE or len(works) > MIN_SHARE * best}
    return Style(frozenset(kinds), by_names)


def _is_round_style(markers: Sequence[Marker], cited: set[str], known: set[str], others: int) -> bool:
    """Whether numbers in round brackets are citations: they name much of the list, or count up as a text goes on."""
    if len(cited) <= others:
        return False
    if known:
        in_list = sum(all(label in known for label in marker.labels) for marker in markers)
        return len(cited) >= max(MIN_ROUND, MIN_ROUND_SHARE * len(known)) and in_list >= 0.8 * len(markers)
    firsts = list(dict.fromkeys(int(label) for marker in markers for label in marker.labels))
    rising = sum(b > a for a, b in pairwise(firsts))
    has_lists = any(len(marker.labels) > 1 for marker in markers)
    return len(cited) >= MIN_ROUND_UNLISTED and has_lists and rising >= 0.8 * (len(firsts) - 1)


def _certain(text: str, markers: Sequence[NamedMarker], often: bool) -> list[NamedMarker]:
    """The markers that name a work, or can be nothing else though the list lacks it."""
    sure = [m for m in markers if m.n_found or m.form == "sure" or (m.form == "pair" and often and _is_bracketed(text, m))
            or (m.listed and _is_bracketed(text, m))]  # fmt: skip
    # "(Lee et al., 2018; Smith, 2019)": in the company of others.
    ends, starts = {m.end for m in sure}, {m.start for m in sure}
    company = [m for m in markers if m.start not in starts and (_joins(text, m.end, starts, 1) or _joins(text, m.start, ends, -1))]
    return sorted((*sure, *company), key=lambda m: m.start)


def _is_bracketed(text: str, marker: NamedMarker) -> bool:
    return (
        text[marker.end - 1] in ")]"
        or text[marker.end : marker.end + 1] in (")", "]", ";")
        or text[marker.start - 1 : marker.start] in ("(", "[")
    )


def _joins(text: str, at: int, others: set[int], step: int) -> bool:
    """Whether a semicolon alone parts a marker's end or start from another's."""
    behind = text[at : at + 2] if step > 0 else text[max(0, at - 2) : at]
    return behind == "; " and at + 2 * step in others
