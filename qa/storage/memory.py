"""The articles that were read last, kept in memory as far as there is room.

In: an article's content as kept in the library, under a key. Out: the Article.
"""

import threading
from collections import OrderedDict

from qa.article import Article, article_from_json

# An article takes about five bytes for each character of its JSON.
MAX_CHARS = 20_000_000


class ArticleMemory:
    """Articles by key, those used longest ago given up first. Safe for several threads at once."""

    def __init__(self, max_chars: int = MAX_CHARS) -> None:
        """Hold articles of `max_chars` characters of JSON together; the one used last is held however long it is."""
        self._max_chars = max_chars
        self._n_chars = 0
        self._held: OrderedDict[tuple[str, ...], tuple[Article, int]] = OrderedDict()
        self._lock = threading.Lock()

    def article(self, key: tuple[str, ...], content: str) -> Article:
        """The article with this content; a key stands for one content for ever. Raises as `article_from_json`."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key][0]
        article = article_from_json(content)
        with self._lock:
            if key not in self._held:
                self._held[key] = article, len(content)
                self._n_chars += len(content)
            while self._n_chars > self._max_chars and len(self._held) > 1:
                self._n_chars -= self._held.popitem(last=False)[1][1]
        return article

    def __len__(self) -> int:
        return len(self._held)
