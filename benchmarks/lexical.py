"""How lexical search grows with the library: ours, and the plain query of SQLite's FTS5, one after the other.

    python -m benchmarks.lexical --sizes 1000 4000 10000 100000 1000000

In: numbers of passages (benchmarks/synthetic.py makes them). Out: milliseconds of a question by each way, of opening, of
adding and removing an article's passages; the files' size; what both ways find must be the same. As JSON and a plot, too.
"""

import argparse
import json
import resource
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import synthetic
from qa.lexical import lexicon
from qa.lexical.lexicon import Lexicon
from qa.retriever import query_terms
from qa.storage import history
from qa.storage.database import prepare, transaction

K = 40
N_ADDED = 25
ARTICLES_AT_ONCE = 500
# Words of the subject, though not of much use: the made-up language has them as English has "of".
COMMON = "patients study results group treatment clinical years disease cases data".split()


def fill(database: sqlite3.Connection, n_passages: int, n_already: int = 0) -> None:
    """Keep made-up passages as a library does, but without vectors, up to so many."""
    n_articles = -(-n_passages // synthetic.N_PASSAGES)
    for start in range(n_already // synthetic.N_PASSAGES, n_articles, ARTICLES_AT_ONCE):
        with transaction(database):
            for article in range(start, min(start + ARTICLES_AT_ONCE, n_articles)):
                add(database, article)


def add(database: sqlite3.Connection, article: int) -> int:
    """Keep an article's passages; returns its number."""
    number = database.execute("INSERT INTO articles (id, source, content) VALUES (?, ?, '')", (str(article), str(article))).lastrowid
    assert number is not None
    for sentences in synthetic.passages(article):
        row = database.execute(
            'INSERT INTO passages (article, heading, start, "end", vector) VALUES (?, ?, 0, 0, ?)', (number, "Results", b"")
        )
        database.execute("INSERT INTO lexicon (rowid, heading, text) VALUES (?, ?, ?)", (row.lastrowid, "Results", " ".join(sentences)))
    return number


def remove(database: sqlite3.Connection, number: int) -> None:
    """Take an article's passages out."""
    database.execute("DELETE FROM lexicon WHERE rowid IN (SELECT id FROM passages WHERE article = ?)", (number,))
    history.note_removals(database, number)
    database.execute("DELETE FROM passages WHERE article = ?", (number,))


def question_of(n_passages: int, number: int) -> str:
    """A question about one of the passages; every other one has two words, too, that a large part of all passages has."""
    article = number * 7919 % max(1, n_passages // synthetic.N_PASSAGES)
    common = [COMMON[number % len(COMMON)], COMMON[number // 2 % len(COMMON)]] if number % 2 else []
    return " ".join([*common, synthetic.question(article, number % synthetic.N_PASSAGES, number)])


def measure(database: sqlite3.Connection, folder: Path, n_passages: int, n_questions: int) -> dict[str, Any]:
    """All figures at one size; times in milliseconds. Raises AssertionError where the two ways differ."""
    asked = [query_terms(question_of(n_passages, number)) for number in range(n_questions)]
    searched = Lexicon(folder)
    made = _timed(lambda: searched.match(database, ["made"], 1))
    opened = []
    for _ in range(5):
        searched = Lexicon(folder)
        opened.append(_timed(lambda searched=searched: searched.match(database, ["of"], 1)))
    ours, fts5, differ = [], [], 0
    for terms in asked:
        found: list[Any] = []
        ours.append(_timed(lambda terms=terms, found=found: found.append(searched.match(database, terms, K))))
        fts5.append(_timed(lambda terms=terms, found=found: found.append(lexicon.match_by_fts5(database, terms, K))))
        differ += found[0] != found[1]
    assert not differ, f"{differ} of {n_questions} questions found other passages"
    again = [_timed(lambda terms=terms: searched.match(database, terms, K)) for terms in asked]
    added, removed = [], []
    for _ in range(N_ADDED):
        with transaction(database):
            highest = database.execute("SELECT coalesce(max(number), 0) FROM articles").fetchone()[0]
            numbers: list[int] = []
            added.append(_timed(lambda numbers=numbers, article=highest: numbers.append(add(database, article))))
        added[-1] += _timed(lambda: (searched.complete(database), searched.match(database, ["of"], 1)))
        with transaction(database):
            removed.append(_timed(lambda numbers=numbers: remove(database, numbers[0])))
        removed[-1] += _timed(lambda: searched.match(database, ["of"], 1))
    return {
        "passages": n_passages,
        "way": "posting lists" if n_passages >= lexicon.LARGE else "FTS5",
        "ours": ours,
        "ours_again": again,
        "fts5": fts5,
        "made": made,
        "opened": opened,
        "added": added,
        "removed": removed,
        "files_mb": sum(path.stat().st_size for path in folder.glob("lexicon-*")) / 1e6,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


def p(values: Sequence[float], percent: int) -> float:
    """A percentile."""
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def plot(figures: Sequence[dict[str, Any]], path: Path) -> None:
    """Milliseconds over passages, both on logarithmic scales."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    sizes = [row["passages"] for row in figures]
    for name, label, colour in (("ours_again", "ours", "#0b6e4f"), ("fts5", "SQLite FTS5, plain query", "#b5451b")):
        axes.plot(sizes, [p(row[name], 50) for row in figures], "o-", color=colour, label=f"{label}, median")
        axes.plot(sizes, [p(row[name], 95) for row in figures], "o--", color=colour, label=f"{label}, 95th percentile")
    axes.set(xscale="log", yscale="log", xlabel="passages", ylabel="milliseconds", title="Lexical search, the best 40 passages")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, dpi=120, bbox_inches="tight")


def main() -> None:
    """Measure each size and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lexical", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 2000, 4000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--questions", type=int, default=100, help="questions by both ways at each size (default: 100)")
    parser.add_argument("--json", type=Path, help="write the raw samples here")
    parser.add_argument("--plot", type=Path, help="write the plot here")
    options = parser.parse_args()
    figures: list[dict[str, Any]] = []
    columns = "passages       ours p50    p95   FTS5 p50    p95   open  add p50    max  remove p50  made s  files MB  memory MB"
    print(f"{columns}\n(milliseconds where nothing else is said)")
    with tempfile.TemporaryDirectory(prefix="qa-lexical-") as folder:
        for size in sorted(options.sizes):
            place = Path(folder) / str(size)
            place.mkdir()
            database = sqlite3.connect(place / "library.sqlite3", isolation_level=None)
            prepare(database, place / "library.sqlite3", "none")
            fill(database, size)
            row = measure(database, place, size, options.questions)
            database.close()
            (place / "library.sqlite3").unlink()
            figures.append(row)
            print(
                f"{size:9,}  {row['way']:>13} {p(row['ours_again'], 50):5.1f} {p(row['ours_again'], 95):6.1f} {p(row['fts5'], 50):10.1f} "
                f"{p(row['fts5'], 95):6.1f} {statistics.median(row['opened']):6.1f} {p(row['added'], 50):8.1f} {max(row['added']):6.1f} "
                f"{p(row['removed'], 50):11.1f} {row['made'] / 1000:7.1f} {row['files_mb']:9.0f} {row['peak_memory_mb']:10.0f}"
            )
    if options.json:
        options.json.write_text(json.dumps(figures), encoding="utf-8")
    if options.plot:
        plot(figures, options.plot)


if __name__ == "__main__":
    main()
