"""The library on the page: which of its articles are asked, and taking articles out of it.

In: a desk. Out: components in the place where this is called, with what happens between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.engine import Engine
from qa.errors import LibraryError, QAError
from qa.page import adding, reading
from qa.page.added import report as told
from qa.page.desk import Desk, choices
from qa.page.markup import escape
from qa.page.turns import Turn
from qa.understanding.naming import names

MAX_NAMED = 5


@dataclass(frozen=True)
class Removal:
    """The button that asks for a removal, and the question that has to be answered before it is done."""

    button: gr.Button
    asking: gr.Column
    question: gr.HTML
    yes: gr.Button
    no: gr.Button


def build(desk: Desk) -> None:
    """The shelf, folded away until it is wanted."""
    with gr.Accordion("Articles", open=False, elem_id="library") as library:
        desk.chosen.render()  # type: ignore[no-untyped-call]
        parts = removal()
        report = gr.HTML(elem_id="report", render=False)
        added = adding.build(desk.engine_for, report)
        report.render()  # type: ignore[no-untyped-call]
    on_shelf = [library, parts.button, parts.asking]
    settings: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def after_adding(articles: list[str], past: list[Turn], request: gr.Request) -> tuple[Any, ...]:
        engine = desk.engine_for(request)
        return choices(engine, articles), reading.state(engine, articles, past), *_seen(engine, articles)

    def choose(articles: list[str], past: list[Turn], request: gr.Request) -> tuple[Any, ...]:
        engine = desk.engine_for(request)
        return reading.state(engine, articles, past, chosen_first=True), *_seen(engine, articles)

    def opened(request: gr.Request) -> tuple[Any, ...]:
        engine = desk.engine_for(request)
        return choices(engine, []), reading.state(engine, [], []), *_seen(engine, [])

    for event in added:
        event.then(after_adding, [desk.chosen, desk.turns], [desk.chosen, desk.reading, *on_shelf], **settings)
    desk.chosen.change(choose, [desk.chosen, desk.turns], [desk.reading, *on_shelf], **settings)
    connect_removal(desk, parts, report)
    desk.page.load(opened, outputs=[desk.chosen, desk.reading, *on_shelf], **settings)


def _seen(engine: Engine, chosen: Sequence[str]) -> tuple[Any, ...]:
    """The shelf's heading, its button to remove what is chosen, and no question about it any more."""
    return gr.update(label=heading(engine, chosen)), gr.update(visible=bool(chosen)), gr.update(visible=False)


def removal() -> Removal:
    """The parts of a removal, all out of sight."""
    button = gr.Button("Remove the chosen from the library …", size="sm", visible=False, elem_id="remove")
    with gr.Column(visible=False, elem_id="removal") as asking:
        question = gr.HTML()
        with gr.Row():
            yes = gr.Button("Remove", size="sm", variant="stop", min_width=100)
            no = gr.Button("Keep", size="sm", min_width=100, elem_id="keep")
    return Removal(button, asking, question, yes, no)


def heading(engine: Engine, chosen: Sequence[str]) -> str:
    """What stands over the shelf: how many articles there are, and how many of them are asked."""
    n_articles = engine.library.n_articles()
    return f"Articles: {len(chosen)} of {n_articles} asked" if chosen else f"Articles ({n_articles})"


def connect_removal(desk: Desk, parts: Removal, report: gr.HTML) -> None:
    """Remove what is chosen once the question is answered with yes; the box then has what is left."""
    hidden = gr.update(visible=False)
    settings: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def ask(ids: list[str], request: gr.Request) -> tuple[Any, str]:
        return gr.update(visible=True), _question(desk.engine_for(request), ids, desk.engine_for.shared)

    def remove(ids: list[str], request: gr.Request) -> tuple[Any, ...]:
        try:
            engine = desk.engine_for.to_change(request, adds=False)
        except QAError as error:
            return told([str(error)]), choices(desk.engine_for(request), ids), hidden
        return _removed(engine, ids), choices(engine, ()), hidden

    parts.button.click(ask, desk.chosen, [parts.asking, parts.question], **settings).then(
        None, js="() => document.getElementById('keep')?.focus()", api_visibility="private"
    )
    parts.no.click(lambda: hidden, outputs=parts.asking, **settings)
    parts.yes.click(remove, desk.chosen, [report, desk.chosen, parts.asking], **settings)


def _question(engine: Engine, ids: Sequence[str], shared: bool) -> str:
    called = names(engine.library.summaries())
    quoted = [f"“{escape(called[i])}”" for i in ids if i in called]
    more = f" and {len(quoted) - MAX_NAMED} more" if len(quoted) > MAX_NAMED else ""
    whose = "the library, for everyone who uses it" if shared else "your library"
    return f"<p>Remove {', '.join(quoted[:MAX_NAMED])}{more} from {whose}?</p>"


def _removed(engine: Engine, ids: Sequence[str]) -> str:
    n_removed = 0
    for article_id in ids:
        try:
            engine.remove(article_id)
            n_removed += 1
        except LibraryError:
            continue  # somebody else has removed it meanwhile
    return f'<ul class="added"><li>{n_removed} article{"" if n_removed == 1 else "s"} removed.</li></ul>'
