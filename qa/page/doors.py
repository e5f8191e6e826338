"""Named endpoints for other programs, and the same as tools for assistants: ask, search, support, add.

In: the libraries that visitors' requests are about. Out: endpoints of the page. What a program sends may be anything:
it is checked here, and a mistake ends in one sentence.
"""

import html
import logging
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

from qa.engine import Engine
from qa.errors import InputError, QAError
from qa.page.added import why_not
from qa.page.adding import MAX_TEXT_CHARS, PASTED
from qa.page.offered import (
    AddedResult,
    AnswerResult,
    PassageResult,
    SupportResult,
    added_result,
    answer_result,
    passage_result,
    support_result,
)
from qa.page.workspace import Libraries
from qa.readers.fetching.address import is_address
from qa.readers.given import NotAdded
from qa.text import clean_line

MAX_ARTICLES = 50
MAX_PASSAGES = 50
MAX_NAME_CHARS = 300
MAX_ADDRESS_CHARS = 2_000
_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)


def connect(libraries: Libraries) -> None:
    """Hang the endpoints into the page that is being laid out."""

    def ask(question: str, request: gr.Request, articles: list[str] = []) -> AnswerResult:  # noqa: B006
        """Answer a question from the articles in the library. The answer is made of sentences of the articles, word for word, each
        with the number of its source; `declined` is true where the articles do not answer. Show the sources with the answer.

        Args:
            question: what to ask, in plain English.
            articles: ask only these: ids, or parts of titles; none for all.
        """
        with _told():
            engine = libraries(request)
            asked = _text(question, "question", engine.config.max_question_chars)
            return answer_result(engine.ask(asked, _meant(engine, articles)))

    def search(question: str, request: gr.Request, articles: list[str] = [], limit: int = 5) -> list[PassageResult]:  # noqa: B006
        """Find the passages of the articles in the library that bear on a question, best first, with the score and rank that each
        stage of retrieval gave them.

        Args:
            question: what to look for, in plain English.
            articles: search only these: ids, or parts of titles; none for all.
            limit: how many passages, 1 to 50.
        """
        with _told():
            if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MAX_PASSAGES:
                raise InputError(f"The limit is a whole number from 1 to {MAX_PASSAGES}.")
            engine = libraries(request)
            asked = _text(question, "question", engine.config.max_question_chars)
            return [passage_result(evidence) for evidence in engine.search(asked, _meant(engine, articles), limit)]

    def support(claim: str, request: gr.Request, articles: list[str] = []) -> SupportResult:  # noqa: B006
        """Find the sentences of the articles in the library that support a claim, each with the works that the article cites there and
        a citation that is ready to be copied. That none is found does not mean that the claim is false.

        Args:
            claim: one or more sentences, as one would write them.
            articles: look in these only: ids, or parts of titles; none for all.
        """
        with _told():
            engine = libraries(request)
            found = engine.support(_text(claim, "claim", engine.config.max_question_chars), _meant(engine, articles))
            return support_result(found, engine.article)

    def add(request: gr.Request, title: str = "", text: str = "", address: str = "") -> AddedResult:
        """Add an article to the library, by its text or by its address on the web. Tells what was understood of it.

        Args:
            title: the article's title, where its text is given.
            text: the text of the article, plain or in Markdown.
            address: where the article can be fetched (https://…), instead of title and text.
        """
        with _told():
            wanted = _text(address, "address", MAX_ADDRESS_CHARS).strip()
            heading, words = clean_line(_text(title, "title", MAX_NAME_CHARS)), _text(text, "text", MAX_TEXT_CHARS)
            if bool(wanted) == bool(words.strip()):
                raise InputError("Give either the text of an article, with its title, or an address.")
            if wanted:
                if not is_address(wanted):  # anything else would be a path on this machine
                    raise InputError("This is not a web address; one begins with https:// or http://.")
                return added_result(libraries.to_change(request).add(wanted))
            with tempfile.TemporaryDirectory(prefix="qa-pasted-") as folder:
                file = _written(Path(folder), heading, words)
                return added_result(libraries.to_change(request).add(file, source=PASTED))

    def add_file(file: str | None, request: gr.Request) -> AddedResult:
        """Add an article from a file that the program sends: PDF, Word, EPUB, JATS, HTML, text, Markdown.

        Args:
            file: the file, in Python as gradio_client.handle_file(path).
        """
        with _told():
            if not file:
                raise InputError("There is no file; send one.")
            path = Path(file)
            (result,) = libraries.to_change(request).add_all([(path, f"upload: {path.name}")])
            if isinstance(result, NotAdded):
                raise InputError(why_not(result))
            return added_result(result)

    reads: dict[str, Any] = {"concurrency_id": "doors", "concurrency_limit": 2}
    adds: dict[str, Any] = {"concurrency_id": "doors-add", "concurrency_limit": 1}
    for endpoint, limits in ((ask, reads), (search, reads), (support, reads), (add, adds)):
        api(endpoint, api_name=endpoint.__name__, **limits)
    # A component, because gradio checks only for those that a file is one that was sent; and no tool for
    # assistants, which name files by addresses.
    sent = gr.File(visible=False)
    sent.upload(add_file, sent, gr.JSON(visible=False), api_name="add_file", api_visibility="undocumented", **adds)


@contextmanager
def _told() -> Iterator[None]:
    """Whatever goes wrong is told in one sentence, which may come to be shown as HTML."""
    try:
        yield
    except QAError as error:
        raise gr.Error(html.escape(clean_line(str(error)), quote=False), print_exception=False) from None
    except Exception:
        logging.getLogger(__name__).exception("an endpoint failed")
        raise gr.Error("Something went wrong inside the program; nothing was changed.", print_exception=False) from None


def _text(value: object, name: str, max_chars: int) -> str:
    if not isinstance(value, str):
        raise InputError(f"The {name} has to be a text.")
    if len(value) > max_chars:
        raise InputError(f"The {name} is longer than {max_chars} characters; shorten it.")
    return value


def _written(folder: Path, heading: str, words: str) -> Path:
    """A text as a file, its title above it as its format has it."""
    is_markdown = _HEADING.search(words)
    file = folder / f"{PASTED}{'.md' if is_markdown else '.txt'}"
    title = f"{'# ' if is_markdown else ''}{heading}\n\n" if heading else ""
    file.write_text(title + words, encoding="utf-8", errors="replace")
    return file


def _meant(engine: Engine, wanted: object) -> list[str]:
    """The ids of the articles that are meant."""
    if wanted is None:
        return []
    if not isinstance(wanted, list) or len(wanted) > MAX_ARTICLES:
        raise InputError(f"The articles are a list of ids or parts of titles, {MAX_ARTICLES} at most.")
    find: Callable[[str], str] = engine.meant
    return list(dict.fromkeys(find(_text(name, "name of an article", MAX_NAME_CHARS)) for name in wanted))
