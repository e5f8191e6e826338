"""Outcomes to figures with intervals: pure functions over arrays, nothing of the product.

In: for each question a rank, a confidence, or whether it came out right. Out: numbers; `estimate` gives
any of them its bootstrap interval. A figure over nothing is NaN, never 0.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Values = NDArray[np.float64]
Statistic = Callable[..., float]

SEED = 0
N_RESAMPLES = 1000
LEVEL = 0.95
N_BINS = 10


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over `n` observations with the bounds of its interval; all NaN where it has no value."""

    value: float
    low: float
    high: float
    n: int

    @property
    def count(self) -> int:
        """What a share counts: `value` of `n`."""
        return round(self.value * self.n) if self.n else 0


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: their mean confidence, the share that is right, and how many they are."""

    confidence: float
    right: float
    n: int


def estimate(
    statistic: Statistic, *columns: Column, groups: Column | None = None, n_resamples: int = N_RESAMPLES, seed: int = SEED
) -> Estimate:
    """A statistic with its percentile-bootstrap interval (Efron and Tibshirani, 1993, chapter 13).

    Whole groups are drawn with replacement, since observations of one group (the same question asked
    twice) are not independent. Resampling adds noise, which some statistics (calibration error) can only
    count as error: where all resamples lie on one side of the value, the interval is widened to hold it.

    Args:
        statistic: of columns like these, to a number or NaN.
        columns: the observations, each of shape (n,).
        groups: of each observation its group's number, shape (n,); None for one group each.
    """
    n = len(columns[0])
    value = statistic(*columns) if n else math.nan
    if math.isnan(value):
        return Estimate(math.nan, math.nan, math.nan, 0)
    _, group = np.unique(np.arange(n) if groups is None else groups, return_inverse=True)
    n_groups = int(group.max()) + 1
    generator = np.random.default_rng(seed)
    resampled = np.empty(n_resamples)
    for number in range(n_resamples):
        times = np.bincount(generator.integers(n_groups, size=n_groups), minlength=n_groups)
        rows = np.repeat(np.arange(n), times[group])
        resampled[number] = statistic(*(column[rows] for column in columns))
    tail = 100 * (1 - LEVEL) / 2
    low, high = np.nanpercentile(resampled, [tail, 100 - tail])
    return Estimate(value, min(float(low), value), max(float(high), value), n)


def share(outcomes: Column) -> float:
    """The mean of outcomes of shape (n,), each 0 or 1."""
    return float(np.mean(outcomes)) if len(outcomes) else math.nan


def median(values: Column) -> float:
    """The median of values of shape (n,)."""
    return float(np.median(values)) if len(values) else math.nan


def mean_reciprocal_rank(ranks: Column) -> float:
    """The mean of 1/rank (Voorhees, 1999) over ranks from 1, shape (n,); a rank of 0, not found, counts as 0."""
    found = np.asarray(ranks, dtype=np.float64)
    return share(np.divide(1.0, found, out=np.zeros_like(found), where=found > 0))


def auroc(scores: Column, positive: Column) -> float:
    """The chance that a positive scores higher than a negative, a tie counting half (Hanley and McNeil, 1982).

    Args:
        scores: shape (n,).
        positive: boolean, shape (n,).

    Returns:
        0 to 1, 0.5 for chance; NaN where there are only positives or only negatives.
    """
    is_positive = np.asarray(positive, dtype=bool)
    n_positive = int(is_positive.sum())
    n_negative = len(is_positive) - n_positive
    if not n_positive or not n_negative:
        return math.nan
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    mean_ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((mean_ranks[is_positive].sum() - n_positive * (n_positive + 1) / 2) / (n_positive * n_negative))


def risk_coverage(confidences: Column, right: Column) -> tuple[Values, Values]:
    """The risk–coverage curve (Geifman and El-Yaniv, 2017): answer the surest questions only.

    Args:
        confidences: shape (n,). Equal ones come in no order: each is given their mean risk.
        right: whether the answer is right, shape (n,).

    Returns:
        Coverages k/n for k = 1 … n, and risks: the share of the k surest that is wrong; each shape (n,).
    """
    n = len(confidences)
    _, inverse, counts = np.unique(-np.asarray(confidences, dtype=np.float64), return_inverse=True, return_counts=True)
    wrong = np.bincount(inverse, weights=1.0 - np.asarray(right, dtype=np.float64)) / counts if n else np.zeros(0)
    answered = np.arange(1, n + 1)
    return answered / max(1, n), np.cumsum(np.repeat(wrong, counts)) / answered


def risk_coverage_area(confidences: Column, right: Column) -> float:
    """The area under the risk–coverage curve, the mean of its risks: 0 to 1, smaller is better."""
    return share(risk_coverage(confidences, right)[1])


def calibration_bins(confidences: Column, right: Column, n_bins: int = N_BINS) -> list[Bin]:
    """Answers in bins of equal width over the confidences 0 to 1; empty bins are left out."""
    sure, good = np.asarray(confidences, dtype=np.float64), np.asarray(right, dtype=np.float64)
    number = np.clip((sure * n_bins).astype(np.int64), 0, n_bins - 1)
    counts = np.bincount(number, minlength=n_bins)
    sums = np.bincount(number, weights=sure, minlength=n_bins), np.bincount(number, weights=good, minlength=n_bins)
    return [Bin(float(sums[0][i] / counts[i]), float(sums[1][i] / counts[i]), int(counts[i])) for i in np.flatnonzero(counts)]


def expected_calibration_error(confidences: Column, right: Column) -> float:
    """The mean distance of confidence and share right over bins, by their sizes (Naeini et al., 2015): 0 to 1."""
    if not len(confidences):
        return math.nan
    return sum(b.n * abs(b.confidence - b.right) for b in calibration_bins(confidences, right)) / len(confidences)
