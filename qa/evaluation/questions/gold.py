"""The nouns of a question set: questions with what a right answer shows, and the articles they are asked of."""

import random
from dataclasses import dataclass, replace

from qa.article import Article

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what a right answer shows: strings, or a place in an article.

    Attributes:
        evidence: strings that must all occur, in any case, in the sentences shown.
        references: labels of the works cited in those sentences; () asks for none.
        article: id of the article that the question was asked of; "" where the question says nothing of it.
        spans: of the gold answers in that article's text, any of which will do; () where none could be
            located, so that no answer is right.
    """

    id: str
    question: str
    answerable: bool
    evidence: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    article: str = ""
    spans: tuple[Span, ...] = ()

    @property
    def is_located(self) -> bool:
        """Whether it is known where the answer stands, or need not be."""
        return bool(self.spans) or not (self.article and self.answerable)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions from one file; `articles` are those that the file brings, () where it brings none."""

    name: str
    questions: tuple[GoldQuestion, ...]
    articles: tuple[Article, ...] = ()

    def sample(self, n_questions: int, seed: int) -> "QuestionSet":
        """At most so many of the questions, drawn without replacement, in their old order; all articles."""
        n = min(n_questions, len(self.questions))
        chosen = sorted(random.Random(seed).sample(range(len(self.questions)), n))
        return replace(self, questions=tuple(self.questions[number] for number in chosen))
