"""Numbers that may be part of a name, told by the whole article: "Felsenstein10", "IL-10.14", not "CD8", "gp120".

In: the paragraphs of an article that glues its numbers to words, and the order in which it cites. Out: the
words that hold a citation, each with where in it the numbers begin. What bears a number out is that its
work is due there and cited nowhere else, that there are several, or that the name often stands without it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.citations.numbers import ABBREVIATIONS, AFTER_INTERVAL, NUMBERED_NOUNS, Marker, expand_labels
from qa.citations.order import Order

# A gene or a cell that is named often has a number by chance.
MAX_TRIES, MAX_SAME = 2, 6
MAX_WORD = 400
MIN_ALONE = 5
_WORD = re.compile(r"\S+")
_OPENING, _CLOSING = "([“‘\"'", ".,;:!?)]”’\"'"
_LIST = re.compile(r"[1-9]\d{0,2}(?:[,–—‐‑−-][1-9]\d{0,2})*")
# "pH 7.0,9 and", "Library 2.0,168 or", "R v3.0212": behind a name, the first number is its own.
_VERSION = re.compile(r"v?[1-9]\d?\.\d{1,2}")
_HAS_CAPITAL = re.compile(r"[A-Z]")
# "Tracer 1.2.23", "of 2007154".
_DECIMAL_OR_YEAR = re.compile(r"v?[1-9]\d?(?:\.\d{1,2}){1,2}|(?:19|20)\d\d")
_OPENS_SENTENCE = re.compile(r"[”’\"')\]]*(?:\s+[^\sa-z]|\s*$)")
# "Felsenstein10", "text-mining69": a long word is seldom a gene's. "As reviewed in9": nor is a small one.
_NO_NAME = re.compile(r"[A-Z][a-z]{5,}[)”’\"]?|(?:[^\W\d_]+-)+[a-z]{4,}[)”’\"]?|in|by|see|of|ref")
# Other than "table6", these are seldom set without a blank before their number.
_COMMON_NOUNS = frozenset(("equation", "formula", "cycle", "model"))
_INTRODUCING = frozenset(("e.g", "i.e", "ref", "refs", "see"))
_NO_WORD = re.compile(r"[@=<>≤≥≈~±×°%]|www|//|/[^/]*/")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to part a word from its numbers: where these begin, what stands before them, and how they are parted."""

    at: int
    before: str
    labels: tuple[str, ...]
    parted: str  # "stop", "letter", "sign" or "digit": what ends the part before


def holding_words(texts: Sequence[str], order: Order) -> dict[str, int]:
    """Each word that holds a citation, and where in it the numbers begin."""
    words = [(place, word, ends) for place, text in enumerate(texts) for _, word, ends in _words(text)]
    counts = Counter(word for _, word, _ in words)
    tries = Counter(labels for word in counts if len(labels := _last(word)) == 1 for _ in range(counts[word]))
    found: dict[str, int] = {}
    seen: set[str] = set()
    for (_, name, _), (place, word, ends) in pairwise([(0, "", False), *words]):
        if word in seen or not word[-1].isdigit():
            continue
        seen.add(word)
        readings = [r for r in _readings(word) if _may_stand(word, r.at, ends) and (not order.known or order.known.issuperset(r.labels))]
        if not _HAS_CAPITAL.search(name):
            readings = [r for r in readings if not _VERSION.fullmatch(r.before)]
        if reading := _chosen(readings, place, counts[word], counts, tries, order):
            found[word] = reading.at
    return found


def loose_markers(text: str, holding: dict[str, int]) -> Iterator[Marker]:
    """The markers of a paragraph within these words."""
    for start, word, ends in _words(text):
        at = holding.get(word)
        if at is not None and _may_stand(word, at, ends):
            yield Marker(start + at, start + len(word), expand_labels(word[at:]), "loose")


def _words(text: str) -> Iterator[tuple[int, str, bool]]:
    """The words of a text, bare of brackets and stops, with their starts, and whether a sentence ends behind each."""
    for match in _WORD.finditer(text):
        if len(match[0]) <= MAX_WORD:
            word = match[0].lstrip(_OPENING)
            start = match.end() - len(word)
            word = word.rstrip(_CLOSING)
            if word and not AFTER_INTERVAL.match(text, start + len(word)):
                yield start, word, bool(_OPENS_SENTENCE.match(text, start + len(word)))


def _may_stand(word: str, at: int, ends: bool) -> bool:
    """Whether numbers that begin here in a word can be a marker: "KAP7.1 is" is no end of a sentence."""
    return ends or word[at - 1] != "." or word[: at - 1].lower() in _INTRODUCING


def _readings(word: str) -> list[_Reading]:
    first = len(word.rstrip("0123456789,–—‐‑−-"))
    if _NO_WORD.search(word, 0, first) and word[first - 1 : first] != ")":
        return []
    readings = []
    for at in range(first, min(len(word), first + 8)):
        before, parted = word[:at], "digit"
        if len(before) < 2 or not _LIST.fullmatch(word, at) or (before[-1] in "–—‐‑−-"):
            continue
        if before[-1] in ".,;:":
            before, parted = before[:-1], "stop"
        elif not before[-1].isdigit():
            parted = "letter" if re.search(r"[^\W\d_]{2}[)”’\"]?$", before) else "sign"
        labels = expand_labels(word[at:]) if parted == "stop" or "/" not in word else ()
        if labels and list(labels) == sorted(set(labels), key=int):
            readings.append(_Reading(at, before, labels, parted))
    return readings


def _last(word: str) -> tuple[str, ...]:
    """The labels of a word that ends in a number behind a letter."""
    return next((r.labels for r in _readings(word) if r.parted == "letter"), ())


def _chosen(
    readings: Sequence[_Reading], place: int, n_same: int, counts: Counter[str], tries: Counter[tuple[str, ...]], order: Order
) -> _Reading | None:
    """The reading that the article bears out, the surest first."""

    def is_lacking(reading: _Reading) -> bool:
        if not order.rises:
            return order.lacks(reading.labels) and n_same <= MAX_TRIES >= tries[reading.labels]
        within = reading.parted == "digit" or _is_noun(reading.before)
        return n_same <= max(MAX_TRIES if reading.parted == "letter" else MAX_SAME, counts[reading.before]) and order.is_due(
            reading.labels, place, within
        )

    for r in readings:
        name = r.before.rstrip(_CLOSING).lower()
        is_numbered = bool(re.search(r"\d", r.before))
        is_named = is_numbered and re.search(r"[A-Za-z]", r.before) and counts[r.before.rsplit("/")[-1]]
        is_version = _VERSION.fullmatch(r.before) and n_same == 1
        if r.parted == "stop" and (name in _INTRODUCING or is_named or is_version):
            return r
    for r in readings:
        # "(n=11)53,67".
        is_aside = r.before[-1] == ")" and len(r.labels) > 1
        if is_aside or (r.parted == "letter" and _is_no_name(r, n_same, counts)):
            return r
    for r in readings:
        if r.parted == "digit" and len(r.labels) > 1 and counts[r.before] and re.search(r"[A-Za-z]", r.before):
            return r
    for r in readings:
        # "2.06" is a figure, "2.0169" none that is often measured.
        is_short = r.parted == "digit" and _VERSION.fullmatch(r.before) and len(r.labels[0]) < 2
        is_told = not is_short and (r.parted != "digit" or counts[r.before] or _DECIMAL_OR_YEAR.fullmatch(r.before))
        has_word = re.search(r"[A-Za-z]", r.before) or _DECIMAL_OR_YEAR.fullmatch(r.before)
        if is_told and has_word and (not _is_noun(r.before) or r.before in _COMMON_NOUNS) and is_lacking(r):
            return r
    return None


def _is_no_name(reading: _Reading, n_same: int, counts: Counter[str]) -> bool:
    """Whether a number behind a word is no part of a name: one of several, or the word is long or mostly stands alone."""
    n_alone = counts[reading.before.rstrip(_CLOSING)]
    if _is_noun(reading.before):
        return False
    if len(reading.labels) > 1:
        return True
    if _NO_NAME.fullmatch(reading.before) and n_same <= max(MAX_TRIES, n_alone):
        return True
    return n_same <= 2 * MAX_TRIES and n_alone >= MIN_ALONE * n_same


def _is_noun(before: str) -> bool:
    words = re.split(r"[\W\d_]+", before.rstrip(_CLOSING).lower())
    return words[-1] in NUMBERED_NOUNS or words[-1] in ABBREVIATIONS - _INTRODUCING
