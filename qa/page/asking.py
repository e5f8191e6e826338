"""Asking: the conversation, the question's box, and the questions that are offered.

In: a desk. Out: components in the place where this is called, with what happens between them. The conversation
is drawn by conversation.js, which has all turns but those that it is sent.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any

import gradio as gr

from qa.page import exporting, markup, reading
from qa.page.desk import Desk
from qa.page.suggesting import N_EXAMPLES, suggested
from qa.page.turns import MAX_TURNS, Turn, asked, checked_key

# So conversation.js asks a question, and stops asking. A question goes with its event, because gradio reads a box's
# value too late: the next question may be in it by then.
ON_ASKED = """
const talk = document.getElementById("conversation");
talk.addEventListener("asked", (event) => trigger("submit", event.detail));
talk.addEventListener("stopped", () => trigger("stop"));
"""
ON_SAID = (
    """watch("value", () => document.getElementById("conversation").dispatchEvent(new CustomEvent("said", { detail: props.value })));"""
)
# One at a time: a second question waits for the first.
ONE_AT_A_TIME: dict[str, Any] = {
    "show_progress": "hidden",
    "trigger_mode": "multiple",
    "concurrency_id": "ask",
    "concurrency_limit": 1,
    "api_visibility": "private",
}


def build(desk: Desk) -> None:
    """The way of a question."""
    talk = gr.HTML(markup.WELCOME, elem_id="conversation", js_on_load=ON_ASKED)
    said = gr.HTML(html_template="<i></i>", visible="hidden", js_on_load=ON_SAID, elem_id="said")
    gr.Textbox(label="Your question", placeholder="Ask about the article", submit_btn="Ask", autofocus=True, elem_id="question")
    with gr.Row(elem_id="examples"):
        examples = [gr.Button(visible=False, size="sm", min_width=140) for _ in range(N_EXAMPLES + 1)]
    clear = gr.Button("Clear the conversation", size="sm", variant="secondary", elem_id="clear")
    exporting.build(desk)

    def ask(typed: gr.EventData, articles: list[str], past: list[Turn], request: gr.Request) -> tuple[Any, ...]:
        engine = desk.engine_for(request)
        again = checked_key(typed.again)
        before = [turn for turn in past if not again or turn.key != again]
        done = [*before, asked(engine, str(typed.question), articles, before, checked_key(typed.key))][-MAX_TURNS:]
        return news(done, typed.seen if isinstance(typed.seen, list) else ()), reading.state(engine, articles, done), done

    def clear_all(articles: list[str], request: gr.Request) -> tuple[Any, ...]:
        return [], news([]), reading.state(desk.engine_for(request), articles, [])

    def offer(request: gr.Request) -> list[Any]:
        found = suggested(desk.engine_for(request))
        return [gr.update(value=text, visible=True) for text in found] + [gr.update(visible=False)] * (len(examples) - len(found))

    asking = talk.submit(ask, [desk.chosen, desk.turns], [said, desk.reading, desk.turns], **ONE_AT_A_TIME)
    talk.stop(None, cancels=asking, api_visibility="private")
    clear.click(
        clear_all,
        desk.chosen,
        [desk.turns, said, desk.reading],
        api_visibility="private",
        concurrency_id="ask",  # after an answer that is on its way, which would bring the conversation back
    )
    desk.page.load(offer, outputs=examples, show_progress="hidden", api_visibility="private")


def news(turns: Sequence[Turn], seen: Collection[str] = ()) -> str:
    """For conversation.js: the turns that it has not got, which may be several where answers came one upon the other."""
    return json.dumps([{"key": turn.key, "html": markup.turn(turn)} for turn in turns if turn.key and turn.key not in seen])
