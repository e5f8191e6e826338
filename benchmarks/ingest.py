"""How fast articles are encoded, beside plain sentence-transformers on the same texts with the same model and threads.

    python -m benchmarks.ingest [--articles DIR] [--json FILE]

In: a folder of articles, by default made-up ones. Out: a table on standard output. In one process every system encodes the
same articles once in each round, so that what else the machine does falls on all alike; medians are shown, and every
sample kept. Peak memory is that of a process of its own for each system. Nothing is read or written while the time runs.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.articles import write_articles
from benchmarks.many_articles import peak
from qa.config import Config
from qa.encoder import Encoder, default_folder
from qa.minilm import MAX_TOKENS, N_THREADS
from qa.passages import Passage, passages_of
from qa.readers import read_article
from qa.vectors.encoding import encoded

Article = list[Passage]
OURS = "ours"
BASELINE = "sentence-transformers, passages and sentences"
SYSTEMS = (BASELINE, "sentence-transformers, passages only", OURS)
BATCH_SIZE = 32


@dataclass(frozen=True, slots=True)
class Texts:
    """What is encoded: how many passages and sentences, and of how many tokens, special ones included."""

    n_articles: int
    n_passages: int
    n_sentences: int
    n_passage_tokens: int
    n_sentence_tokens: int


@dataclass(frozen=True, slots=True)
class Timed:
    """A system's seconds in each round, how many times as fast as the baseline it is, and the memory of its process in MB."""

    system: str
    seconds: tuple[float, ...]
    ratio: float
    peak_mb: float = 0.0

    @property
    def median(self) -> float:
        """The median of its seconds."""
        return statistics.median(self.seconds)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest", description=__doc__)
    parser.add_argument("--articles", type=Path, metavar="DIR", help="a folder of articles (default: made-up ones)")
    parser.add_argument("--n", type=int, default=5, help="made-up articles, or articles of the folder at most (default: 5)")
    parser.add_argument("--rounds", type=int, default=5, help="times that each system encodes them (default: 5)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured, every sample")
    parser.add_argument("--memory-of", choices=SYSTEMS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    articles = read(options.articles, options.n)
    if options.memory_of:
        system(options.memory_of)(articles)
        print(peak())
        return
    # First, since a process that is started inherits the peak of the one that starts it.
    peaks = {name: memory_of(name) for name in SYSTEMS}
    texts = count(articles)
    timed = [replace(t, peak_mb=peaks[t.system]) for t in measure(articles, options.rounds)]
    print(
        f"{texts.n_articles} articles, {texts.n_passages} passages ({texts.n_passage_tokens} tokens), "
        f"{texts.n_sentences} sentences ({texts.n_sentence_tokens} tokens); {N_THREADS} threads, {options.rounds} rounds"
    )
    print(f"{'':48}{'median s':>10}{'fastest':>9}{'slowest':>9}{'passages/s':>12}{'sentences/s':>13}{'ratio':>7}{'peak MB':>9}")
    for t in timed:
        sentences = "–" if "only" in t.system else f"{texts.n_sentences / t.median:.0f}"
        print(
            f"{t.system:48}{t.median:10.2f}{min(t.seconds):9.2f}{max(t.seconds):9.2f}{texts.n_passages / t.median:12.1f}"
            f"{sentences:>13}{t.ratio:7.2f}{t.peak_mb:9.0f}"
        )
    if options.json:
        content = {"texts": asdict(texts), "threads": N_THREADS, "systems": [asdict(t) for t in timed]}
        options.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def read(folder: Path | None, n_articles: int) -> list[Article]:
    """The passages of each article, of a folder's first ones or of made-up ones."""
    with tempfile.TemporaryDirectory(prefix="qa-ingest-") as made:
        files = sorted(f for f in folder.iterdir() if f.is_file())[:n_articles] if folder else write_articles(Path(made), n_articles, 120)
        return [passages_of(read_article(file, Config.max_file_bytes), Config.passage_words) for file in files]


def texts_of(articles: Sequence[Article]) -> tuple[list[str], list[str]]:
    """The texts of all passages, each after its heading, and of all sentences."""
    passages = [p for article in articles for p in article]
    return [f"{p.heading}. {p.text}" if p.heading else p.text for p in passages], [s.text for p in passages for s in p.sentences]


def count(articles: Sequence[Article]) -> Texts:
    """How much there is to encode, as sentence-transformers encodes it."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(default_folder()) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    passages, sentences = texts_of(articles)
    n_tokens = [sum(len(read.ids) for read in tokenizer.encode_batch(texts)) for texts in (passages, sentences)]
    return Texts(len(articles), len(passages), len(sentences), *n_tokens)


def system(name: str) -> Callable[[Sequence[Article]], object]:
    """What encodes articles, loaded."""
    if name == OURS:
        encoder = Encoder()
        encoder.load()
        return lambda articles: [encoded(encoder, passages) for passages in articles]
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(N_THREADS)
    model = SentenceTransformer(default_folder(), device="cpu")

    def encode(articles: Sequence[Article]) -> object:
        # In two calls, since one would fill batches with passages and sentences, and pad these to the length of those.
        kinds = texts_of(articles) if name == BASELINE else texts_of(articles)[:1]
        return [model.encode(texts, batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False) for texts in kinds]

    return encode


def measure(articles: Sequence[Article], n_rounds: int) -> list[Timed]:
    """Every system's seconds, in rounds that take turns, after one article that is not timed."""
    systems = {name: system(name) for name in SYSTEMS}
    for encode in systems.values():
        encode(articles[:1])
    seconds: dict[str, list[float]] = {name: [] for name in SYSTEMS}
    for _ in range(n_rounds):
        for name, encode in systems.items():
            started = time.perf_counter()
            encode(articles)
            seconds[name].append(time.perf_counter() - started)
    ratios = {name: statistics.median(b / t for b, t in zip(seconds[BASELINE], seconds[name], strict=True)) for name in SYSTEMS}
    return [Timed(name, tuple(seconds[name]), ratios[name]) for name in SYSTEMS]


def memory_of(name: str) -> float:
    """The most memory that a process has which encodes this command's articles with one system, in MB."""
    command = [sys.executable, "-m", "benchmarks.ingest", *sys.argv[1:], "--memory-of", name]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1])


if __name__ == "__main__":
    main()
