"""The numbers of a claim held against those of a sentence: 40 % is not 60 %, two weeks are not two days.

In: two texts. Out: whether each number of the claim stands in the sentence too, with the same unit and in the same bounds.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.retriever import query_terms

_WORDS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {
    **{word: float(n) for n, word in enumerate(_WORDS.split())},
    **{word: 10.0 * n for n, word in enumerate(_TENS.split(), start=2)},
    **{"once": 1.0, "twice": 2.0, "thrice": 3.0, "dozen": 12.0, "hundred": 100.0, "thousand": 1000.0},
}
_TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|%|[^\W\d_]+(?:-[^\W\d_]+)*")
# Each unit by its forms; a number without one of these is a count.
_UNITS = {
    form: group.split()[0]
    for group in (
        "% percent per-cent pct",
        "second seconds sec s",
        "minute minutes min mins",
        "hour hours h hr hrs",
        "day days d daily",
        "week weeks wk wks weekly",
        "month months monthly",
        "year years yr yrs yearly annually",
        "mg milligram milligrams",
        "µg mcg microgram micrograms",
        "g gram grams",
        "kg kilogram kilograms kilos",
        "ml millilitre millilitres milliliter milliliters",
        "l litre litres liter liters",
        "mm millimetre millimetres millimeter millimeters",
        "cm centimetre centimetres centimeter centimeters",
        "m metre metres meter meters",
        "km kilometre kilometres kilometer kilometers",
        "decibel decibels db",
        "degree degrees",
        "euro euros",
        "dollar dollars",
        "mile miles",
        "fold",
        "times",
    )
    for form in group.split()
}
_TIMES = frozenset("second minute hour day week month year".split())
_LOWER_BOUND = re.compile(r"(?:over|above|beyond|exceeds?|exceeding|exceeded|more than|greater than|at least|no (?:less|fewer) than)\s*$")
_UPPER_BOUND = re.compile(
    r"(?:under|below|within|fewer than|less than|up to|at most|no more than|not more than|a maximum of|as many as|almost|nearly)\s*$"
)
N_TO_UNIT = 2
# So many words behind a number its unit is looked for, a list of numbers included.
FAR = 8
# So many characters before and behind a number say what it is the number of, at most as far as the next number.
NEAR_CHARS = 40
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit ("" for a count), and what bounds it: 1 for more than, -1 for at most, 0 for neither.

    `near` are the beginnings of the words about it, by which two numbers of a sentence are told apart.
    """

    value: float
    unit: str
    bound: int
    near: frozenset[str] = frozenset()


@lru_cache(maxsize=1024)
def figures(text: str) -> tuple[Figure, ...]:
    """The numbers of a text, in digits or words, in order; "one" alone is a pronoun too often to count without a unit."""
    low = re.sub(r"\bper cent\b", "percent", text.lower())
    tokens = [(m.group(), m.start()) for m in _TOKEN.finditer(low)]
    values = [_value(token) for token, _ in tokens]
    found = []
    for at, value in enumerate(values):
        if value is None or (tokens[at][0] == "hundred" and at and values[at - 1] is not None):
            continue
        unit = _unit([token for token, _ in tokens[at + 1 : at + 1 + FAR]])
        if tokens[at][0] == "one" and not unit:
            continue
        ahead = low[max(0, tokens[at][1] - 24) : tokens[at][1]]
        bound = 1 if _LOWER_BOUND.search(ahead) else -1 if _UPPER_BOUND.search(ahead) else 0
        if bound == 1 and unit in _TIMES and ahead.rstrip().endswith("over"):
            bound = 0  # "over twelve weeks" is as good as in twelve weeks
        start, end = tokens[at][1], tokens[at][1] + len(tokens[at][0])
        before, after = _NUMBER.split(low[max(0, start - NEAR_CHARS) : start])[-1], _NUMBER.split(low[end : end + NEAR_CHARS])[0]
        near = [word for word in query_terms(f"{before} {after}") if word not in _UNITS]
        found.append(Figure(value, unit, bound, frozenset(word[:5] for word in near)))
    return tuple(found)


def figures_agree(claim: str, sentence: str) -> bool:
    """Whether every number of the claim stands in the sentence, with its unit, and bounded as it is where the claim bounds it.

    Where the sentence has several of the unit ("4% of walkers and 9% of the others"), the one with the most of the claim's
    words about it has to be the one. A claim without numbers agrees with everything.
    """
    there = figures(sentence)
    for own in figures(claim):
        alike = [other for other in there if other.unit == own.unit]
        most = max((len(own.near & other.near) for other in alike), default=0)
        if not any(_same(own, other) and len(own.near & other.near) == most for other in alike):
            return False
    return True


def _same(own: Figure, other: Figure) -> bool:
    bounded = own.bound == other.bound if own.bound else other.bound >= 0 or own.unit not in ("", "%")
    return own.value == other.value and own.unit == other.unit and bounded


def _value(token: str) -> float | None:
    if token[0].isdigit():
        return float(token.replace(",", ""))
    parts = [_VALUES.get(part) for part in token.split("-")]
    if len(parts) == 2 and parts[0] is not None and parts[1] is not None and parts[0] >= 20 > parts[1]:
        return parts[0] + parts[1]
    return parts[0]  # "two-week" is two


def _unit(tokens: list[str]) -> str:
    """The unit of a number that stands before these: "two or three further weeks" gives week to both."""
    far = N_TO_UNIT
    for token in tokens:
        if _value(token) is not None:
            far = N_TO_UNIT
            if "-" not in token:
                continue
        if unit := next((_UNITS[part] for part in (token, *token.split("-")) if part in _UNITS), ""):
            return unit
        far -= token not in ("or", "to", "and")
        if far == 0:
            return ""
    return ""
