"""What of a claim a sentence says: the words that it shares, and what rules a support out.

In: a claim, and sentences with what stands around them. Out: features for each, and the reason why it cannot be a support.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from qa.language.words import MAX_CHARS, OtherNames, content_words, telling_words, unmet
from qa.reader import WEIGHTS
from qa.verification.figures import figures_agree
from qa.verification.opposites import contrary, poles
from qa.windows import load_tokenizer

_NON = re.compile(r"\bnon[-‐‑ ](?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_CLAUSE = re.compile(r"[,;:()–—]|\b(?:but|yet|although|though|whereas|while|however)\b", re.IGNORECASE)
_NEGATION = re.compile(
    r"(?:not|no|never|neither|nor|cannot|none|nobody|nothing|fail|fails|failed|lack|lacks|lacked"
    r"|stop|stops|stopped|prevent|prevents|prevented|preventing)$|.*n[’']t$"
)
# "Keeps crystals from forming": what follows does not happen.
_KEPT_FROM = re.compile(r"\b(?:keep|keeps|kept)\b(?=[^.,;]{1,60}\bfrom\b)", re.IGNORECASE)
# "Not only", "no less than" deny nothing.
_NO_NEGATION = re.compile(r"\bnot only\b|\bno (?:less|fewer|more|later) than\b|\bno matter\b", re.IGNORECASE)
# What a claim may only say of everything where the sentence does.
_UTTER = frozenset(
    "all every always only solely exclusively never none entirely completely guarantees guaranteed proven cure cures cured".split()
)
_ENDINGS = frozenset("ing ings ment ments ed ion ions ation ations ly ness ful al er ers ally ic ical es s".split())
# A word by itself claims nothing.
LEAST_WORDS = 2
LEAST_STEM = 4
STEM_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of one sentence, made ready: its words in order, and its content words with their rarity, 0 to 1."""

    text: str
    words: tuple[str, ...]
    rarity: dict[str, float]
    other_names: OtherNames


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a sentence agrees with a claim.

    Attributes:
        unmet: weighted share, 0 to 1, of the claim's content words that neither the sentence has nor what it is understood
            with: title, heading, the sentences that it refers to.
        strange: rarity of the rarest of these words, 0 to 1.
        against: why the sentence cannot support the claim, "" where nothing says so.
    """

    unmet: float
    strange: float
    against: str


def prepared(text: str, other_names: OtherNames) -> Claim:
    """A claim made ready to be held against sentences."""
    plain = _plain(text)
    words = _words(plain)
    # content_words knows words by their beginnings; a word at a time they stay whole, so that calcium is not calciphylaxis.
    rarity = {word: weight for word in words for weight in content_words(_tokenizer(), word).values() if weight}
    return Claim(text, words, rarity, other_names)


def agreements(claim: Claim, sentences: Sequence[str], surroundings: Sequence[str]) -> list[Agreement]:
    """How each sentence agrees with the claim.

    Args:
        surroundings: for each sentence what it is understood with: title, heading, the sentences that it refers to.
    """
    split = [_words(_plain(sentence)) for sentence in sentences]
    met = [_met(claim, words) for words in split]
    around = [m | _met(claim, _words(_plain(text))) for m, text in zip(met, surroundings, strict=True)]
    weights = telling_words(claim.rarity, met)
    return [
        Agreement(
            unmet(weights, near),
            max((rarity for word, rarity in claim.rarity.items() if word not in near), default=0.0),
            _against(claim, sentence, words),
        )
        for sentence, words, near in zip(sentences, split, around, strict=True)
    ]


def _against(claim: Claim, sentence: str, words: Sequence[str]) -> str:
    if len(claim.rarity) < LEAST_WORDS:
        return "too little is claimed"
    if not figures_agree(claim.text, sentence):
        return "other numbers"
    if contrary(claim.words, words):
        return "the contrary"
    if any(word in _UTTER and not _has(words, word) for word in claim.words):
        return "the claim goes further"
    if _denied(claim.text, claim.rarity) != _denied(sentence, claim.rarity):
        return "one denies"
    return ""


def _denied(text: str, content: Iterable[str]) -> bool:
    """Whether a clause denies that has a content word of the claim in it; two denials in a clause make none."""
    clauses = [_words(clause) for clause in _CLAUSE.split(_plain(_KEPT_FROM.sub("stop", _NO_NEGATION.sub(" ", text))))]
    return any(
        sum(bool(_NEGATION.match(word)) for word in clause) % 2 == 1 and any(_has(clause, word) for word in content) for clause in clauses
    )


def _met(claim: Claim, words: Sequence[str]) -> set[str]:
    """The content words of the claim that a text has, in any form or by another name."""
    there = frozenset(words)
    found = {word for word in claim.rarity if _has(there, word)}
    for term, names in claim.other_names.items():
        if any(all(_has(there, part) for part in name) for name in names):
            found.update(term)
    ends = frozenset(pole for word in there for pole in poles(word))
    return found | {word for word in claim.rarity if poles(word) & ends}


def _has(words: Iterable[str], wanted: str) -> bool:
    return any(_same_word(wanted, word) for word in words)


@cache
def _tokenizer() -> Any:
    return load_tokenizer(WEIGHTS / "tokenizer.json")


@lru_cache(maxsize=2**16)
def _same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: most of the longer is common to both, or one is the other with a usual ending."""
    if one == other:
        return True
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if common < LEAST_STEM:
        return False
    shorter, longer = sorted((one, other), key=len)
    return common >= STEM_SHARE * len(longer) or (common == len(shorter) and longer[common:] in _ENDINGS)


def _plain(text: str) -> str:
    """The text with "non-uremic" as one word: it is another one than uremic."""
    return _NON.sub("non", text[:MAX_CHARS])


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text))
