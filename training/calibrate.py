"""The reader's scores to probabilities: `python -m training.calibrate --data DATA --run RUN [--weights qa/weights]`.

In: a reader's model and tokenizer, and questions kept from training for this. Out: its reader.json with the weights of
what a probability is made of, and the thresholds that follow from how often an answer may be wrong. RUN keeps vectors.
"""

import argparse
import hashlib
import json
import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from qa.calibration import FEATURES, FITS, SUREST, logistic, rivals, weighted
from qa.config import STRICTNESS, Config, Strictness
from qa.reader import WindowReader
from qa.windows import load_tokenizer
from training import data
from training.tasks import Outcome, Task, elsewhere, other_things, paper_tasks, searched, squad_tasks, written_tasks

NAME = "window-reader-minilm-l6-int8"
# A shown answer may be wrong this often on the calibration questions, which are harder than most. "normal" is where an answer
# is about as likely right as wrong: what is less sure is not shown.
WRONG_WHEN_ANSWERED: dict[Strictness, float] = {"lenient": 0.30, "normal": 0.20, "strict": 0.10}
UNCALIBRATED: dict[str, Any] = {
    **{fit: [0.0] * (len(FEATURES) + 1) for fit in FITS},
    **{SUREST + fit: [0.0] * (len(FEATURES) + 2) for fit in FITS},
    "thresholds": dict.fromkeys(STRICTNESS, 0.5),
}
# Features of each fit: those by which sentences are ranked, and, with what is the same for all sentences of a question, all.
RANKED = {"with_cosine": [0, 1, 2, 4], "without_cosine": [0, 1, 2]}
STRANGE = 3


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder for kept vectors")
    parser.add_argument("--weights", type=Path, default=Path(__file__).parents[1] / "qa" / "weights")
    parser.add_argument("--share", type=float, default=1.0, help="share of the calibration questions to use")
    arguments = parser.parse_args()
    arguments.run.mkdir(parents=True, exist_ok=True)
    settings = calibrate(arguments.weights, arguments.data, arguments.run, arguments.share)
    write_settings(arguments.weights, settings)
    print(json.dumps(settings, indent=1))


def write_settings(folder: Path, settings: dict[str, Any]) -> None:
    """Write reader.json with the checksums of the folder's files."""
    digests = {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in ("model.onnx", "tokenizer.json")}
    content = {"name": NAME, **settings, "sha256": digests}
    (folder / "reader.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def calibrate(weights: Path, folder: Path, run: Path, share: float) -> dict[str, Any]:
    """The content of reader.json, less the checksums, from questions kept for this."""
    tasks = calibration_tasks(load_tokenizer(weights / "tokenizer.json"), folder, run, share)
    reader = _uncalibrated(weights, run)
    return fitted(tasks, [reader.features(t.question, t.candidates, Config.n_candidates) for t in tqdm(tasks, "reading", unit="question")])


def fitted(tasks: Sequence[Task], read: Sequence[tuple[NDArray[np.int64], NDArray[np.float64]]]) -> dict[str, Any]:
    """The weights of a probability's features, and the thresholds, from questions and what `WindowReader.features` gave for them.

    Three fits: which candidate answers (softmax over a question's candidates); whether the best one does (Platt 1999),
    both linear in the features, so that one sum gives the order and a probability for each; and whether the best one
    does, given the others as well. The last is what a person is told, and what the thresholds are of.
    """
    features = [of_read for _, of_read in read]
    labels = [np.array(t.right)[rows] for t, (rows, _) in zip(tasks, read, strict=True)]
    sentences = [[t.candidates[row].sentence for row in rows] for t, (rows, _) in zip(tasks, read, strict=True)]
    fits, told = {}, {}
    for key, ranked in RANKED.items():
        used = [*ranked, STRANGE]
        ranking = ranking_weights([f[:, ranked] for f in features], labels)
        tops = [int(np.argmax(f[:, ranked] @ ranking)) for f in features]
        top = np.array([f[i] for f, i in zip(features, tops, strict=True)])
        right = np.array([r[i] for r, i in zip(labels, tops, strict=True)])
        platt = platt_weights(np.column_stack([top[:, ranked] @ ranking, top[:, STRANGE]]), right)
        of_each = np.zeros(len(FEATURES) + 1)
        of_each[[*ranked, STRANGE, -1]] = [*(platt[0] * ranking), *platt[1:]]
        against = [rivals(weighted(np.nan_to_num(f), of_each), texts) for f, texts in zip(features, sentences, strict=True)]
        beside = np.column_stack([top[:, used], against])
        found = platt_weights(beside, right)
        of_surest = np.zeros(len(FEATURES) + 2)
        of_surest[[*used, -2, -1]] = found
        fits[key], fits[SUREST + key] = ([round(float(w), 5) for w in fit] for fit in (of_each, of_surest))
        told[key] = operating_points(logistic(weighted(beside, found)), right, np.array([t.answerable for t in tasks]))
    points = told["with_cosine"]["by share of wrong answers"]
    thresholds = {level: points[str(allowed)]["threshold"] for level, allowed in WRONG_WHEN_ANSWERED.items()}
    return {**fits, "thresholds": thresholds, "calibration": told}


def _uncalibrated(weights: Path, run: Path) -> WindowReader:
    """The reader of a folder, whatever its reader.json says."""
    with tempfile.TemporaryDirectory(dir=run) as part:
        for file in ("model.onnx", "tokenizer.json"):
            shutil.copy(weights / file, part)
        write_settings(Path(part), UNCALIBRATED)
        return WindowReader(Path(part))


def calibration_tasks(tokenizer: Any, folder: Path, run: Path, share: float) -> list[Task]:
    """Questions as in use: our own on short documents, as many on long ones, and half as many of SQuAD's put to a whole article.

    A quarter of our own have no answer though the document is on their subject, and many are put to it with another thing in
    the place of theirs as well; of those on long documents and of SQuAD's, some belong to another one. SQuAD's impossible
    questions and our contrast pairs, written to mislead, are left out.
    """
    rng = random.Random(5)
    short = written_tasks([d for d in data.written() if data.held_out(d) == 0])
    papers = data.written(data.PAPERS)
    long = paper_tasks([d for d in papers if data.held_out(d) == 0], papers)
    asked = squad_tasks(data.squad(folder / "squad2" / "dev-8-articles.json.gz"), data.CALIBRATE, whole=True)
    n = len(short) // 6
    tasks = [*short, *other_things(short, tokenizer, rng)]
    tasks += [*rng.sample(long, min(len(short), len(long))), *rng.sample(other_things(long, tokenizer, rng), n)]
    tasks += rng.sample(elsewhere(long, rng, "papers elsewhere"), n)
    tasks += [*rng.sample([t for t in asked if t.answerable], 2 * n), *rng.sample(elsewhere(asked, rng, "squad elsewhere"), n)]
    return searched(rng.sample(tasks, round(share * len(tasks))), run)


def ranking_weights(features: Sequence[NDArray[Any]], labels: Sequence[NDArray[Any]]) -> NDArray[np.float64]:
    """Weights by which an answering candidate comes out on top: softmax likelihood over each question's candidates."""
    from scipy.optimize import minimize

    usable = [(f, r) for f, r in zip(features, labels, strict=True) if r.any() and not r.all()]

    def loss(weights: NDArray[np.float64]) -> float:
        total = 1e-3 * float(weights @ weights)
        for f, r in usable:
            logits = f @ weights
            total += float(np.logaddexp.reduce(logits) - np.logaddexp.reduce(logits[r])) / len(usable)
        return total

    start = np.zeros(features[0].shape[1])
    start[0] = 1.0
    found: NDArray[np.float64] = minimize(loss, start, method="L-BFGS-B").x
    return found


def platt_weights(features: NDArray[Any], right: NDArray[Any]) -> NDArray[np.float64]:
    """Logistic regression: weights, then the constant."""
    from sklearn.linear_model import LogisticRegression

    fit = LogisticRegression(C=10.0).fit(features, right)
    return np.append(fit.coef_[0], fit.intercept_[0])


def operating_points(probabilities: NDArray[Any], right: NDArray[Any], could: NDArray[Any]) -> dict[str, Any]:
    """Counts, calibration error and what thresholds for several shares of wrong answers would give."""
    points = {}
    for allowed in (0.05, 0.10, 0.15, 0.20, 0.30):
        threshold = lowest_threshold(probabilities, right, allowed)
        shown = probabilities >= threshold
        points[str(allowed)] = {
            "threshold": threshold,
            "answered": round(float(shown.mean()), 4),
            "wrong when answered": round(float(1 - right[shown].mean()), 4) if shown.any() else 0.0,
            "answerable rightly answered": round(float((shown & right).sum() / could.sum()), 4),
        }
    return {
        "questions": len(right), "answerable": int(could.sum()), "top sentence right": int(right.sum()),
        "expected calibration error": round(expected_error(probabilities, right), 4),
        "by share of wrong answers": points,
    }  # fmt: skip


def lowest_threshold(probabilities: Any, right: Any, wrong_allowed: float) -> float:
    """The lowest probability from which answers are wrong at most as often as allowed."""
    order = np.argsort(-np.asarray(probabilities), kind="stable")
    wrong = np.cumsum(~np.asarray(right)[order]) / np.arange(1, len(order) + 1)
    allowed = np.flatnonzero(wrong <= wrong_allowed)
    return round(float(np.asarray(probabilities)[order[allowed[-1]]]), 4) if len(allowed) else 1.0


def expected_error(probabilities: Any, right: Any, n_bins: int = 10) -> float:
    """Expected calibration error over bins of equal size (Naeini et al. 2015)."""
    order = np.argsort(probabilities)
    bins = np.array_split(order, n_bins)
    gaps = [abs(np.mean(np.asarray(probabilities)[b]) - np.mean(np.asarray(right)[b])) * len(b) for b in bins if len(b)]
    return float(sum(gaps) / len(order))


def rates(outcomes: Sequence[Outcome]) -> float:
    """Share of the answerable whose top sentence answers."""
    could = [o for o in outcomes if o.answerable]
    return sum(o.right for o in could) / max(1, len(could))


if __name__ == "__main__":
    main()
