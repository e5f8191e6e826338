"""The page's components and what happens between them.

In: the libraries that visitors' requests are about. Out: gradio Blocks. A visitor's conversation is kept in his own session.
"""

import json
import logging
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

import gradio as gr

from qa.engine import Added, Engine
from qa.errors import InputError, QAError
from qa.page import markup, shelf
from qa.page.markup import Turn
from qa.page.workspace import Libraries
from qa.text import clean_text

MAX_TURNS = 30
MAX_SHOWN_CHARS = 300
MAX_ARTICLES_SHOWN = 6
HERE = Path(__file__).parent
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
# So behaviour.js asks a question. It goes with its event, because gradio reads a box's value too late: the next
# question may be in it by then.
ON_ASKED = "document.getElementById('conversation').addEventListener('asked', (event) => trigger('submit', event.detail));"


def build(engine_for: Libraries) -> gr.Blocks:
    """Lay out the page and connect its events."""

    def article_markup(ids: list[str], request: gr.Request) -> dict[str, str]:
        """For reading.js: the articles of these ids as HTML; those that are not there are left out."""
        engine = engine_for(request)
        known = engine.library.ids()
        return {i: markup.article(engine.article(i)) for i in list(ids)[:MAX_ARTICLES_SHOWN] if i in known}

    page: gr.Blocks = gr.Blocks(title="Ask the article", analytics_enabled=False, fill_width=True, delete_cache=(600, 1800))
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
                with gr.Accordion("Articles", open=False, elem_id="library") as library:
                    chosen = shelf.filter_box()
                    removal = shelf.removal()
                    upload = gr.UploadButton(
                        "Add articles (PDF, Word, EPUB, web page, JATS, text, Markdown)", file_count="multiple", elem_id="upload"
                    )
                    report = gr.HTML(elem_id="report")
                clear = gr.Button("Clear the conversation", size="sm", variant="secondary", elem_id="clear")
            with gr.Column(scale=6, min_width=280):
                gr.HTML('<p class="empty">…</p>', elem_id="reading")  # what is in it is reading.js's
                reading = gr.HTML(
                    html_template="<i></i>",
                    visible="hidden",
                    js_on_load=(HERE / "reading.js").read_text(encoding="utf-8"),
                    server_functions=[article_markup],
                    elem_id="shown",
                )
        gr.HTML("<p>For information; not medical advice.</p>", elem_id="disclaimer")

        def ask(text: str, articles: list[str], past: list[Turn], request: gr.Request) -> Iterator[tuple[Any, ...]]:
            engine = engine_for(request)
            waiting = [*past, Turn(text[:MAX_SHOWN_CHARS])]
            yield markup.conversation(waiting), gr.skip(), past
            done = [*past, _asked(engine, text, articles)][-MAX_TURNS:]
            yield markup.conversation(done), _reading(engine, articles, done), done

        def ask_typed(typed: gr.EventData, articles: list[str], past: list[Turn], request: gr.Request) -> Iterator[tuple[Any, ...]]:
            yield from ask(str(typed.question), articles, past, request)

        def add(
            paths: list[str],
            articles: list[str],
            past: list[Turn],
            request: gr.Request,
            progress: gr.Progress = gr.Progress(),  # noqa: B008
        ) -> tuple[Any, ...]:
            engine = engine_for(request)
            given = [(Path(path), f"upload: {Path(path).name}") for path in paths or []]
            results: list[Added] = []
            errors: list[str] = []
            try:
                engine = engine_for.to_change(request)
                for result in engine.add_all(given, partial(_advance, progress)):
                    if isinstance(result, Added):
                        results.append(result)
                    else:
                        errors.append(str(result.error).replace(str(Path(result.given).parent) + os.sep, ""))
            except QAError as error:
                errors.append(str(error))
            return markup.added(results, errors), shelf.choices(engine, articles), _reading(engine, articles, past)

        def choose(articles: list[str], past: list[Turn], request: gr.Request) -> tuple[Any, ...]:
            engine = engine_for(request)
            return _reading(engine, articles, past, chosen_first=True), *_shelf(engine, articles)

        def on_shelf_now(articles: list[str], request: gr.Request) -> tuple[Any, ...]:
            return _shelf(engine_for(request), articles)

        def clear_all(articles: list[str], request: gr.Request) -> tuple[Any, ...]:
            return [], markup.conversation([]), _reading(engine_for(request), articles, [])

        def open_page(request: gr.Request) -> tuple[Any, ...]:
            engine = engine_for(request)
            return shelf.choices(engine, []), _reading(engine, [], []), *_shelf(engine, [])

        def offer(request: gr.Request) -> list[Any]:
            engine = engine_for(request)
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
        upload.upload(add, [upload, chosen, turns], [report, chosen, reading], show_progress_on=report, api_visibility="private").then(
            on_shelf_now, chosen, [library, removal.button, removal.asking], show_progress="hidden", api_visibility="private"
        )
        chosen.change(
            choose, [chosen, turns], [reading, library, removal.button, removal.asking], show_progress="hidden", api_visibility="private"
        )
        shelf.connect_removal(engine_for, removal, chosen, report)
        clear.click(
            clear_all,
            chosen,
            [turns, talk, reading],
            api_visibility="private",
            concurrency_id="ask",  # after an answer that is on its way, which would bring the conversation back
        )
        on_shelf = [library, removal.button, removal.asking]
        page.load(open_page, outputs=[chosen, reading, *on_shelf], show_progress="hidden", api_visibility="private").then(
            offer, outputs=examples, show_progress="hidden", api_visibility="private"
        )
    page.queue(default_concurrency_limit=2, max_size=64)
    return page


def _asked(engine: Engine, text: str, articles: Sequence[str]) -> Turn:
    try:
        known = engine.library.ids()
        there = [article_id for article_id in articles if article_id in known]
        if articles and not there:
            raise InputError("The chosen articles are no longer in the library; choose others, or none to ask all.")
        return Turn(text[:MAX_SHOWN_CHARS], engine.ask(text, there))
    except QAError as error:
        return Turn(text[:MAX_SHOWN_CHARS], error=str(error))
    except Exception:
        logging.getLogger(__name__).exception("a question failed")
        return Turn(text[:MAX_SHOWN_CHARS], error="Something went wrong inside the program; the question was not answered.")


def _advance(progress: gr.Progress, name: str, done: int, total: int) -> None:
    progress((done, total) if total else None, desc=clean_text(name), unit="texts")


def _shelf(engine: Engine, chosen: Sequence[str]) -> tuple[Any, ...]:
    """The shelf's heading, its button to remove what is chosen, and no question about it any more."""
    return gr.update(label=shelf.heading(engine, chosen)), gr.update(visible=bool(chosen)), gr.update(visible=False)


def _reading(engine: Engine, chosen: Sequence[str], turns: Sequence[Turn], chosen_first: bool = False) -> str:
    """For reading.js: the articles to show, and the sentences of the newest answer to mark.

    Those that the newest answer cites come first, then the chosen, then what was cited before; the library's
    newest stands there while nothing is chosen.
    """
    known = engine.library.ids()
    newest = _cited(turns[-1:])
    wanted = [*chosen, *newest] if chosen_first else [*newest, *chosen]
    ids = dict.fromkeys([*wanted, *_cited(turns), *([] if chosen else known[-1:])])
    answer = turns[-1].answer if turns else None
    marks = {markup.sentence_id(s.article, s.start): s.number for s in (answer.sources if answer else ())}
    return json.dumps({"show": [i for i in ids if i in known][:MAX_ARTICLES_SHOWN], "marks": marks})


def _cited(turns: Sequence[Turn]) -> list[str]:
    """The articles that answers cite, or that refusals point to, the newest first."""
    spoken = [turn.answer for turn in reversed(turns) if turn.answer]
    return [i for a in spoken for i in (*(source.article for source in a.sources), *(related.article for related in a.related))]


@lru_cache(maxsize=8)
def _answered_examples(engine: Engine, articles: tuple[str, ...]) -> list[str]:
    """The examples that these articles answer, and the one that they rightly do not."""
    if not articles:
        return []
    answered = list(islice((text for text in EXAMPLES if not engine.ask(text).declined), N_EXAMPLES))
    return [*answered, UNANSWERED_EXAMPLE] if answered and engine.ask(UNANSWERED_EXAMPLE).declined else answered
