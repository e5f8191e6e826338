"""Seeing the retrieval: a question's way through the system, with settings to turn.

In: a desk. Out: components in the place where this is called, with what happens between them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from qa.config import Config
from qa.engine import Engine
from qa.errors import QAError
from qa.exploration.explain import Explanation, explain
from qa.page import explained, plots
from qa.page.desk import Desk
from qa.page.mishaps import went_wrong
from qa.page.turns import still_there

MAX_PASSAGES = 20
PICTURES = (
    ("What each stage gave each passage", "plot-scores"),
    ("How the order changed", "plot-orders"),
    ("All passages, and the question", "plot-map"),
)
NO_PICTURES = (gr.update(visible=False), *[gr.skip()] * len(PICTURES), "")


def build(desk: Desk) -> None:
    """The way of those who want to see how it works."""
    with gr.Column(elem_id="retrieving"):
        question = gr.Textbox(
            label="A question to follow through the system", placeholder="Ask about the article", submit_btn="Follow", elem_id="followed"
        )
        first = _sliders("")
        with gr.Accordion("Compare with other settings", open=False, elem_id="other-settings") as other:
            second = _sliders("Other: ")
        comparing = gr.State(False)
        told = gr.HTML(explained.WELCOME, elem_id="way")
        with gr.Column(visible=False, elem_id="pictures") as pictures:
            shown = [gr.Plot(label=label, elem_id=name) for label, name in PICTURES]
            about = gr.HTML(elem_id="about-map")

    def follow(
        text: str, articles: list[str], both: bool, n: float, w: float, t: float, n2: float, w2: float, t2: float, request: gr.Request
    ) -> list[Any]:
        if not text.strip():
            return [explained.WELCOME, *NO_PICTURES]
        return _followed(desk.engine_for(request), text, articles, (n, w, t), (n2, w2, t2) if both else None)

    inputs = [question, desk.chosen, comparing, *first, *second]
    outputs = [told, pictures, *shown, about]
    settings: dict[str, Any] = {
        "show_progress": "hidden",
        "api_visibility": "private",
        "trigger_mode": "always_last",
        "concurrency_id": "follow",
    }
    question.submit(follow, inputs, outputs, **settings)
    for slider in (*first, *second):
        slider.release(follow, inputs, outputs, **settings)
    other.expand(lambda: True, outputs=comparing, api_visibility="private").then(follow, inputs, outputs, **settings)
    other.collapse(lambda: False, outputs=comparing, api_visibility="private").then(follow, inputs, outputs, **settings)

    def defaults(request: gr.Request) -> list[float]:
        engine = desk.engine_for(request)
        own = [engine.config.n_passages, engine.config.dense_weight, round(engine.threshold, 2)]
        return own * 2

    desk.page.load(defaults, outputs=[*first, *second], show_progress="hidden", api_visibility="private")


def _sliders(prefix: str) -> tuple[gr.Slider, gr.Slider, gr.Slider]:
    return (
        gr.Slider(1, MAX_PASSAGES, value=Config.n_passages, step=1, label=f"{prefix}Passages that retrieval hands on"),
        gr.Slider(0, 1, value=Config.dense_weight, step=0.05, label=f"{prefix}Share of meaning; the rest is words"),
        gr.Slider(0, 1, value=0.5, step=0.01, label=f"{prefix}Confidence below which nothing is answered"),
    )


def _followed(engine: Engine, text: str, articles: Sequence[str], one: Sequence[float], two: Sequence[float] | None) -> list[Any]:
    """What is shown: the way in words, whether there are pictures, the pictures, and what the map is."""
    try:
        there = still_there(engine, articles)
        ways = [explain(engine.under(_config(engine, values)), text, there) for values in (one, two) if values]
    except QAError as error:
        return [explained.failed(str(error)), *NO_PICTURES]
    except Exception:
        return [explained.failed(went_wrong("the question could not be followed")), *NO_PICTURES]
    told = explained.compared(*ways) if len(ways) == 2 else explained.way(ways[0])
    return [told, *_pictures(ways[0])] if ways[0].passages else [told, *NO_PICTURES]


def _config(engine: Engine, values: Sequence[float]) -> Config:
    n_passages, dense_weight, threshold = values
    # What comes from a browser may be anything.
    return replace(
        engine.config,
        n_passages=int(min(MAX_PASSAGES, max(1, n_passages))),
        dense_weight=min(1.0, max(0.0, float(dense_weight))),
        threshold=min(1.0, max(0.0, float(threshold))),
    )


def _pictures(explanation: Explanation) -> list[Any]:
    drawn = [plots.scores(explanation), plots.orders(explanation), plots.passage_map(explanation)]
    return [gr.update(visible=True), *drawn, f'<p class="aside">{plots.map_told(explanation)}</p>']
