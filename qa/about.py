"""Questions about the article itself: who wrote it, its title, when and where it was published.

In: a question and an article. Out: the sentences of its front matter that answer, as printed.
"""

import re

from qa.article import Article, Sentence
from qa.retriever import query_terms

_WORK = r"(?:article|paper|report|study|text)"
_PUBLISHED = r"\b(?:publi\w+|written|wrote|posted|released?|printed|(?:come|came) out|appear(?:ed)? in print|issued?)\b"
_ASKED = (
    ("Authors", r"\b(?:authors?|authored|writers?|who wrote|written by|by whom|who published)\b|\bwho(?:m|'s)? .*\b(?:written|by)\b"),
    (
        "Title",
        rf"\b(?:titled?|headline|{_WORK} (?:called|named)|{_WORK} (?:is )?about\W*$|(?:name|topic|subject) of (?:the|this) {_WORK})",
    ),
    ("Issue", r"\b(?:issue|volume)\b"),
    (
        "Published",
        rf"\b(?:when|date|year|month|day)\b.*{_PUBLISHED}|{_PUBLISHED}.*\b(?:when|date|year|month|day)\b"
        rf"|\bdate of (?:the|this) {_WORK}|\bhow (?:old|recent|new) is (?:the|this) {_WORK}\b",
    ),
    ("Publication", rf"\b(?:journal|magazine|periodical|newspaper|publication|publisher)\b|\bwhere\b.*{_PUBLISHED}"),
)
# The words of such a question itself: what is left of it beside them must be about this article.
_OWN_WORDS = frozenset(
    "author authors authored writer writers wrote write written title titled headline called named name names issue "
    "volume journal magazine periodical newspaper publication publisher published publish printed print appear appeared "
    "appears released release come came out date "
    "year month day old recent new article articles paper papers report reports study text page document piece case source posted "
    "topic subject first last many number list know known find please".split()
)
# A date is told together with the issue, which is often all that a page says of it.
_TOLD_TOGETHER = {"Published": ("Published", "Issue"), "Issue": ("Issue",), "Publication": ("Publication", "Issue")}
_ALONE_IS_NO_ANSWER = {"Publication": "Publication"}


def may_ask_fact(question: str) -> bool:
    """Whether a question has the form of one about an article itself; spares reading articles for any other."""
    return any(re.search(pattern, _plain(question)) for _, pattern in _ASKED)


def asked_fact(question: str, article: Article) -> str:
    """The front-matter heading that a question asks this article for; "" for any other question."""
    lowered = _plain(question)
    for heading, pattern in _ASKED:
        if re.search(pattern, lowered):
            facts = " ".join(s.text for section in article.sections if section.kind == "front" for s in section.sentences)
            known = set(re.findall(r"\w+", facts.lower())) | _OWN_WORDS
            if all(set(re.findall(r"\w+", word)) <= known for word in query_terms(re.sub(r"'s\b", "", lowered))):
                return heading
    return ""


def _plain(question: str) -> str:
    return question.lower().replace("’", "'")


def fact_sentences(article: Article, heading: str) -> list[Sentence]:
    """The sentences that tell a fact of the front matter; [] where this copy does not say."""
    by_heading = {s.heading: list(s.sentences) for s in article.sections if s.kind == "front"}
    if _ALONE_IS_NO_ANSWER.get(heading, "") not in ("", *by_heading):
        return []
    return [sentence for part in _TOLD_TOGETHER.get(heading, (heading,)) for sentence in by_heading.get(part, [])]
