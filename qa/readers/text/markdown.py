"""Markdown with front matter: the format of our own corpus, and of many notes.

In: the text of a Markdown file. Out: a draft. Citations are written in brackets, [8,9].
"""

import re
from datetime import date
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa.article import Reference
from qa.errors import InputError
from qa.readers.assembly import Block, Draft
from qa.readers.text.entry_lines import LIST_HEADING, entries_in
from qa.readers.text.reflist import labelled
from qa.text import one_line

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_MARKUP = re.compile(r"[\[\]*_`<|!&\\]")
# Over text as well as over a list.
_HEADS_TEXT = re.compile(r"(?:\d+\.?\s+)?(?:literature|sources)\W*", re.IGNORECASE)
MAX_MARKUP = 100_000  # each costs the parser about 50 µs


def has_front_matter(text: str) -> bool:
    """Whether a text opens with a YAML block between dashes that names fields."""
    match = _FRONT_MATTER.match(text)
    return bool(match and re.search(r"^\w+\s*:", match[1], re.MULTILINE))


def read_markdown(text: str, name: str) -> Draft:
    """Read Markdown; `text` is cleaned (`qa.text.clean_text`). Raises InputError on broken
    front matter and on a mass of markup."""
    draft = Draft()
    if has_front_matter(text) and (match := _FRONT_MATTER.match(text)):
        _fill_front(draft, _front_matter(match[1], name))
        text = text[match.end() :]
    if len(_MARKUP.findall(text)) > MAX_MARKUP:
        raise InputError(f"{name} holds more markup than an article does; save its text as plain text (.txt) and add that.")
    in_references = False
    entries: list[str] = []
    for kind, content, number in _blocks(MarkdownIt("commonmark").enable("table").parse(text)):
        if kind == "h1" and not draft.title:
            draft.title = one_line(content)
        elif kind.startswith("h"):
            in_references = _heads_list(one_line(content))
            if not in_references:
                draft.blocks.append(Block("heading", content))
        elif in_references:
            entries += [f"{number}. {one_line(content)}"] if number else entries_in(content)
        else:
            draft.blocks.append(Block("paragraph", content))
    draft.references = [Reference(label, entry) for label, entry in labelled(entries)]
    return draft


def _heads_list(heading: str) -> bool:
    return bool(LIST_HEADING.fullmatch(heading)) and not _HEADS_TEXT.fullmatch(heading)


def _front_matter(text: str, name: str) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError(f"The front matter of {name} is not valid YAML; mend the block between the dashes.") from error
    return {str(key).lower(): value for key, value in data.items()} if isinstance(data, dict) else {}


def _fill_front(draft: Draft, data: dict[str, Any]) -> None:
    authors = data.get("authors", data.get("author"))
    draft.authors = "; ".join(filter(None, map(_scalar, authors))) if isinstance(authors, list) else _scalar(authors)
    draft.title = _scalar(data.get("title"))
    draft.publication = _scalar(data.get("publication", data.get("journal")))
    draft.issue = _scalar(data.get("issue"))
    draft.published = _scalar(data.get("published", data.get("date")))
    link = _scalar(data.get("source", data.get("url")))
    draft.link = link if re.match(r"https?://", link) else ""
    draft.page, draft.pages = _count(data.get("page")), _count(data.get("pages"))
    if not draft.page <= draft.pages:
        draft.page = draft.pages = 0


def _scalar(value: Any) -> str:
    """A plain value as text; "" for a collection, which YAML's aliases can make larger than memory, and for a monstrous number."""
    try:
        return one_line(str(value)) if isinstance(value, str | int | float | date) else ""
    except ValueError:
        return ""


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 0 < value < 10_000 else 0


def _blocks(tokens: list[Token]) -> list[tuple[str, str, str]]:
    """(tag, text, number in an ordered list) of each heading and paragraph, code and tables left out."""
    blocks: list[tuple[str, str, str]] = []
    tag, number, skipped = "", "", 0
    for token in tokens:
        if token.type in ("heading_open", "paragraph_open"):
            tag = token.tag
        elif token.type == "list_item_open":
            number = token.info if token.info.isdigit() else ""
        elif token.type == "list_item_close":
            number = ""
        elif token.type in ("table_open", "table_close"):
            skipped += 1 if token.type == "table_open" else -1
        elif token.type == "inline" and not skipped:
            text = _plain(token)
            if text.strip():
                blocks.append((tag, text, number))
    return blocks


def _plain(inline: Token) -> str:
    """The words of an inline token with its line breaks, without emphasis, links, images and HTML."""
    words = []
    for token in inline.children or []:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
    return "".join(words)
