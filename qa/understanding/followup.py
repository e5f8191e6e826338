"""A question that leans on the one before it, to questions that stand by themselves.

In: what was typed and the question before ("How is gout treated?", then "and in children?"). Out: what may be meant
("How is gout treated in children?"), best guess first, or nothing where the question stands by itself. Whether one
of the readings is answered is for the engine to find out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.language.phrases import (
    ASKING,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Phrase,
    is_describing,
    is_participle,
    is_plural,
    noun_phrases,
    verb_of,
    words_of,
)
from qa.language.words import beginnings
from qa.retriever import query_terms
from qa.understanding.ellipsis import asked_of, with_asking_words

# How near in meaning a text is to each of others, -1 to 1.
Nearness = Callable[[str, Sequence[str]], Sequence[float]]

MAX_FRAGMENT_WORDS = 6
MAX_READINGS = 3
# A new phrase takes the place of the one nearest to it, and of others that are nearly as near; the subject is the likeliest.
SUBJECT_IS_NEARER = 0.12
COUNTED_IS_FARTHER = 0.25
NEARLY_AS_NEAR = 0.12
# Words alone, without "and" or a question mark, are rather a search for something else.
LEAST_NEARNESS_OF_WORDS = 0.3
SAME_KIND = 0.45
AS_SURE = 0.02
_OPENER = re.compile(
    r"^(?:(?:ok(?:ay)?|so|well|then|also|thanks|thank you|and|but|or)\b[,;:]?\s+)*"
    r"(?:(?:what|how) about|what of|(?:and|is it|is that)? ?the same for|same (?:for|with|question for)|what if it is|and what about)\s+",
    re.IGNORECASE,
)
_JOINT = re.compile(r"^(?:(?:ok(?:ay)?|so|well|then|also|thanks|thank you|and|but|or|plus)\b[,;:]?\s*)+(?=\w)", re.IGNORECASE)
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
# Nouns that are of something: "and the causes?" asks for those of what was spoken of.
_RELATIONAL = re.compile(
    r"\b(?:doses?|dosages?|side effects?|effects?|causes?|symptoms?|signs?|treatments?|therap(?:y|ies)|diagnosis|prognosis|outcomes?"
    r"|mortality|survival|risks?|risk factors?|durations?|mechanisms?|costs?|prices?|size|prevalence|incidence|complications?"
    r"|contraindications?|advantages?|disadvantages?|benefits?|limits?|limitations?|alternatives?|weight|height|age|colou?r|length|function"
    r"|prevention|frequency|origins?)$",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"^(?:the )?(?:percentage|percent|proportion|share|number|amount|fraction|rate)$", re.IGNORECASE)
_COUNT_OF = re.compile(r"\b(?:how many|(?:percentage|percent|proportion|share|number|fraction) of(?: the)?)\s*$", re.IGNORECASE)
# "The most used drug" names one thing by what is asked of it, and nothing else can take its place.
_SUPERLATIVE = re.compile(r"\b(?:most|least|best|worst|first|last|only|main|(?!rest|test|chest|interest)\w{3,}est)\b", re.IGNORECASE)
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
        return _relation_of(f"the {owned[1]}", phrases, previous), False
    if phrases and (relation := _RELATION_ASKED.match(plain)) and _RELATIONAL.search(plain) and len(noun_phrases(plain)) == 1:
        named = relation[1] or f"the {relation[2]}"
        return _relation_of(named, phrases, previous), True
    at = _open_pronoun(asked)
    if at is not None:
        return _with_antecedent(asked, at, previous), False
    is_question = any(word.text in ASKING for word in words[:2]) or (words[0].text in AUXILIARIES and len(words) > 1)
    if is_question or len(words) > MAX_FRAGMENT_WORDS or (verb_of(words) >= 0 and not goes_on):
        return [], True
    return _with_fragment(asked.rstrip(" ?.!"), goes_on, previous, nearness), True


def _plain(question: str) -> list[str]:
    return [word.text for word in words_of(question)]


def _sentence(text: str) -> str:
    """A question with a capital and one question mark."""
    text = " ".join(text.split()).rstrip(" ?.!,;")
    return f"{text[:1].upper()}{text[1:]}?"


def _open_pronoun(asked: str) -> int | None:
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


def _with_antecedent(asked: str, at: int, previous: str) -> list[str]:
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
        found.append(_sentence((head if word.text in _POSSESSIVE else _agreeing(head, phrase.is_plural)) + name + asked[end:]))
    return found


def antecedents(previous: str, plural: bool) -> list[Phrase]:
    """What a pronoun may stand for, best first: subjects before what a preposition adds, names before what was asked for."""
    phrases = [p for p in noun_phrases(previous) if p.is_plural == plural]
    if plural and not phrases:
        phrases = noun_phrases(previous)

    def rank(phrase: Phrase) -> tuple[int, int]:
        if _RELATIONAL.search(phrase.text) and len(phrases) > 1:
            return 3, phrase.start
        return (0 if not phrase.preposition or phrase.preposition == "of" else 1) + 2 * (phrase.is_asked and not plural), phrase.start

    return sorted(phrases, key=rank)


def _with_fragment(fragment: str, goes_on: bool, previous: str, nearness: Nearness) -> list[str]:
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
    if _RELATIONAL.search(name):
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
        if not (len(phrases) > 1 and (_MEASURE.search(phrase.text) or _RELATIONAL.search(phrase.text)))
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
    return [_sentence(previous[: words[verb].start] + participle + previous[words[verb].end :])]


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
            return [_sentence(previous[:start] + fragment + previous[phrase.end :])]
    same = [(phrase, value) for phrase, value in near if phrase.preposition == preposition or value >= SAME_KIND]
    if same:
        phrase = max(same, key=lambda pair: pair[1])[0]
        return [replaced(previous, phrase, name)]
    return [_sentence(f"{previous.rstrip(' ?.!')} {fragment}")]


def _with_relation(name: str, previous: str, phrases: list[Phrase], near: list[float]) -> list[str]:
    """ "And the causes?": those of what was spoken of."""
    related = [(value, phrase) for value, phrase in zip(near, phrases, strict=True) if _RELATIONAL.search(phrase.text)]
    if related:
        return [replaced(previous, max(related, key=lambda pair: pair[0])[1], name)]
    return _relation_of(name, phrases, previous)


def _relation_of(name: str, phrases: list[Phrase], previous: str) -> list[str]:
    named = name if name.split()[0].lower() in DETERMINERS else f"the {name}"
    topics = [p for p in antecedents(previous, plural=False) + antecedents(previous, plural=True) if not p.is_asked] or phrases
    return [_sentence(f"what {'are' if is_plural(name) else 'is'} {named} of {topic.text}") for topic in dict.fromkeys(topics)]


def replaced(question: str, phrase: Phrase, name: str) -> str:
    """A question with another name in the place of a phrase, and the auxiliary before it made to agree."""
    start = phrase.start
    if not phrase.is_asked and name.split()[0].lower() not in DETERMINERS and phrase.bare != phrase.text:
        keeps = phrase.text[: len(phrase.text) - len(phrase.bare)].lower()
        name = f"{keeps}{name}" if keeps.strip() == "the" and _RELATIONAL.search(name) else name
    if phrase.is_asked and name.split()[0].lower() in DETERMINERS:
        name = name.split(maxsplit=1)[-1]
    head = question[:start]
    if not phrase.preposition:
        head = _agreeing(head, is_plural(name))
    return _sentence(f"{head}{name}{question[phrase.end :]}")


def _agreeing(head: str, plural: bool) -> str:
    """The words before a subject with an auxiliary, if it ends in one, in the number of the subject."""
    match = re.search(r"\b(is|are|was|were|do|does|has|have)((?: there)?\s+)$", head, re.IGNORECASE)
    if not match:
        return head
    pairs = {"is": "are", "was": "were", "does": "do", "has": "have"}
    other = pairs if plural else {many: one for one, many in pairs.items()}
    word = other.get(match[1].lower(), match[1].lower())
    word = word.capitalize() if match[1][0].isupper() else word
    return f"{head[: match.start()]}{word}{match[2]}"
