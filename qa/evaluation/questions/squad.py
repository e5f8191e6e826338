"""A SQuAD-format file to articles and questions (Rajpurkar et al., 2016; unanswerable ones: 2018).

In: `{"data": [{"title", "paragraphs": [{"context", "qas": […]}]}]}`. Out: each context as an Article,
and each question with the spans of its gold answers in that article's text.

Articles are put together as any other: white space is normalised and citation markers leave the text,
so the file's offsets are not those of the article. An answer's text is located anew: white space aside,
with or without its own markers, at the place nearest to where its offset falls among the characters
that are kept. Answers that are not found within MAX_DRIFT characters of there are not located, and
their question counts as not contained.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa.article import Article
from qa.citations.numbers import remove_markers
from qa.config import Config
from qa.errors import InputError
from qa.evaluation.questions.gold import GoldQuestion, QuestionSet, Span
from qa.readers.assembly import Block, Draft, lay_out
from qa.text import clean_text, one_line
from qa.understanding.question import checked_question

MAX_DRIFT = 200
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


def is_squad(data: Any) -> bool:
    """Whether parsed JSON has the outer form of a SQuAD-format file."""
    return isinstance(data, dict) and isinstance(data.get("data"), list)


def read_squad(data: Any, path: Path) -> QuestionSet:
    """Read parsed JSON of the outer form. Raises InputError that names the place where the inner form is broken."""
    articles: dict[str, Article] = {}
    questions: list[GoldQuestion] = []
    for place, title, paragraph in _paragraphs(data, path):
        context = _field(paragraph, "context", str, place)
        article = _article(title, context, f"{path}#{place.split(' of ')[0]}")
        if not any(section.kind == "body" for section in article.sections):
            raise InputError(f"{place} has an empty context.")
        article = articles.setdefault(article.id, article)
        locator = _Locator(context, article)
        for number, qa in enumerate(_field(paragraph, "qas", list, place)):
            questions.append(_question(qa, locator, f"qas[{number}] of {place}", len(questions) + 1))
    return QuestionSet(path.name, tuple(questions), tuple(articles.values()))


def _paragraphs(data: Any, path: Path) -> Iterator[tuple[str, str, Any]]:
    """Each paragraph with its place in the file, in words, and its title."""
    for number, entry in enumerate(data["data"]):
        outer = f"data[{number}] of {path}"
        paragraphs = _field(entry, "paragraphs", list, outer)
        title = str(entry.get("title") or "").replace("_", " ")
        for inner, paragraph in enumerate(paragraphs):
            yield f"paragraphs[{inner}] in {outer}", title, paragraph


def _question(qa: Any, locator: "_Locator", place: str, number: int) -> GoldQuestion:
    text = _field(qa, "question", str, place)
    try:
        question = checked_question(text, Config.max_question_chars)
    except InputError as error:
        raise InputError(f"{place} cannot be asked: {error}") from error
    answers = [] if qa.get("is_impossible") else _field({"answers": [], **qa}, "answers", list, place)
    spans = [locator.locate(*_answer(answer, len(locator.context), place)) for answer in answers]
    return GoldQuestion(
        id=str(qa.get("id", number)),
        question=question,
        answerable=bool(answers),
        article=locator.article.id,
        spans=tuple(dict.fromkeys(span for span in spans if span)),
    )


def _answer(answer: Any, n_chars: int, place: str) -> tuple[str, int]:
    """A gold answer's text and offset in the context."""
    text, start = _field(answer, "text", str, f"an answer in {place}"), _field(answer, "answer_start", int, f"an answer in {place}")
    if not text.strip():
        raise InputError(f"An answer in {place} is empty.")
    if not 0 <= start <= n_chars - len(text):
        raise InputError(f"An answer in {place} starts at {start} and has {len(text)} characters; its context has {n_chars}.")
    return text, start


def _field(data: Any, name: str, kind: type, place: str) -> Any:
    """A field of an object. Raises InputError where there is no object or no such field of this kind."""
    value = data.get(name) if isinstance(data, dict) else None
    if not isinstance(value, kind) or isinstance(value, bool):
        raise InputError(f'The SQuAD format is broken: {place} has no "{name}" that is a {_KINDS[kind]}.')
    return value


_KINDS = {str: "string", list: "list", int: "whole number"}


def _article(title: str, context: str, source: str) -> Article:
    # Each paragraph by itself, as `_kept` takes it: a style told by the whole context would leave other text.
    paragraphs = [one_line(paragraph) for paragraph in _PARAGRAPH_BREAK.split(clean_text(context)) if paragraph.strip()]
    blocks = [Block("paragraph", *remove_markers(paragraph)) for paragraph in paragraphs]
    return lay_out(Draft(title=title, blocks=blocks), source)


class _Locator:
    """Finds a context's answers in the article that was made of it."""

    def __init__(self, context: str, article: Article) -> None:
        self.context = context
        self.article = article
        body = next(s.start for section in article.sections if section.kind == "body" for s in section.sentences)
        self._offsets = [i for i in range(body, len(article.text)) if not article.text[i].isspace()]
        self._text = "".join(article.text[i] for i in self._offsets)

    def locate(self, answer: str, start: int) -> Span | None:
        """The span in the article's text of an answer that stands at `start` in the context, None if it is not found."""
        expected = len(_kept(self.context[:start]))
        found = [
            (abs(at - expected), -len(needle), at)
            for needle in {_squeezed(clean_text(answer)), _kept(answer)} - {""}
            for at in self._occurrences(needle, expected)
        ]
        if not found:
            return None
        _, negative_length, at = min(found)
        return self._offsets[at], self._offsets[at - negative_length - 1] + 1

    def _occurrences(self, needle: str, expected: int) -> list[int]:
        """Where a text without white space begins, near the expected place."""
        first, last = max(0, expected - MAX_DRIFT), expected + MAX_DRIFT + len(needle)
        return [match.start() + first for match in re.finditer(f"(?={re.escape(needle)})", self._text[first:last])]


def _kept(printed: str) -> str:
    """What the assembly of an article keeps of a text, white space aside."""
    return "".join(_squeezed(remove_markers(one_line(paragraph))[0]) for paragraph in _PARAGRAPH_BREAK.split(clean_text(printed)))


def _squeezed(text: str) -> str:
    return "".join(text.split())
