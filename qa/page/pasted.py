"""Text that somebody gave as an article, pasted in the page or sent by a program, as a file that can be read.

In: a title and a text. Out: a file, Markdown where the text has headings as Markdown has them, else plain text.
"""

import re
from pathlib import Path

from qa.text import clean_line

MAX_TITLE_CHARS = 300
MAX_TEXT_CHARS = 2_000_000
# Where such an article comes from.
PASTED = "pasted text"
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)


def written(folder: Path, title: str, text: str) -> Path:
    """A file in `folder` with the text, its title above it as its format has it."""
    is_markdown = _HEADING.search(text)
    file = folder / f"{PASTED}{'.md' if is_markdown else '.txt'}"
    heading = clean_line(title)[:MAX_TITLE_CHARS]
    above = f"{'# ' if is_markdown else ''}{heading}\n\n" if heading else ""
    file.write_text(above + text[:MAX_TEXT_CHARS], encoding="utf-8", errors="replace")
    return file
