"""Many articles into one library, and again: seconds, memory and what is embedded the second time.

    python -m benchmarks.many_articles --n 1000

In: how many articles, and of how many sentences. Out: a table on standard output. The articles are made up
(benchmarks/articles.py) and go in by one process, as `python -m qa add FOLDER` does.
"""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.articles import write_articles
from benchmarks.kills import open_engine
from qa.config import Config
from qa.engine import Engine

N_SAMPLES = 10


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many_articles", description=__doc__)
    parser.add_argument("--n", type=int, default=1000, help="articles (default: 1000)")
    parser.add_argument("--sentences", type=int, default=120, help="sentences of each (default: 120)")
    parser.add_argument("--cheap", action="store_true", help="vectors from checksums: measures all but the model, sooner")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qa-many-") as folder:
        measure(Path(folder), options.n, options.sentences, options.cheap)


def measure(folder: Path, n_articles: int, n_sentences: int, cheap: bool) -> None:
    """Add the articles, add them again, list them and ask, in a library within `folder`."""
    files = write_articles(folder / "articles", n_articles, n_sentences)
    n_bytes = sum(file.stat().st_size for file in files)
    print(f"{n_articles} JATS articles of {n_sentences} sentences, {n_bytes / 1e6:.1f} MB; memory is of this process, in MB")
    engine = open_engine(folder / "library") if cheap else Engine.open(folder / "library", Config(reader="none"))
    first, memory = add_all(engine, files, "added")
    tenth, last = memory[0], memory[-1]
    print(f"memory grew by {last - tenth:.0f} MB from the first {n_articles // N_SAMPLES or 1} articles to the last; peak {peak():.0f} MB")
    n_embedded, _ = add_all(engine, files, "unchanged")
    print(f"texts embedded: {first} the first time, {n_embedded} the second")
    file = engine.library.folder / "library.sqlite3"
    print(f"library: {file.stat().st_size / 1e6:.0f} MB")
    for what, do in (
        ("open", lambda: Engine.open(folder / "library", Config(reader="none"))),
        ("list", engine.articles),
        ("first search, which makes the index", lambda: engine.search("What explains the decline of storks?")),
        ("second search", lambda: engine.search("Where did the otters winter?")),
    ):
        started = time.perf_counter()
        do()
        print(f"{what}: {time.perf_counter() - started:.2f} s")


def add_all(engine: Engine, files: list[Path], status: str) -> tuple[int, list[float]]:
    """Add files, each to become `status`; returns the number of texts embedded, and the memory in MB at each tenth."""
    n_embedded = 0
    memory: list[float] = []
    started = time.perf_counter()
    for number, file in enumerate(files, start=1):
        last = 0

        def count(done: int, _: int) -> None:
            nonlocal last
            last = done

        added = engine.add(file, count)
        n_embedded += last
        if added.status != status:
            raise SystemExit(f"{file.name} is {added.status}, not {status}")
        if number % max(1, len(files) // N_SAMPLES) == 0:
            memory.append(resident())
            print(f"{status:9} {number:6}  {time.perf_counter() - started:8.1f} s  {memory[-1]:7.0f} MB", flush=True)
    return n_embedded, memory


def resident() -> float:
    """The memory of this process now in MB; its peak where the platform does not tell."""
    try:
        n_pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return peak()
    return n_pages * resource.getpagesize() / 1e6


def peak() -> float:
    """The most memory that this process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


if __name__ == "__main__":
    main()
