"""Pictures of one question's way through the system, by plotly.

In: an Explanation. Out: figures without a background, so that they suit a light page and a dark one; what is
written in them takes its colour from explaining.css.
"""

from typing import Any

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from qa.exploration.explain import STAGES, Explanation
from qa.exploration.projection import METHOD
from qa.page.safe import escape

ACCENT, QUIET = "#1f8a93", "rgba(128, 138, 148, .55)"
# Told apart by people who see colours differently (Okabe and Ito, 2008); sections beyond these share them again.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a8f3c", "#7a6fb0")
MAX_NAME_CHARS = 26
ROW_PX = 26


def scores(explanation: Explanation) -> go.Figure:
    """For each stage a column of bars: the score of each passage, passages in the final order."""
    labels = [_label(n, found.evidence.section) for n, found in enumerate(explanation.passages, start=1)]
    titles = [STAGES[stage][0] for stage in explanation.stages]
    figure = make_subplots(cols=len(titles), shared_yaxes=True, horizontal_spacing=0.02, subplot_titles=titles)
    for column, stage in enumerate(explanation.stages, start=1):
        values = [found.evidence.scores[stage] for found in explanation.passages]
        top = max(values, default=0.0)
        figure.add_trace(
            go.Bar(
                x=values,
                y=labels,
                orientation="h",
                marker_color=[ACCENT if value == top else QUIET for value in values],
                hovertemplate=f"%{{y}}<br>{titles[column - 1]}: %{{x:.3f}}<extra></extra>",
            ),
            row=1,
            col=column,
        )
    figure.update_xaxes(showticklabels=False, showgrid=False, zeroline=True, zerolinecolor=QUIET)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return _plain(figure, 100 + ROW_PX * len(labels))


def orders(explanation: Explanation) -> go.Figure:
    """How the order changed: a line for each passage through its ranks among those found, stage by stage."""
    names = [STAGES[stage][0] for stage in explanation.stages]
    figure = go.Figure()
    for number, found in enumerate(explanation.passages, start=1):
        ranks = _ranks(explanation, number - 1)
        first = number == 1
        figure.add_trace(
            go.Scatter(
                x=names,
                y=ranks,
                mode="lines+markers",
                name=_label(number, found.evidence.section),
                line={"color": ACCENT if first else QUIET, "width": 4 if first else 2},
                marker={"size": 9 if first else 6},
                hovertemplate=f"{_label(number, found.evidence.section)}<br>%{{x}}: place %{{y}}<extra></extra>",
            )
        )
    figure.update_yaxes(autorange="reversed", title="place", dtick=1, showgrid=False, zeroline=False)
    figure.update_xaxes(showgrid=False)
    return _plain(figure, 140 + ROW_PX * len(explanation.passages))


def passage_map(explanation: Explanation) -> go.Figure:
    """All passages on the plane where they differ most, coloured by section, with the question as a star."""
    figure = go.Figure()
    of_section: dict[str, list[Any]] = {}
    for placed in explanation.map.placed:
        of_section.setdefault(placed.section, []).append(placed)
    for number, (section, placed_here) in enumerate(of_section.items()):
        figure.add_trace(
            go.Scatter(
                x=[placed.point[0] for placed in placed_here],
                y=[placed.point[1] for placed in placed_here],
                mode="markers",
                name=_cut(section or "no heading"),
                marker={"size": 10, "color": COLOURS[number % len(COLOURS)], "opacity": 0.85},
                text=[_wrapped(f"{placed.title}. {placed.excerpt}") for placed in placed_here],
                hovertemplate="%{text}<extra></extra>",
            )
        )
    if explanation.point:
        figure.add_trace(
            go.Scatter(
                x=[explanation.point[0]],
                y=[explanation.point[1]],
                mode="markers",
                name="your question",
                marker={"size": 18, "symbol": "star", "color": "#d62728", "line": {"width": 1, "color": "#ffffff"}},
                text=[_wrapped(explanation.question)],
                hovertemplate="%{text}<extra></extra>",
            )
        )
    figure.update_xaxes(showticklabels=False, gridcolor=QUIET, zeroline=False)
    figure.update_yaxes(showticklabels=False, gridcolor=QUIET, zeroline=False, scaleanchor="x")
    figure.update_layout(showlegend=True, legend={"orientation": "h", "y": -0.05, "yanchor": "top"})
    return _plain(figure, 480)


def map_told(explanation: Explanation) -> str:
    """What the map is and how much of the differences it shows, as text."""
    plane = explanation.map.plane
    if not plane:
        return ""
    shown, n_passages = len(explanation.map.placed), explanation.n_passages
    sample = f" {shown} of {n_passages} passages are drawn." if shown < n_passages else ""
    share = 100 * sum(plane.explained)
    return (
        f"Passages that mean alike lie near each other. Drawn by {METHOD} over all passages of the library; the two directions "
        f"hold {share:.0f} % of their differences, so what is near here need not be near in full.{sample}"
    )


def _ranks(explanation: Explanation, number: int) -> list[int]:
    """The places of a passage among those handed on, by stage."""
    found = []
    for stage in explanation.stages:
        own = explanation.passages[number].evidence.ranks[stage]
        found.append(1 + sum(other.evidence.ranks[stage] < own for other in explanation.passages))
    return found


def _label(number: int, section: str) -> str:
    return f"{number} · {_cut(section)}" if section else str(number)


def _cut(text: str) -> str:
    return escape(text if len(text) <= MAX_NAME_CHARS else text[: MAX_NAME_CHARS - 2] + " …")


def _wrapped(text: str, width: int = 48) -> str:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += f" {word[:width]}"
    return "<br>".join(escape(line.strip()) for line in lines[:8])


def _plain(figure: go.Figure, height: int) -> go.Figure:
    return figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 62, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=bool(figure.layout.showlegend),
        dragmode=False,
        font={"size": 12},
        bargap=0.3,
    )
