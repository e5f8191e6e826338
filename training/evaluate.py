"""Measure the reader beside its rivals: `python -m training.evaluate --data DATA --run RUN [--articles ARTICLES]`.

Prints, on held-out questions: SQuAD 2.0 (test articles; within the paragraph), COVID-QA (within the article,
on the 32 candidates of hybrid search), MedQuAD pages with and without the section asked for, and the test
article's questions. Nothing of this has been trained or calibrated on.
"""

import argparse
import json
import random
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from qa.reader import Candidate, Reader, load_reader
from training import data
from training.export import expected_error, rates
from training.tasks import (
    N_CANDIDATES,
    Outcome,
    Task,
    bm25,
    covid_tasks,
    elsewhere,
    hybrid,
    medquad_tasks,
    outcome,
    searched,
    squad_tasks,
    vectors_of,
)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder for kept vectors; holds fp32.onnx after export")
    parser.add_argument("--articles", type=Path, help="folder with questions.jsonl and the text of the article that they ask of")
    parser.add_argument("--reader", default=None, help="another reader (folder or name)")
    parser.add_argument("--sets", nargs="*", default=["tune", "squad", "medquad", "covid", "article"])
    parser.add_argument("--covid-questions", type=int, default=None, help="only so many of COVID-QA's questions")
    arguments = parser.parse_args()
    reader, run = load_reader(arguments.reader), arguments.run
    print(f"reader {reader.name}, threshold {reader.threshold:.3f}")
    rng = random.Random(3)
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
    if arguments.articles and "article" in arguments.sets:
        ask_article(arguments.articles, reader)


def compare(title: str, tasks: Sequence[Task], reader: Reader) -> None:
    """Print a table of the reader and its rivals on some tasks."""
    began = time.perf_counter()
    read = [outcome(t, reader.read(t.question, t.candidates)) for t in tasks]
    seconds = (time.perf_counter() - began) / len(tasks)
    n_candidates = float(np.mean([len(t.candidates) for t in tasks]))
    print(f"\n{title}: {len(tasks)} questions, {sum(t.answerable for t in tasks)} answerable; ", end="")
    print(f"{n_candidates:.0f} candidates read in {1000 * seconds:.0f} ms")
    alone = [replace(t, candidates=tuple(replace(c, cosine=None) for c in t.candidates)) for t in tasks]
    cosines = [np.array([c.cosine for c in t.candidates]) for t in tasks]
    rows: list[tuple[str, list[Outcome]]] = [
        ("reader", read),
        ("reader without cosine", [outcome(t, reader.read(t.question, t.candidates)) for t in alone]),
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
            shown = scores >= reader.threshold
            parts.append(f"answered {shown.mean():.3f}, of these wrong {1 - right[shown].mean() if shown.any() else 0:.3f}")
            parts.append(f"answerable rightly answered {(shown & right).sum() / max(1, could.sum()):.3f}")
            parts.append(f"calibration error {expected_error(scores, right):.3f}")
        print(f"  {name:22s}", "; ".join(parts))
    for kind in sorted({o.kind for o in read}):
        chosen = [o.score for o in read if o.kind == kind]
        print(f"    {kind}: top probability, quartiles", np.round(np.percentile(chosen, [25, 50, 75]), 3), flush=True)


def ask_article(folder: Path, reader: Reader) -> None:
    """Ask the test article's questions of its body: every sentence is a candidate."""
    body = article_body(next(folder.glob("*.txt")).read_text(encoding="utf-8"))
    candidates = []
    for heading, text in body:
        sentences = ["", *data.sentences_of(text), ""]
        candidates += [Candidate(heading, *sentences[i : i + 3]) for i in range(len(sentences) - 2)]
    vectors = vectors_of([c.sentence for c in candidates])
    good = 0
    questions = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    print(f"\nTest article: {len(candidates)} sentences, {len(questions)} questions, threshold {reader.threshold:.3f}")
    for q in questions:
        cosines = vectors @ vectors_of([q["question"]])[0]
        order = np.argsort(-hybrid(q["question"], candidates, cosines), kind="stable")[:N_CANDIDATES]
        proposed = [replace(candidates[k], cosine=float(cosines[k])) for k in order]
        probabilities = reader.read(q["question"], proposed)
        top = int(np.argmax(probabilities))
        right = q["answerable"] and all(e.lower() in proposed[top].sentence.lower() for e in q["evidence"])
        shown = probabilities[top] >= reader.threshold
        good += right and shown if q["answerable"] else not shown
        verdict = "right" if right else "WRONG" if q["answerable"] else "-"
        asked = "answerable" if q["answerable"] else "UNANSWERABLE"
        print(f"  {q['id']} {asked:12s} {verdict:5s} p={probabilities[top]:.3f} {q['question']}")
        print(f"        {proposed[top].sentence[:150]}")
    print(f"  right or rightly declined: {good} of {len(questions)}")


def article_body(text: str) -> list[tuple[str, str]]:
    """(heading, paragraph) pairs of the saved page: its prose between the byline and the page's foot."""
    inside = text.split("Clinical Presentation & Diagnosis:")[1].split("Page: 1 2")[0]
    heading, body = "Clinical Presentation & Diagnosis", []
    for raw in re.split(r"\n\s*\n", inside):
        paragraph = " ".join(re.sub(r"(?<=[a-z.,])\d+(?:,\d+)*(?=\s|$)", "", raw).split())
        if paragraph.startswith("Management:"):
            heading, paragraph = "Management", paragraph.removeprefix("Management:").strip()
        if paragraph == "Conclusion":
            heading = paragraph
        elif len(paragraph.split()) > 12 and "ADVERTISEMENT" not in paragraph:
            body.append((heading, paragraph))
    return body


if __name__ == "__main__":
    main()
