"""A conversation: questions and what was said to each.

In: a question and an engine. Out: a `Turn`, whatever happens.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Answer
from qa.engine import Engine
from qa.errors import InputError, QAError
from qa.page.mishaps import went_wrong

MAX_TURNS = 30
MAX_SHOWN_CHARS = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what was said to it: an answer, a message of an error, or nothing yet.

    `key` tells it from the conversation's other turns; the page that asks makes it up, "" where none has.
    """

    question: str
    answer: Answer | None = None
    error: str = ""
    key: str = ""


def checked_key(key: object) -> str:
    """A key as pages make them up; "" for anything else."""
    return key if isinstance(key, str) and re.fullmatch("[a-z0-9]{1,16}", key) else ""


def asked(engine: Engine, text: str, articles: Sequence[str], past: Sequence[Turn] = (), key: str = "") -> Turn:
    """A question and its answer, or why there is none; the turns before it tell what it may lean on."""
    shown = text[:MAX_SHOWN_CHARS]
    before = [turn.answer.understood_as or turn.answer.question for turn in past if turn.answer]
    try:
        return Turn(shown, engine.ask(text, still_there(engine, articles), before), key=key)
    except QAError as error:
        return Turn(shown, error=str(error), key=key)
    except Exception:
        return Turn(shown, error=went_wrong("the question was not answered"), key=key)


def still_there(engine: Engine, articles: Sequence[str]) -> list[str]:
    """Those of the chosen articles that the library still has; InputError where it has none of them."""
    known = engine.library.ids()
    there = [article_id for article_id in articles if article_id in known]
    if articles and not there:
        raise InputError("The chosen articles are no longer in the library; choose others, or none to ask all.")
    return there


def cited(turns: Sequence[Turn]) -> list[str]:
    """The articles that answers cite, or that refusals point to, the newest first."""
    spoken = [turn.answer for turn in reversed(turns) if turn.answer]
    return [i for a in spoken for i in (*(source.article for source in a.sources), *(related.article for related in a.related))]
