"""Adding articles to the library on the page.

In: a desk and the place where results are told. Out: a button, and the event that ends when everything is added.
"""

import os
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from qa.engine import Added
from qa.errors import QAError
from qa.page import markup, reading
from qa.page.desk import Desk, choices
from qa.page.turns import Turn
from qa.text import clean_text


def build(desk: Desk, report: gr.HTML) -> Any:
    """The button."""
    upload = gr.UploadButton("Add articles (PDF, Word, EPUB, web page, JATS, text, Markdown)", file_count="multiple", elem_id="upload")

    def add(
        paths: list[str],
        articles: list[str],
        past: list[Turn],
        request: gr.Request,
        progress: gr.Progress = gr.Progress(),  # noqa: B008
    ) -> tuple[Any, ...]:
        engine = desk.engine_for(request)
        given = [(Path(path), f"upload: {Path(path).name}") for path in paths or []]
        results: list[Added] = []
        errors: list[str] = []
        try:
            engine = desk.engine_for.to_change(request)
            for result in engine.add_all(given, partial(_advance, progress)):
                if isinstance(result, Added):
                    results.append(result)
                else:
                    errors.append(str(result.error).replace(str(Path(result.given).parent) + os.sep, ""))
        except QAError as error:
            errors.append(str(error))
        return markup.added(results, errors), choices(engine, articles), reading.state(engine, articles, past)

    return upload.upload(
        add, [upload, desk.chosen, desk.turns], [report, desk.chosen, desk.reading], show_progress_on=report, api_visibility="private"
    )


def _advance(progress: gr.Progress, name: str, done: int, total: int) -> None:
    progress((done, total) if total else None, desc=clean_text(name), unit="texts")
