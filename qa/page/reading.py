"""The reading pane: the articles that are read beside the conversation.

In: an engine, the chosen articles and the conversation. Out: what reading.js shows and marks.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import gradio as gr

from qa.engine import Engine
from qa.page import markup
from qa.page.turns import Turn, cited

MAX_ARTICLES_SHOWN = 6
HERE = Path(__file__).parent


def pane() -> None:
    """The place where articles are shown; what is in it is reading.js's."""
    gr.HTML('<p class="empty">…</p>', elem_id="reading")


def shown(engine_for: Callable[[gr.Request], Engine]) -> gr.HTML:
    """The unseen component whose value says what the pane shows; it asks the server for the articles that it has not got."""

    async def article_markup(ids: list[str], request: gr.Request) -> dict[str, str]:
        """The articles of these ids as HTML; those that are not there are left out."""
        return await asyncio.to_thread(_as_markup, engine_for(request), list(ids)[:MAX_ARTICLES_SHOWN])

    return gr.HTML(
        html_template="<i></i>",
        visible="hidden",
        js_on_load=(HERE / "reading.js").read_text(encoding="utf-8"),
        server_functions=[article_markup],
        elem_id="shown",
        render=False,
    )


def _as_markup(engine: Engine, ids: Sequence[str]) -> dict[str, str]:
    known = engine.library.ids()
    return {i: markup.article(engine.article(i)) for i in ids if i in known}


def state(engine: Engine, chosen: Sequence[str], turns: Sequence[Turn], chosen_first: bool = False) -> str:
    """For reading.js: the articles to show, and the sentences of the newest answer to mark.

    Those that the newest answer cites come first, then the chosen, then what was cited before; the library's
    newest stands there while nothing is chosen.
    """
    known = engine.library.ids()
    newest = cited(turns[-1:])
    wanted = [*chosen, *newest] if chosen_first else [*newest, *chosen]
    ids = dict.fromkeys([*wanted, *cited(turns), *([] if chosen else known[-1:])])
    answer = turns[-1].answer if turns else None
    marks = {markup.sentence_id(s.article, s.start): s.number for s in (answer.sources if answer else ())}
    return json.dumps({"show": [i for i in ids if i in known][:MAX_ARTICLES_SHOWN], "marks": marks})
