"""How long a question takes, warm: in one article of 300 sentences, and over 100 articles.

    python -m benchmarks.latency

In: nothing; the articles are made up (benchmarks/articles.py). Out: medians and 95th percentiles in
milliseconds on standard output, whole and by stage, with everything on that `python -m qa ask` has on.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.articles import write_articles
from qa.config import Config
from qa.engine import Engine

QUESTIONS = (
    "Where did the otters winter?",
    "What explains the decline of storks?",
    "How many swifts were counted among the roofs?",
    "Which pesticides harm beavers?",
    "How long did kestrels keep to the quarries?",
    "Is drought the cause of the return of newts?",
    "what share of hedgehogs doubled after frost",
    "Why did lapwings vanish from the meadows?",
)
N_ROUNDS = 5


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.latency", description=__doc__)
    parser.parse_args()
    print(f"{'':32}{'median':>8}{'p95':>8}   median by stage, in ms")
    for n_articles, n_sentences in ((1, 300), (100, 60)):
        with tempfile.TemporaryDirectory(prefix="qa-latency-") as folder:
            engine = Engine.open(Path(folder) / "library", Config())
            for file in write_articles(Path(folder) / "articles", n_articles, n_sentences):
                engine.add(file)
            report(f"{n_articles} article(s) of {n_sentences} sentences", engine)


def report(name: str, engine: Engine) -> None:
    """Ask every question once to warm up, then in rounds, and print a row."""
    for question in QUESTIONS:
        engine.ask(question)
    answers = [engine.ask(question) for _ in range(N_ROUNDS) for question in QUESTIONS]
    total = 1000 * np.array([answer.seconds["total"] for answer in answers])
    stages = [stage for stage in answers[0].seconds if stage != "total"]
    shown = ", ".join(f"{stage} {1000 * np.median([a.seconds[stage] for a in answers if stage in a.seconds]):.0f}" for stage in stages)
    print(f"{name:32}{np.median(total):8.0f}{np.percentile(total, 95):8.0f}   {shown}")


if __name__ == "__main__":
    main()
