"""The page's components and what happens between them.

In: an engine. Out: gradio Blocks. A visitor's conversation is kept in his own session.
"""

import logging
import os
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

import gradio as gr

from qa.engine import Added, Engine
from qa.errors import QAError
from qa.page import markup
from qa.page.markup import Turn
from qa.text import clean_text

MAX_TURNS = 30
MAX_SHOWN_CHARS = 300
MAX_ARTICLES_SHOWN = 6
ALL_ARTICLES = ""
# The first of these that the library's articles answer are offered; the last one only if they do not.
EXAMPLES = (
    "Which parts of the body are affected?",
    "What is the most widely used treatment?",
    "How many patients improved with hyperbaric oxygen?",
    "How is calciphylaxis diagnosed?",
    "Who wrote this article?",
    "When was it published?",
)
N_EXAMPLES = 4
UNANSWERED_EXAMPLE = "What dose of sodium thiosulfate should be given?"
# behaviour.js speaks in these ways: it asks a question, and asks for an article that is not in the pane. A question
# goes with its event, because gradio reads a box's value too late: the next question may be in it by then.
ON_ASKED = "document.getElementById('conversation').addEventListener('asked', (event) => trigger('submit', event.detail));"
ON_WANTED = "document.getElementById('reading').addEventListener('wanted', (event) => trigger('select', event.detail));"


def build(engine: Engine) -> gr.Blocks:
    """Lay out the page and connect its events."""
    page: gr.Blocks = gr.Blocks(title="Ask the article", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600))
    with page:
        turns = gr.State([])
        gr.HTML(
            "<h1>Ask the article</h1><p>Ask, get the answer in the article’s own words, follow the number to the proof.</p>",
            elem_id="masthead",
        )
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=5, min_width=280, elem_id="asking"):
                talk = gr.HTML(markup.conversation([]), elem_id="conversation", js_on_load=ON_ASKED)
                gr.Textbox(label="Your question", placeholder="Ask about the article", submit_btn="Ask", autofocus=True, elem_id="question")
                with gr.Row(elem_id="examples"):
                    examples = [gr.Button(visible=False, size="sm", min_width=140) for _ in range(N_EXAMPLES + 1)]
                with gr.Accordion("Articles", open=False, elem_id="library"):
                    chosen = gr.Dropdown(label="Ask", choices=[("All articles", ALL_ARTICLES)], value=ALL_ARTICLES, elem_id="chosen")
                    upload = gr.UploadButton("Add an article (web page, JATS, text, Markdown)", file_count="multiple", elem_id="upload")
                    report = gr.HTML(elem_id="report")
                clear = gr.Button("Clear the conversation", size="sm", variant="secondary", elem_id="clear")
            with gr.Column(scale=6, min_width=280):
                reading = gr.HTML(elem_id="reading", js_on_load=ON_WANTED)
        gr.HTML("<p>For information; not medical advice.</p>", elem_id="disclaimer")

        def ask(text: str, article: str, past: list[Turn]) -> Iterator[tuple[Any, ...]]:
            waiting = [*past, Turn(text[:MAX_SHOWN_CHARS])]
            yield markup.conversation(waiting), gr.skip(), past
            done = [*past, _asked(engine, text, article)][-MAX_TURNS:]
            yield markup.conversation(done), _reading(engine, article, done), done

        def ask_typed(typed: gr.EventData, article: str, past: list[Turn]) -> Iterator[tuple[Any, ...]]:
            yield from ask(str(typed.question), article, past)

        def add(paths: list[str], article: str, past: list[Turn], progress: gr.Progress = gr.Progress()) -> tuple[Any, ...]:  # noqa: B008
            given = [(Path(path), f"upload: {Path(path).name}") for path in paths or []]
            results: list[Added] = []
            errors: list[str] = []
            try:
                for result in engine.add_all(given, partial(_advance, progress)):
                    if isinstance(result, Added):
                        results.append(result)
                    else:
                        errors.append(str(result.error).replace(str(Path(result.given).parent) + os.sep, ""))
            except QAError as error:
                errors.append(str(error))
            return markup.added(results, errors), _choices(engine, article), _reading(engine, article, past)

        def show(wanted: gr.EventData, past: list[Turn]) -> Any:
            article = str(wanted.article)
            return _reading(engine, article, past) if article in engine.library.ids() else gr.skip()

        def open_page() -> tuple[Any, ...]:
            return _choices(engine, ALL_ARTICLES), _reading(engine, ALL_ARTICLES, [])

        def offer() -> list[Any]:
            found = _answered_examples(engine, tuple(engine.library.ids()))
            return [gr.update(value=text, visible=True) for text in found] + [gr.update(visible=False)] * (len(examples) - len(found))

        # One at a time: a second question waits for the first, and finds its turn in the conversation.
        settings: dict[str, Any] = {
            "outputs": [talk, reading, turns],
            "show_progress": "hidden",
            "trigger_mode": "multiple",
            "concurrency_id": "ask",
            "concurrency_limit": 1,
            "api_visibility": "private",
        }
        talk.submit(ask_typed, [chosen, turns], **settings)
        for example in examples:
            example.click(ask, [example, chosen, turns], **settings)
        upload.upload(add, [upload, chosen, turns], [report, chosen, reading], show_progress_on=report, api_visibility="private")
        chosen.change(lambda article, past: _reading(engine, article, past), [chosen, turns], reading, api_visibility="private")
        reading.select(show, turns, reading, show_progress="hidden", api_visibility="private")
        clear.click(
            lambda article: ([], markup.conversation([]), _reading(engine, article, [])),
            chosen,
            [turns, talk, reading],
            api_visibility="private",
            concurrency_id="ask",  # after an answer that is on its way, which would bring the conversation back
        )
        page.load(open_page, outputs=[chosen, reading], show_progress="hidden", api_visibility="private").then(
            offer, outputs=examples, show_progress="hidden", api_visibility="private"
        )
    page.queue(default_concurrency_limit=2, max_size=64)
    return page


def _asked(engine: Engine, text: str, article: str) -> Turn:
    try:
        return Turn(text[:MAX_SHOWN_CHARS], engine.ask(text, [article] if article else []))
    except QAError as error:
        return Turn(text[:MAX_SHOWN_CHARS], error=str(error))
    except Exception:
        logging.getLogger(__name__).exception("a question failed")
        return Turn(text[:MAX_SHOWN_CHARS], error="Something went wrong inside the program; the question was not answered.")


def _advance(progress: gr.Progress, name: str, done: int, total: int) -> None:
    progress((done, total) if total else None, desc=clean_text(name), unit="texts")


def _choices(engine: Engine, article: str) -> Any:
    summaries = engine.articles()
    known = [summary.id for summary in summaries]
    choices = [("All articles", ALL_ARTICLES), *((clean_text(s.title)[:90], s.id) for s in summaries)]
    return gr.update(choices=choices, value=article if article in known else ALL_ARTICLES)


def _reading(engine: Engine, chosen: str, turns: list[Turn]) -> str:
    """The chosen article, or those that the conversation cites, newest first, or the library's newest."""
    known = engine.library.ids()
    spoken = [turn.answer for turn in reversed(turns) if turn.answer]
    cited = [s.article for answer in spoken for s in answer.sources] + [r.article for answer in spoken for r in answer.related]
    ids = list(dict.fromkeys([*([chosen] if chosen else []), *cited, *known[-1:]]))[:MAX_ARTICLES_SHOWN]
    marked = spoken[0].sources if spoken and turns[-1].answer else ()
    return markup.articles([engine.article(i) for i in ids if i in known], marked)


@lru_cache(maxsize=8)
def _answered_examples(engine: Engine, articles: tuple[str, ...]) -> list[str]:
    """The examples that these articles answer, and the one that they rightly do not."""
    if not articles:
        return []
    answered = list(islice((text for text in EXAMPLES if not engine.ask(text).declined), N_EXAMPLES))
    return [*answered, UNANSWERED_EXAMPLE] if answered and engine.ask(UNANSWERED_EXAMPLE).declined else answered
