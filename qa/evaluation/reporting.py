"""A report as plain data with stable keys, and as lines to read.

In: a Report. Out: dictionaries of JSON types; text.
"""

import math
from collections.abc import Mapping
from typing import Any

from qa.evaluation.judging import SHARES
from qa.evaluation.measure import Measured, Report
from qa.evaluation.metrics import Estimate

MAX_MISSES_SHOWN = 40

Data = dict[str, Any]


def report_data(report: Report) -> Data:
    """What was measured: the product's figures by name, those of each baseline, and every miss.

    A figure is `{value, low, high, n}`, a share has its `count` as well; null where nothing was asked
    that it is about.
    """
    ours, *rivals = report.measured
    baselines = {rival.system.name: _figures_data(rival.figures) for rival in rivals}
    misses = [judgement for judgement in ours.judgements if judgement.miss]
    return {
        "set": report.name,
        "within": report.within,
        "n_questions": report.n_questions,
        "n_articles": report.n_articles,
        "n_not_located": report.n_not_located,
        "unanswerable": report.unanswerable,
        **_figures_data(ours.figures),
        "baseline": baselines["no_reader"],
        "baselines": baselines,
        "misses": [{"id": j.gold.id, "question": j.gold.question, "miss": j.miss} for j in misses],
    }


def _figures_data(figures: Mapping[str, Estimate]) -> Data:
    return {name: _estimate_data(figure, name in SHARES) for name, figure in figures.items()}


def _estimate_data(figure: Estimate, is_share: bool) -> Data:
    bounds = {"value": figure.value, "low": figure.low, "high": figure.high}
    data: Data = {name: None if math.isnan(value) else round(value, 4) for name, value in bounds.items()}
    return {**data, **({"count": figure.count} if is_share else {}), "n": figure.n}


def report_lines(report: Report) -> list[str]:
    """The figures of the product with intervals and counts, those of its rivals with intervals, and every miss by name."""
    lines = [
        f"{report.name}: {report.n_questions} questions, {report.n_articles} article(s), each within the {report.within}",
        f"unanswerable questions: {report.unanswerable}",
    ]
    if report.n_not_located:
        lines.append(f"gold answers not located, counted as not contained: {report.n_not_located}")
    ours, *rivals = report.measured
    lines += ["", f"{'value, 95% interval':20}{'ours':>31}" + "".join(f"{rival.system.name:>20}" for rival in rivals)]
    for name, figure in ours.figures.items():
        if figure.n:
            counted = f"{figure.count}/{figure.n}" if name in SHARES else f"n {figure.n}"
            shown = "".join(f"{_shown(rival.figures.get(name)):>20}" for rival in rivals)
            lines.append(f"{name:20}{counted:>11}{_shown(figure):>20}{shown}")
    return [*lines, "", *(f"{rival.system.name}: {rival.system.what}" for rival in rivals), *_miss_lines(ours)]


def _miss_lines(ours: Measured) -> list[str]:
    misses = [judgement for judgement in ours.judgements if judgement.miss]
    lines = [f"miss {judgement.gold.id}: {judgement.gold.question} — {judgement.miss}" for judgement in misses[:MAX_MISSES_SHOWN]]
    more = len(misses) - MAX_MISSES_SHOWN
    return [*lines, f"and {more} more misses; --json tells them all"] if more > 0 else lines


def _shown(figure: Estimate | None) -> str:
    return f"{figure.value:.3f} {figure.low:.3f}–{figure.high:.3f}" if figure and not math.isnan(figure.value) else "–"
