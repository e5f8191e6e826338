"""(question, sentences in context) to the probability that each sentence answers the question.

Our own reader is a small cross-encoder (MiniLM-L6 with a head of its own, see training/README.md). It reads
neighbouring candidates together, in windows of the article: a sentence is judged beside the sentences
around it, and the question is read once for several of them. It runs as 8-bit ONNX, without torch.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.calibration import Calibration, Judged
from qa.config import Strictness
from qa.errors import ModelError
from qa.language.words import MAX_CHARS, NO_NAMES, OtherNames, beginnings, content_words, telling_words, unmet, with_other_names
from qa.windows import Candidate, Window, chains, load_tokenizer, pointed_words, sentence_mask, stems, tokens, windows

WEIGHTS = Path(__file__).parent / "weights"
N_THREADS = 2
N_KEPT_WINDOWS = 32


class Reader(Protocol):
    """Judges candidates. `thresholds` are the probabilities from which its answers are to be shown, by strictness."""

    name: str
    thresholds: Mapping[Strictness, float]

    def read(self, question: str, candidates: Sequence[Candidate], limit: int | None = None, other_names: OtherNames = NO_NAMES) -> Judged:
        """The probability that each candidate answers the question.

        Args:
            limit: read no more than this many, the most promising; the others get 0.
            other_names: what else the question's terms may be called.
        """
        ...

    def answer_words(self, question: str, candidate: Candidate) -> tuple[int, int] | None:
        """Where in the candidate's sentence the words stand that answer (start, end); None if that is not known."""
        ...


# What a candidate that lacks a question's words loses where the most promising are picked to be read.
UNMET_WEIGHT = 0.4


class WindowReader:
    """Our own reader: `model.onnx`, `tokenizer.json` and `reader.json` (calibration, checksums) of a folder."""

    def __init__(self, folder: Path, n_threads: int = N_THREADS) -> None:
        settings = checked_settings(folder)
        self.name = str(settings["name"])
        self._calibration = Calibration.of(settings)
        self.thresholds: Mapping[Strictness, float] = self._calibration.thresholds
        self._tokenizer = load_tokenizer(folder / "tokenizer.json")
        self._stems = stems(self._tokenizer)
        self._session = _session(folder / "model.onnx")
        # A window to a thread: two threads on one window wait for each other at every layer.
        self._threads = ThreadPoolExecutor(n_threads, "reader")
        # Most sentences that are shown stood alone in their window: `answer_words` asks for what `read` has just had.
        self._run = lru_cache(N_KEPT_WINDOWS)(self._run_window)

    def read(self, question: str, candidates: Sequence[Candidate], limit: int | None = None, other_names: OtherNames = NO_NAMES) -> Judged:
        """See Reader. The order of the candidates does not matter, nor do repetitions."""
        found = Judged(*np.zeros((2, len(candidates))))
        if candidates:
            rows, features = self.features(question, candidates, limit, other_names)
            judged = self._calibration.judged(features, [candidates[row].sentence for row in rows])
            found.alone[rows], found.beside[rows] = judged
        return found

    def features(
        self, question: str, candidates: Sequence[Candidate], limit: int | None = None, other_names: OtherNames = NO_NAMES
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """What probabilities are made of: the numbers of the candidates that were read, shape (n,), and their
        features, shape (n, 5), in the order of FEATURES; no cosine is NaN.

        The model sees a window at a time. That a text on asthma never speaks of scurvy shows only in the whole,
        so the rarity of the rarest word of the question that no candidate has counts too.
        """
        distinct = list(dict.fromkeys(candidates))
        words = content_words(self._tokenizer, question)
        begun = cache(beginnings)  # a sentence is also what stands before and after others
        bare = [begun(c.sentence) for c in distinct]
        met = [with_other_names(m, other_names) for m in bare]
        around = [
            with_other_names(m | begun(c.heading) | begun(c.before) | begun(c.after), other_names)
            for m, c in zip(bare, distinct, strict=True)
        ]
        telling = telling_words(words, met)
        own = [unmet(telling, m) for m in met]
        near = [unmet(telling, m) for m in around]
        everywhere = set().union(*around)
        strange = max((rarity for word, rarity in words.items() if word not in everywhere), default=0.0)
        cosines = np.array([np.nan if c.cosine is None else c.cosine for c in distinct])
        promise = np.array([c.nearness for c in distinct]) + np.nan_to_num(cosines) - UNMET_WEIGHT * (np.array(own) + np.array(near))
        chosen = np.sort(np.argsort(-promise, kind="stable")[:limit])
        scores = np.full(len(distinct), np.nan)
        scores[chosen] = self.scores(question, [distinct[i] for i in chosen])
        table = np.column_stack([scores, own, near, np.full(len(distinct), strange), cosines])
        row = {candidate: number for number, candidate in enumerate(distinct)}
        numbers = np.array([row[candidate] for candidate in candidates])
        read = np.flatnonzero(np.isin(numbers, chosen))
        return read, table[numbers[read]]

    def scores(self, question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """The model's score of each candidate, shape (n_candidates,); 0 stands for "no sentence here answers"."""
        # A question asked again is read again, so that what is timed means something.
        self._run.cache_clear()
        asked = tokens(self._tokenizer, question)
        read: list[Candidate] = []
        cut: list[Window] = []
        for chain in chains(candidates):
            ids = [tokens(self._tokenizer, text) for text in (chain[0].before, *(c.sentence for c in chain), chain[-1].after)]
            read += chain
            # Without the heading: training saw "Conclusion" over answers only, and took the word for an answer.
            cut += windows(asked, [], ids[0], ids[1:-1], ids[-1], self._stems)
        # The longest first, so that no thread is left with one at the end.
        longest_first = sorted(set(cut), key=lambda window: -len(window.ids))
        by_window = dict(zip(longest_first, self._threads.map(self._run, longest_first), strict=True))
        scores = np.concatenate([by_window[window][0] for window in cut])
        by_candidate = dict(zip(read, scores, strict=True))
        return np.array([by_candidate[c] for c in candidates], dtype=np.float64)

    def answer_words(self, question: str, candidate: Candidate) -> tuple[int, int] | None:
        """See Reader: what the model's gate points at, made whole words; None where it points at nothing in particular."""
        ids = [tokens(self._tokenizer, text) for text in (candidate.before, candidate.sentence, candidate.after)]
        window = next(windows(tokens(self._tokenizer, question), [], ids[0], [ids[1]], ids[2], self._stems))
        start, end = window.spans[0]
        gate = self._run(window)[1][start:end].astype(np.float64)
        offsets = self._tokenizer.encode(candidate.sentence[:MAX_CHARS], add_special_tokens=False).offsets[: end - start]
        span = pointed_words(candidate.sentence, offsets, np.exp(gate - gate.max())) if offsets else None
        # Function words, and the question's own, answer nothing.
        new = span and content_words(self._tokenizer, candidate.sentence[slice(*span)]).keys() - content_words(self._tokenizer, question)
        return span if new else None

    def _run_window(self, window: Window) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Scores of a window's sentences, shape (n_sentences,), and the gate of its tokens, shape (n_tokens,).

        Windows are not batched: 8-bit scales are taken over a whole input, so the score of a sentence would
        depend on its companions.
        """
        feed = {
            "input_ids": np.array([window.ids], dtype=np.int64),
            "token_type_ids": np.array([window.types], dtype=np.int64),
            "sentence_mask": sentence_mask(window)[None],
        }
        scores, gate = self._session.run(["scores", "gate"], feed)
        return scores[0], gate[0]


class CrossEncoderReader:
    """Any sentence-transformers cross-encoder in our reader's place: the sigmoid of its score, not calibrated."""

    thresholds: Mapping[Strictness, float] = {"lenient": 0.3, "normal": 0.5, "strict": 0.7}

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import CrossEncoder
            from torch.nn import Sigmoid

            self._model = CrossEncoder(name, activation_fn=Sigmoid(), max_length=256)
        except Exception as error:
            raise ModelError(f"The reader {name} cannot be loaded as a cross-encoder ({type(error).__name__}: {error}).") from error
        if getattr(self._model, "num_labels", 1) != 1:
            raise ModelError(f"The reader {name} gives {self._model.num_labels} scores for a pair; one is needed.")
        self.name = name

    def read(self, question: str, candidates: Sequence[Candidate], limit: int | None = None, other_names: OtherNames = NO_NAMES) -> Judged:
        """See Reader; only the sentence itself is read. The nearest by retrieval and cosine are the most promising."""
        found = np.zeros(len(candidates))
        chosen = np.argsort([-c.nearness - (c.cosine or 0.0) for c in candidates], kind="stable")[:limit]
        if len(chosen):
            found[chosen] = self._model.predict([(question, candidates[i].sentence) for i in chosen], show_progress_bar=False)
        return Judged(found, found)

    def answer_words(self, question: str, candidate: Candidate) -> None:
        """See Reader: a cross-encoder does not tell."""


def load_reader(name: str | Path | None = None) -> Reader:
    """Load a reader.

    Args:
        name: None for the one that ships with the program; else a folder of a reader of ours, or the
            folder or hub name of a sentence-transformers cross-encoder.

    Raises:
        ModelError: files that are missing, damaged or of another kind.
    """
    if name is None:
        return WindowReader(WEIGHTS)
    if (Path(name) / "reader.json").is_file():
        return WindowReader(Path(name))
    return CrossEncoderReader(str(name))


def checked_settings(folder: Path) -> dict[str, Any]:
    """The content of reader.json, after holding every file that it lists against its SHA-256.

    Raises:
        ModelError: a file is missing or is not the one that was shipped.
    """
    try:
        settings: dict[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        Calibration.of(settings)
        files = dict(settings["sha256"])
        if not {"model.onnx", "tokenizer.json"} <= files.keys():
            raise ValueError
    except FileNotFoundError as error:
        raise ModelError(f"The reader's file {folder / 'reader.json'} is missing; install the program again.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The reader's file {folder / 'reader.json'} is damaged; install the program again.") from error
    for file, digest in files.items():
        try:
            found = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        except OSError as error:
            raise ModelError(f"The reader's file {folder / file} is missing; install the program again.") from error
        if found != digest:
            raise ModelError(f"The reader's file {folder / file} is damaged (its checksum differs); install the program again.")
    return settings


def _session(file: Path) -> Any:
    """An onnxruntime session on one thread of the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graph is as it should be (training/cpu_graph.py); onnxruntime would fuse sum and norm to an operator that is slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"The reader's file {file} cannot be run ({type(error).__name__}); install the program again.") from error
