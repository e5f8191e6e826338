"""Whether passages and sentences are found as well by the vectors that are kept as by those of every text encoded for itself.

    python -m benchmarks.ingest_quality QUESTIONS [--limit N] [--product] [--json FILE]

In: a question set in the SQuAD format. Out: a table on standard output. Two libraries of the set's articles, one as
the product makes it, one in which each passage (its heading before it) and each sentence is encoded as a text of its own
in float32, as sentence-transformers does. Each question is asked of its article in both, and the same question's outcomes
are compared; the difference has its bootstrap interval in points of a hundred.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from tqdm import tqdm

from qa.article import Article
from qa.config import Config
from qa.encoder import Encoder
from qa.engine import Engine
from qa.evaluation.baselines import Baselines
from qa.evaluation.judging import DEPTHS, Judgement, judge
from qa.evaluation.metrics import SEED, estimate, share
from qa.evaluation.questions import read_questions
from qa.evaluation.systems import systems
from qa.library import Library
from qa.passages import passages_of

ASKED = ("no_reader", "dense")


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure by both kinds of vectors: shares, questions won and lost by ours, and the difference with its interval."""

    system: str
    figure: str
    apart: float
    ours: float
    won: int
    lost: int
    low: float
    high: float


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest_quality", description=__doc__)
    parser.add_argument("questions", type=Path, metavar="QUESTIONS")
    parser.add_argument("--limit", type=int, metavar="N", help="a sample of N questions, the same each time")
    parser.add_argument("--product", action="store_true", help="ask the whole product too, with its reader, which takes longer")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write what was measured")
    options = parser.parse_args()
    compared = compare(options.questions, options.limit, (*ASKED, "ours") if options.product else ASKED)
    print(f"{'':34}{'apart':>7}{'ours':>7}{'won':>6}{'lost':>6}  difference, points")
    for c in compared:
        points = f"{100 * (c.ours - c.apart):+.1f} ({100 * c.low:+.1f} to {100 * c.high:+.1f})"
        print(f"{c.system:12}{c.figure:22}{100 * c.apart:7.1f}{100 * c.ours:7.1f}{c.won:6}{c.lost:6}  {points}")
    if options.json:
        options.json.write_text(json.dumps([asdict(c) for c in compared], indent=1) + "\n", encoding="utf-8")


def compare(file: Path, limit: int | None, asked: Sequence[str]) -> list[Compared]:
    """Ask the questions of both libraries, and set their outcomes side by side."""
    questions = read_questions(file)
    questions = questions.sample(limit, SEED) if limit else questions
    wanted = {gold.article for gold in questions.questions}
    encoder = Encoder()
    judged: list[dict[str, list[Judgement]]] = []
    with tempfile.TemporaryDirectory(prefix="qa-ingest-") as folder:
        for apart in (True, False):
            engine = Engine(Library(Path(folder) / f"library-{apart}", encoder.fingerprint), encoder, Config())
            baselines = Baselines(engine, Path(folder) / f"rivals-{apart}")
            for article in tqdm([a for a in questions.articles if a.id in wanted], "encoding", file=sys.stderr):
                if apart:
                    put_apart(engine, article)
                else:
                    engine.add_article(article)
                baselines.add(article)
            chosen = [system for system in systems(engine, baselines) if system.name in asked]
            judged.append({system.name: [] for system in chosen})
            for number, gold in enumerate(tqdm(questions.questions, "asking", file=sys.stderr)):
                for system in chosen:
                    judged[-1][system.name].append(judge(gold, system.ask(gold.question, [gold.article]), number))
    before, after = judged
    return [c for name in before for c in _compared(name, before[name], after[name])]


def put_apart(engine: Engine, article: Article) -> None:
    """Keep an article with each of its texts encoded for itself."""
    passages = passages_of(article, engine.config.passage_words)
    texts = [f"{p.heading}. {p.text}" if p.heading else p.text for p in passages]
    sentences = engine.encoder.encode([s.text for p in passages for s in p.sentences])
    bounds = np.cumsum([0, *(len(p.sentences) for p in passages)])
    engine.library.put(article, passages, engine.encoder.encode(texts), [sentences[start:end] for start, end in pairwise(bounds)])


def _compared(system: str, before: Sequence[Judgement], after: Sequence[Judgement]) -> list[Compared]:
    found = []
    for kind in ("passage", "sentence"):
        for k in DEPTHS:
            apart, ours = (np.array([0 < getattr(j, f"{kind}_rank") <= k for j in js], dtype=np.float64) for js in (before, after))
            difference = estimate(share, ours - apart)
            won, lost = int((ours > apart).sum()), int((ours < apart).sum())
            found.append(Compared(system, f"{kind}.contain@{k}", share(apart), share(ours), won, lost, difference.low, difference.high))
    return found


if __name__ == "__main__":
    main()
