"""An article to passages: whole sentences of one section, about 160 words each: what fits the encoder's 256 word pieces.

In: an Article. Out: its passages in reading order. Front matter makes no passage.
"""

from dataclasses import dataclass

from qa.article import Article, Section, Sentence


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring sentences of one section; `text` is the article's text from `start` to `end`.

    `heading` goes to the encoder as context and is not part of the text.
    """

    heading: str
    text: str
    start: int
    end: int
    sentences: tuple[Sentence, ...]


def passages_of(article: Article, passage_words: int) -> list[Passage]:
    """Cut an article into passages of at least `passage_words` words where a section holds that many.

    A section's rest that is shorter than half a passage joins the passage before it.
    """
    return [
        Passage(
            heading=section.heading,
            text=article.text[group[0].start : group[-1].end],
            start=group[0].start,
            end=group[-1].end,
            sentences=tuple(group),
        )
        for section in article.sections
        if section.kind == "body"
        for group in _groups(section, passage_words)
    ]


def _groups(section: Section, passage_words: int) -> list[list[Sentence]]:
    groups: list[list[Sentence]] = []
    n_words = passage_words
    for sentence in section.sentences:
        if n_words >= passage_words:
            groups.append([])
            n_words = 0
        groups[-1].append(sentence)
        n_words += len(sentence.text.split())
    if len(groups) > 1 and n_words < passage_words / 2:
        groups[-2].extend(groups.pop())
    return groups
