"""Sentences that were read to those that are shown: the surest, those that add to them, and what they speak of.

In: read sentences, surest first. Out: those to show, none where no sentence is sure enough.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.reader import Reader
from qa.selection.candidates import ReadSentence
from qa.text import one_line

# A further sentence is shown if it answers nearly as surely as the best one, and says something that its article's others do not.
FURTHER_SHARE = 0.85
SAME_WORDS_SHARE = 0.8
_ANAPHOR = re.compile(
    r"(?:it|its|they|their|them|this|these|those|such|he|she|his|her|others?|another|the (?:former|latter))\b(?! as\b)", re.IGNORECASE
)
# "It is thought that …" speaks of nothing before it.
_EXPLETIVE = re.compile(r"it(?:[’']s| is| was| has been| may be| seems| appears)(?: \w+){0,3} (?:that|to|whether|if)\b", re.IGNORECASE)


def choose(read: Sequence[ReadSentence], threshold: float, max_sentences: int) -> list[ReadSentence]:
    """The sentences to show: none if the surest is below the threshold.

    First the surest of each article, then further ones, each followed by those before it that say what it
    speaks of. Two articles may say the same: each cites other works for it.
    """
    if not read or read[0].probability < threshold:
        return []
    sure = [r for r in read if r.probability >= max(threshold, FURTHER_SHARE * read[0].probability)]
    surest: dict[str, ReadSentence] = {}
    for candidate in sure:
        surest.setdefault(candidate.article.id, candidate)
    shown: list[ReadSentence] = []
    said: set[tuple[str, ...]] = set()
    for candidate in [*surest.values(), *(r for r in sure if r is not surest[r.article.id])]:
        # One article may be here twice, say as a web page and a PDF.
        if (same := _said(candidate)) in said:
            continue
        said.add(same)
        others = [other for other in shown if other.article.id == candidate.article.id]
        if all(_shared_words(candidate.sentence.text, other.sentence.text) < SAME_WORDS_SHARE for other in others):
            shown.append(candidate)
    known = {(r.article.id, r.sentence.start): r for r in read}
    with_antecedents: list[ReadSentence] = []
    for found in shown:
        group = [r for r in (found, *_antecedents(found, known)) if r not in with_antecedents]
        if not with_antecedents or len(with_antecedents) + len(group) <= max_sentences:
            with_antecedents += group[:max_sentences]
    return with_antecedents


def with_words(question: str, shown: Sequence[ReadSentence], reader: Reader | None, threshold: float) -> list[ReadSentence]:
    """The sentences, those that answer with the words that do."""
    if not reader:
        return list(shown)
    return [
        replace(r, words=reader.answer_words(question, r.candidate)) if r.candidate and r.probability >= threshold else r for r in shown
    ]


def _said(found: ReadSentence) -> tuple[str, ...]:
    """The same for the same words with the same citations under the same title."""
    return (
        *(one_line(text).casefold() for text in (found.article.title, found.sentence.text)),
        *(c.label for c in found.sentence.citations),
    )


def merged(*lists: Sequence[ReadSentence]) -> list[ReadSentence]:
    """The sentences of several lists one after the other, each once, as sure as any list has it."""
    surest: dict[tuple[str, int], ReadSentence] = {}
    for r in (r for sentences in lists for r in sentences):
        place = (r.article.id, r.sentence.start)
        if place not in surest or r.probability > surest[place].probability:
            surest[place] = r
    return list(surest.values())


def _antecedents(found: ReadSentence, known: Mapping[tuple[str, int], ReadSentence]) -> list[ReadSentence]:
    """The sentences before one that starts with "It", "They", "Others" …, back to one that stands by itself."""
    paragraph = next(p for section in found.article.sections for p in section.paragraphs if found.sentence in p)
    at = paragraph.index(found.sentence)
    before = []
    while at and speaks_of_another(paragraph[at].text):
        at -= 1
        before.append(
            known.get((found.article.id, paragraph[at].start)) or replace(found, sentence=paragraph[at], scores={}, candidate=None)
        )
    return before


def speaks_of_another(sentence: str) -> bool:
    """Whether a sentence starts with a word that stands for something named before it."""
    return bool(_ANAPHOR.match(sentence)) and not _EXPLETIVE.match(sentence)


def _shared_words(one: str, other: str) -> float:
    """Share of the shorter sentence's words that stand in the other as well."""
    words, others = set(one.lower().split()), set(other.lower().split())
    return len(words & others) / max(1, min(len(words), len(others)))
