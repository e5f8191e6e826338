"""What all parts of the page share.

In: the libraries that visitors' requests are about. Out: the components that several parts read or change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.engine import Engine
from qa.page import reading
from qa.page.line import Line
from qa.page.workspace import Libraries
from qa.text import clean_text
from qa.understanding.naming import names

MAX_CHOICE_CHARS = 120


@dataclass(frozen=True)
class Desk:
    """The shared components; those that are seen are rendered where they belong.

    Attributes:
        page: where events of the page itself are connected.
        engine_for: called with a request, the engine to read with; `engine_for.to_change` is the one to change.
        chosen: the box with the articles that are asked, to choose by typing a part of their names; none stands for all.
        reading: what the reading pane is to show (see reading.py).
        turns: the visitor's conversation, in his own session.
        line: where questions of all visitors wait for their turn.
    """

    page: gr.Blocks
    engine_for: Libraries
    chosen: gr.Dropdown
    reading: gr.HTML
    turns: gr.State
    line: Line


def laid(page: gr.Blocks, libraries: Libraries, line: Line) -> Desk:
    """A desk on a page."""
    chosen = gr.Dropdown(
        label="Ask only these articles (none chosen: all are asked)",
        choices=[],
        value=[],
        multiselect=True,
        elem_id="chosen",
        render=False,
    )
    return Desk(page, libraries, chosen, reading.shown(libraries), gr.State([]), line)


def choices(engine: Engine, chosen: Sequence[str]) -> Any:
    """The box brought up to the library; what was chosen stays chosen where it is still there."""
    called = names(engine.library.summaries())
    listed = [(clean_text(name)[:MAX_CHOICE_CHARS], article_id) for article_id, name in called.items()]
    return gr.update(choices=listed, value=[article_id for article_id in chosen if article_id in called])
