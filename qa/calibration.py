"""What was seen of a question's sentences to probabilities: how sure is each, and how sure may the surest be?

In: features of sentences, and the weights in reader.json (made by training/calibrate.py). Out: probabilities.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.config import STRICTNESS, Strictness

# The logit of a probability is a weighted sum of these and a constant. Each fit comes twice: for a sentence by itself, and for
# the surest one beside the others, with a weight more for its rivals.
FEATURES = ("model score", "unmet in sentence", "unmet nearby", "strange word", "cosine")
FITS = ("with_cosine", "without_cosine")
SUREST = "surest_"
# What no rival at all counts as.
LEAST_RIVALS = -4.0

Weights = NDArray[np.float64]


class Judged(NamedTuple):
    """The probability that each sentence answers, shape (n,), in [0, 1]: judged `alone`, and `beside` the others.

    Both put them in the same order. The former tells how good one is, the latter how sure an answer may be.
    """

    alone: NDArray[np.float64]
    beside: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights by name of their fit, and the probabilities from which answers are to be shown."""

    weights: Mapping[str, Weights]
    thresholds: Mapping[Strictness, float]

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Calibration":
        """From the content of reader.json. Raises KeyError, TypeError or ValueError where that is not as it should be."""
        n_weights = {**dict.fromkeys(FITS, len(FEATURES) + 1), **{SUREST + fit: len(FEATURES) + 2 for fit in FITS}}
        weights = {name: np.array([float(weight) for weight in settings[name]]) for name in n_weights}
        thresholds: dict[Strictness, float] = {level: float(settings["thresholds"][level]) for level in STRICTNESS}
        if any(len(weights[name]) != n for name, n in n_weights.items()):
            raise ValueError("a weight too many or too few")
        if not all(map(math.isfinite, [*thresholds.values(), *np.concatenate([*weights.values()])])):
            raise ValueError("not a number")
        return cls(weights, thresholds)

    def judged(self, features: NDArray[np.float64], sentences: Sequence[str]) -> Judged:
        """The probability that each sentence answers the question.

        Args:
            features: shape (n, len(FEATURES)), n at least 1; NaN where there is no cosine.
            sentences: their texts.
        """
        fit = "without_cosine" if np.isnan(features).any() else "with_cosine"
        features = np.nan_to_num(features)
        logits = weighted(features, self.weights[fit])
        top = int(np.argmax(logits))
        beside = np.append(features[top], rivals(logits, sentences))
        surest = logistic(weighted(beside, self.weights[SUREST + fit]))
        # The others keep their proportion to the surest one.
        alone = logistic(logits)
        return Judged(alone, alone * (surest / alone[top]))


def rivals(logits: NDArray[np.float64], sentences: Sequence[str]) -> float:
    """What speaks against the sentence with the highest logit: the log of the sum of the others' odds, LEAST_RIVALS at least.

    The model learned to choose one of a question's sentences or none, so one that others come near is less sure.
    Sentences of the same words are one: an article may be there twice.
    """
    top = sentences[int(np.argmax(logits))]
    others = {sentence: logit for logit, sentence in sorted(zip(logits, sentences, strict=True)) if sentence != top}
    return float(np.logaddexp.reduce([LEAST_RIVALS, *others.values()]))


def weighted(features: NDArray[np.float64], weights: Weights) -> NDArray[np.float64]:
    """Logits, shape (...,), of features, shape (..., n), by n weights and a constant."""
    return np.asarray(features @ weights[:-1] + weights[-1])


def logistic(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probabilities of logits."""
    return np.asarray(1 / (1 + np.exp(-logits)))
