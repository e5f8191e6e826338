"""Words that say the contrary of each other: "raises" and "lowers", "with" and "without".

In: the words of a claim and of a sentence. Out: whether the sentence says the contrary, and which words say the same. An
axis is a line of opposites.txt, its two ends parted by a bar. What a word of an axis is said of are the words around it, so
"lowers calcium in the blood and raises it in the urine" bears out what it says of each.
"""

from collections.abc import Sequence, Set
from functools import cache
from pathlib import Path

AXES = Path(__file__).parent / "opposites.txt"
# So many words before and behind a word are what it is said of.
N_AROUND = 4

# The number of an axis, and which end of it.
Pole = tuple[int, int]


def poles(word: str) -> Set[Pole]:
    """The ends of axes at which a word (in lower case) stands; none for most words."""
    return _by_word().get(word, frozenset())


def contrary(claim: Sequence[str], sentence: Sequence[str]) -> bool:
    """Whether the sentence has, where the claim has a word of an axis, one of the other end.

    Where it has both, the one whose surroundings are most like those in the claim counts.
    """
    for at, word in enumerate(claim):
        for axis, end in poles(word):
            found = [
                (len(_around(claim, at) & _around(sentence, place)), (axis, end) in poles(other))
                for place, other in enumerate(sentence)
                if poles(other) & {(axis, end), (axis, 1 - end)}
            ]
            if found and not max(found)[1]:
                return True
    return False


def _around(words: Sequence[str], at: int) -> set[str]:
    """What stands about a word, known by beginnings; function words are too short to count."""
    return {word[:5] for word in (*words[max(0, at - N_AROUND) : at], *words[at + 1 : at + 1 + N_AROUND]) if len(word) > 3}


@cache
def _by_word() -> dict[str, frozenset[Pole]]:
    found: dict[str, set[Pole]] = {}
    lines = [line for line in AXES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for axis, line in enumerate(lines):
        for end, words in enumerate(line.split("|")):
            for word in words.split():
                found.setdefault(word, set()).add((axis, end))
    return {word: frozenset(ends) for word, ends in found.items()}
