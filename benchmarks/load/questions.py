"""Distinct questions made from an article's words: some that it may answer, some that it cannot, some typed badly.

In: an article's text. Out: questions without end, each different from those before it; the same each time.
"""

import random
import re
from collections.abc import Iterator

_FORMS = (
    "What is said about {0} and {1}?",
    "How does {0} bear on {1}?",
    "Which {0} is seen with {1}?",
    "Is {0} a cause of {1}?",
    "what {0} {1}",
    "Why would {0} follow {1}, and when?",
    "When should {0} be chosen over {1}?",
    "tell me about {0} in {1} please",
)
# Of subjects that no article on medicine is about.
_STRANGE = "storks lighthouse tariffs glacier violin chess asteroid sourdough rugby basalt penguins railways sonnet volcano".split()
LEAST_WORD_CHARS = 5


def questions(text: str) -> Iterator[str]:
    """Questions from the words of a text; of ten, two are about something else and two are typed badly."""
    chance = random.Random(0)
    words = sorted({word.lower() for word in re.findall(rf"[A-Za-z]{{{LEAST_WORD_CHARS},}}", text)})
    asked: set[str] = set()
    number = 0
    while True:
        kind = number % 10
        first, second = chance.sample(words, 2)
        if kind in (3, 8):
            first = chance.choice(_STRANGE)
            second = chance.choice(_STRANGE) if kind == 3 else second
        question = chance.choice(_FORMS).format(first, second)
        if kind in (5, 6):
            question = _mistyped(question, chance)
        if question not in asked:
            asked.add(question)
            number += 1
            yield question


def _mistyped(question: str, chance: random.Random) -> str:
    """With two letters changed for their neighbours, or left out."""
    for _ in range(2):
        at = chance.randrange(1, len(question) - 2)
        swapped = question[at + 1] + question[at] if chance.random() < 0.5 else question[at + 1]
        question = question[:at] + swapped + question[at + 2 :]
    return question
