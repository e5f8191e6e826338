"""The trained model to the shipped files: `python -m training.export --data DATA --run RUN [--out qa/weights]`.

In: RUN/model.pt (or, before training ends, RUN/checkpoint.pt). Out: model.onnx (8-bit), tokenizer.json and
reader.json with the calibration and the checksums; RUN/fp32.onnx for comparison.
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
import torch
from numpy.typing import NDArray

from qa.config import STRICTNESS, Config, Strictness
from qa.reader import FEATURES, WindowReader
from qa.windows import load_tokenizer
from training import cpu_graph, data
from training.model import WindowModel
from training.tasks import Outcome, Task, elsewhere, other_things, searched, squad_tasks, written_tasks
from training.train import encoder_folder

NAME = "window-reader-minilm-l6-int8"
# A shown answer may be wrong this often on the calibration questions, which are harder than most.
WRONG_WHEN_ANSWERED: dict[Strictness, float] = {"lenient": 0.30, "normal": 0.20, "strict": 0.10}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "qa" / "weights")
    parser.add_argument("--encoder", default=None)
    parser.add_argument("--share", type=float, default=1.0, help="share of the calibration questions to use")
    arguments = parser.parse_args()
    encoder = encoder_folder(arguments.encoder)
    with tempfile.TemporaryDirectory(dir=arguments.run) as part:
        folder = Path(part)
        to_onnx(load_model(arguments.run, encoder), folder / "fp32.onnx")
        quantize(folder / "fp32.onnx", folder / "8bit.onnx")
        cpu_graph.rewrite(folder / "8bit.onnx", folder / "model.onnx")
        strip_padding(encoder / "tokenizer.json", folder / "tokenizer.json")
        write_settings(folder, {"with_cosine": [0.0] * 6, "without_cosine": [0.0] * 6, "thresholds": dict.fromkeys(STRICTNESS, 0.5)})
        settings = calibrate(
            WindowReader(folder), load_tokenizer(folder / "tokenizer.json"), arguments.data, arguments.run, arguments.share
        )
        write_settings(folder, settings)
        print(json.dumps(settings, indent=1))
        arguments.out.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / "fp32.onnx", arguments.run / "fp32.onnx")
        for file in ("model.onnx", "tokenizer.json", "reader.json"):
            shutil.copy(folder / file, arguments.out / (file + ".part"))
        for file in ("model.onnx", "tokenizer.json", "reader.json"):
            (arguments.out / (file + ".part")).replace(arguments.out / file)


def load_model(run: Path, encoder: Path) -> WindowModel:
    """The trained model, or as far as it is trained."""
    model = WindowModel(encoder)
    if (run / "model.pt").exists():
        model.load_state_dict(torch.load(run / "model.pt", map_location="cpu", weights_only=True))
    else:
        model.load_state_dict(torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)["model"])
    return model.eval()


def to_onnx(model: WindowModel, file: Path) -> None:
    """Write the model for one window (or several of one length), its layers fused for onnxruntime."""
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    model.encoder.set_attn_implementation("eager")
    ids = torch.randint(1000, 20000, (1, 60))
    mask = torch.zeros(1, 3, 60)
    mask[0, 0, 10:20] = mask[0, 1, 20:40] = mask[0, 2, 40:55] = 1
    raw = file.with_suffix(".raw.onnx")
    torch.onnx.export(
        model, (ids, torch.zeros_like(ids), mask), str(raw), dynamo=False, opset_version=17,
        input_names=["input_ids", "token_type_ids", "sentence_mask"], output_names=["scores", "gate"],
        dynamic_axes={
            "input_ids": {0: "n", 1: "t"}, "token_type_ids": {0: "n", 1: "t"},
            "sentence_mask": {0: "n", 1: "s", 2: "t"}, "scores": {0: "n", 1: "s"}, "gate": {0: "n", 1: "t"},
        },
    )  # fmt: skip
    options = FusionOptions("bert")
    fused = optimize_model(str(raw), "bert", num_heads=12, hidden_size=384, optimization_options=options, opt_level=1)
    print({name: n for name, n in fused.get_fused_operator_statistics().items() if n})
    fused.save_model_to_file(str(file))
    raw.unlink()


def quantize(source: Path, target: Path) -> None:
    """8-bit weights, one scale for each column, 7 bits used: without VNNI, x86 adds pairs of 8-bit products in
    16 bits, and full-range weights overflow there (onnxruntime's "U8S8 saturation")."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(source), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
    )  # fmt: skip


def strip_padding(source: Path, target: Path) -> None:
    """The tokenizer without the padding and truncation of its package."""
    load_tokenizer(source).save(str(target))


def write_settings(folder: Path, settings: dict[str, Any]) -> None:
    """Write reader.json with the checksums of the folder's files."""
    digests = {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in ("model.onnx", "tokenizer.json")}
    content = {"name": NAME, **settings, "sha256": digests}
    (folder / "reader.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def calibrate(reader: WindowReader, tokenizer: Any, folder: Path, run: Path, share: float) -> dict[str, Any]:
    """The weights of a probability's features, and the threshold, from questions kept for this.

    Two fits: which candidate answers (softmax over a question's candidates), then whether the best one does
    (Platt 1999). Both are linear in the features, so one sum gives both the order and the probability.
    """
    tasks = calibration_tasks(tokenizer, folder, run, share)
    read = [reader.features(t.question, t.candidates, Config.n_candidates) for t in tasks]
    features = [of_read for _, of_read in read]
    labels = [np.array(t.right)[rows] for t, (rows, _) in zip(tasks, read, strict=True)]
    fits, told = {}, {}
    for key, used in (("with_cosine", [0, 1, 2, 4]), ("without_cosine", [0, 1, 2])):
        ranking = ranking_weights([f[:, used] for f in features], labels)
        tops = [int(np.argmax(f[:, used] @ ranking)) for f in features]
        top = np.array([(f[i][used] @ ranking, f[i][3]) for f, i in zip(features, tops, strict=True)])
        right = np.array([r[i] for r, i in zip(labels, tops, strict=True)])
        platt = platt_weights(top, right)
        weights = np.zeros(len(FEATURES) + 1)
        weights[used] = platt[0] * ranking
        weights[3] = platt[1]
        weights[-1] = platt[2]
        fits[key] = [round(float(w), 5) for w in weights]
        told[key] = operating_points(1 / (1 + np.exp(-(top @ platt[:2] + platt[2]))), right, np.array([t.answerable for t in tasks]))
    points = told["with_cosine"]["by share of wrong answers"]
    thresholds = {level: points[str(allowed)]["threshold"] for level, allowed in WRONG_WHEN_ANSWERED.items()}
    return {**fits, "thresholds": thresholds, "calibration": told}


def calibration_tasks(tokenizer: Any, folder: Path, run: Path, share: float) -> list[Task]:
    """Questions as in use: our own written ones, and half as many of SQuAD's put to a whole article by hybrid search.

    A quarter of the former have no answer though the document is on their subject, and some more are put to
    it with another thing in the place of theirs; a third of the latter belong to another article. SQuAD's
    impossible questions, written to mislead, are left out.
    """
    rng = random.Random(5)
    tasks = written_tasks([d for d in data.written() if data.held_out(d) == 0])
    articles = data.squad(folder / "squad2" / "dev-8-articles.json.gz")
    asked = squad_tasks(articles, data.CALIBRATE, whole=True)
    n = len(tasks) // 6
    tasks += rng.sample(swapped := other_things(tasks, tokenizer, rng), min(n, len(swapped)))
    tasks += rng.sample([t for t in asked if t.answerable], 2 * n) + rng.sample(elsewhere(asked, rng, "squad elsewhere"), n)
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
