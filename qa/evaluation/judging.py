"""Answers to figures: does what is shown and ranked contain the gold, and is a refusal right?

In: gold questions with the answers that a system gave. Out: judgements, every miss in words, and figures
with intervals. What each figure means is told in docs/evaluation.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from qa.answer import Answer
from qa.article import PARAGRAPH_GAP
from qa.evaluation import metrics
from qa.evaluation.metrics import Column, Estimate
from qa.evaluation.questions.gold import GoldQuestion, Span

DEPTHS = (1, 3, 5)
# Figures that are shares of something counted.
SHARES = (
    *(f"passage.contain@{k}" for k in DEPTHS),
    *(f"sentence.contain@{k}" for k in DEPTHS),
    *("answer.contain", "answered", "declined_right", "wrong_when_answered"),
    *("hit_at_1", "hit_at_3", "first_right", "shown_right", "references_right", "answered_wrongly"),
)


class Place(Protocol):
    """A piece of an article's text: a passage, a candidate or a sentence shown."""

    @property
    def article(self) -> str:
        """The article's id."""

    @property
    def text(self) -> str:
        """The article's text from `start` to `end`."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset behind its last character."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question's outcome.

    Attributes:
        passage_rank, sentence_rank: from 1, of the first that contains the gold; 0 where none does.
        first_right: the surest sentence shown contains it.
        shown_right: the sentences shown contain it together.
        references_right: the sentences shown that hold evidence cite the gold works and no others.
        miss: what was wrong, in words; "" if nothing was.
        number: of the question in its set; the same for all times that it is asked.
    """

    gold: GoldQuestion
    answer: Answer
    passage_rank: int
    sentence_rank: int
    first_right: bool
    shown_right: bool
    references_right: bool
    miss: str
    number: int = 0


def judge(gold: GoldQuestion, answer: Answer, number: int = 0) -> Judgement:
    """Compare an answer with the gold."""
    with_evidence = [s for s in answer.sentences if any(e.lower() in s.text.lower() for e in gold.evidence)]
    cited = {label for sentence in with_evidence for label in sentence.references}
    first_right = answer.best is not None and contains([answer.best], gold)
    shown_right = contains(answer.sentences, gold)
    references_right = shown_right and cited == set(gold.references)
    miss = ""
    if gold.answerable and answer.declined:
        miss = "declined"
    elif gold.answerable and not shown_right:
        miss = "other sentences shown"
    elif gold.answerable and not first_right:
        miss = "evidence not in the surest sentence"
    elif gold.answerable and gold.references and not references_right:
        miss = f"references {sorted(cited)}, not {sorted(gold.references)}"
    elif not gold.answerable and not answer.declined:
        miss = "answered, though the article does not answer"
    return Judgement(
        gold=gold,
        answer=answer,
        passage_rank=rank(answer.passages, gold),
        sentence_rank=rank(answer.candidates, gold),
        first_right=first_right,
        shown_right=shown_right,
        references_right=references_right,
        miss=miss,
        number=number,
    )


def contains(places: Sequence[Place], gold: GoldQuestion) -> bool:
    """Whether the places together contain the gold: one of its spans in the right article, or all its strings."""
    if not places or not gold.answerable:
        return False
    if gold.article:
        own = sorted((place.start, place.end) for place in places if place.article == gold.article)
        return any(_covered(span, own) for span in gold.spans)
    joined = " ".join(place.text for place in places).lower()
    return all(evidence.lower() in joined for evidence in gold.evidence)


def rank(places: Sequence[Place], gold: GoldQuestion) -> int:
    """The rank, from 1, of the first place that contains a gold span; 0 where none does.

    Evidence that is told as several strings may stand in several places: there, how many of the first
    places it takes to have them all.
    """
    numbers = range(1, len(places) + 1)
    return next((k for k in numbers if contains(places[k - 1 : k] if gold.article else places[:k], gold)), 0)


def figures(judgements: Sequence[Judgement]) -> dict[str, Estimate]:
    """All figures by name, each with its interval; NaN where nothing was asked that a figure is about."""
    answerable = [j for j in judgements if j.gold.answerable]
    unanswerable = [j for j in judgements if not j.gold.answerable]
    answered = [j for j in judgements if not j.answer.declined]
    timed = [j for j in judgements if "total" in j.answer.seconds]
    confidences, right, could = surest(judgements)
    asked = _numbers(judgements)
    return {
        **{f"passage.contain@{k}": _share(answerable, (0 < j.passage_rank <= k for j in answerable)) for k in DEPTHS},
        **{f"sentence.contain@{k}": _share(answerable, (0 < j.sentence_rank <= k for j in answerable)) for k in DEPTHS},
        "answer.contain": _share(answerable, (j.shown_right for j in answerable)),
        "mrr": metrics.estimate(metrics.mean_reciprocal_rank, np.array([j.passage_rank for j in answerable]), groups=_numbers(answerable)),
        "answered": _share(answerable, (not j.answer.declined for j in answerable)),
        "declined_right": _share(unanswerable, (j.answer.declined for j in unanswerable)),
        "wrong_when_answered": _share(answered, (not j.shown_right for j in answered)),
        "answerability.auroc": metrics.estimate(metrics.auroc, confidences, could, groups=asked),
        "risk_coverage.area": metrics.estimate(metrics.risk_coverage_area, confidences, right, groups=asked),
        "ece": metrics.estimate(metrics.expected_calibration_error, confidences, right, groups=asked),
        "seconds": metrics.estimate(metrics.median, np.array([j.answer.seconds["total"] for j in timed]), groups=_numbers(timed)),
        "hit_at_1": _share(answerable, (j.sentence_rank == 1 for j in answerable)),
        "hit_at_3": _share(answerable, (0 < j.sentence_rank <= 3 for j in answerable)),
        "first_right": _share(answerable, (j.first_right for j in answerable)),
        "shown_right": _share(answerable, (j.shown_right for j in answerable)),
        "references_right": _share(citing := [j for j in answerable if j.gold.references], (j.references_right for j in citing)),
        "answered_wrongly": _share(judgements, (not j.answer.declined and not j.shown_right for j in judgements)),
    }


def surest(judgements: Sequence[Judgement]) -> tuple[Column, Column, Column]:
    """Confidences, whether the surest sentence, shown or not, is right, and whether the question is answerable; each shape (n,)."""
    return (
        np.array([j.answer.confidence for j in judgements], dtype=np.float64),
        np.array([j.sentence_rank == 1 for j in judgements], dtype=bool),
        np.array([j.gold.answerable for j in judgements], dtype=bool),
    )


def _covered(span: Span, places: Iterable[Span]) -> bool:
    """Whether places, in order, cover a span; between sentences that follow each other lies only white space."""
    start, end = span
    position = start
    for first, last in places:
        if first <= position + (len(PARAGRAPH_GAP) if position > start else 0):
            position = max(position, last)
    return position >= end


def _share(judgements: Sequence[Judgement], outcomes: Iterable[bool]) -> Estimate:
    return metrics.estimate(metrics.share, np.array(list(outcomes), dtype=np.float64), groups=_numbers(judgements))


def _numbers(judgements: Sequence[Judgement]) -> Column:
    return np.array([j.number for j in judgements], dtype=np.int64)
