"""A pronoun that only the question before explains ("is it dangerous?"), to what it may stand for.

In: what was typed and the question before. Out: where the pronoun is, and the question with each name it may stand for.
"""

import re
from collections.abc import Sequence

from qa.language.phrases import AUXILIARIES, DETERMINERS, PREPOSITIONS, PRONOUNS, Phrase, noun_phrases, words_of
from qa.understanding.rewriting import RELATIONAL, agreeing, as_question

# "Is it known that …?", "How long does it take for wounds to heal?": the word stands for nothing.
_EXPLETIVE = re.compile(
    r"\bit (?:possible|true|known|likely|necessary|important|safe|clear|thought|believed|dangerous|better|useful|helpful|"
    r"recommended|advisable|enough|common|rare)\b.{0,20}\b(?:that|to|how|why|whether|if|for)\b"
    r"|\b(?:does|did|will|would|can) it (?:take|matter|help)\b.*\b(?:for|to|if|whether)\b"
    r"|\bis it (?:that|\w+ing\b)|\bwhat time is it\b|\bis it (?:day|night|raining)",
    re.IGNORECASE,
)
_OF_THE_ARTICLE = re.compile(
    r"\b(?:this|these|the|that) (?:article|paper|study|studies|report|case report|text|page|work|authors?|review|publication|data"
    r"|experiments?|results?|findings?)\b",
    re.IGNORECASE,
)
_SINGULAR = frozenset("it its itself this that he she him his her hers".split())
_PLURAL = frozenset("they them their theirs these those".split())
_POSSESSIVE = frozenset("its their theirs his".split())


def open_pronoun(asked: str) -> int | None:
    """The place among the words of a pronoun that nothing before it in the question explains."""
    if _EXPLETIVE.search(asked):
        return None
    words = words_of(asked)
    phrases = noun_phrases(_OF_THE_ARTICLE.sub(lambda match: "x" * len(match[0]), asked))
    of_article = [match.span() for match in _OF_THE_ARTICLE.finditer(asked)]
    for i, word in enumerate(words):
        if word.text not in _SINGULAR | _PLURAL or any(start <= word.start < end for start, end in of_article):
            continue
        if word.text == "that" and not _stands_for_something(words, i):
            continue
        explained = [p for p in phrases if p.end <= word.start and (p.is_plural or word.text not in _PLURAL) and not p.is_asked]
        if word.text in ("this", "these", "those", "that") or not explained:
            return i
        return None
    return None


def _stands_for_something(words: Sequence[object], i: int) -> bool:
    """Whether a "that" is a pronoun: "is that dangerous?", "why is that?"; not "evidence that it helps"."""
    texts = [word.text for word in words]  # type: ignore[attr-defined]
    return i + 1 == len(texts) or (i > 0 and texts[i - 1] in AUXILIARIES | PREPOSITIONS and texts[i + 1] not in DETERMINERS | PRONOUNS)


def with_antecedent(asked: str, at: int, previous: str) -> list[str]:
    """The question with the pronoun replaced by what the question before was about."""
    words = words_of(asked)
    word = words[at]
    end = word.end
    demonstrative = word.text in ("this", "that", "these", "those")
    if demonstrative and at + 1 < len(words):  # "these drugs": the noun goes with it
        noun = next((p for p in noun_phrases(asked) if p.start == word.start), None)
        end = noun.end if noun else end
    plural = word.text in _PLURAL
    found = []
    for phrase in antecedents(previous, plural):
        name = phrase.text if not phrase.is_asked else f"the {phrase.text}"
        if word.text in _POSSESSIVE:
            name += "’" if name.endswith("s") and phrase.is_plural else "’s"
        head = asked[: word.start]
        found.append(as_question((head if word.text in _POSSESSIVE else agreeing(head, phrase.is_plural)) + name + asked[end:]))
    return found


def antecedents(previous: str, plural: bool) -> list[Phrase]:
    """What a pronoun may stand for, best first: subjects before what a preposition adds, names before what was asked for."""
    phrases = [p for p in noun_phrases(previous) if p.is_plural == plural]
    if plural and not phrases:
        phrases = noun_phrases(previous)

    def rank(phrase: Phrase) -> tuple[int, int]:
        if RELATIONAL.search(phrase.text) and len(phrases) > 1:
            return 3, phrase.start
        return (0 if not phrase.preposition or phrase.preposition == "of" else 1) + 2 * (phrase.is_asked and not plural), phrase.start

    return sorted(phrases, key=rank)
