"""A library that grows to a million passages, for measuring.

In: a folder, and real articles. Out: the library with as many passages as wanted, and vectors like those of questions.
Real articles are read and encoded as any; their number is small. The rest has made-up texts (benchmarks/synthetic.py) and
perturbed real vectors: one passage's, moved along the difference of two others', which keeps the directions in which real
ones differ. Of their sentences one vector a passage is kept, so that a million take 8 GB and not 13. They are written by
the library's own statements, BATCH articles to a transaction, where `Library.put` takes one.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import synthetic
from qa.article import Article, Section, Sentence
from qa.config import Config
from qa.encoder import Vectors
from qa.engine import Engine
from qa.errors import InputError
from qa.library import Library, insert
from qa.passages import Passage
from qa.storage.database import FILE_NAME, connected, transaction

BATCH = 250
SHARES = (0.2, 0.6)  # of the difference that a vector is moved by, at least and at most


def perturbed(real: Vectors, n: int, seed: int) -> Vectors:
    """Unit vectors like real ones, shape (n, dimension)."""
    random_ = np.random.default_rng(seed)
    one, two, three = random_.integers(0, len(real), (3, n))
    moved = real[one] + random_.uniform(*SHARES, (n, 1)) * (real[two] - real[three])
    unit: Vectors = (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)
    return unit


def made_up(number: int) -> tuple[Article, list[Passage]]:
    """A made-up article by number, and its passages, one to a section."""
    text, sections, passages = f"Made-up article {number}", [], []
    for sentences in synthetic.passages(number):
        heading, placed = f"Part {len(sections) + 1}", []
        for sentence in sentences:
            text += " " if placed else "\n\n"
            placed.append(Sentence(sentence, len(text), len(text) + len(sentence)))
            text += sentence
        sections.append(Section(heading, "body", (tuple(placed),)))
        passages.append(Passage(heading, text[placed[0].start :], placed[0].start, placed[-1].end, tuple(placed)))
    title = f"Made-up article {number}"
    return Article(title, "", "", "", "", f"made-up:{number}", "", text, tuple(sections)), passages


class Growing:
    """A library in a folder, and the real vectors that its others come from."""

    def __init__(self, folder: Path, real_files: Sequence[Path]) -> None:
        """Make the library, or go on with one that is there; add the real articles."""
        self.engine = Engine.open(folder, Config(reader="none"))
        for file in real_files:
            try:
                self.engine.add(file)
            except InputError as error:
                print(error)
        library = self.library
        real = [entry.id for entry in library.summaries() if not entry.source.startswith("made-up:")]
        ids = [int(i) for i in library.passage_ids(real)]
        self.n_real = len(ids)
        self.passages = np.stack([passage.vector for passage in library.passages(ids).values()])
        self.sentences = np.concatenate(list(library.sentence_vectors(ids).values()))

    @property
    def library(self) -> Library:
        """The library."""
        return self.engine.library

    def n_passages(self) -> int:
        """How many passages the library has now."""
        with connected(self.library.folder / FILE_NAME) as database:
            return int(database.execute("SELECT count(*) FROM passages").fetchone()[0])

    def grow(self, n_passages: int) -> None:
        """Add made-up articles until there are so many passages, up to what one article has."""
        with connected(self.library.folder / FILE_NAME) as database:
            database.execute("PRAGMA cache_size = -200000")
            database.execute("PRAGMA synchronous = OFF")
            have = self.n_passages()
            number = database.execute("SELECT count(*) FROM articles WHERE source LIKE 'made-up:%'").fetchone()[0]
            while have < n_passages:
                with transaction(database):
                    for _ in range(min(BATCH, -(-(n_passages - have) // synthetic.N_PASSAGES))):
                        self.insert(database, number)
                        number, have = number + 1, have + synthetic.N_PASSAGES

    def vectors(self, number: int) -> Vectors:
        """Vectors for the passages of a made-up article."""
        return perturbed(self.passages, synthetic.N_PASSAGES, number)

    def insert(self, database: sqlite3.Connection, number: int) -> None:
        """Write a made-up article within a transaction."""
        article, passages = made_up(number)
        vectors = self.vectors(number)
        insert(database, article, passages, vectors, [vector[None, :] for vector in vectors])

    def questions(self, n: int, seed: int) -> tuple[list[str], Vectors]:
        """Questions, of words of the made-up passages, and vectors for them: perturbed ones of real sentences."""
        random_ = np.random.default_rng(seed)
        n_articles = max(1, (self.n_passages() - self.n_real) // synthetic.N_PASSAGES)
        asked = [
            synthetic.question(int(article), int(passage))
            for article, passage in zip(random_.integers(0, n_articles, n), random_.integers(0, synthetic.N_PASSAGES, n), strict=True)
        ]
        return asked, perturbed(self.sentences, n, seed)
