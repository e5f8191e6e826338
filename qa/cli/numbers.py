"""Numbers as flags take them.

In: what was typed. Out: the number, or argparse's error with one sentence.
"""

import argparse
import math


def positive(text: str) -> float:
    """A size in megabytes."""
    return _number(text, 1e-6, 1e6, "a size in MB")


def share(text: str) -> float:
    """A share of the whole."""
    return _number(text, 0, 1, "a number from 0 to 1")


def count(text: str, most: int = 1000) -> int:
    """A whole number of things."""
    value = _number(text, 1, most, f"a whole number from 1 to {most}")
    if value != int(value):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to {most}")
    return int(value)


def limit(text: str) -> int:
    """A whole number of questions, which may be many."""
    return count(text, 1_000_000)


def _number(text: str, least: float, most: float, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise argparse.ArgumentTypeError(f"{text} is not {what}")
    return value
