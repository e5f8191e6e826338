"""What a thing is: whether a question asks that and nothing more, and whether a sentence may tell it.

In: a question, and sentences that may answer it. Out: what each sentence's probability is to be multiplied with.
"The diagnosis of calciphylaxis is made late" has every word of "What is calciphylaxis?" and does not tell it.

The forms are those of Hearst (1992, Automatic acquisition of hyponyms from large text corpora), and what apposition
and the copula add to them.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qa.language.words import OtherNames
from qa.windows import Candidate

# What is left of the probability of a sentence that has not the form of saying what the thing is: too little to be shown
# unless somebody asks for answers that are less sure.
DOUBT = 0.45
_ASKED = re.compile(
    r"\W*(?:what(?:[’']?s|\s+is|\s+are|\s+was|\s+were)|define)\s+(?:an?\s+)?"
    r"(?!the\b|this\b|that\b|these\b|those\b|it\b|they\b|there\b|known\b|your?\b|my\b|our\b)"
    r"([^\W_][\w’'-]*(?:\s[^\W_][\w’'-]*){0,2})\W*",
    re.IGNORECASE,
)
_VERBS = "refers?|means?|describes?|denotes?|consists?|includes?|comprises?|constitutes?|represents?"
# "is treated by", "is still poorly understood" tell something else; "is seen as a form of" does not.
_ADVERB = r"(?:\w+ly|still|also|often|not|now|well|most|more|less|very|even)\s+"
_HAPPENS = rf"\s+(?:{_ADVERB})*(?:\w+ed|known|shown|seen|taken|given|understood|made|done|said|found|held)\b(?!\s+(?:as|to be)\b)"
_SAYS = rf"(?:(?:is|are|was|were)\b(?! not\b)(?!{_HAPPENS})|(?:{_VERBS})\b)"
_IT_IS = re.compile(rf"(?:it|they|this|these)\b(?:\s\w+){{0,3}}?\s{_SAYS}", re.IGNORECASE)
_SEVERAL = re.compile(r"\W*what\s+(?:are|were)\b", re.IGNORECASE)
# Words that make of a thing one of its sides ("risk of …", "Koch's second postulate"), or of the question another one.
_NOT_A_NAME = re.compile(
    r"\b(?:of|for|in|on|to|by|with|from|at|about|and|or|between|done|used|given|made|called|known|best|most|first|last|next|new|other|"
    r"some|any|all|common|possible|main|wrong|\w+[’']s|\w+ed|\w+ing)\b",
    re.IGNORECASE,
)
_BEFORE = r"(?<!of )(?<!in )(?<!with )(?<!for )(?<!by )(?<!from )(?<!to )(?<!on )(?<!and )(?<!,)"


def doubts(question: str, candidates: Sequence[Candidate], other_names: OtherNames) -> NDArray[np.float32]:
    """Shape (n_candidates,): 1 for a sentence that may answer, DOUBT for one that does not say what a thing asked for is.

    After a sentence that names the thing, "It is …" may speak of it; where several things are asked for ("What are
    complications?"), a sentence that does not name them may be one of them.
    """
    found = np.ones(len(candidates), dtype=np.float32)
    if thing := thing_asked(question):
        names = [thing, *(" ".join(name) for name in other_names.get(tuple(thing.lower().split()), ()))]
        several = _SEVERAL.match(question) is not None
        named = re.compile("|".join(rf"\b{_thing(name)}" for name in names), re.IGNORECASE)
        for number, candidate in enumerate(candidates):
            meant = several or (_IT_IS.match(candidate.sentence) and named.search(candidate.before))
            if (named.search(candidate.sentence) or not meant) and not may_define(candidate.sentence, names):
                found[number] = DOUBT
    return found


def thing_asked(question: str) -> str:
    """The thing of which a question asks what it is; "" where it asks anything else."""
    asked = _ASKED.fullmatch(question.strip())
    return asked[1] if asked and not _NOT_A_NAME.search(asked[1]) else ""


def may_define(sentence: str, names: Sequence[str]) -> bool:
    """Whether a sentence has the form of saying what a thing, by any of its names, is."""
    return any(_forms(name).search(sentence) for name in names)


def _thing(name: str) -> str:
    """A pattern for a name, in the singular or the plural."""
    words = re.findall(r"\w+", re.sub(r"(?<=\w\w\w)(?:e?s)$", "", name))
    return r"\W+".join(words) + r"(?:e?s)?\b"


@lru_cache(maxsize=64)
def _forms(name: str) -> re.Pattern[str]:
    thing = _thing(name)
    return re.compile(
        # Calciphylaxis (or CUA) is …; RANBP2, a nuclear pore protein; PTH (parathyroid hormone); IL-1β as one of …
        rf"{_BEFORE}\b{thing}\s*(?:\([^)]*\)\s*|,[^,]{{1,60}},\s*)?{_SAYS}"
        rf"|\b{thing},\s(?:an?|the|one|which|also|or|that is|i\.?e)\b"
        rf"|{_BEFORE}\b{thing}\s*\((?!\d)"
        rf"|\b{thing}\s*\(\w{{2,8}}\)"
        rf"|\b{thing}\sas\s(?:an?|one|the)\b"
        rf"|\b{thing}\s(?:and|or)\sother\b"
        # … respiratory syncytial virus (RSV); so-called sunitinib; a drug known as X; drugs such as X; defined as
        rf"|\(\W*{thing}\W*\)"
        rf"|\b(?:called|known as|termed|named|namely|such as|including|i\.e\.,?)\s(?:an?\s|the\s)?{thing}"
        rf"|\b{thing}\b.{{0,40}}\b(?:defin(?:ed|ition)|characteri[sz]ed)\b",
        re.IGNORECASE,
    )
