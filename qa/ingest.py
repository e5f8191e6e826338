"""Files and addresses into a library: read, put together, encoded, kept.

In: paths, addresses or articles. Out: what became of each. The readers of all formats come in with this file, which is why
those who only ask do not import it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from qa.added import Added
from qa.adding import Whole, article_of, hints, to_keep, with_kept
from qa.article import Article
from qa.config import CORPUS, Config
from qa.encoder import Encoder
from qa.errors import InputError
from qa.library import Library
from qa.passages import passages_of
from qa.readers import confined, read_article
from qa.readers.fetching.address import FetchLimits
from qa.readers.fetching.networks import networks_from
from qa.readers.given import Given, Limits, NotAdded, read_given, read_page
from qa.readers.pages.paginated import Page, keys, may_be_page
from qa.vectors.encoding import encoded

Progress = Callable[[int, int], None]
NamedProgress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Ingest:
    """What articles are added with, and to."""

    library: Library
    encoder: Encoder
    config: Config

    def add_corpus(self, progress: Progress | None = None) -> list[Added]:
        """Add the articles that ship with the program."""
        # As wholes: pages that are added later are of the original, which ours only restate.
        return [self.add_article(read_article(path, self.config.max_file_bytes), progress) for path in sorted(CORPUS.glob("*.md"))]

    def add(self, path: str | Path, progress: Progress | None = None, source: str = "") -> Added:
        """Add an article from a file or an address; see Engine.add."""
        page = read_page(path, source, self._limits())
        return self._add_pages([page], progress)

    def add_all(self, given: Sequence[Given], progress: NamedProgress | None = None) -> Iterator[Added | NotAdded]:
        """Add articles from files and addresses; see Engine.add_all."""
        report: NamedProgress = progress or (lambda *_: None)
        for group in read_given(given, self._limits(), lambda name: report(f"reading {name}", 0, 0)):
            if isinstance(group, NotAdded):
                yield group
                continue
            try:
                yield self._add_pages(group, partial(report, group[0].draft.title))
            except InputError as error:
                yield NotAdded(", ".join(page.source for page in group), error)

    def add_article(self, article: Article, progress: Progress | None = None, whole: Whole | None = None) -> Added:
        """Add an article that has been read already; see Engine.add_article."""
        whole = whole or Whole(())
        replaced = {*self.library.ids_from([article.source, *(page.source for page in whole.pages)]), *whole.replaces}
        if self.library.has(article.id) and replaced <= {article.id}:
            return Added("unchanged", article)
        passages = passages_of(article, self.config.passage_words)
        vectors, own = encoded(self.encoder, passages, progress)
        self.library.put(article, passages, vectors, own, to_keep(whole.pages), whole.replaces)
        return Added("replaced" if replaced else "added", article)

    def _limits(self) -> Limits:
        c = self.config
        return Limits(
            FetchLimits(c.max_file_bytes, c.fetch_seconds, networks_from(c.networks)),
            confined.Limits(c.read_seconds, c.read_memory_bytes, c.read_seconds_per_mb),
        )

    def _add_pages(self, pages: Sequence[Page], progress: Progress | None) -> Added:
        """Add the article that pages make, with those of it that the library keeps."""
        wanted = [key for page in pages if may_be_page(page) for key in keys(page)]
        whole, left = with_kept(pages, self.library.kept_pages([page.source for page in pages], wanted))
        article = self._article_of(whole.pages)
        for other in left:  # a file that belonged to another article does so no more
            if other.pages:
                self.add_article(self._article_of(other.pages), None, other)
            else:
                self.library.remove(other.replaces[0])
        added = self.add_article(article, progress, whole)
        others = self.library.unkept_pages(article.title) if wanted else []
        return replace(added, files=tuple(page.source for page in whole.pages), hints=hints(whole.pages, others))

    def _article_of(self, pages: Sequence[Page]) -> Article:
        """As `article_of`, in the process that reads files: putting an article together is a part of reading it."""
        limits = self._limits().read.for_size(sum(len(block.text) for page in pages for block in page.draft.blocks))
        return confined.read_confined(limits, pages[0].name, article_of, pages)
