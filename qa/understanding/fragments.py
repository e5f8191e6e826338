"""A phrase alone ("and in children?", "the causes?") to whole questions: the question before with the phrase in it.

In: the phrase, the question before, and what is near in meaning to what. Out: what may be meant, best guess first.
"""

import re
from collections.abc import Callable, Sequence

from qa.language.phrases import (
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    Phrase,
    is_describing,
    is_participle,
    is_plural,
    noun_phrases,
    verb_of,
    words_of,
)
from qa.understanding.coreference import antecedents
from qa.understanding.ellipsis import asked_of
from qa.understanding.rewriting import RELATIONAL, as_question, replaced

# How near in meaning a text is to each of others, -1 to 1.
Nearness = Callable[[str, Sequence[str]], Sequence[float]]
# A new phrase takes the place of the one nearest to it, and of others that are nearly as near; the subject is the likeliest.
SUBJECT_IS_NEARER = 0.12
COUNTED_IS_FARTHER = 0.25
NEARLY_AS_NEAR = 0.12
# Words alone, without "and" or a question mark, are rather a search for something else.
LEAST_NEARNESS_OF_WORDS = 0.3
SAME_KIND = 0.45
_MEASURE = re.compile(r"^(?:the )?(?:percentage|percent|proportion|share|number|amount|fraction|rate)$", re.IGNORECASE)
_COUNT_OF = re.compile(r"\b(?:how many|(?:percentage|percent|proportion|share|number|fraction) of(?: the)?)\s*$", re.IGNORECASE)
# "The most used drug" names one thing by what is asked of it, and nothing else can take its place.
_SUPERLATIVE = re.compile(r"\b(?:most|least|best|worst|first|last|only|main|(?!rest|test|chest|interest)\w{3,}est)\b", re.IGNORECASE)


def with_fragment(fragment: str, goes_on: bool, previous: str, nearness: Nearness) -> list[str]:
    """The question before with a phrase of it replaced by the new one, or with the new one added."""
    words = words_of(fragment)
    preposition = words[0].text if words[0].text in PREPOSITIONS and len(words) > 1 else ""
    name = fragment[words[1].start :] if preposition else fragment
    phrases = noun_phrases(previous)
    if not phrases or words[-1].text in PREPOSITIONS | CONJUNCTIONS | BE:
        return []
    near = [float(value) for value in nearness(name, [p.bare for p in phrases])]
    if preposition:
        return _with_adverbial(fragment, preposition, name, previous, list(zip(phrases, near, strict=True)))
    if RELATIONAL.search(name):
        return _with_relation(name, previous, phrases, near)
    if max(near) < LEAST_NEARNESS_OF_WORDS and not goes_on:
        return []
    if is_participle(words[-1].text) and len(words) == 1:
        return _with_verb(name, previous)
    if all(is_describing(word.text) or word.text.endswith("ly") for word in words):
        return []
    ranked = [
        (value + SUBJECT_IS_NEARER * _is_subject(previous, phrase) - COUNTED_IS_FARTHER * _is_counted(previous, phrase), phrase)
        for value, phrase in zip(near, phrases, strict=True)
        if not (len(phrases) > 1 and (_MEASURE.search(phrase.text) or RELATIONAL.search(phrase.text)))
        and not _SUPERLATIVE.search(phrase.text)
        and (is_plural(name) or not _is_counted(previous, phrase))
    ]
    best = max((value for value, _ in ranked), default=0.0)
    order = sorted(ranked, key=lambda pair: -pair[0])
    near_enough = [phrase for value, phrase in order if value >= best - NEARLY_AS_NEAR]
    return [
        (asked_of(name, previous) if phrase.is_asked and not _is_counted(previous, phrase) else "") or replaced(previous, phrase, name)
        for phrase in near_enough
    ]


def _with_verb(participle: str, previous: str) -> list[str]:
    """ "How are attacks treated?", "and prevented?": the verb is the new one."""
    words = words_of(previous)
    verb = verb_of(words)
    if verb < 0 or not is_participle(words[verb].text):
        return []
    return [as_question(previous[: words[verb].start] + participle + previous[words[verb].end :])]


def _is_subject(question: str, phrase: Phrase) -> bool:
    """Whether the phrase stands right after an auxiliary: "Does soot make …?"."""
    before = words_of(question[: phrase.start])
    return bool(before) and before[-1].text in AUXILIARIES


def _is_counted(question: str, phrase: Phrase) -> bool:
    """Whether the question asks how many of these there are: nothing but a plural takes such a place."""
    return phrase.is_plural and bool(_COUNT_OF.search(question[: phrase.start]))


def _with_adverbial(fragment: str, preposition: str, name: str, previous: str, near: list[tuple[Phrase, float]]) -> list[str]:
    """The question before "in children" or the like, in the place of what it had of that kind."""
    placed = [(phrase, value) for phrase, value in near if phrase.preposition and phrase.preposition != "of"]
    for phrase, value in sorted(placed, key=lambda pair: -pair[1]):
        if phrase.preposition == preposition or value >= SAME_KIND:
            start = previous.rindex(phrase.preposition, 0, phrase.start) if phrase.preposition in previous[: phrase.start] else phrase.start
            return [as_question(previous[:start] + fragment + previous[phrase.end :])]
    same = [(phrase, value) for phrase, value in near if phrase.preposition == preposition or value >= SAME_KIND]
    if same:
        phrase = max(same, key=lambda pair: pair[1])[0]
        return [replaced(previous, phrase, name)]
    return [as_question(f"{previous.rstrip(' ?.!')} {fragment}")]


def _with_relation(name: str, previous: str, phrases: list[Phrase], near: list[float]) -> list[str]:
    """ "And the causes?": those of what was spoken of."""
    related = [(value, phrase) for value, phrase in zip(near, phrases, strict=True) if RELATIONAL.search(phrase.text)]
    if related:
        return [replaced(previous, max(related, key=lambda pair: pair[0])[1], name)]
    return relation_of(name, phrases, previous)


def relation_of(name: str, phrases: list[Phrase], previous: str) -> list[str]:
    """What is asked, asked of each thing that the question before may have been about."""
    named = name if name.split()[0].lower() in DETERMINERS else f"the {name}"
    topics = [p for p in antecedents(previous, plural=False) + antecedents(previous, plural=True) if not p.is_asked] or phrases
    return [as_question(f"what {'are' if is_plural(name) else 'is'} {named} of {topic.text}") for topic in dict.fromkeys(topics)]
