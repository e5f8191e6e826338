"""Named endpoints for other programs, and the same as tools for assistants: ask, search, support, add.

In: the libraries that visitors' requests are about. Out: endpoints of the page. What a program sends may be anything:
it is checked here, and a mistake ends in one sentence.
"""

import asyncio
import html
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import api

from qa.engine import Engine
from qa.errors import InputError, QAError
from qa.page.added import why_not
from qa.page.line import Line, in_turn
from qa.page.mishaps import went_wrong
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
from qa.page.pasted import MAX_TEXT_CHARS, MAX_TITLE_CHARS, PASTED, written
from qa.page.workspace import Libraries
from qa.readers.fetching.address import is_address
from qa.readers.given import NotAdded
from qa.text import clean_line

MAX_ARTICLES = 50
MAX_PASSAGES = 50
MAX_BEFORE = 30
MAX_ADDRESS_CHARS = 2_000
# Questions of programs that wait at one time; more are told to try again later.
MAX_WAITING = 256
# All programs together are one visitor of the page's line, so that they never keep a person waiting for more than one of theirs.
PROGRAMS = "programs"


def connect(libraries: Libraries, line: Line) -> None:
    """Hang the endpoints into the page that is being laid out. Args: line: where the page's questions wait for their turn."""
    among_programs = Line(n_served=line.n_served, max_waiting=MAX_WAITING, max_each=MAX_WAITING)

    @asynccontextmanager
    async def turn_of(request: gr.Request) -> AsyncIterator[None]:
        """A turn while this lasts: first among programs, then as one of them in the line of the page."""
        async with in_turn(among_programs, libraries.visitors.who(request)), in_turn(line, PROGRAMS):
            yield

    async def ask(question: str, request: gr.Request, articles: list[str] = [], before: list[str] = []) -> AnswerResult:  # noqa: B006
        """Answer a question from the articles in the library. The answer is made of sentences of the articles, word for word, each
        with the number of its source; `declined` is true where the articles do not answer. Show the sources with the answer.

        Args:
            question: what to ask, in plain English.
            articles: ask only these: ids, or parts of titles; none for all.
            before: the questions that were asked before it, the newest last; "and in children?" is answered by what they were about.
        """
        with _told():
            engine = libraries(request)
            asked = _text(question, "question", engine.config.max_question_chars)
            earlier = _before(engine, before)
            async with turn_of(request):
                return await asyncio.to_thread(lambda: answer_result(engine.ask(asked, _meant(engine, articles), earlier)))

    async def search(question: str, request: gr.Request, articles: list[str] = [], limit: int = 5) -> list[PassageResult]:  # noqa: B006
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
            async with turn_of(request):
                found = await asyncio.to_thread(lambda: engine.search(asked, _meant(engine, articles), limit))
            return [passage_result(evidence) for evidence in found]

    async def support(claim: str, request: gr.Request, articles: list[str] = []) -> SupportResult:  # noqa: B006
        """Find the sentences of the articles in the library that support a claim, each with the works that the article cites there and
        a citation that is ready to be copied. That none is found does not mean that the claim is false.

        Args:
            claim: one or more sentences, as one would write them.
            articles: look in these only: ids, or parts of titles; none for all.
        """
        with _told():
            engine = libraries(request)
            claimed = _text(claim, "claim", engine.config.max_question_chars)
            async with turn_of(request):
                return await asyncio.to_thread(lambda: support_result(engine.support(claimed, _meant(engine, articles)), engine.article))

    def add(request: gr.Request, title: str = "", text: str = "", address: str = "") -> AddedResult:
        """Add an article to the library, by its text or by its address on the web. Tells what was understood of it.

        Args:
            title: the article's title, where its text is given.
            text: the text of the article, plain or in Markdown.
            address: where the article can be fetched (https://…), instead of title and text.
        """
        with _told():
            wanted = _text(address, "address", MAX_ADDRESS_CHARS).strip()
            heading, words = _text(title, "title", MAX_TITLE_CHARS), _text(text, "text", MAX_TEXT_CHARS)
            if bool(wanted) == bool(words.strip()):
                raise InputError("Give either the text of an article, with its title, or an address.")
            if wanted:
                if not is_address(wanted):  # anything else would be a path on this machine
                    raise InputError("This is not a web address; one begins with https:// or http://.")
                return added_result(libraries.to_change(request).add(wanted))
            with tempfile.TemporaryDirectory(prefix="qa-pasted-") as folder:
                file = written(Path(folder), heading, words)
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

    reads: dict[str, Any] = {"concurrency_id": "doors", "concurrency_limit": None}  # as many as come: they wait in lines of our own
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
        raise gr.Error(went_wrong("nothing was changed"), print_exception=False) from None


def _text(value: object, name: str, max_chars: int) -> str:
    if not isinstance(value, str):
        raise InputError(f"The {name} has to be a text.")
    if len(value) > max_chars:
        raise InputError(f"The {name} is longer than {max_chars} characters; shorten it.")
    return value


def _before(engine: Engine, questions: object) -> list[str]:
    """The questions that were asked before."""
    if questions is None:
        return []
    if not isinstance(questions, list) or len(questions) > MAX_BEFORE:
        raise InputError(f"The questions before are a list of texts, {MAX_BEFORE} at most.")
    return [_text(question, "question before", engine.config.max_question_chars) for question in questions]


def _meant(engine: Engine, wanted: object) -> list[str]:
    """The ids of the articles that are meant."""
    if wanted is None:
        return []
    if not isinstance(wanted, list) or len(wanted) > MAX_ARTICLES:
        raise InputError(f"The articles are a list of ids or parts of titles, {MAX_ARTICLES} at most.")
    find: Callable[[str], str] = engine.meant
    return list(dict.fromkeys(find(_text(name, "name of an article", MAX_TITLE_CHARS)) for name in wanted))
