"""A question set to a report: every system is asked every question in one process, and judged alike.

In: a QuestionSet, an engine whose library is to be measured, and a folder to work in. Out: a Report.
Nothing here is ever used for training; everything random is seeded.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from qa.answer import Answer
from qa.engine import Engine
from qa.errors import InputError
from qa.evaluation.baselines import Baselines
from qa.evaluation.judging import DEPTHS, Judgement, figures, judge
from qa.evaluation.metrics import SEED, Estimate
from qa.evaluation.questions.gold import GoldQuestion, QuestionSet

Within = Literal["article", "library"]
# Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], object]

_OF_SENTENCES = frozenset(
    (
        *(f"sentence.contain@{k}" for k in DEPTHS),
        *("answer.contain", "answered", "declined_right", "wrong_when_answered", "risk_coverage.area", "ece"),
        *("hit_at_1", "hit_at_3", "first_right", "shown_right", "references_right", "answered_wrongly"),
    )
)


@dataclass(frozen=True, slots=True)
class System:
    """Something that answers: `ask` takes a question and the articles to search, () for all.

    `omits` names the figures that would mean nothing for it.
    """

    name: str
    what: str
    ask: Callable[[str, Sequence[str]], Answer]
    omits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ask:
    """A question put to some articles, () for all; `number` is the question's in its set."""

    number: int
    gold: GoldQuestion
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out for one system."""

    system: System
    figures: dict[str, Estimate]
    judgements: list[Judgement]


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured, and what came out: the product first, then its rivals.

    Attributes:
        within: what each question searched.
        unanswerable: in words, what the unanswerable questions are.
        n_not_located: questions whose gold answer could not be located in the article; they count as not contained.
    """

    name: str
    within: Within
    n_questions: int
    n_articles: int
    unanswerable: str
    n_not_located: int
    measured: tuple[Measured, ...]


def measure(questions: QuestionSet, engine: Engine, folder: Path, within: Within, progress: Progress = lambda *_: None) -> Report:
    """Ask a question set and judge the answers.

    Args:
        engine: the product; the set's own articles, as far as they are needed, are added to its library.
        folder: for what the rivals keep.
        within: whether a question with an article of its own searches that or the whole library.

    Raises:
        InputError, LibraryError, ModelError: as `Engine.add` and `Engine.ask`.
    """
    asks, unanswerable = all_asks(questions, within)
    wanted = {article_id for ask in asks for article_id in ask.articles}
    own = [a for a in questions.articles if within == "library" or a.id in wanted]
    for number, article in enumerate(own, start=1):
        engine.add_article(article)
        progress("reading articles", number, len(own))
    baselines = Baselines(engine, folder)
    ids = engine.library.ids()
    if not ids:
        raise InputError("The library is empty; there is nothing to ask.")
    for number, article_id in enumerate(ids, start=1):
        baselines.add(engine.article(article_id))
        progress("reading windows", number, len(ids))
    given: dict[str, list[Judgement]] = {}
    rivals = systems(engine, baselines)
    for number, ask in enumerate(asks, start=1):
        for system in rivals:
            answer = _asked(system, ask)
            given.setdefault(system.name, []).append(judge(ask.gold, answer, ask.number))
        progress("asking", number, len(asks))
    measured = []
    for number, system in enumerate(rivals, start=1):
        found = {name: figure for name, figure in figures(given[system.name]).items() if name not in system.omits}
        measured.append(Measured(system, found, given[system.name]))
        progress("bootstrapping", number, len(rivals))
    n_not_located = sum(not gold.is_located for gold in questions.questions)
    return Report(questions.name, within, len(questions.questions), len(ids), unanswerable, n_not_located, tuple(measured))


def systems(engine: Engine, baselines: Baselines) -> tuple[System, ...]:
    """The product and its rivals."""
    unread = Engine(engine.library, engine.encoder, replace(engine.config, reader="none"))
    return (
        System("ours", "the product as it is", engine.ask),
        System("no_reader", "the product without its reader: fused passages, the sentence with the highest cosine", unread.ask),
        System("dense", "passages and sentences by cosine alone, declined under a fixed cosine", baselines.dense),
        System("bm25", "passages and sentences by BM25 alone, never declined; its scores are no probabilities", baselines.bm25, _NO_ECE),
        System("windows", "1000-character windows, 200 overlapping, by cosine; no answer sentences", baselines.windows, _OF_SENTENCES),
    )


_NO_ECE = frozenset(("ece",))


def all_asks(questions: QuestionSet, within: Within) -> tuple[list[Ask], str]:
    """Every question with what it searches, and in words what the unanswerable ones are.

    A set that brings its articles and no unanswerable question has each question also asked where it
    was not written for: of another article (seeded choice by question), or of the library without its
    own article. Articles of which the same question is asked are not taken. Another article may
    answer by chance, so this errs against the system.
    """
    asks = [
        Ask(number, gold, (gold.article,) if gold.article and within == "article" else ())
        for number, gold in enumerate(questions.questions)
    ]
    if any(not gold.answerable for gold in questions.questions):
        return asks, "those of the file"
    if len(questions.articles) < 2:
        return asks, "none"
    asked_of: dict[str, set[str]] = {}
    for gold in questions.questions:
        asked_of.setdefault(gold.question.lower(), set()).add(gold.article)
    elsewhere = []
    for number, gold in enumerate(questions.questions):
        others = tuple(a.id for a in questions.articles if a.id not in asked_of[gold.question.lower()])
        if others:
            searched = others if within == "library" else (random.Random(f"{SEED} {gold.id} {gold.question}").choice(others),)
            elsewhere.append(Ask(number, GoldQuestion(f"{gold.id} elsewhere", gold.question, answerable=False), searched))
    where = "all articles but its own" if within == "library" else "another article (seeded choice)"
    return sorted(asks + elsewhere, key=lambda ask: ask.number), f"each question asked of {where}, where it is taken to have no answer"


def _asked(system: System, ask: Ask) -> Answer:
    try:
        return system.ask(ask.gold.question, ask.articles)
    except InputError as error:
        return Answer(ask.gold.question, declined=True, confidence=0.0, message=str(error))
