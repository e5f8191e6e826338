"""Questions that the page offers while nothing has been asked.

In: an engine. Out: questions that its articles answer.
"""

from functools import lru_cache
from itertools import islice

from qa.engine import Engine

# The first of these that the library's articles answer are offered; the last one only if they do not.
EXAMPLES = (
    "Which parts of the body are affected?",
    "What is the most widely used treatment?",
    "How many patients improved with hyperbaric oxygen?",
    "How is calciphylaxis diagnosed?",
    "Who wrote this article?",
    "When was it published?",
)
N_EXAMPLES = 4
UNANSWERED_EXAMPLE = "What dose of sodium thiosulfate should be given?"


def suggested(engine: Engine) -> list[str]:
    """At most N_EXAMPLES + 1 questions."""
    return _answered_examples(engine, tuple(engine.library.ids()))


@lru_cache(maxsize=8)
def _answered_examples(engine: Engine, articles: tuple[str, ...]) -> list[str]:
    """The examples that these articles answer, and the one that they rightly do not."""
    if not articles:
        return []
    answered = list(islice((text for text in EXAMPLES if not engine.ask(text).declined), N_EXAMPLES))
    return [*answered, UNANSWERED_EXAMPLE] if answered and engine.ask(UNANSWERED_EXAMPLE).declined else answered
