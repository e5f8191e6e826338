"""A question set to a report: every system is asked every question in one process, and judged alike.

In: a QuestionSet, an engine whose library is to be measured, and a folder to work in. Out: a Report.
Nothing here is ever used for training; everything random is seeded.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qa.answer import Answer
from qa.engine import Engine
from qa.errors import InputError
from qa.evaluation.ablations import ablated
from qa.evaluation.baselines import Baselines
from qa.evaluation.judging import Judgement, figures, judge
from qa.evaluation.metrics import SEED, Estimate
from qa.evaluation.questions.gold import GoldQuestion, QuestionSet
from qa.evaluation.systems import System, systems

Within = Literal["article", "library"]
# Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], object]


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


def measure(
    questions: QuestionSet,
    engine: Engine,
    folder: Path,
    within: Within,
    progress: Progress = lambda *_: None,
    ablations: bool = False,
) -> Report:
    """Ask a question set and judge the answers.

    Args:
        engine: the product; the set's own articles, as far as they are needed, are added to its library.
        folder: for what the rivals keep.
        ablations: measure the product with each of its parts taken away, in the place of its rivals.
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
    ids = engine.library.ids()
    if not ids:
        raise InputError("The library is empty; there is nothing to ask.")
    rivals = ablated(engine) if ablations else systems(engine, _baselines(engine, folder, ids, progress))
    given: dict[str, list[Judgement]] = {}
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


def _baselines(engine: Engine, folder: Path, ids: Sequence[str], progress: Progress) -> Baselines:
    baselines = Baselines(engine, folder)
    for number, article_id in enumerate(ids, start=1):
        baselines.add(engine.article(article_id))
        progress("reading windows", number, len(ids))
    return baselines


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
