"""An add that is killed at random instants, and what is left of the library each time.

    python -m benchmarks.kills --n 50

In: how many kills, and a seed. Out: where they fell, and an error where a library was not left whole. A
process adds articles through `Engine.add` and brings the index up to date after each; it is killed (SIGKILL)
at an instant drawn at random, now and then while it makes the library. Its encoder is a cheap one, so that
the kills fall on reading and writing and not on the model.
"""

import argparse
import multiprocessing
import random
import sqlite3
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from benchmarks.articles import write_articles
from qa import index
from qa.article import article_from_json, article_to_json
from qa.config import Config
from qa.encoder import Encoder, Vectors
from qa.engine import Engine
from qa.library import Library
from qa.passages import passages_of
from qa.storage.database import FILE_NAME
from qa.storage.summary import summary_from_json, summary_of

CONFIG = Config(reader="none")
DIMENSION = 384
N_ARTICLES, N_SENTENCES = 30, 60
FRESH_EVERY = 5  # so many kills, one of them on a library that is just being made
MAX_DELAY_SECONDS = 0.6
MAX_FRESH_DELAY_SECONDS = 0.03
MAX_FLAT = 6  # so that an inverted file is made again and again while articles are added


class CheapEncoder(Encoder):
    """Vectors from the words' checksums, for work that is not about meaning."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode as `Encoder.encode`."""
        return self.encode_kept(texts)

    def encode_kept(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode as `Encoder.encode_kept`."""
        vectors = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in text.split():
                row[zlib.crc32(word.encode()) % DIMENSION] += 1
            row /= np.linalg.norm(row) or 1
        if progress:
            progress(len(texts))
        return vectors


def open_engine(folder: Path) -> Engine:
    """An engine on a library, with the cheap encoder."""
    encoder = CheapEncoder()
    return Engine(Library(folder, encoder.fingerprint), encoder, CONFIG)


def add_all(folder: Path, files: Sequence[Path], say: Connection) -> None:
    """Add files one after the other, and say what is being done."""
    index.MAX_FLAT = MAX_FLAT
    say.send("opening")
    engine = open_engine(folder)
    for file in files:
        say.send("adding")
        engine.add(file)
        say.send("indexing")
        engine.library.index()
    say.send("done")


def kill_often(folder: Path, n_kills: int, seed: int, ask: Callable[[Path], object]) -> Counter[str]:
    """Kill an add at `n_kills` instants; returns how often it was killed doing what.

    Args:
        ask: called with the library's folder after each kill; must not raise.

    Raises:
        AssertionError: a library is not whole, or the add does not complete afterwards.
    """
    random_ = random.Random(seed)
    files = write_articles(folder / "articles", N_ARTICLES, N_SENTENCES)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["qa.engine", "qa.library"])
    fell: Counter[str] = Counter()
    library, n_libraries = folder / "library-0", 0
    for number in range(n_kills):
        fresh = number % FRESH_EVERY == 0
        if fresh:
            complete(context, library, files)
            n_libraries += 1
            library = folder / f"library-{n_libraries}"
        delay = random_.uniform(0, MAX_FRESH_DELAY_SECONDS if fresh else MAX_DELAY_SECONDS)
        fell.update(_kill_one(context, library, files, delay))
        check(library)
        ask(library)
    complete(context, library, files)
    ask(library)
    return fell


def _kill_one(context: "multiprocessing.context.ForkServerContext", library: Path, files: Sequence[Path], delay: float) -> list[str]:
    """Start to add, kill after `delay` seconds; returns what was being done."""
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=add_all, args=(library, files, there))
    process.start()
    there.close()
    doing = [here.recv()]
    time.sleep(delay)
    process.kill()
    process.join()
    while here.poll():
        try:
            doing.append(here.recv())
        except EOFError:
            break
    left = [path.name for path in library.glob("*")] if library.exists() else []
    marks = {"-journal": "within a transaction", ".part": "within the writing of an index"}
    return [doing[-1], *(mark for ending, mark in marks.items() if any(name.endswith(ending) for name in left))]


def complete(context: "multiprocessing.context.ForkServerContext", library: Path, files: Sequence[Path]) -> None:
    """Add all files to a library that a kill may have left; all must be in it afterwards, each whole."""
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=add_all, args=(library, files, there))
    process.start()
    there.close()
    said = ""
    try:
        while said != "done":
            said = here.recv()
    except EOFError:
        raise AssertionError(f"the add into {library} ended while it was {said}") from None
    process.join()
    assert check(library) == len(files), f"{library} does not hold all articles"


def check(library: Path) -> int:
    """Open a library and compare all that it holds with its articles; returns their number. Raises AssertionError."""
    opened = open_engine(library).library
    opened.index()
    with sqlite3.connect(library / FILE_NAME) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        database.execute("INSERT INTO lexicon (lexicon) VALUES ('integrity-check')")
        articles = database.execute("SELECT number, id, source, content, summary FROM articles").fetchall()
        n_passages = 0
        for number, article_id, source, content, summary in articles:
            article = article_from_json(content)
            assert (article.id, article.source, article_to_json(article)) == (article_id, source, content)
            expected = passages_of(article, CONFIG.passage_words)
            assert summary_from_json(summary) == summary_of(article, len(expected))
            rows = database.execute(
                'SELECT p.heading, l.text, l.heading, p.start, p."end", length(p.vector), length(s.vectors) FROM passages p '
                "JOIN sentence_vectors s ON s.passage = p.id JOIN lexicon l ON l.rowid = p.id WHERE p.article = ? ORDER BY p.id",
                (number,),
            ).fetchall()
            size = 2 * DIMENSION
            assert rows == [(p.heading, p.text, p.heading, p.start, p.end, size, size * len(p.sentences)) for p in expected]
            n_passages += len(expected)
        for table in ("passages", "sentence_vectors", "lexicon"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (n_passages,), f"{table} holds more than the articles"
        for orphans in ("pages WHERE article NOT IN (SELECT number FROM articles)", "page_keys WHERE page NOT IN (SELECT id FROM pages)"):
            assert database.execute(f"SELECT count(*) FROM {orphans}").fetchone() == (0,), f"left behind: {orphans}"
    database.close()
    assert len(opened.index()) == n_passages
    # A journal from before anything was written may stay; SQLite knows it for such and takes it away at the next change.
    left = sorted({path.name.partition("-")[0] for path in library.iterdir() if not path.name.endswith("-journal")})
    assert left in ([FILE_NAME], [FILE_NAME, "passages"]), f"{library} holds {sorted(path.name for path in library.iterdir())}"
    return len(articles)


def main() -> None:
    """Kill, check, and print where the kills fell."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--n", type=int, default=50, help="kills (default: 50)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    encoder = Encoder()

    def ask(library: Path) -> object:
        engine = Engine(Library(library, encoder.fingerprint), encoder, CONFIG)
        return engine.ask("Where did the storks recover?") if engine.library.ids() else None

    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="qa-kills-") as folder:
        fell = kill_often(Path(folder), options.n, options.seed, ask)
    print(f"{options.n} kills in {time.perf_counter() - started:.0f} s; each left a library that is whole, answers and takes the rest")
    for what, n_kills in fell.most_common():
        print(f"{n_kills:5}  {what}")


if __name__ == "__main__":
    main()
