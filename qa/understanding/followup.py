"""A question that leans on the one before it, to questions that stand by themselves.

In: what was typed and the question before ("How is gout treated?", then "and in children?"). Out: what may be meant
("How is gout treated in children?"), best guess first, or nothing where the question stands by itself. Whether one
of the readings is answered is for the engine to find out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.language.phrases import ASKING, AUXILIARIES, noun_phrases, verb_of, words_of
from qa.language.words import beginnings
from qa.retriever import query_terms
from qa.understanding.coreference import open_pronoun, with_antecedent
from qa.understanding.ellipsis import with_asking_words
from qa.understanding.fragments import Nearness, relation_of, with_fragment
from qa.understanding.rewriting import RELATIONAL

MAX_FRAGMENT_WORDS = 6
MAX_READINGS = 3
AS_SURE = 0.02
_OPENER = re.compile(
    r"^(?:(?:ok(?:ay)?|so|well|then|also|thanks|thank you|and|but|or)\b[,;:]?\s+)*"
    r"(?:(?:what|how) about|what of|(?:and|is it|is that)? ?the same for|same (?:for|with|question for)|what if it is|and what about)\s+",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^(?:(?:ok(?:ay)?|so|well|then|also|thanks|thank you|and|but|or|plus)\b[,;:]?\s*)+(?=\w)", re.IGNORECASE)
# "What is the dose?": of what, the question before says.
_RELATION_ASKED = re.compile(r"^(?:what|how \w+) (?:is|are|was|were) (the [\w -]+)$|^(?:are|is) there (?:any )?([\w -]+)$", re.IGNORECASE)
_OWNED = re.compile(r"^(?:its|their|his|her) ([\w -]+)$", re.IGNORECASE)
_ACTS = re.compile(r"^(?:tell|explain|describe|list|show|give|summari[sz]e|name|compare|define|find)\b", re.IGNORECASE)
_ANSWERING = frozenset("yes no ok okay thanks thank please hello hi great good".split())


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a question may mean after the one before it.

    Attributes:
        readings: questions that stand by themselves, best guess first; never empty.
        may_stand: whether the question can be asked as typed as well: "what about surgery?" can, "why?" cannot.
    """

    readings: tuple[str, ...]
    may_stand: bool


def follow_up(typed: str, before: Sequence[str], nearness: Nearness) -> FollowUp | None:
    """The readings of a question after others; None where it stands by itself, or nothing before helps.

    Args:
        before: the questions before, as they were understood, the newest last.
    """
    opened = _OPENER.sub("", typed) if _OPENER.match(typed) else ""
    asked = (opened or _JOINT.sub("", typed)).strip()
    goes_on = asked != typed.strip() or typed.rstrip().endswith("?")
    words = words_of(asked)
    if not before or not words or _ACTS.match(asked) or words[0].text in _ANSWERING:
        return None
    for previous in before[::-1][:2]:
        readings, may_stand = _readings(asked, goes_on, previous, nearness)
        readings = [r for r in dict.fromkeys(readings) if _plain(r) not in (_plain(typed), _plain(previous))]
        if readings:
            return FollowUp(tuple(readings[:MAX_READINGS]), may_stand)
        if not may_stand:
            continue  # "why?" after "how many?" speaks of what was asked before that
        break
    return None


def answers_reading(typed: str, reading: str, sentences: Sequence[str], surer: float) -> bool:
    """Whether an answer to a reading bears it out: it speaks of what is new, and of what was asked before unless it is as sure.

    Args:
        surer: how much surer the reading is answered than what was typed is, in probability.
    """
    met = {word for sentence in sentences for word in beginnings(sentence)}
    new = {word for term in query_terms(typed) for word in beginnings(term)}
    old = {word for term in query_terms(reading) for word in beginnings(term)} - new
    return bool(new & met) and (surer >= -AS_SURE or bool(old & met))


def _readings(asked: str, goes_on: bool, previous: str, nearness: Nearness) -> tuple[list[str], bool]:
    words = words_of(asked)
    if elliptic := with_asking_words(asked, previous):
        return elliptic, False
    plain = asked.rstrip(" ?.!")
    phrases = noun_phrases(previous)
    if phrases and (owned := _OWNED.match(plain)) and verb_of(words) < 0:
        return relation_of(f"the {owned[1]}", phrases, previous), False
    if phrases and (relation := _RELATION_ASKED.match(plain)) and RELATIONAL.search(plain) and len(noun_phrases(plain)) == 1:
        named = relation[1] or f"the {relation[2]}"
        return relation_of(named, phrases, previous), True
    at = open_pronoun(asked)
    if at is not None:
        return with_antecedent(asked, at, previous), False
    is_question = any(word.text in ASKING for word in words[:2]) or (words[0].text in AUXILIARIES and len(words) > 1)
    if is_question or len(words) > MAX_FRAGMENT_WORDS or (verb_of(words) >= 0 and not goes_on):
        return [], True
    return with_fragment(asked.rstrip(" ?.!"), goes_on, previous, nearness), True


def _plain(question: str) -> list[str]:
    return [word.text for word in words_of(question)]
