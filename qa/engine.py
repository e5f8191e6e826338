"""The whole way in one place: open a library, add articles, ask.

    engine = Engine.open("library")
    engine.add("page.txt")
    answer = engine.ask("Which parts of the body are usually affected?")

The command line, the page and the evaluation all go through here. What a plain question does not need is imported by the
methods that need it: the readers of all formats alone take longer to import than a question to answer.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.added import Added
from qa.answer import Answer
from qa.article import Article
from qa.asking import Asking
from qa.config import Config, library_folder
from qa.encoder import Encoder, stay_offline
from qa.errors import InputError
from qa.library import Library, has_library
from qa.models import Models
from qa.reader import Reader
from qa.retriever import Evidence
from qa.storage.summary import ArticleSummary
from qa.understanding.naming import meant

if TYPE_CHECKING:
    from qa.adding import Whole
    from qa.ingest import Ingest, NamedProgress, Progress
    from qa.readers.given import Given, NotAdded
    from qa.support import Support


class Engine:
    """A library with the models that search and read it. Safe for several threads at once."""

    def __init__(self, library: Library, encoder: Encoder, config: Config, models: Models | None = None) -> None:
        """Args: models: that another engine has loaded; else those that the configuration names, when they are first needed."""
        self.library = library
        self.encoder = encoder
        self._config = config
        self._models = models or Models(encoder, config)
        self._asking = Asking(library, self._models, config)

    @classmethod
    def open(cls, library: str | Path | None = None, config: Config | None = None) -> "Engine":
        """Open a library, by default QA_LIBRARY or the folder `library`; that folder gets our corpus while it is empty.

        Raises:
            LibraryError: the folder holds no library that this program and encoder can use.
            ModelError: a new library is to be made, and the encoder cannot be loaded.
        """
        config = config or Config()
        stay_offline(config.encoder, config.reader)
        encoder = Encoder(config.encoder)
        folder, named = library_folder(library)
        if not has_library(folder):
            encoder.load()  # a library is tied to its encoder, so a mistaken one must not make it
        engine = cls(Library(folder, encoder.fingerprint), encoder, config)
        if not named and not engine.library.ids():
            engine.add_corpus()
        return engine

    def over(self, library: Library) -> "Engine":
        """The same models and settings over another library; the models are loaded once for both."""
        return Engine(library, self.encoder, self.config, self._models)

    @property
    def config(self) -> Config:
        """The settings; others are those of another engine (see `under`)."""
        return self._config

    @property
    def reader(self) -> Reader | None:
        """The reader that the configuration names, None where it wants none; loaded when it is first needed. Raises ModelError."""
        return self._models.reader

    def under(self, config: Config) -> "Engine":
        """The same library under other settings; the models are shared. Raises InputError where they name another encoder or reader."""
        if (config.encoder, config.reader) != (self.config.encoder, self.config.reader):
            raise InputError("Other settings cannot bring another encoder or reader; open the library with them.")
        return Engine(self.library, self.encoder, config, self._models)

    @property
    def threshold(self) -> float:
        """The confidence below which a question is declined."""
        return self._asking.threshold

    def load(self) -> None:
        """Load the models now, not when they are first needed. Raises ModelError where one cannot be loaded."""
        self._models.load()

    def begin_loading(self) -> None:
        """Load the models beside what the program goes on to do; one that cannot be loaded is told where it is needed."""
        self._models.begin_loading()

    @property
    def _ingest(self) -> "Ingest":
        from qa.ingest import Ingest

        return Ingest(self.library, self.encoder, self.config)

    def add_corpus(self, progress: "Progress | None" = None) -> list[Added]:
        """Add the articles that ship with the program."""
        return self._ingest.add_corpus(progress)

    def add(self, path: str | Path, progress: "Progress | None" = None, source: str = "") -> Added:
        """Add an article from a file or an address, in the place of what was added before from the same source.

        A page of an article of which the library keeps other pages joins them.

        Args:
            source: where it comes from, "" for the path itself; the title tells files of one name apart.
            progress: called with (texts encoded, texts in all) as the work goes on.

        Raises:
            InputError: the file cannot be read, the address not be fetched, or there is no article; the library is as it was.
            LibraryError: the library cannot be written.
        """
        return self._ingest.add(path, progress, source)

    def add_all(self, given: "Sequence[Given]", progress: "NamedProgress | None" = None) -> "Iterator[Added | NotAdded]":
        """Add articles from files and addresses, those that are pages of one article as one.

        Args:
            given: (path or address, source as in `add`) each.
            progress: called with (what is being done, texts encoded, texts in all).

        Yields:
            What became of each article, and of each thing given that could not be added, as the work goes on.

        Raises:
            LibraryError: the library cannot be written.
        """
        return self._ingest.add_all(given, progress)

    def add_article(self, article: Article, progress: "Progress | None" = None, whole: "Whole | None" = None) -> Added:
        """Add an article that has been read already; else as `add`. Raises LibraryError.

        Args:
            whole: the pages that it was put together from, and the articles that it takes the place of.
        """
        return self._ingest.add_article(article, progress, whole)

    def articles(self) -> list[ArticleSummary]:
        """The library's articles, in the order in which they were added."""
        return self.library.summaries()

    def article(self, article_id: str) -> Article:
        """An article by its id. Raises LibraryError where there is none."""
        return self.library.article(article_id)

    def meant(self, wanted: str, by_title: bool = True) -> str:
        """The id of the article that a person means by an id, the beginning of one, or a part of a title.

        Raises:
            InputError: none is meant or several are; it names those that may be.
        """
        return meant(wanted, self.library.summaries(), by_title)

    def remove(self, article_id: str) -> None:
        """Remove an article. Raises LibraryError where there is none of this id."""
        self.library.remove(article_id)

    def search(self, question: str, articles: Sequence[str] = (), limit: int | None = None) -> list[Evidence]:
        """The passages that bear on a question, best first. Raises as `ask`."""
        return self._asking.search(question, articles, limit)

    def ask(self, question: str, articles: Sequence[str] = (), before: Sequence[str] = ()) -> Answer:
        """Answer a question from the library, or from some of its articles.

        Args:
            articles: ids to search within; () for all.
            before: the questions before it in the conversation, as they were understood, the newest last; "and in
                children?" is answered by what they were about.

        Raises:
            InputError: the question cannot be asked, or there is no article to ask.
            LibraryError, ModelError: the library or a model cannot be used.
        """
        if not before:
            return self._asking.ask(question, articles)
        from qa.conversing import ask_on

        return ask_on(self._asking, question, articles, before)

    def support(self, claim: str, articles: Sequence[str] = ()) -> "Support":
        """The sentences of the library, or of some of its articles, that support a claim of one or more sentences.

        Raises:
            InputError: the claim cannot be looked up, or there is no article to look in.
            LibraryError, ModelError: the library or the encoder cannot be used.
        """
        from qa.support import find_support

        self._asking.scope(articles)
        return find_support(self.library, self.encoder, self.config, claim, articles)
