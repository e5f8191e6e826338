"""Samples to a table, ratios and a plot.

In: Samples by system, as rounds.py makes them, and the sizes of the texts. Out: Markdown; a PNG.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.peers.rounds import Samples

MB = 1e6


@dataclass(frozen=True)
class Measure:
    """A column: how a figure is got from a system's samples and the sizes of the texts."""

    title: str
    of: Callable[[Mapping[str, list[float]], Mapping[str, int]], float | None]
    more_is_better: bool = False
    digits: int = 1


def _median(name: str, scale: float = 1.0) -> Callable[[Mapping[str, list[float]], Mapping[str, int]], float | None]:
    return lambda values, _: float(np.median(values[name])) * scale if values.get(name) else None


def _rate(size: str) -> Callable[[Mapping[str, list[float]], Mapping[str, int]], float | None]:
    def rate(values: Mapping[str, list[float]], sizes: Mapping[str, int]) -> float | None:
        if not values.get("ingest"):
            return None
        amount = float(np.median(values[size])) if size in values else sizes[size]
        return amount / float(np.median(values["ingest"]))

    return rate


MEASURES = (
    Measure("installed, MB", _median("installed", 1 / MB), digits=0),
    Measure("of it beyond torch and sentence-transformers, MB", _median("beyond", 1 / MB), digits=0),
    Measure("process start to first passages, s", _median("cold"), digits=2),
    Measure("ingest, sentences/s", _rate("n_sentences"), more_is_better=True, digits=0),
    Measure("ingest, own passages/s", _rate("n_passages"), more_is_better=True),
    Measure("ingest, characters/s", _rate("n_chars"), more_is_better=True, digits=0),
    Measure("ingest, peak memory, MB", _median("peak", 1 / MB), digits=0),
    Measure("question, median, ms", _median("questions", 1000.0)),
    Measure(
        "question, p95, ms", lambda values, _: 1000 * float(np.percentile(values["questions"], 95)) if values.get("questions") else None
    ),
    Measure("library on disk, MB", _median("library", 1 / MB), digits=2),
    Measure("open a library and ask, model loaded, ms", _median("open", 1000.0)),
)
PLOTTED = (0, 2, 5, 6, 7, 9)


def figures(samples: Mapping[str, Samples], sizes: Mapping[str, int]) -> dict[str, list[float | None]]:
    """By system, the figure of each measure; None where there is none."""
    return {name: [measure.of(of.values, sizes) for measure in MEASURES] for name, of in samples.items()}


def table(samples: Mapping[str, Samples], sizes: Mapping[str, int]) -> str:
    """A Markdown table with a row for each measure and a column for each system.

    In brackets, where ours is among the systems: how many times better ours is in it; below 1 the other is.
    """
    found = figures(samples, sizes)
    rows = [["", *(of.system.title for of in samples.values())]]
    for number, measure in enumerate(MEASURES):
        ours = found["ours"][number] if "ours" in found else None
        row = [measure.title]
        for name in samples:
            value = found[name][number]
            cell = "–" if value is None else f"{value:,.{measure.digits}f}"
            if value and ours and not name.startswith("ours"):
                cell += f" ({ours / value if measure.more_is_better else value / ours:.1f}×)"
            row.append(cell)
        rows.append(row)
    rows.insert(1, ["---", *("---:" for _ in samples)])
    failed = [f"{of.system.title} failed, {of.failure}" for of in samples.values() if of.failure]
    return "\n".join(["| " + " | ".join(row) + " |" for row in rows] + (["", *failed] if failed else []))


def plot(samples: Mapping[str, Samples], sizes: Mapping[str, int], file: Path) -> None:
    """Bars of each main measure, a panel for each, ours first."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    found = figures(samples, sizes)
    figure, panels = pyplot.subplots(2, 3, figsize=(13, 6.4), layout="constrained")
    for panel, number in zip(panels.flat, PLOTTED, strict=True):
        measure = MEASURES[number]
        shown = [(samples[name].system.title, values[number]) for name, values in found.items() if values[number]]
        bars = panel.barh(
            [title for title, _ in shown],
            [value for _, value in shown],
            color=["#b3541e" if title.startswith("ours") else "#8a94a6" for title, _ in shown],
        )
        panel.bar_label(bars, fmt=f"{{:,.{measure.digits}f}}", padding=3, fontsize=8)
        panel.invert_yaxis()
        panel.margins(x=0.18)
        panel.set_title(f"{measure.title}: {'more' if measure.more_is_better else 'less'} is better", fontsize=9)
        panel.tick_params(labelsize=8)
        panel.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=120)
    pyplot.close(figure)
