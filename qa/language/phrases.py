"""The noun phrases of a question, and the forms of its words.

In: a question. Out: where its noun phrases stand, which of them is asked for, and where its verb is. Done with lists
of function words and a dictionary of word forms (lemminflect); no parser, so a phrase is a run of words, not a tree.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from lemminflect import getAllLemmas, getInflection

DETERMINERS = frozenset("the a an this that these those any some all each every no both either neither such my your our".split())
PREPOSITIONS = frozenset(
    "of in on at with without by for from to into onto after before during under over between among against via per through "
    "throughout within until till since across around behind beyond despite like near toward towards upon versus than as".split()
)
BE = frozenset("is are was were be been being am".split())
DO = frozenset("do does did".split())
HAVE = frozenset("has have had".split())
MODALS = frozenset("can could may might must shall should will would".split())
AUXILIARIES = BE | DO | HAVE | MODALS
ASKING = frozenset("what which who whom whose when where why how".split())
PRONOUNS = frozenset(
    "it its itself they them their theirs he him his she her hers this that these those we us you i me there one ones".split()
)
CONJUNCTIONS = frozenset("and or but nor if when while because although though that whether so then".split())
_QUANTITY = frozenset("many much most more less few fewer several other else long often far old soon quickly fast".split())
_ADVERBS = frozenset(
    "not also only just even still ever never already usually often sometimes most more very too so then again there here typically "
    "well better best first up down out off".split()
)
# Words that are a noun as well, and that a question rather uses as its verb.
_VERBS = frozenset(
    "work help cause need lead show treat change act affect affects form use measure test study increase rise fall drop heal return "
    "live die grow result end start last cost matter respond improve fail play release produce reach spread contain control "
    "hurt protect support benefit damage look mean bring say find make give take get come go keep move fight bind attack".split()
)
_PLURALS = frozenset("people children women men mice feet teeth geese lice criteria bacteria data phenomena".split())
_WORD = re.compile(r"[^\W_]+(?:[-–'’./][^\W_]+)*%?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: in lower case, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: `start` to `end` with its determiner.

    `is_asked` if "which", "what" or "how many" asks for it; `preposition` is the word before it, "" if that is none.
    """

    text: str
    start: int
    end: int
    is_asked: bool
    preposition: str

    @property
    def bare(self) -> str:
        """The phrase without its determiner."""
        first, _, rest = self.text.partition(" ")
        return rest if rest and first.lower() in DETERMINERS else self.text

    @property
    def is_plural(self) -> bool:
        """Whether more than one thing is named."""
        return is_plural(self.text)


def words_of(question: str) -> list[Word]:
    """The words of a question in order."""
    return [Word(match[0].lower(), *match.span()) for match in _WORD.finditer(question)]


def noun_phrases(question: str) -> list[Phrase]:
    """The noun phrases of a question in order: runs of words that are neither function words nor verbs."""
    words = words_of(question)
    verb = verb_of(words)
    found = []
    at = 0
    while at < len(words):
        start = at
        while at < len(words) and at != verb and _may_be_inside(words, at, start):
            at += 1
        last = at
        while last > start and (is_describing(words[last - 1].text) or words[last - 1].text in _ADVERBS | DETERMINERS | _QUANTITY):
            last -= 1  # "Is calciphylaxis hereditary?"
        if last > start:
            before = words[start - 1].text if start else ""
            asked = before in ("what", "which", "whose", "many", "much", "more", "other")
            preposition = before if before in PREPOSITIONS else ""
            span = words[start].start, words[last - 1].end
            found.append(Phrase(question[slice(*span)], *span, asked, preposition))
        at = max(at, start + 1)
    return found


def verb_of(words: list[Word]) -> int:
    """The place of the main verb among words; -1 where none is known: it may be a form of "be"."""
    auxiliary = next((i for i, word in enumerate(words) if word.text in AUXILIARIES), -1)
    if auxiliary < 0:
        return _subject_verb(words)
    later = range(auxiliary + 1, len(words))
    base = words[auxiliary].text in DO | MODALS
    for certain in (True, False):
        for i in later:
            word = words[i].text
            if word in AUXILIARIES:
                base = base and word not in BE | HAVE
                continue
            if base:
                inverted = auxiliary == 0 or words[auxiliary - 1].text in ASKING | _QUANTITY or words[auxiliary].text in DO
                far_enough = i > auxiliary + (1 if inverted else 0)
                fits = _is_verb(word, certain) and lemma(word) == word
            else:
                far_enough = True
                fits = (is_participle(word) and not _goes_with_next(words, i)) or (word.endswith("ing") and set(_kinds(word)) == {"VERB"})
            if fits and far_enough and words[i - 1].text not in DETERMINERS | PREPOSITIONS - {"to"}:
                return i
    return -1


def _subject_verb(words: list[Word]) -> int:
    """The verb of a question whose subject is what it asks for: "What causes gout?", "Which drug helps?"."""
    if not words or words[0].text not in ASKING:
        return -1
    first = 1 if words[0].text in ("what", "who") else 2
    for i in range(first, len(words)):
        word = words[i].text
        if word in PREPOSITIONS:
            continue
        inflected = lemma(word, "VERB") != word or is_plural(words[i - 1].text)
        noun_before = i == 1 or words[i - 1].text not in DETERMINERS | PREPOSITIONS | _QUANTITY
        if inflected and noun_before and _is_verb(word, certain=False) and not _goes_with_next(words, i):
            return i
    return -1


def _may_be_inside(words: list[Word], at: int, start: int) -> bool:
    """Whether the word may go on with, or begin, a noun phrase."""
    word = words[at].text
    if word in DETERMINERS:
        return at == start and word not in ("that",)
    if word in PREPOSITIONS | AUXILIARIES | ASKING | PRONOUNS | CONJUNCTIONS:
        return False
    if word in _QUANTITY | _ADVERBS or word.endswith("ly"):
        # "the most widely used treatment"
        return at > start and words[start].text in DETERMINERS and at + 1 < len(words)
    if not set(_kinds(word)) <= {"VERB", "AUX"} or not _kinds(word):
        return True
    return is_participle(word) and _goes_with_next(words, at)


def _goes_with_next(words: list[Word], at: int) -> bool:
    """Whether a participle describes the noun after it: "reviewed cases"."""
    following = words[at + 1].text if at + 1 < len(words) else ""
    before = words[at - 1].text if at else ""
    closed = PREPOSITIONS | AUXILIARIES | ASKING | PRONOUNS | CONJUNCTIONS | DETERMINERS | _ADVERBS | _QUANTITY
    if not following or following in closed or following.endswith("ly") or not is_participle(words[at].text):
        return False
    return before in DETERMINERS | PREPOSITIONS | _ADVERBS | {"many", "which", "what", "much"} or before.endswith("ly")


@lru_cache(maxsize=4096)
def _kinds(word: str) -> dict[str, tuple[str, ...]]:
    return dict(getAllLemmas(word)) if word.isascii() else {}


def lemma(word: str, kind: str = "VERB") -> str:
    """The dictionary form of a word as a VERB or NOUN; the word itself where that is not known."""
    return next(iter(_kinds(word.lower()).get(kind, ())), word.lower())


def inflected(base: str, tag: str) -> str:
    """A form of a word by its Penn Treebank tag: VBD, VBN, VBZ, NNS."""
    return next(iter(getInflection(base, tag=tag)), base)


def _is_verb(word: str, certain: bool) -> bool:
    kinds = _kinds(word)
    if "VERB" not in kinds or word in DETERMINERS | PREPOSITIONS | _QUANTITY | ASKING:
        return False
    return not certain or set(kinds) <= {"VERB", "AUX"} or kinds["VERB"][0] in _VERBS or is_participle(word)


def is_participle(word: str) -> bool:
    """Whether a word may be a verb's past form: "treated"."""
    kinds = _kinds(word)
    return "VERB" in kinds and kinds["VERB"][0] != word and not word.endswith(("s", "ing"))


def is_describing(word: str) -> bool:
    """Whether a word is an adjective or adverb and no noun: "painful"."""
    kinds = _kinds(word.lower())
    return bool(kinds) and set(kinds) <= {"ADJ", "ADV"}


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase names more than one thing."""
    words = phrase.lower().split()
    if not words:
        return False
    if "and" in words or words[-1] in _PLURALS:
        return True
    last = words[-1]
    nouns = _kinds(last).get("NOUN")
    if nouns:
        return last not in nouns and last.endswith("s")
    return last.endswith("s") and not last.endswith(("ss", "us", "is"))
