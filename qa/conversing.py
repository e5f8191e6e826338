"""A question after others to its answer: what it leaves out is taken from the questions before it.

In: a question, and the questions before it in the conversation. Out: an Answer that tells as what it was understood.
"""

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Answer
from qa.asking import Asking
from qa.selection.about import may_ask_facts
from qa.text import clean_line
from qa.understanding.followup import FollowUp, answers_reading, follow_up


def ask_on(asking: Asking, question: str, articles: Sequence[str], before: Sequence[str]) -> Answer:
    """Answer a question that may lean on those before it; see Engine.ask."""
    question, scope = asking.checked(question, articles)
    leaning = _follow_up(asking, question, before)
    if leaning is None:
        return asking.answer(question, scope)
    meant = [replace(asking.answer(reading, scope), question=question, understood_as=reading) for reading in leaning.readings]
    if not leaning.may_stand:
        return next((answer for answer in meant if not answer.declined), meant[0])
    typed = asking.answer(question, scope)
    for answer in meant:
        texts = [sentence.text for sentence in answer.sentences]
        if texts and answers_reading(question, answer.understood_as, texts, answer.confidence - typed.confidence):
            return answer
    return meant[0] if typed.declined else typed


def _follow_up(asking: Asking, question: str, before: Sequence[str]) -> FollowUp | None:
    """What a question may mean after others; None where it stands by itself."""
    if may_ask_facts(question):
        return None
    before = [clean_line(text) for text in before if len(text) <= asking.config.max_question_chars]

    def nearness(text: str, others: Sequence[str]) -> Sequence[float]:
        vectors = asking.models.encoder.encode([text, *others])
        return [float(value) for value in vectors[1:] @ vectors[0]]

    return follow_up(question, before, nearness)
