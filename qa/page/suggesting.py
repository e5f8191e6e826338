"""Questions that the page offers while nothing has been asked.

In: an engine. Out: questions made from its articles, each of which the library answers with the sentence it was made from.
"""

from itertools import chain, zip_longest
from threading import Lock

from cachetools import LRUCache, cached

from qa.engine import Engine
from qa.errors import QAError
from qa.exploration.suggest import Suggestion, suggestions

N_EXAMPLES = 4
# The newest articles of a large library, so that the page does not ask for minutes.
MAX_ARTICLES = 3


def suggested(engine: Engine) -> list[str]:
    """At most N_EXAMPLES + 1 questions, of the newest articles in turn."""
    return list(_of_library(engine, tuple(engine.library.ids())))


# By what the library holds: visitors' copies of one library share what was made, and none of them is kept alive by it.
@cached(LRUCache(32), key=lambda engine, articles: (engine.config, articles), lock=Lock())
def _of_library(engine: Engine, articles: tuple[str, ...]) -> tuple[str, ...]:
    try:
        made = [suggestions(engine, article) for article in reversed(articles[-MAX_ARTICLES:])]
        in_turn = [one for one in chain.from_iterable(zip_longest(*made)) if one is not None]
        kept = in_turn if len(articles) == 1 else (one for one in in_turn if _answered_by_all(engine, one))
        return tuple(one.question for one, _ in zip(kept, range(N_EXAMPLES + 1), strict=False))
    except QAError:  # an article was taken out meanwhile, and the next opening finds the library as it is then
        return ()


def _answered_by_all(engine: Engine, one: Suggestion) -> bool:
    """Whether the whole library, which the page asks, answers with that sentence as well."""
    return any((s.article, s.start) == (one.article, one.start) for s in engine.ask(one.question).sentences)
