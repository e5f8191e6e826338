"""The whole way in one place: open a library, add articles, ask.

    engine = Engine.open("library")
    engine.add("page.txt")
    answer = engine.ask("Which parts of the body are usually affected?")

The command line, the page and the evaluation all go through here.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import Literal

import numpy as np

from qa.about import asked_facts, fact_sentences, may_ask_facts
from qa.adding import Whole, article_of, hints, to_keep, with_kept
from qa.answer import Answer, ReadSentence, choose, compose, merged, rank_passages, read_sentences, with_words
from qa.article import Article
from qa.comparing import parts_of
from qa.config import CORPUS, Config, Strictness, library_folder
from qa.encoder import Encoder, Vectors, stay_offline
from qa.equivalents import equivalents
from qa.errors import InputError
from qa.followup import FollowUp, answers_reading, follow_up
from qa.library import Library, has_library
from qa.naming import meant
from qa.passages import passages_of
from qa.question import check_script, checked_question
from qa.reader import Reader, load_reader
from qa.readers import confined, read_article
from qa.readers.fetching.address import FetchLimits
from qa.readers.fetching.networks import networks_from
from qa.readers.given import Given, Limits, NotAdded, read_given, read_page
from qa.readers.pages.paginated import Page, keys, may_be_page
from qa.retriever import Evidence, Retrieved, query_terms, retrieve
from qa.summary import ArticleSummary
from qa.support import Support, find_support
from qa.text import clean_line

Progress = Callable[[int, int], None]
NamedProgress = Callable[[str, int, int], None]

# Without a reader the confidence is a bare cosine; the middle one is where COVID-QA's own and other articles part.
COSINE_THRESHOLDS: Mapping[Strictness, float] = {"lenient": 0.4, "normal": 0.5, "strict": 0.6}
NOTHING_TO_LOOK_UP = "The question names nothing that could be looked up; say what it is about."


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


class Engine:
    """A library with the models that search and read it. Safe for several threads at once."""

    def __init__(self, library: Library, encoder: Encoder, config: Config) -> None:
        self.library = library
        self.encoder = encoder
        self.config = config

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
        return self._sharing(library, self.config)

    @cached_property
    def reader(self) -> Reader | None:
        """The reader that the configuration names."""
        return None if self.config.reader == "none" else load_reader(self.config.reader or None)

    def under(self, config: Config) -> "Engine":
        """The same library under other settings; the models are shared. Raises InputError where they name another encoder or reader."""
        if (config.encoder, config.reader) != (self.config.encoder, self.config.reader):
            raise InputError("Other settings cannot bring another encoder or reader; open the library with them.")
        return self._sharing(self.library, config)

    def _sharing(self, library: Library, config: Config) -> "Engine":
        """An engine with this one's models."""
        other = Engine(library, self.encoder, config)
        other.reader = self.reader
        return other

    @property
    def threshold(self) -> float:
        """The confidence below which a question is declined."""
        if self.config.threshold is not None:
            return self.config.threshold
        return self.reader.thresholds[self.config.strictness] if self.reader else COSINE_THRESHOLDS[self.config.strictness]

    def add_corpus(self, progress: Progress | None = None) -> list[Added]:
        """Add the articles that ship with the program."""
        # As wholes: pages that are added later are of the original, which ours only restate.
        return [self.add_article(read_article(path, self.config.max_file_bytes), progress) for path in sorted(CORPUS.glob("*.md"))]

    def add(self, path: str | Path, progress: Progress | None = None, source: str = "") -> Added:
        """Add an article from a file or an address, in the place of what was added before from the same source.

        A page of an article of which the library keeps other pages joins them.

        Args:
            source: where it comes from, "" for the path itself; the title tells files of one name apart.
            progress: called with (texts encoded, texts in all) as the work goes on.

        Raises:
            InputError: the file cannot be read, the address not be fetched, or there is no article; the library is as it was.
            LibraryError: the library cannot be written.
        """
        page = read_page(path, source, self._limits())
        return self._add_pages([page], progress)

    def add_all(self, given: Sequence[Given], progress: NamedProgress | None = None) -> Iterator[Added | NotAdded]:
        """Add articles from files and addresses, those that are pages of one article as one.

        Args:
            given: (path or address, source as in `add`) each.
            progress: called with (what is being done, texts encoded, texts in all).

        Yields:
            What became of each article, and of each thing given that could not be added, as the work goes on.

        Raises:
            LibraryError: the library cannot be written.
        """
        report: NamedProgress = progress or (lambda *_: None)
        for group in read_given(given, self._limits(), lambda name: report(f"reading {name}", 0, 0)):
            if isinstance(group, NotAdded):
                yield group
                continue
            try:
                yield self._add_pages(group, partial(report, group[0].draft.title))
            except InputError as error:
                yield NotAdded(", ".join(page.source for page in group), error)

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

    def add_article(self, article: Article, progress: Progress | None = None, whole: Whole | None = None) -> Added:
        """Add an article that has been read already; else as `add`. Raises LibraryError.

        Args:
            whole: the pages that it was put together from, and the articles that it takes the place of.
        """
        whole = whole or Whole(())
        replaced = {*self.library.ids_from([article.source, *(page.source for page in whole.pages)]), *whole.replaces}
        if self.library.has(article.id) and replaced <= {article.id}:
            return Added("unchanged", article)
        passages = passages_of(article, self.config.passage_words)
        texts = [f"{passage.heading}. {passage.text}" if passage.heading else passage.text for passage in passages]
        texts += [sentence.text for passage in passages for sentence in passage.sentences]
        done = 0

        def count(n_texts: int) -> None:
            nonlocal done
            done += n_texts
            if progress:
                progress(done, len(texts))

        vectors = self.encoder.encode(texts, count)
        bounds = np.cumsum([len(passages)] + [len(passage.sentences) for passage in passages])
        own = [vectors[start:end] for start, end in pairwise(bounds)]
        self.library.put(article, passages, vectors[: len(passages)], own, to_keep(whole.pages), whole.replaces)
        return Added("replaced" if replaced else "added", article)

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
        question, _ = self._checked(question, articles)
        limit = limit or self.config.n_passages
        query = self.encoder.encode([question])[0]
        # As many as `ask` reads at least, so that both put the same passage first.
        retrieved = self._retrieve(question, query, articles, max(limit, self.config.n_passages))
        return self._read(question, retrieved)[1][:limit]

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
        question, selected = self._checked(question, articles)
        leaning = self._follow_up(question, before)
        if leaning is None:
            return self._ask(question, articles, selected)
        meant = [replace(self._ask(reading, articles, selected), question=question, understood_as=reading) for reading in leaning.readings]
        if not leaning.may_stand:
            return next((answer for answer in meant if not answer.declined), meant[0])
        typed = self._ask(question, articles, selected)
        for answer in meant:
            texts = [sentence.text for sentence in answer.sentences]
            if texts and answers_reading(question, answer.understood_as, texts, answer.confidence - typed.confidence):
                return answer
        return meant[0] if typed.declined else typed

    def _follow_up(self, question: str, before: Sequence[str]) -> FollowUp | None:
        """What a question may mean after others; None where it stands by itself."""
        if not before or may_ask_facts(question):
            return None
        before = [clean_line(text) for text in before if len(text) <= self.config.max_question_chars]

        def nearness(text: str, others: Sequence[str]) -> Sequence[float]:
            vectors = self.encoder.encode([text, *others])
            return [float(value) for value in vectors[1:] @ vectors[0]]

        return follow_up(question, before, nearness)

    def _ask(self, question: str, articles: Sequence[str], selected: Sequence[str]) -> Answer:
        """As `ask`, of a question that was checked and stands by itself."""
        clock = _Clock()
        about = self._about(question, selected)
        if about is not None:
            clock.lap("about")
            return self._told(compose(question, about, about, (), len(selected)), selected, clock)
        if not query_terms(question):
            clock.lap("about")
            nothing = Answer(question, declined=True, confidence=0.0, message=NOTHING_TO_LOOK_UP)
            return self._told(nothing, selected, clock)
        query = self.encoder.encode([question])[0]
        clock.lap("encode")
        retrieved = self._retrieve(question, query, articles, self.config.n_passages)
        clock.lap("retrieve")
        read, passages = self._read(question, retrieved)
        shown = choose(read, self.threshold, self.config.max_sentences)
        parts = self._read_parts(question, retrieved, selected)
        chosen = [choose(of_part, self.threshold, max(1, self.config.max_sentences // len(parts))) for of_part in parts.values()]
        if any(chosen):
            shown = merged(*chosen)[: self.config.max_sentences]
            read = sorted(merged(*parts.values(), read), key=lambda r: -r.probability)
        unanswered = [part for part, of_part in zip(parts, chosen, strict=True) if any(chosen) and not of_part]
        shown = with_words(question, shown, self.reader, self.threshold)
        clock.lap("read")
        answer = compose(question, shown, read, passages, len(selected))
        if unanswered:
            answer = replace(answer, message=f"Not answered: {' '.join(unanswered)}")
        return self._told(answer, selected, clock)

    def _read_parts(self, question: str, retrieved: Sequence[Retrieved], selected: Sequence[str]) -> dict[str, list[ReadSentence]]:
        """Where the question sets articles side by side, the sentences of each for its part; {} for any other question."""
        parts = parts_of(question, [found.article.title for found in retrieved])
        if not parts:
            return {}
        entries = [entry for entry in self.library.summaries() if entry.id in selected]
        queries = self.encoder.encode([part.question for part in parts])
        read = {}
        for part, query in zip(parts, queries, strict=True):
            own = [entry.id for entry in entries if part.is_about(entry.title)]
            found = self._retrieve(part.question, query, own, self.config.n_passages)
            read[part.question] = self._sentences(part.question, found)
        return read

    def _told(self, answer: Answer, selected: Sequence[str], clock: "_Clock") -> Answer:
        """The answer with how long it took, and of how many articles it was asked."""
        return replace(answer, seconds=clock.seconds, n_asked=len(selected), n_articles=len(self.library.ids()))

    def support(self, claim: str, articles: Sequence[str] = ()) -> Support:
        """The sentences of the library, or of some of its articles, that support a claim of one or more sentences.

        Raises:
            InputError: the claim cannot be looked up, or there is no article to look in.
            LibraryError, ModelError: the library or the encoder cannot be used.
        """
        self._selected(articles)
        return find_support(self.library, self.encoder, self.config, claim, articles)

    def _checked(self, question: str, articles: Sequence[str]) -> tuple[str, list[str]]:
        """The question and the ids to search within, both fit to be used."""
        return checked_question(question, self.config.max_question_chars), self._selected(articles)

    def _selected(self, articles: Sequence[str]) -> list[str]:
        """The ids of the articles to search within, all where none is given; raises InputError where one is not known."""
        known = self.library.ids()
        if not known:
            raise InputError("The library is empty; add an article first: python -m qa add FILE")
        if unknown := [article_id for article_id in articles if article_id not in known]:
            raise InputError(f"No article {unknown[0]} is in the library; see: python -m qa list")
        return list(dict.fromkeys(articles)) or known

    def _retrieve(self, question: str, query: Vectors, articles: Sequence[str], limit: int) -> list[Retrieved]:
        retrieved = retrieve(self.library, question, query, limit, self.config.dense_weight, articles)
        check_script(question, [found.evidence.text for found in retrieved])
        return retrieved

    def _read(self, question: str, retrieved: Sequence[Retrieved]) -> tuple[list[ReadSentence], list[Evidence]]:
        """The sentences, surest first, and the passages: by the reader where there is one, else as retrieved."""
        read = self._sentences(question, retrieved)
        return read, rank_passages(retrieved, read, self.config.fused_weight) if self.reader else [found.evidence for found in retrieved]

    def _sentences(self, question: str, retrieved: Sequence[Retrieved]) -> list[ReadSentence]:
        """The sentences, surest first; terms of the question count by the other names that they have in general or in the articles."""
        names = equivalents(question, {found.article.id: found.article for found in retrieved}.values()) if self.config.equivalents else {}
        return read_sentences(question, retrieved, self.reader, self.config.n_candidates, names)

    def _about(self, question: str, articles: Sequence[str]) -> list[ReadSentence] | None:
        """The front matter that answers a question about the article itself; None for any other question."""
        if not may_ask_facts(question):
            return None
        asked = [(article, headings) for i in articles if (headings := asked_facts(question, article := self.library.article(i)))]
        if not asked:
            return None
        return [
            ReadSentence(article, next(s.heading for s in article.sections if sentence in s.sentences), sentence, {"reader": 1.0})
            for article, headings in asked
            for sentence in fact_sentences(article, headings)
        ][: self.config.max_sentences]


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._start = self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = now - self._last
        self.seconds["total"] = now - self._start
        self._last = now
