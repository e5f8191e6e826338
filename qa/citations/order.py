"""The order in which an article cites its works: where a number that no sure marker names would stand.

In: the paragraph and the labels of every sure marker, and the labels of the list. Out: whether a number is
due in a paragraph. Most lists are numbered in the order in which the text first cites them: the work between
the one first cited before a place and the one first cited behind it is cited there, if anywhere.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

MIN_CITED = 5
MIN_RISING = 0.8
MAX_GAP = 10


@dataclass(frozen=True, slots=True)
class Order:
    """Where works are first cited.

    Attributes:
        known: the labels of the list.
        first: the paragraph that first cites a work, by its number.
        numbers: those of `first`, rising.
        rises: whether the list is numbered in the order of first citation.
    """

    known: frozenset[str] = frozenset()
    first: dict[int, int] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()
    rises: bool = False

    @classmethod
    def of(cls, cited: Iterable[tuple[int, Sequence[str]]], known: frozenset[str]) -> "Order":
        """The order told by (paragraph, labels) of the sure markers, in the order of the text."""
        first: dict[int, int] = {}
        for place, labels in cited:
            for label in labels:
                if label in known:
                    first.setdefault(int(label), place)
        numbers = tuple(sorted(first))
        rising = sum(first[a] <= first[b] for a, b in pairwise(numbers))
        return cls(known, first, numbers, len(numbers) >= MIN_CITED and rising >= MIN_RISING * (len(numbers) - 1))

    def lacks(self, labels: Sequence[str]) -> bool:
        """Whether all these are of the list, and no sure marker cites one of them."""
        return self.known.issuperset(labels) and any(int(label) not in self.first for label in labels)

    def is_due(self, labels: Sequence[str], place: int, within: bool = False) -> bool:
        """Whether such of these as no sure marker cites have their place in this paragraph; `within`: with others cited behind it."""
        lacking = [int(label) for label in labels if int(label) not in self.first]
        return self.rises and self.lacks(labels) and all(self._is_due(number, place, within) for number in lacking)

    def _is_due(self, number: int, place: int, within: bool) -> bool:
        at = bisect_left(self.numbers, number)
        below = self.numbers[at - 1] if at else 0
        starts = self.first[below] <= place if below else True
        ends = place <= self.first[self.numbers[at]] if at < len(self.numbers) else not within
        return starts and ends and number - below <= MAX_GAP
