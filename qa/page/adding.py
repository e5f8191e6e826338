"""Adding articles on the page: files, sent or dropped; pasted text; an address.

In: what a visitor gives. Out: components, and events that add it to his library and tell what was understood.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from qa.added import Added
from qa.errors import QAError
from qa.page.added import report, why_not
from qa.page.guard import MAX_FILES
from qa.page.line import Line
from qa.page.mishaps import went_wrong
from qa.page.pasted import MAX_TEXT_CHARS, MAX_TITLE_CHARS, PASTED, written
from qa.page.workspace import Libraries
from qa.readers.fetching.address import is_address
from qa.readers.given import Given, NotAdded
from qa.text import clean_text

SHARED_NOTE = "This library is shared: whoever opens this page sees what is added, and can remove it."
OWN_NOTE = "What you add is seen by you alone. It is removed when you have been away for {hours:g} hours, or when the program ends."


def build(libraries: Libraries, told: gr.HTML) -> list[Any]:
    """The three ways to add, one beside the other. Returns the events that end when everything is added.

    Args:
        told: where it is told what became of what was given.
    """
    note = SHARED_NOTE if libraries.shared else OWN_NOTE.format(hours=libraries.limits.idle_seconds / 3600)
    gr.HTML(f'<p class="aside">{note}</p>', elem_id="whose")
    with gr.Tabs(elem_id="adding"):
        with gr.Tab("Files"):
            files = gr.File(label="Files", show_label=False, file_count="multiple", height=124, elem_id="upload", buttons=[])
            gr.HTML(f'<p class="aside">PDF, Word, EPUB, web page, JATS, text or Markdown; up to {MAX_FILES} at once.</p>')
        with gr.Tab("Text"):
            title = gr.Textbox(label="Title", max_length=MAX_TITLE_CHARS, elem_id="pasted-title")
            text = gr.Textbox(label="Text of the article", lines=5, max_lines=12, max_length=MAX_TEXT_CHARS, elem_id="pasted-text")
            add_text = gr.Button("Add this text", size="sm", elem_id="add-text")
        with gr.Tab("Address"):
            address = gr.Textbox(label="Address of the article", placeholder="https://…", max_length=2_000, elem_id="address")
            add_address = gr.Button("Add from this address", size="sm", elem_id="add-address")
            gr.HTML('<p class="aside">Only this fetches anything from the network, where this machine has one.</p>')
    line = Line(max_waiting=40, max_each=2)

    async def add(given: Sequence[Given], request: gr.Request, progress: gr.Progress, refused: str = "") -> AsyncIterator[str]:
        if refused or not given:
            yield report([refused] if refused else [])
            return
        try:
            place = line.join(libraries.visitors.who(request))
        except QAError as error:
            yield report([str(error)])
            return
        results: list[Added | str] = []
        try:
            async for n_before in line.turn(place):
                yield report([], f"Busy: {n_before} before you …" if n_before else "Reading …")
            engine = await asyncio.to_thread(libraries.to_change, request)
            adds = engine.add_all(given, partial(_advance, progress))
            while (result := await asyncio.to_thread(_next, adds)) is not None:
                results.append(result)
                yield report(results, f"{len(results)} of {len(given)} done …" if len(given) > len(results) else "")
        except QAError as error:
            results.append(str(error))
        finally:
            line.leave(place)
        yield report(results)

    async def add_files(
        paths: list[str] | None,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> AsyncIterator[str]:
        given: list[Given] = [(Path(path), f"upload: {Path(path).name}") for path in paths or []]
        many = f"{len(given)} files are more than the {MAX_FILES} that can be added at once; add them in parts."
        refused = many if len(given) > MAX_FILES else ""
        async for shown in add(given, request, progress, refused):
            yield shown

    async def add_pasted(
        title: str,
        text: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> AsyncIterator[str]:
        if not text.strip():
            yield report(["There is no text yet; paste the words of the article."])
            return
        with tempfile.TemporaryDirectory(prefix="qa-pasted-") as folder:
            async for shown in add([(written(Path(folder), title, text), PASTED)], request, progress):
                yield shown

    async def add_fetched(
        address: str,
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> AsyncIterator[str]:
        # Anything else would be a path on this machine.
        fetchable = is_address(address)
        refused = "" if fetchable else "This is no web address; one begins with https:// or http://."
        async for shown in add([(address.strip(), "")] if fetchable else [], request, progress, refused):
            yield shown

    settings: dict[str, Any] = {
        "show_progress": "full",
        "show_progress_on": told,
        "concurrency_limit": None,
        "api_visibility": "private",
    }
    sent = files.upload(add_files, files, [told], **settings)
    return [
        sent.then(lambda: None, outputs=files, show_progress="hidden", api_visibility="private"),
        add_text.click(add_pasted, [title, text], [told], **settings),
        add_address.click(add_fetched, address, [told], **settings),
        address.submit(add_fetched, address, [told], **settings),
    ]


def _next(adds: Iterator[Added | NotAdded]) -> Added | str | None:
    """The next result, or why there is none; None at the end."""
    try:
        result = next(adds, None)
    except QAError as error:
        return str(error)
    except Exception:
        return went_wrong("what was being added is not in the library")
    return why_not(result) if isinstance(result, NotAdded) else result


def _advance(progress: gr.Progress, name: str, done: int, total: int) -> None:
    progress((done, total) if total else None, desc=clean_text(name), unit="texts")
