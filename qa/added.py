"""What became of an article that was to be added: the noun that the engine, the command line and the page share.

In: an article and what was done with it. Out: an Added.
"""

from dataclasses import dataclass
from typing import Literal

from qa.article import Article


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one article: "unchanged" if the library held the same already.

    Attributes:
        files: the paths or addresses that it was put together from.
        hints: what could be done about other articles in the library.
    """

    status: Literal["added", "replaced", "unchanged"]
    article: Article
    files: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
