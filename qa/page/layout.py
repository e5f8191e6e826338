"""The page: its parts put in their places.

In: the libraries that visitors' requests are about. Out: gradio Blocks.
"""

from collections.abc import Callable
from dataclasses import dataclass

import gradio as gr

from qa.page import asking, doors, reading, retrieving, shelf, supporting
from qa.page.desk import Desk, laid
from qa.page.line import Line
from qa.page.workspace import Libraries


@dataclass(frozen=True)
class Way:
    """A way to use the page: a tab. `build` lays out its components where it is called, and connects them."""

    name: str
    title: str
    build: Callable[[Desk], None]


WAYS = (
    Way("ask", "Ask", asking.build),
    Way("support", "Support a claim", supporting.build),
    Way("retrieval", "Retrieval", retrieving.build),
)


def build(libraries: Libraries) -> gr.Blocks:
    """Lay out the page and connect its events."""
    page: gr.Blocks = gr.Blocks(title="Ask the article", analytics_enabled=False, fill_width=True, delete_cache=(600, 1800))
    with page:
        line = Line()
        doors.connect(libraries, line)  # first: an endpoint's name goes to who asks for it first
        desk = laid(page, libraries, line)
        gr.HTML(
            "<h1>Ask the article</h1><p>Ask, get the answer in the article’s own words, follow the number to the proof.</p>",
            elem_id="masthead",
        )
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=5, min_width=280, elem_id="asking"):
                with gr.Tabs(elem_id="ways"):
                    for way in WAYS:
                        with gr.Tab(way.title, id=way.name, elem_id=f"way-{way.name}"):
                            way.build(desk)
                shelf.build(desk)
            with gr.Column(scale=6, min_width=280):
                reading.pane()
                desk.reading.render()  # type: ignore[no-untyped-call]
        gr.HTML("<p>For information; not medical advice.</p>", elem_id="disclaimer")
    # Nobody gets round the queue by asking directly.
    page.queue(default_concurrency_limit=2, max_size=256, api_open=False)
    return page
