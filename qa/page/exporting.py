"""Taking the conversation away: as Markdown with its numbered sources, and the works it cites as BibTeX or RIS.

In: a desk. Out: buttons; exporting.js saves in the browser what they make, so that no file is left on the server.
"""

import json
from pathlib import Path
from typing import Any

import gradio as gr

from qa.citations.bibliography import to_bibtex, to_ris
from qa.formats.cited import NO_WORKS, cited_works
from qa.formats.markdown import to_markdown
from qa.page.desk import Desk
from qa.page.turns import Turn

SAVE = (Path(__file__).parent / "exporting.js").read_text(encoding="utf-8").strip().removesuffix(";")
# By the ending of the file: what stands on the button, and the file's type.
FORMATS = {
    "md": ("The conversation (Markdown)", "text/markdown"),
    "bib": ("Cited works (BibTeX)", "application/x-bibtex"),
    "ris": ("Cited works (RIS)", "application/x-research-info-systems"),
}


def build(desk: Desk) -> None:
    """The buttons."""
    made = gr.Textbox(visible="hidden", elem_id="exported")
    settings: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Row(elem_id="exporting"):
        gr.HTML("Save:", elem_id="exporting-label")
        for ending, (label, _) in FORMATS.items():
            button = gr.Button(label, size="sm", min_width=60, elem_id=f"export-{ending}")
            button.click(_maker(ending), desk.turns, made, **settings).success(None, made, js=SAVE, api_visibility="private")


def exported(turns: list[Turn], ending: str) -> str:
    """A conversation in a format, "" where there is nothing to be written in it."""
    answers = [turn.answer for turn in turns if turn.answer]
    if ending == "md":
        return to_markdown(answers) if answers else ""
    works = cited_works(answers)
    return {"bib": to_bibtex, "ris": to_ris}[ending](works) if works else ""


def _maker(ending: str) -> Any:
    def make(turns: list[Turn]) -> str:
        text = exported(turns, ending)
        if not text:
            gr.Info(NO_WORKS if ending != "md" else "There is no answer of this visit to save.", title="Nothing to save")
            return ""
        name = "conversation" if ending == "md" else "works"
        return json.dumps({"name": f"{name}.{ending}", "type": FORMATS[ending][1], "text": text})

    return make
