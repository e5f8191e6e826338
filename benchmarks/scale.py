"""What retrieval costs as a library grows: time, recall, opening, memory, adding, removing, size.

    python -m benchmarks.scale --n 1000 10000 100000 1000000 --folder DIR

In: sizes in passages; `--articles DIR` for real articles in the place of made-up ones. Out: a table on standard output,
with `--json FILE` the same as JSON, with `--plot FILE.png` as a plot. One library grows from size to size
(benchmarks/growing.py says of what); it is left in DIR, and grows on from there when it is run again.
"""

import argparse
import json
import multiprocessing
import re
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.articles import write_articles
from benchmarks.growing import Growing, made_up
from qa.config import Config
from qa.encoder import Encoder, Vectors
from qa.library import Library
from qa.retriever import POOL_FACTOR, retrieve
from qa.storage.database import FILE_NAME, connected
from qa.vectors.halves import from_blob

N_QUESTIONS, N_RECALL, N_CHANGES = 200, 100, 5
N_FOUND = Config().n_passages
MADE_UP_ARTICLES = 40
COLUMNS = {
    "passages": "passages",
    "kind": "index",
    "retrieve_p50_ms": "retrieval p50 ms",
    "retrieve_p95_ms": "p95 ms",
    "recall_at_10": "recall@10",
    "open_s": "open s",
    "first_s": "first question s",
    "rss_mb": "memory MB",
    "anonymous_mb": "not mapped MB",
    "add_s": "add s",
    "remove_s": "remove s",
    "index_s": "make indexes s",
    "library_mb": "library MB",
    "indexes_mb": "indexes MB",
}


def timed(do: Callable[[], object]) -> float:
    """Seconds that something takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def one(library: Library, question: str, vector: Vectors) -> object:
    """Retrieve as `ask` does: by meaning and by words, the passages and articles read."""
    return retrieve(library, question, vector, N_FOUND, Config().dense_weight)


def fresh(folder: Path, questions: Sequence[str], vectors: Vectors, say: "multiprocessing.connection.Connection") -> None:
    """In a process of its own: open, ask, and tell the times and the memory."""
    encoder = Encoder()
    encoder.encode(["so that its memory counts"])
    started = time.perf_counter()
    library = Library(folder, encoder.fingerprint)
    library.index()
    opened = time.perf_counter() - started
    times = [timed(lambda q=question, v=vector: one(library, q, v)) for question, vector in zip(questions, vectors, strict=True)]
    status = Path("/proc/self/status")
    memory = dict(re.findall(r"^(VmRSS|RssAnon):\s+(\d+)", status.read_text(), re.MULTILINE)) if status.exists() else {}
    say.send((opened, times, int(memory.get("VmRSS", 0)) / 1e3, int(memory.get("RssAnon", 0)) / 1e3))


def recall(library: Library, queries: Vectors) -> float:
    """Of the exact nearest 10, the share that is among the best 10 of the pool that the index proposes."""
    nearest: list[list[tuple[float, int]]] = [[] for _ in queries]
    with connected(library.folder / FILE_NAME) as database:
        rows = database.execute("SELECT id, vector FROM passages")
        while chunk := rows.fetchmany(20_000):
            cosines = queries @ np.stack([from_blob(vector) for _, vector in chunk]).T
            for mine, own in zip(nearest, cosines, strict=True):
                best = np.argsort(-own)[:N_FOUND]
                mine[:] = sorted([*mine, *((float(own[i]), chunk[i][0]) for i in best)], reverse=True)[:N_FOUND]
    index, found = library.index(), 0
    for query, mine in zip(queries, nearest, strict=True):
        pool = library.passages([i for i, _ in index.search(query, N_FOUND * POOL_FACTOR)])
        ranked = sorted(pool, key=lambda i: -float(pool[i].vector @ query))[:N_FOUND]
        found += len({i for _, i in mine} & set(ranked))
    return found / sum(map(len, nearest))


def measure(growing: Growing, n_passages: int) -> dict[str, float | str]:
    """Grow the library to a size, and measure it there."""
    growing.grow(n_passages)
    library = growing.library
    questions, vectors = growing.questions(N_QUESTIONS, seed=1)
    index_seconds = timed(lambda: one(library, questions[0], vectors[0]))  # makes what is missing
    here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=fresh, args=(library.folder, questions, vectors, there))
    process.start()
    there.close()
    opened, times, rss, anonymous = here.recv()
    process.join()
    add, remove = changes(growing, questions[0], vectors[0])
    files = {path.name: path.stat().st_size / 1e6 for path in library.folder.iterdir() if path.is_file()}
    return {
        "passages": growing.n_passages(),
        "kind": "IVF" if library.index().base else "flat",
        "retrieve_p50_ms": 1e3 * statistics.median(times[1:]),
        "retrieve_p95_ms": 1e3 * float(np.percentile(times[1:], 95)),
        "recall_at_10": recall(library, vectors[:N_RECALL]),
        "open_s": opened,
        "first_s": times[0],
        "rss_mb": rss,
        "anonymous_mb": anonymous,
        "add_s": add,
        "remove_s": remove,
        "index_s": index_seconds,
        "library_mb": files[FILE_NAME],
        "indexes_mb": sum(size for name, size in files.items() if name != FILE_NAME),
    }


def changes(growing: Growing, question: str, vector: Vectors) -> tuple[float, float]:
    """Median seconds until an article that is encoded can be found, and until one that is removed cannot."""
    library, adds, removals = growing.library, [], []

    def ask() -> object:
        return one(library, question, vector)

    for number in range(10**7, 10**7 + N_CHANGES):
        article, passages = made_up(number)
        vectors = growing.vectors(number)
        own = [v[None, :] for v in vectors]
        adds.append(timed(lambda a=article, p=passages, v=vectors, o=own: (library.put(a, p, v, o), ask())))
        removals.append(timed(lambda a=article: (library.remove(a.id), ask())))
    return statistics.median(adds), statistics.median(removals)


def table(rows: Sequence[dict[str, float | str]]) -> str:
    """The figures as a Markdown table, a size to a row."""
    lines = ["| " + " | ".join(COLUMNS.values()) + " |", "|" + "---|" * len(COLUMNS)]
    lines += ["| " + " | ".join(row[c] if isinstance(row[c], str) else f"{row[c]:,.4g}" for c in COLUMNS) + " |" for row in rows]
    return "\n".join(lines)


def plot(rows: Sequence[dict[str, float | str]], file: Path) -> None:
    """How cost grows with size."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(2, 2, figsize=(9, 6), sharex=True)
    sizes = [row["passages"] for row in rows]
    shown = (
        ("retrieve_p50_ms", "retrieve_p95_ms"),
        ("rss_mb", "anonymous_mb"),
        ("open_s", "add_s", "remove_s"),
        ("library_mb", "indexes_mb"),
    )
    for axis, names in zip(axes.flat, shown, strict=True):
        for name in names:
            axis.plot(sizes, [row[name] for row in rows], marker="o", label=COLUMNS[name])
        axis.set_xscale("log")
        axis.set_ylim(bottom=0)
        axis.legend()
        axis.grid(alpha=0.3)
    for axis in axes[1]:
        axis.set_xlabel("passages")
    figure.tight_layout()
    figure.savefig(file, dpi=130)


def main() -> None:
    """Grow, measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--n", type=int, nargs="+", default=[1000, 10_000, 100_000], help="sizes in passages")
    parser.add_argument("--folder", type=Path, required=True, help="where the library grows")
    parser.add_argument("--articles", type=Path, help="a folder with real articles")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    real = sorted(options.articles.iterdir()) if options.articles else write_articles(options.folder / "articles", MADE_UP_ARTICLES, 60)
    growing = Growing(options.folder / "library", real)
    print(f"{growing.n_real} passages are of articles that were read and encoded; the others' texts are made up, their vectors perturbed")
    print(f"real ones, one sentence vector each, {N_QUESTIONS} questions; written in bulk (benchmarks/growing.py)", flush=True)
    rows = []
    for n_passages in sorted(options.n):
        rows.append(measure(growing, n_passages))
        print(json.dumps(rows[-1]), flush=True)
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if options.plot:
        plot(rows, options.plot)


if __name__ == "__main__":
    main()
