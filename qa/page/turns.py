"""A conversation: questions and what was said to each.

In: a question and an engine. Out: a `Turn`, whatever happens.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Answer
from qa.engine import Engine
from qa.errors import InputError, QAError

MAX_TURNS = 30
MAX_SHOWN_CHARS = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what was said to it: an answer, a message of an error, or nothing yet."""

    question: str
    answer: Answer | None = None
    error: str = ""


def waiting(text: str) -> Turn:
    """A question that has no answer yet."""
    return Turn(text[:MAX_SHOWN_CHARS])


def asked(engine: Engine, text: str, articles: Sequence[str], past: Sequence[Turn] = ()) -> Turn:
    """A question and its answer, or why there is none; the turns before it tell what it may lean on."""
    before = [turn.answer.understood_as or turn.answer.question for turn in past if turn.answer]
    try:
        return Turn(text[:MAX_SHOWN_CHARS], engine.ask(text, still_there(engine, articles), before))
    except QAError as error:
        return Turn(text[:MAX_SHOWN_CHARS], error=str(error))
    except Exception:
        logging.getLogger(__name__).exception("a question failed")
        return Turn(text[:MAX_SHOWN_CHARS], error="Something went wrong inside the program; the question was not answered.")


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
