"""Measure the reader beside its rivals: `python -m training.evaluate --data DATA --run RUN`.

Prints, on held-out questions: our own on test documents, SQuAD 2.0 (test articles; within the paragraph),
MedQuAD pages with and without the section asked for, and COVID-QA (within the article, on the 32 candidates
of hybrid search). Nothing of this has been trained or calibrated on.
"""

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from qa.config import Config
from qa.reader import Reader, load_reader
from training import data
from training.calibrate import expected_error, rates
from training.tasks import (
    Outcome,
    Task,
    bm25,
    covid_tasks,
    elsewhere,
    hybrid,
    medquad_tasks,
    outcome,
    paper_tasks,
    searched,
    squad_tasks,
    written_tasks,
)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder for kept vectors; holds fp32.onnx after export")
    parser.add_argument("--reader", default=None, help="another reader (folder or name)")
    parser.add_argument("--sets", nargs="*", default=["written", "contrast", "papers", "tune", "squad", "medquad", "covid"])
    parser.add_argument("--covid-questions", type=int, default=None, help="only so many of COVID-QA's questions")
    arguments = parser.parse_args()
    reader, run = load_reader(arguments.reader), arguments.run
    print(f"reader {reader.name}, threshold {reader.thresholds['normal']:.3f}")
    rng = random.Random(3)
    if "written" in arguments.sets:
        tasks = written_tasks([d for d in data.written() if data.held_out(d) == 1])
        compare("Our own questions, test documents", searched(tasks, run), reader)
    if "contrast" in arguments.sets:
        tasks = written_tasks([d for d in data.written(data.CONTRAST) if data.held_out(d) == 1])
        compare("Our own contrast pairs, test documents", searched(tasks, run), reader)
    if "papers" in arguments.sets:
        papers = data.written(data.PAPERS)
        tasks = paper_tasks([d for d in papers if data.held_out(d) == 1], papers)
        compare("Our own questions on abstracts, test documents, among 15 abstracts near to each", searched(tasks, run), reader)
    articles = data.squad(arguments.data / "squad2" / "dev-8-articles.json.gz")
    for name, titles in (("tune", data.TUNE), ("squad", data.TEST)):
        if name in arguments.sets:
            compare(f"SQuAD 2.0 dev, {name} articles, search in the paragraph", searched(squad_tasks(articles, titles), run), reader)
            tasks = squad_tasks(articles, titles, whole=True)
            tasks = [t for t in tasks if t.answerable] + elsewhere(tasks, rng, "squad elsewhere")
            compare(f"SQuAD 2.0 dev, {name} articles, search in the whole own or another article", searched(tasks, run), reader)
    if "medquad" in arguments.sets:
        pages = [p for p in data.medquad(arguments.data / "medquad" / "medquad.jsonl.gz") if data.fold(p.url) == 1]
        compare("MedQuAD test pages, with and without the section asked for", searched(medquad_tasks(pages, rng), run), reader)
    if "covid" in arguments.sets:
        tasks = covid_tasks(data.squad(arguments.data / "covid-qa" / "dev.json.gz"), arguments.covid_questions)
        tasks += elsewhere(tasks, rng, "covid other")
        compare("COVID-QA dev, search in the whole own or another article", searched(tasks, run), reader)


def compare(title: str, tasks: Sequence[Task], reader: Reader) -> None:
    """Print a table of the reader and its rivals on some tasks."""
    began = time.perf_counter()
    read = [outcome(t, reader.read(t.question, t.candidates, Config.n_candidates).beside) for t in tasks]
    seconds = (time.perf_counter() - began) / len(tasks)
    n_candidates = float(np.mean([len(t.candidates) for t in tasks]))
    print(f"\n{title}: {len(tasks)} questions, {sum(t.answerable for t in tasks)} answerable; ", end="")
    print(f"{n_candidates:.0f} candidates read in {1000 * seconds:.0f} ms")
    alone = [replace(t, candidates=tuple(replace(c, cosine=None) for c in t.candidates)) for t in tasks]
    cosines = [np.array([c.cosine for c in t.candidates]) for t in tasks]
    rows: list[tuple[str, list[Outcome]]] = [
        ("reader", read),
        ("reader without cosine", [outcome(t, reader.read(t.question, t.candidates, Config.n_candidates).beside) for t in alone]),
        ("dense", [outcome(t, c) for t, c in zip(tasks, cosines, strict=True)]),
        ("BM25", [outcome(t, bm25(t.question, t.candidates)) for t in tasks]),
        ("dense + BM25", [outcome(t, hybrid(t.question, t.candidates, c)) for t, c in zip(tasks, cosines, strict=True)]),
    ]
    for name, outcomes in rows:
        could, scores, right = (np.array([getattr(o, key) for o in outcomes]) for key in ("answerable", "score", "right"))
        parts = [f"first sentence right {rates(outcomes):.3f}"]
        if 0 < could.sum() < len(could):
            parts.append(f"AUROC answerable {roc_auc_score(could, scores):.3f}")
        if name.startswith("reader"):
            shown = scores >= reader.thresholds["normal"]
            parts.append(f"answered {shown.mean():.3f}, of these wrong {1 - right[shown].mean() if shown.any() else 0:.3f}")
            parts.append(f"answerable rightly answered {(shown & right).sum() / max(1, could.sum()):.3f}")
            parts.append(f"calibration error {expected_error(scores, right):.3f}")
        print(f"  {name:22s}", "; ".join(parts))
    for kind in sorted({o.kind for o in read}):
        chosen = [o.score for o in read if o.kind == kind]
        print(f"    {kind}: top probability, quartiles", np.round(np.percentile(chosen, [25, 50, 75]), 3), flush=True)


if __name__ == "__main__":
    main()
