"""A question that sets the subjects of several articles side by side, to one question for each.

In: a question, and the titles of articles that bear on it. Out: "How are gout and shingles treated?" as "How are
gout treated?" and "How are shingles treated?"; nothing for any other question. The reader judges a sentence by
all words of a question, and hardly a sentence of one article has the subject of another.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from qa.retriever import query_terms

MAX_PARTS = 4
_WORD = re.compile(r"[^\W_]+(?:['’]s\b)?")
_JOINT = re.compile(r"\s*(?:,\s*)?(?:\b(?:and|or|versus|vs\b\.?)|[,;/&])(?=\W)\s*", re.IGNORECASE)
# Begins a part that is a question by itself: "…, and how many have asthma?"
_ASKS = re.compile(r"(?:how|what|which|who|whose|whom|when|where|why|is|are|was|were|do|does|did|can)\b", re.IGNORECASE)
_REPEATED = re.compile(r"\b(\w+) \1\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A question about one of the subjects, and the words of that subject by which its articles are known."""

    question: str
    subject: frozenset[str]

    def is_about(self, title: str) -> bool:
        """Whether an article of this title is on the subject."""
        return self.subject <= _words(title)


def parts_of(question: str, titles: Iterable[str]) -> list[Part]:
    """A question for each subject that the question joins, in its order; [] where it joins none.

    Subjects are words that the question shares with a title and that the other titles do not share; they are
    joined by "and", "or", "versus" or a comma between them.
    """
    if not _JOINT.search(question):
        return []
    mentions = _mentions(question, _subjects(question, titles))
    joints = [_last_joint(question, one.end, other.start) for one, other in pairwise(mentions)]
    cuts = [joint for joint in joints if joint]
    if not cuts or len(cuts) < len(joints) or len(mentions) > MAX_PARTS:
        return []
    opening, ending = question[: mentions[0].start], question[mentions[-1].end :]
    starts = [mentions[0].start, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), mentions[-1].end]
    parts = []
    for mention, start, end in zip(mentions, starts, ends, strict=True):
        joined = question[start:end]
        whole = ("" if _ASKS.match(joined) else opening) + joined + ending
        parts.append(Part(_REPEATED.sub(r"\1", whole), mention.subject))
    return parts


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a subject stands in a question."""

    start: int
    end: int
    subject: frozenset[str]


def _subjects(question: str, titles: Iterable[str]) -> dict[frozenset[str], frozenset[str]]:
    """What the question has of each title, to that of it which no other title has; none that another one has whole."""
    asked = {_bare(term) for term in query_terms(question)}
    met = {_words(title) & asked for title in titles}
    widest = [words for words in met if words and not any(words < other for other in met)]
    counts = Counter(word for words in widest for word in words)
    own = {words: frozenset(word for word in words if counts[word] == 1) for words in widest}
    return {words: telling for words, telling in own.items() if telling}


def _mentions(question: str, subjects: dict[frozenset[str], frozenset[str]]) -> list[_Mention]:
    """The runs of a subject's words in a question, each subject once, in order; [] for fewer than two subjects."""
    words = [(match.start(), match.end(), _bare(match[0])) for match in _WORD.finditer(question)]
    found: dict[frozenset[str], _Mention] = {}
    for number, (_, _, word) in enumerate(words):
        full, telling = next(((full, own) for full, own in subjects.items() if word in own), (frozenset(), frozenset()))
        if not telling or telling in found:
            continue
        first = last = number
        while first and words[first - 1][2] in full:
            first -= 1
        while last + 1 < len(words) and words[last + 1][2] in full:
            last += 1
        found[telling] = _Mention(words[first][0], words[last][1], telling)
    return sorted(found.values(), key=lambda mention: mention.start) if len(found) > 1 else []


def _last_joint(question: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the last joining word between two mentions stands."""
    joints = list(_JOINT.finditer(question, start, end))
    return joints[-1].span() if joints else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_bare(word[0]) for word in _WORD.finditer(text))


def _bare(word: str) -> str:
    """A word in lower case without the ending of a possessive."""
    return re.sub(r"['’]s$", "", word.lower())
