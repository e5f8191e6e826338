"""Questions to begin with, made from an article and checked when they are made.

In: an engine and an article of its library. Out: questions that the engine answers with the very sentence that each was
made from. Work is bounded by how many questions are tried, however long the article is.
"""

import random
from dataclasses import dataclass
from itertools import chain, zip_longest
from threading import Lock

from cachetools import LRUCache, cached

from qa.engine import Engine
from qa.exploration.questions_from import question_from
from qa.language.phrases import words_of

MAX_SUGGESTIONS = 6
MAX_TRIED = 18
MAX_SENTENCES = 3_000
# Questions of one form ("What is …?") that are offered of an article.
MAX_OF_A_FORM = 2
LEAST_CONFIDENCE = 0.7
# What the front matter answers, offered where the text gives too few questions.
FACTS = {"Authors": "Who wrote this article?", "Published": "When was this article published?"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question, and the sentence of the article that it was made from and that answers it."""

    question: str
    article: str
    section: str
    sentence: str
    start: int


@cached(LRUCache(256), key=lambda engine, article_id: (engine.config, article_id), lock=Lock())
def suggestions(engine: Engine, article_id: str) -> tuple[Suggestion, ...]:
    """At most MAX_SUGGESTIONS questions that the article answers, spread over its sections; () if none is good enough.

    They are kept by the article's id, which changes with its content, and by the settings. Raises as `Engine.ask` and `Engine.article`.
    """
    found: list[Suggestion] = []
    made = _candidates(engine, article_id)
    for tried in [one for one in made if one.section not in FACTS][:MAX_TRIED] + [one for one in made if one.section in FACTS]:
        if len(found) == MAX_SUGGESTIONS:
            break
        if sum(_form(one.question) == _form(tried.question) for one in found) < MAX_OF_A_FORM and _is_answered(engine, tried):
            found.append(tried)
    return tuple(found)


def _is_answered(engine: Engine, tried: Suggestion) -> bool:
    answer = engine.ask(tried.question, [tried.article])
    best = answer.best
    return best is not None and best.start == tried.start and answer.confidence >= LEAST_CONFIDENCE


def _candidates(engine: Engine, article_id: str) -> list[Suggestion]:
    """Questions from sentences all over the article, one of each section in turn; the same each time."""
    article = engine.article(article_id)
    left = MAX_SENTENCES
    by_section: list[list[Suggestion]] = []
    for section in article.sections:
        if section.kind != "body" or left <= 0:
            continue
        sentences = list(section.sentences)[:left]
        left -= len(sentences)
        made = [Suggestion(text, article_id, section.heading, s.text, s.start) for s in sentences if (text := question_from(s.text))]
        random.Random(article_id).shuffle(made)
        by_section.append(made)
    in_turn = [one for one in chain.from_iterable(zip_longest(*by_section)) if one is not None]
    in_turn += [
        Suggestion(FACTS[section.heading], article_id, section.heading, sentence.text, sentence.start)
        for section in article.sections
        if section.kind == "front" and section.heading in FACTS
        for sentence in list(section.sentences)[:1]
    ]
    return list({one.question.lower(): one for one in reversed(in_turn)}.values())[::-1]


def _form(question: str) -> str:
    return " ".join(word.text for word in words_of(question)[:2])
