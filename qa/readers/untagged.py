"""Markers that no format tells apart: found in an article's paragraphs by its own style, and taken out.

In: the paragraphs of an article as printed, and its reference list. Out: the paragraphs without markers,
and their citations.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from qa.article import Citation, Reference
from qa.citations.author_year import NamedMarker, named_markers
from qa.citations.names import NameIndex
from qa.citations.numbers import Marker, cut_markers
from qa.citations.style import named_by_style, numbered_markers, style_of
from qa.readers.marks import Mark, take_out


def take_markers(texts: Sequence[str], references: Sequence[Reference]) -> list[tuple[str, tuple[Citation, ...]]]:
    """Each paragraph without its markers, and its citations with their offsets in it.

    Args:
        texts: the paragraphs of one article in order, each one line.
        references: its list, by which a number or a name is known for a citation.
    """
    index = NameIndex.of(references)
    named = [named_markers(text, index) for text in texts]
    style = style_of(texts, named, [reference.label for reference in references])
    taken = []
    for text, markers in zip(texts, named, strict=True):
        left, citations = _without_names(text, named_by_style(text, markers, style))
        taken.append(_without_numbers(left, citations, numbered_markers(left, style)))
    return taken


def _without_names(text: str, markers: Sequence[NamedMarker]) -> tuple[str, tuple[Citation, ...]]:
    """A name that is a word of its sentence stays in it, as in the formats that tag citations."""
    return take_out(text, [Mark(m.start, m.end, m.labels, False) for m in markers], ()) if markers else (text, ())


def _without_numbers(text: str, citations: Sequence[Citation], markers: list[Marker]) -> tuple[str, tuple[Citation, ...]]:
    """A text without its numbers too, the citations that it had moved with it."""
    left, found = cut_markers(text, markers)
    ends = [marker.end for marker in markers]
    cut = [0, *accumulate(marker.end - marker.start for marker in markers)]
    moved = []
    for citation in citations:
        before = bisect_right(ends, citation.position)
        inside = max(0, citation.position - markers[before].start) if before < len(markers) else 0
        moved.append(Citation(citation.label, citation.position - cut[before] - inside))
    return left, tuple(sorted((*moved, *found), key=lambda citation: citation.position))
