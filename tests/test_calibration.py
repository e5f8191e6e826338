"""Calibration: what a probability is made of."""

import math

import numpy as np
import pytest

from qa.calibration import FEATURES, FITS, LEAST_RIVALS, SUREST, Calibration, rivals
from qa.config import STRICTNESS


def settings() -> dict[str, object]:
    """A model score of 1 is a logit of 1; a rival takes one from the surest sentence's."""
    weights = [1.0, 0.0, 0.0, 0.0, 0.0]
    return {
        **{fit: [*weights, 0.0] for fit in FITS},
        **{SUREST + fit: [*weights, -1.0, LEAST_RIVALS] for fit in FITS},
        "thresholds": dict.fromkeys(STRICTNESS, 0.5),
    }


def of_scores(*scores: float) -> np.ndarray:
    return np.array([[score, 0.0, 0.0, 0.0, 0.5] for score in scores])


def test_rivals_are_all_sentences_but_the_surest() -> None:
    assert rivals(np.array([2.0]), ["a"]) == pytest.approx(LEAST_RIVALS)
    assert rivals(np.array([2.0, 1.5, 2.5]), ["a", "b", "a"]) == pytest.approx(math.log(math.exp(1.5) + math.exp(LEAST_RIVALS)))
    assert rivals(np.array([2.0, 1.0, 0.5]), ["a", "b", "b"]) == pytest.approx(math.log(math.exp(1.0) + math.exp(LEAST_RIVALS)))


def test_the_surest_has_a_probability_of_its_own_and_the_others_keep_their_proportion() -> None:
    calibration = Calibration.of(settings())
    without = calibration.judged(of_scores(2.0), ["a"])
    assert without.beside == pytest.approx(1 / (1 + math.exp(-2.0)))
    among = calibration.judged(of_scores(0.0, 2.0), ["b", "a"])
    assert among.alone[1] == pytest.approx(without.alone[0])
    assert among.beside[1] < without.beside[0]
    assert among.beside[0] / among.beside[1] == pytest.approx(0.5 * (1 + math.exp(-2.0)))


def test_a_sentence_without_a_cosine_is_judged_by_the_other_fit() -> None:
    other = {**settings(), "surest_without_cosine": [0.0] * (len(FEATURES) + 2)}
    features = of_scores(3.0)
    assert Calibration.of(other).judged(features, ["a"]).beside > 0.9
    features[0, -1] = np.nan
    assert Calibration.of(other).judged(features, ["a"]).beside == pytest.approx(0.5)


@pytest.mark.parametrize("wrong", [{"surest_with_cosine": [0.0] * 6}, {"with_cosine": [math.inf] * 6}, {"thresholds": {}}])
def test_settings_of_another_form_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Calibration.of({**settings(), **wrong})
