"""(question, sentences in context) to the probability that each sentence answers the question.

Our own reader is a small cross-encoder (MiniLM-L6 with a head of its own, see training/README.md). It reads
neighbouring candidates together, in windows of the article: a sentence is judged beside the sentences
around it, and the question is read once for several of them. It runs as 8-bit ONNX, without torch.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from qa.errors import ModelError
from qa.words import FIRST_CONTENT_WORD, MAX_CHARS, beginnings, content_words, telling_words, unmet

WEIGHTS = Path(__file__).parent / "weights"
N_THREADS = 2

# Limits in tokens. A window takes sentences until it is full, but always one.
MAX_WINDOW = 200
MAX_QUESTION = 40
MAX_HEADING = 12
MAX_SENTENCE = 96
MAX_NEIGHBOUR = 16


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its surroundings: each "" where there is none.

    `heading` is what stands over it: the article's title and the section's heading.

    `cosine` is between the MiniLM vectors of question and sentence, None where not known. It is worth
    giving: MiniLM as it came has seen more of the world than our training could show.
    """

    heading: str
    before: str
    sentence: str
    after: str
    cosine: float | None = None


class Reader(Protocol):
    """Judges candidates. `threshold` is the probability from which its answers are to be shown."""

    name: str
    threshold: float

    def read(self, question: str, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
        """The probability that each candidate answers the question: shape (n_candidates,), in [0, 1]."""
        ...


# The logit of a probability is a weighted sum of these; reader.json holds the weights and, last, the constant.
FEATURES = ("model score", "unmet in sentence", "unmet nearby", "strange word", "cosine")
FITS = ("with_cosine", "without_cosine")


@dataclass(frozen=True, slots=True)
class Window:
    """Model input: `ids` and `types` of n tokens; `spans` are the token ranges of the sentences to be judged."""

    ids: list[int]
    types: list[int]
    spans: list[tuple[int, int]]


class WindowReader:
    """Our own reader: `model.onnx`, `tokenizer.json` and `reader.json` (calibration, checksums) of a folder."""

    def __init__(self, folder: Path, n_threads: int = N_THREADS) -> None:
        settings = checked_settings(folder)
        self.name = str(settings["name"])
        self.threshold = float(settings["threshold"])
        self._fits = {key: np.array(settings[key], dtype=np.float64) for key in FITS}
        self._tokenizer = load_tokenizer(folder / "tokenizer.json")
        self._stems = stems(self._tokenizer)
        self._session = _session(folder / "model.onnx", n_threads)

    def read(self, question: str, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
        """See Reader. The order of the candidates does not matter, nor do repetitions."""
        if not candidates:
            return np.zeros(0, dtype=np.float32)
        features = self.features(question, candidates)
        fit = self._fits["without_cosine" if np.isnan(features).any() else "with_cosine"]
        logits = np.nan_to_num(features) @ fit[:-1] + fit[-1]
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)

    def features(self, question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """What a probability is made of, shape (n_candidates, 5), in the order of FEATURES; no cosine is NaN.

        The model sees a window at a time. That a text on asthma never speaks of scurvy shows only in the whole,
        so the rarity of the rarest word of the question that no candidate has counts too.
        """
        distinct = list(dict.fromkeys(candidates))
        words = content_words(self._tokenizer, question)
        met = [beginnings(c.sentence) for c in distinct]
        around = [m | beginnings(c.heading) | beginnings(c.before) | beginnings(c.after) for m, c in zip(met, distinct, strict=True)]
        telling = telling_words(words, met)
        own = [unmet(telling, m) for m in met]
        near = [unmet(telling, m) for m in around]
        everywhere = set().union(*around)
        strange = max((rarity for word, rarity in words.items() if word not in everywhere), default=0.0)
        cosines = [np.nan if c.cosine is None else c.cosine for c in distinct]
        table = np.column_stack([self.scores(question, distinct), own, near, np.full(len(distinct), strange), cosines])
        row = {candidate: number for number, candidate in enumerate(distinct)}
        return table[[row[candidate] for candidate in candidates]]

    def scores(self, question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
        """The model's score of each candidate, shape (n_candidates,); 0 stands for "no sentence here answers"."""
        by_candidate: dict[Candidate, float] = {}
        asked = tokens(self._tokenizer, question)
        for chain in chains(candidates):
            ids = [tokens(self._tokenizer, text) for text in (chain[0].before, *(c.sentence for c in chain), chain[-1].after)]
            done = 0
            # Without the heading: training saw "Conclusion" over answers only, and took the word for an answer.
            for window in windows(asked, [], ids[0], ids[1:-1], ids[-1], self._stems):
                for score in self._run(window):
                    by_candidate[chain[done]] = float(score)
                    done += 1
        return np.array([by_candidate[c] for c in candidates], dtype=np.float64)

    def _run(self, window: Window) -> NDArray[np.float32]:
        """Scores of a window's sentences, shape (n_sentences,).

        One window at a time: 8-bit scales are taken over a whole input, so in a batch the score of a
        sentence would depend on its companions. Windows are long enough to keep the cores busy.
        """
        feed = {
            "input_ids": np.array([window.ids], dtype=np.int64),
            "token_type_ids": np.array([window.types], dtype=np.int64),
            "sentence_mask": sentence_mask(window)[None],
        }
        scores: NDArray[np.float32] = self._session.run(None, feed)[0][0]
        return scores


class CrossEncoderReader:
    """Any sentence-transformers cross-encoder in our reader's place: the sigmoid of its score, not calibrated."""

    threshold = 0.5

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

    def read(self, question: str, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
        """See Reader; only the sentence itself is read."""
        if not candidates:
            return np.zeros(0, dtype=np.float32)
        return np.asarray(self._model.predict([(question, c.sentence) for c in candidates], show_progress_bar=False), dtype=np.float32)


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
        fits = [[float(weight) for weight in settings[key]] for key in FITS]
        numbers = [float(settings["threshold"]), *fits[0], *fits[1]]
        files = dict(settings["sha256"])
        if (
            not all(math.isfinite(number) for number in numbers)
            or any(len(fit) != len(FEATURES) + 1 for fit in fits)
            or not {"model.onnx", "tokenizer.json"} <= files.keys()
        ):
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


def load_tokenizer(file: Path) -> Any:
    """The word-piece tokenizer, without truncation or padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokens(tokenizer: Any, text: str) -> list[int]:
    """Token ids of a text, without special tokens."""
    ids: list[int] = tokenizer.encode(text[:MAX_CHARS], add_special_tokens=False).ids
    return ids


def stems(tokenizer: Any) -> list[int]:
    """For each token id an id that it shares with other forms of the word (treated, treats, treating)."""
    first: dict[str, int] = {}
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    shared = [0] * (max(vocabulary.values()) + 1)
    for word, number in sorted(vocabulary.items(), key=lambda entry: entry[1]):
        shared[number] = first.setdefault(word if len(word) < 5 or word.startswith("##") else _ENDING.sub("", word), number)
    return shared


_ENDING = re.compile(r"(?<=[a-z]{3})(?:ations?|ments?|ings?|ions?|ies|ied|ed|es|s|ly|e|y)$")


def chains(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates that follow each other in their section, put in a row; each candidate once, in any case."""
    distinct = sorted(set(candidates), key=lambda c: (c.heading, c.before, c.sentence, c.after))
    following = {(c.heading, c.before, c.sentence): c for c in distinct}
    next_of = {c: following.get((c.heading, c.sentence, c.after)) for c in distinct if c.after}
    has_previous = {n for n in next_of.values() if n is not None}
    rows: list[list[Candidate]] = []
    seen: set[Candidate] = set()
    # Rows begin where nothing precedes; a ring (a text that repeats itself) has no such place and comes last.
    for first in sorted(distinct, key=lambda c: c in has_previous):
        row: list[Candidate] = []
        at: Candidate | None = first
        while at is not None and at not in seen:
            seen.add(at)
            row.append(at)
            at = next_of.get(at)
        if row:
            rows.append(row)
    return rows


def windows(
    question: list[int], heading: list[int], before: list[int], sentences: Sequence[list[int]], after: list[int], stems: list[int]
) -> Iterator[Window]:
    """Cut a row of sentences (token ids) into windows, in order, each sentence in exactly one.

    A window reads `[CLS] question [SEP] heading : …end of the sentence before, sentences, beginning of the
    next… [SEP]`. Tokens of the text are of type 2 where the question has the same word ("exact match" as
    in Chen et al. 2017, Reading Wikipedia to Answer Open-Domain Questions), else of type 1.
    """
    start = 0
    opening = [CLS, *question[:MAX_QUESTION], SEP]
    title = [*heading[:MAX_HEADING], COLON] if heading else []
    asked = {stems[i] for i in question[:MAX_QUESTION] if i >= FIRST_CONTENT_WORD}
    while start < len(sentences):
        previous = (sentences[start - 1][:MAX_SENTENCE] if start else before)[-MAX_NEIGHBOUR:]
        length = len(opening) + len(title) + len(previous) + MAX_NEIGHBOUR + 1
        ids, spans = [*opening, *title, *previous], []
        end = start
        while end < len(sentences) and (end == start or length + len(sentences[end][:MAX_SENTENCE]) <= MAX_WINDOW):
            piece = sentences[end][:MAX_SENTENCE] or [UNKNOWN]
            spans.append((len(ids), len(ids) + len(piece)))
            ids += piece
            length += len(piece)
            end += 1
        ids += [*(sentences[end] if end < len(sentences) else after)[:MAX_NEIGHBOUR], SEP]
        yield Window(ids, [0] * len(opening) + [2 if stems[i] in asked else 1 for i in ids[len(opening) :]], spans)
        start = end


def sentence_mask(window: Window) -> NDArray[np.float32]:
    """1 where a token belongs to a sentence, else 0: shape (n_sentences, n_tokens)."""
    mask = np.zeros((len(window.spans), len(window.ids)), dtype=np.float32)
    for row, (start, end) in enumerate(window.spans):
        mask[row, start:end] = 1
    return mask


# Ids of BERT's uncased vocabulary.
UNKNOWN, CLS, SEP, COLON = 100, 101, 102, 1024


def _session(file: Path, n_threads: int) -> Any:
    """An onnxruntime session on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = n_threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"The reader's file {file} cannot be run ({type(error).__name__}); install the program again.") from error
