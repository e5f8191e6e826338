"""JSON lines to questions: one object a line, the evidence as strings.

In: `{"question": …, "answerable": …, "evidence": […], "references": […]}` lines. Out: a QuestionSet
without articles: its questions are asked of whatever library is measured.
"""

import json
from pathlib import Path
from typing import Any

from qa.config import Config
from qa.errors import InputError
from qa.evaluation.questions.gold import GoldQuestion, QuestionSet
from qa.understanding.question import checked_question

_SHAPE = (
    'a line needs {"question": …, "answerable": true or false, "evidence": […], "references": […]}, or the whole file the SQuAD format.'
)


def read_lines(text: str, path: Path) -> QuestionSet:
    """Read questions, one JSON object a line. Raises InputError, with its number, for a line that is not one."""
    questions = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            questions.append(_question(json.loads(line), number))
        except InputError as error:
            raise InputError(f"Line {number} of {path} cannot be asked: {error}") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError(f"Line {number} of {path} is not a question; {_SHAPE}") from error
    return QuestionSet(path.name, tuple(questions))


def _question(data: Any, number: int) -> GoldQuestion:
    evidence, references = data.get("evidence") or [], data.get("references") or []
    if not isinstance(data["answerable"], bool) or not isinstance(evidence, list) or not isinstance(references, list):
        raise TypeError
    return GoldQuestion(
        id=str(data.get("id", number)),
        question=checked_question(str(data["question"]), Config.max_question_chars),
        answerable=data["answerable"],
        evidence=tuple(map(str, evidence)),
        references=tuple(map(str, references)),
    )
