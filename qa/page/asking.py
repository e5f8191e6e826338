"""Asking: the conversation, the question's box, and the questions that are offered.

In: a desk. Out: components in the place where this is called, with what happens between them.
"""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from qa.page import exporting, markup, reading
from qa.page.desk import Desk
from qa.page.suggesting import N_EXAMPLES, suggested
from qa.page.turns import MAX_TURNS, Turn, asked, waiting

# So conversation.js asks a question. It goes with its event, because gradio reads a box's value too late: the next
# question may be in it by then.
ON_ASKED = "document.getElementById('conversation').addEventListener('asked', (event) => trigger('submit', event.detail));"
# One at a time: a second question waits for the first, and finds its turn in the conversation.
ONE_AT_A_TIME: dict[str, Any] = {
    "show_progress": "hidden",
    "trigger_mode": "multiple",
    "concurrency_id": "ask",
    "concurrency_limit": 1,
    "api_visibility": "private",
}


def build(desk: Desk) -> None:
    """The way of a question."""
    talk = gr.HTML(markup.conversation([]), elem_id="conversation", js_on_load=ON_ASKED)
    gr.Textbox(label="Your question", placeholder="Ask about the article", submit_btn="Ask", autofocus=True, elem_id="question")
    with gr.Row(elem_id="examples"):
        examples = [gr.Button(visible=False, size="sm", min_width=140) for _ in range(N_EXAMPLES + 1)]
    clear = gr.Button("Clear the conversation", size="sm", variant="secondary", elem_id="clear")
    exporting.build(desk)

    def ask(text: str, articles: list[str], past: list[Turn], request: gr.Request) -> Iterator[tuple[Any, ...]]:
        engine = desk.engine_for(request)
        yield markup.conversation([*past, waiting(text)]), gr.skip(), past
        done = [*past, asked(engine, text, articles, past)][-MAX_TURNS:]
        yield markup.conversation(done), reading.state(engine, articles, done), done

    def ask_typed(typed: gr.EventData, articles: list[str], past: list[Turn], request: gr.Request) -> Iterator[tuple[Any, ...]]:
        yield from ask(str(typed.question), articles, past, request)

    def clear_all(articles: list[str], request: gr.Request) -> tuple[Any, ...]:
        return [], markup.conversation([]), reading.state(desk.engine_for(request), articles, [])

    def offer(request: gr.Request) -> list[Any]:
        found = suggested(desk.engine_for(request))
        return [gr.update(value=text, visible=True) for text in found] + [gr.update(visible=False)] * (len(examples) - len(found))

    shared = {"outputs": [talk, desk.reading, desk.turns], **ONE_AT_A_TIME}
    talk.submit(ask_typed, [desk.chosen, desk.turns], **shared)
    for example in examples:
        example.click(ask, [example, desk.chosen, desk.turns], **shared)
    clear.click(
        clear_all,
        desk.chosen,
        [desk.turns, talk, desk.reading],
        api_visibility="private",
        concurrency_id="ask",  # after an answer that is on its way, which would bring the conversation back
    )
    desk.page.load(offer, outputs=examples, show_progress="hidden", api_visibility="private")
