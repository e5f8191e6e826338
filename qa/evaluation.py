"""Question sets to figures: does the answer show the evidence, and is a refusal right?

In: questions with the evidence that an answer must show, and an engine. Out: fractions with their
counts, and every miss by name. Nothing here is ever used for training.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.answer import Answer
from qa.engine import Engine
from qa.errors import InputError


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer shows.

    Attributes:
        evidence: strings that must all occur, in any case, in the sentences shown.
        references: labels of the works cited in those sentences; () asks for none.
    """

    id: str
    question: str
    answerable: bool
    evidence: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fraction:
    """`count` of `n`."""

    count: int
    n: int

    @property
    def value(self) -> float:
        """0 to 1; 0 where there was nothing to count."""
        return self.count / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """One question's outcome; `miss` says in words what was wrong with it, "" if nothing was."""

    gold: GoldQuestion
    answer: Answer
    hit_at_1: bool
    hit_at_3: bool
    first_right: bool
    shown_right: bool
    references_right: bool
    miss: str


def load_questions(path: Path) -> list[GoldQuestion]:
    """Read a question file, one JSON object a line. Raises InputError where a line is not one."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise InputError(f"The question file {path} cannot be read: {reason}.") from error
    questions = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            questions.append(
                GoldQuestion(
                    id=str(data.get("id", number)),
                    question=str(data["question"]),
                    answerable=bool(data["answerable"]),
                    evidence=tuple(map(str, data.get("evidence", ()))),
                    references=tuple(map(str, data.get("references", ()))),
                )
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"Line {number} of {path} is not a question; "
                'it needs {"question": …, "answerable": …, "evidence": […], "references": […]}.'
            ) from error
    if not questions:
        raise InputError(f"The question file {path} holds no questions.")
    return questions


def judge(gold: GoldQuestion, answer: Answer) -> Judgement:
    """Compare an answer with the evidence.

    `first_right`: the surest sentence shown holds all evidence. `shown_right`: the sentences shown
    hold it together. `references_right`: the sentences shown that hold evidence cite the gold works
    and no others.
    """
    shown = [sentence.text for sentence in answer.sentences]
    with_evidence = [s for s in answer.sentences if any(e.lower() in s.text.lower() for e in gold.evidence)]
    cited = {label for sentence in with_evidence for label in sentence.references}
    first_right = answer.best is not None and _holds([answer.best.text], gold)
    shown_right = _holds(shown, gold)
    references_right = shown_right and cited == set(gold.references)
    ranked = [candidate.text for candidate in answer.candidates]
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
        hit_at_1=any(_holds([text], gold) for text in ranked[:1]),
        hit_at_3=_holds(ranked[:3], gold),
        first_right=first_right,
        shown_right=shown_right,
        references_right=references_right,
        miss=miss,
    )


def evaluate(engine: Engine, questions: Iterable[GoldQuestion], tick: Callable[[], object] = lambda: None) -> list[Judgement]:
    """Ask every question. `tick` is called after each."""
    judgements = []
    for gold in questions:
        judgements.append(judge(gold, engine.ask(gold.question)))
        tick()
    return judgements


def figures(judgements: Sequence[Judgement]) -> dict[str, Fraction]:
    """The figures by name. `answered_wrongly` is of all questions, the rest of those they concern."""
    answerable = [j for j in judgements if j.gold.answerable]
    unanswerable = [j for j in judgements if not j.gold.answerable]
    wrong = [j for j in judgements if not j.answer.declined and not (j.gold.answerable and j.shown_right)]
    return {
        "hit_at_1": _fraction(j.hit_at_1 for j in answerable),
        "hit_at_3": _fraction(j.hit_at_3 for j in answerable),
        "first_right": _fraction(j.first_right for j in answerable),
        "shown_right": _fraction(j.shown_right for j in answerable),
        "references_right": _fraction(j.references_right for j in answerable if j.gold.references),
        "answered": _fraction(not j.answer.declined for j in answerable),
        "declined_right": _fraction(j.answer.declined for j in unanswerable),
        "answered_wrongly": Fraction(len(wrong), len(judgements)),
    }


def _holds(texts: Sequence[str], gold: GoldQuestion) -> bool:
    joined = " ".join(texts).lower()
    return bool(texts) and all(evidence.lower() in joined for evidence in gold.evidence)


def _fraction(outcomes: Iterable[bool]) -> Fraction:
    listed = list(outcomes)
    return Fraction(sum(listed), len(listed))
