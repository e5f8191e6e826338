"""Figures mean what their names say, on outcomes of every kind."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from qa.evaluation.metrics import (
    auroc,
    calibration_bins,
    estimate,
    expected_calibration_error,
    mean_reciprocal_rank,
    median,
    risk_coverage,
    risk_coverage_area,
    share,
)

Outcomes = list[tuple[float, bool]]
confidences = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5001, 0.9, 1.0]) | st.floats(0, 1)
outcomes = st.lists(st.tuples(confidences, st.booleans()), min_size=1, max_size=60)


def columns(pairs: Outcomes) -> tuple[np.ndarray, np.ndarray]:
    return np.array([c for c, _ in pairs]), np.array([r for _, r in pairs])


def test_a_perfect_order_has_auroc_one_and_its_reverse_zero() -> None:
    scores, positive = np.array([0.1, 0.2, 0.8, 0.9]), np.array([False, False, True, True])
    assert auroc(scores, positive) == 1
    assert auroc(-scores, positive) == 0
    assert auroc(np.ones(4), positive) == 0.5
    assert math.isnan(auroc(scores, np.ones(4, dtype=bool)))


@given(outcomes.filter(lambda pairs: len({right for _, right in pairs}) == 2))
def test_auroc_is_that_of_scikit_learn(pairs: Outcomes) -> None:
    scores, positive = columns(pairs)
    assert auroc(scores, positive) == pytest.approx(roc_auc_score(positive, scores))


def test_a_rank_counts_by_its_reciprocal_and_a_miss_as_nothing() -> None:
    assert mean_reciprocal_rank(np.array([1, 2, 0, 4])) == pytest.approx((1 + 1 / 2 + 0 + 1 / 4) / 4)


def test_risk_falls_where_the_unsure_are_left_out() -> None:
    coverages, risks = risk_coverage(np.array([0.2, 0.9, 0.8, 0.1]), np.array([True, True, True, False]))
    assert coverages.tolist() == [0.25, 0.5, 0.75, 1]
    assert risks.tolist() == [0, 0, 0, 0.25]
    assert risk_coverage_area(np.array([0.2, 0.9, 0.8, 0.1]), np.array([True, True, True, False])) == 0.0625


@given(outcomes)
def test_the_risk_coverage_area_lies_between_the_best_and_the_worst_order(pairs: Outcomes) -> None:
    sure, right = columns(pairs)
    best, worst = risk_coverage_area(right.astype(float), right), risk_coverage_area(1.0 - right, right)
    tiny = 1e-9
    assert 0 <= best <= risk_coverage_area(sure, right) + tiny
    assert risk_coverage_area(sure, right) <= worst + tiny
    assert worst <= 1
    assert risk_coverage(sure, right)[1][-1] == pytest.approx(1 - share(right))


@given(outcomes, st.randoms())
def test_no_figure_depends_on_the_order_of_the_questions(pairs: Outcomes, random: object) -> None:
    mixed = list(pairs)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert risk_coverage_area(*columns(mixed)) == pytest.approx(risk_coverage_area(*columns(pairs)))
    assert expected_calibration_error(*columns(mixed)) == pytest.approx(expected_calibration_error(*columns(pairs)))


def test_calibration_error_is_the_distance_of_confidence_and_share_right() -> None:
    always = np.full(10, 0.7)
    assert expected_calibration_error(always, np.arange(10) < 7) == pytest.approx(0)
    assert expected_calibration_error(always, np.arange(10) < 2) == pytest.approx(0.5)
    mixed = np.array([0.05, 0.05, 0.95, 0.95])
    assert expected_calibration_error(mixed, np.array([0, 1, 1, 1])) == pytest.approx((0.45 + 0.05) / 2)


@given(outcomes)
def test_calibration_bins_hold_every_answer_once(pairs: Outcomes) -> None:
    bins = calibration_bins(*columns(pairs))
    assert sum(b.n for b in bins) == len(pairs)
    assert all(0 <= b.confidence <= 1 and 0 <= b.right <= 1 for b in bins)
    assert 0 <= expected_calibration_error(*columns(pairs)) <= 1


@given(outcomes)
def test_an_interval_holds_its_value_and_repeats_itself(pairs: Outcomes) -> None:
    sure, right = columns(pairs)
    for statistic, data in (
        (share, (right,)),
        (median, (sure,)),
        (risk_coverage_area, (sure, right)),
        (expected_calibration_error, (sure, right)),
    ):
        found = estimate(statistic, *data, n_resamples=30)
        assert found.low <= found.value <= found.high
        assert found.n == len(pairs)
        assert found == estimate(statistic, *data, n_resamples=30)


def test_an_interval_of_a_share_is_as_wide_as_the_normal_approximation_says() -> None:
    many = np.arange(400) % 4 == 0
    found = estimate(share, many)
    assert (found.value, found.count, found.n) == (0.25, 100, 400)
    expected = 1.96 * math.sqrt(0.25 * 0.75 / 400)
    assert found.high - found.value == pytest.approx(expected, rel=0.15)
    assert found.value - found.low == pytest.approx(expected, rel=0.15)


def test_what_was_asked_twice_is_not_taken_for_twice_as_much_evidence() -> None:
    once = np.arange(100) % 2 == 0
    twice, groups = np.repeat(once, 2), np.repeat(np.arange(100), 2)
    width = {name: e.high - e.low for name, e in (("once", estimate(share, once)), ("twice", estimate(share, twice, groups=groups)))}
    assert width["twice"] == pytest.approx(width["once"])


def test_a_figure_over_nothing_has_no_value() -> None:
    nothing = np.zeros(0)
    for statistic in (share, median, mean_reciprocal_rank):
        found = estimate(statistic, nothing)
        assert (math.isnan(found.value), found.n, found.count) == (True, 0, 0)
    assert math.isnan(risk_coverage_area(nothing, nothing))
    assert math.isnan(expected_calibration_error(nothing, nothing))
    assert estimate(auroc, np.array([0.3]), np.array([True])).n == 0
