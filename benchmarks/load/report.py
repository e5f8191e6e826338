"""What was measured, as a table, as JSON and as a plot.

In: measurements. Out: text, and files.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.load.driving import Level, Memory

HEADINGS = (
    f"{'':24}{'clients':>8}{'answered':>9}{'declined':>9}{'later':>7}{'errors':>7}{'per s':>8}{'of one':>8}"
    f"{'p50 s':>8}{'p95 s':>8}{'person p50':>11}{'p95':>7}{'cpu ms':>8}{'MB':>7}{'threads':>8}"
)


def row(level: Level, one: Level | None) -> str:
    """A level as a line; `of one` is its throughput over that of one client."""
    ratio = level.per_second / one.per_second if one and one.n_done else float("nan")
    figures = (
        f"{level.n_clients:8}{level.count('answered'):9}{level.count('declined'):9}{level.count('later'):7}{level.count('error'):7}"
        f"{level.per_second:8.2f}{ratio:8.2f}{level.latency(50):8.2f}{level.latency(95):8.2f}"
    )
    person = f"{level.latency(50, True):11.2f}{level.latency(95, True):7.2f}"
    return f"{level.name:24}{figures}{person}{level.cpu_ms:8.0f}{level.memory_mb:7.0f}{level.n_threads:8}"


def told(memory: Memory) -> str:
    """The course of memory in words."""
    (_, first), (n_last, last) = memory.samples[0], memory.samples[-1]
    shown = memory.samples[:: max(1, len(memory.samples) // 10)]
    course = ", ".join(f"{n}: {mb:.0f}" for n, mb in shown)
    counts = dict(Counter(outcome.what for outcome in memory.outcomes))
    return (
        f"memory over {n_last} questions and {memory.n_visits} visits in {memory.seconds:.0f} s: {first:.0f} MB to {last:.0f} MB, "
        f"{memory.mb_per_1000:+.2f} MB per 1,000 questions in the second half; {counts}\n  MB after so many questions: {course}"
    )


def errors(levels: Sequence[Level]) -> list[str]:
    """What went wrong, each kind once, with how often."""
    counted = Counter(o.told[:200] for level in levels for o in (*level.outcomes, *level.person) if o.what in ("error", "later"))
    return [f"{n} x {told}" for told, n in counted.most_common(10)]


def save_json(file: Path, levels: Sequence[Level], memory: Memory | None, settings: dict[str, Any]) -> None:
    """All that was measured, each question's seconds included."""
    kept = {
        "settings": settings,
        "levels": [
            {
                "name": level.name,
                "n_clients": level.n_clients,
                "seconds": level.seconds,
                "cpu_seconds": level.cpu_seconds,
                "memory_mb": level.memory_mb,
                "n_threads": level.n_threads,
                "outcomes": [(o.what, round(o.seconds, 4)) for o in level.outcomes],
                "person": [(o.what, round(o.seconds, 4)) for o in level.person],
            }
            for level in levels
        ],
        "memory": memory and {"samples": memory.samples, "seconds": memory.seconds, "n_visits": memory.n_visits},
    }
    file.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def save_plot(file: Path, levels: Sequence[Level], memory: Memory | None) -> None:
    """Throughput and seconds by the number of clients, and the course of memory."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 3.6), layout="constrained")
    rate, wait, course = figure.subplots(1, 3)
    loaded = [level for level in levels if level.name.startswith("/")]
    clients = [level.n_clients for level in loaded]
    rate.plot(clients, [level.per_second for level in loaded], "o-", label="page")
    for level in levels:
        if not level.name.startswith("/"):
            rate.axhline(level.per_second, color="gray", ls=":", label=level.name)
    rate.set(xscale="log", xlabel="programs at once", ylabel="questions a second", ylim=(0, None))
    for percent, style in ((50, "-"), (95, "--")):
        wait.plot(clients, [level.latency(percent) for level in loaded], "o" + style, color="C0", label=f"a program, p{percent}")
        wait.plot(clients, [level.latency(percent, True) for level in loaded], "o" + style, color="C1", label=f"a person, p{percent}")
    wait.set(xscale="log", yscale="log", xlabel="programs at once", ylabel="seconds to the answer")
    if memory:
        course.plot([n for n, _ in memory.samples], [mb for _, mb in memory.samples])
        course.set(xlabel="questions", ylabel="MB of the app", ylim=(0, None))
    for axes in (rate, wait):
        axes.legend(fontsize=7)
    figure.savefig(file, dpi=120)
