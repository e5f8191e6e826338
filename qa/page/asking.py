"""Asking: the conversation, the question's box, and the questions that are offered.

In: a desk. Out: components in the place where this is called, with what happens between them. The conversation
is drawn by conversation.js, which has all turns but those that it is sent.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import gradio as gr

from qa.errors import QAError
from qa.page import exporting, markup, reading
from qa.page.desk import Desk
from qa.page.line import Place
from qa.page.suggesting import N_EXAMPLES, suggested
from qa.page.turns import MAX_SHOWN_CHARS, MAX_TURNS, Turn, asked, checked_key

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
# As many as come: it is the desk's line in which they wait.
IN_LINE: dict[str, Any] = {"show_progress": "hidden", "trigger_mode": "multiple", "concurrency_limit": None, "api_visibility": "private"}


def build(desk: Desk) -> None:
    """The way of a question."""
    talk = gr.HTML(markup.WELCOME, elem_id="conversation", js_on_load=ON_ASKED)
    said = gr.HTML(html_template="<i></i>", visible="hidden", js_on_load=ON_SAID, elem_id="said")
    gr.Textbox(label="Your question", placeholder="Ask about the article", submit_btn="Ask", autofocus=True, elem_id="question")
    with gr.Row(elem_id="examples"):
        examples = [gr.Button(visible=False, size="sm", min_width=140) for _ in range(N_EXAMPLES + 1)]
    clear = gr.Button("Clear the conversation", size="sm", variant="secondary", elem_id="clear")
    exporting.build(desk)

    @asynccontextmanager
    async def place_of(request: gr.Request) -> AsyncIterator[Place]:
        """A place in the line while this lasts; a visitor's requests have their turns in the order in which he made them."""
        place = desk.line.join(desk.engine_for.visitors.who(request))
        try:
            yield place
        finally:
            desk.line.leave(place)

    async def ask(typed: gr.EventData, articles: list[str], past: list[Turn], request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        engine = desk.engine_for(request)
        question, key, again = str(typed.question), checked_key(typed.key), checked_key(typed.again)
        try:
            async with place_of(request) as place:
                async for n_before in desk.line.turn(place):
                    if n_before:
                        yield json.dumps([{"key": key, "before": n_before}]), gr.skip(), gr.skip()
                # The list is the same one for all questions of a conversation: what was answered meanwhile is in it.
                before = [turn for turn in past if not again or turn.key != again]
                past[:] = [*before, await asyncio.to_thread(asked, engine, question, articles, before, key)][-MAX_TURNS:]
        except QAError as error:
            past.append(Turn(question[:MAX_SHOWN_CHARS], error=str(error), key=key))
        yield news(past, typed.seen if isinstance(typed.seen, list) else ()), reading.state(engine, articles, past), past

    async def clear_all(articles: list[str], past: list[Turn], request: gr.Request) -> tuple[Any, ...]:
        with suppress(QAError):  # the line is full
            async with place_of(request) as place:
                async for _ in desk.line.turn(place):  # after an answer that is on its way, which would bring the conversation back
                    pass
        past.clear()
        return past, news([]), reading.state(desk.engine_for(request), articles, [])

    def offer(request: gr.Request) -> list[Any]:
        found = suggested(desk.engine_for(request))
        return [gr.update(value=text, visible=True) for text in found] + [gr.update(visible=False)] * (len(examples) - len(found))

    asking = talk.submit(ask, [desk.chosen, desk.turns], [said, desk.reading, desk.turns], **IN_LINE)
    talk.stop(None, cancels=asking, api_visibility="private")
    clear.click(clear_all, [desk.chosen, desk.turns], [desk.turns, said, desk.reading], concurrency_limit=None, api_visibility="private")
    desk.page.load(offer, outputs=examples, show_progress="hidden", api_visibility="private")


def news(turns: Sequence[Turn], seen: Collection[str] = ()) -> str:
    """For conversation.js: the turns that it has not got, which may be several where answers came one upon the other."""
    return json.dumps([{"key": turn.key, "html": markup.turn(turn)} for turn in turns if turn.key and turn.key not in seen])
