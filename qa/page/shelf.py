"""The library on the page: which of its articles are asked, and taking articles out of it.

In: an engine, and the ids that a visitor has chosen. Out: components and what they show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.engine import Engine
from qa.errors import LibraryError, QAError
from qa.naming import names
from qa.page import markup
from qa.page.markup import escape
from qa.page.workspace import Libraries
from qa.text import clean_text

MAX_CHOICE_CHARS = 120
MAX_NAMED = 5


@dataclass(frozen=True)
class Removal:
    """The button that asks for a removal, and the question that has to be answered before it is done."""

    button: gr.Button
    asking: gr.Column
    question: gr.HTML
    yes: gr.Button
    no: gr.Button


def filter_box() -> gr.Dropdown:
    """The box to choose articles in, by typing a part of their names; none chosen stands for all."""
    return gr.Dropdown(
        label="Ask only these articles (none chosen: all are asked)", choices=[], value=[], multiselect=True, elem_id="chosen"
    )


def removal() -> Removal:
    """The parts of a removal, all out of sight."""
    button = gr.Button("Remove the chosen from the library …", size="sm", visible=False, elem_id="remove")
    with gr.Column(visible=False, elem_id="removal") as asking:
        question = gr.HTML()
        with gr.Row():
            yes = gr.Button("Remove", size="sm", variant="stop", min_width=100)
            no = gr.Button("Keep", size="sm", min_width=100, elem_id="keep")
    return Removal(button, asking, question, yes, no)


def choices(engine: Engine, chosen: Sequence[str]) -> Any:
    """The box brought up to the library; what was chosen stays chosen where it is still there."""
    called = names(engine.library.summaries())
    listed = [(clean_text(name)[:MAX_CHOICE_CHARS], article_id) for article_id, name in called.items()]
    return gr.update(choices=listed, value=[article_id for article_id in chosen if article_id in called])


def heading(engine: Engine, chosen: Sequence[str]) -> str:
    """What stands over the shelf: how many articles there are, and how many of them are asked."""
    n_articles = len(engine.library.ids())
    return f"Articles: {len(chosen)} of {n_articles} asked" if chosen else f"Articles ({n_articles})"


def connect_removal(libraries: Libraries, parts: Removal, chosen: gr.Dropdown, report: gr.HTML) -> None:
    """Remove what is chosen once the question is answered with yes; the box then has what is left."""
    hidden = gr.update(visible=False)
    settings: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

    def ask(ids: list[str], request: gr.Request) -> tuple[Any, str]:
        return gr.update(visible=True), _question(libraries(request), ids, libraries.shared)

    def remove(ids: list[str], request: gr.Request) -> tuple[Any, ...]:
        try:
            engine = libraries.to_change(request, adds=False)
        except QAError as error:
            return markup.added([], [str(error)]), choices(libraries(request), ids), hidden
        return _removed(engine, ids), choices(engine, ()), hidden

    parts.button.click(ask, chosen, [parts.asking, parts.question], **settings).then(
        None, js="() => document.getElementById('keep')?.focus()", api_visibility="private"
    )
    parts.no.click(lambda: hidden, outputs=parts.asking, **settings)
    parts.yes.click(remove, chosen, [report, chosen, parts.asking], **settings)


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
