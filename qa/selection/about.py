"""Questions about the article itself: who wrote it, its title, when and where it was published.

In: a question and an article. Out: the sentences of its front matter that answer, as printed.
"""

import re
from collections.abc import Sequence

from qa.article import Article, Sentence
from qa.retriever import query_terms

_WORK = r"(?:article|paper|report|study|text)"
_PUBLISHED = r"\b(?:publi\w+|written|wrote|posted|released?|printed|(?:come|came) out|appear(?:ed)? in print|issued?)\b"
_ASKED = (
    (
        "Authors",
        r"\bwho (?:wrote|authored|has written|published)\b|\b(?:written|authored) by\b|\bby whom\b|\bwho(?:m|'s)? .*\bby\b"
        r"|\b(?:authors?|writers?)\b(?:\W*$|\W+(?:of|and|when|where|in|with|is|are|was|were)\b)|\b(?:authors?|writers?)(?:'s?)? names?\b",
    ),
    (
        "Title",
        rf"\b(?:titled?|headline|{_WORK} (?:called|named)|{_WORK} (?:is )?about\W*$|(?:name|topic|subject) of (?:the|this) {_WORK})",
    ),
    ("Issue", r"\b(?:which|what) (?:issue|volume)\b|\b(?:issue|volume) (?:number|no)\b|\b(?:issue|volume) (?:of|is|was) (?:the|this|it)\b"),
    (
        "Published",
        rf"\b(?:when|date|year|month|day)\b.*{_PUBLISHED}|{_PUBLISHED}.*\b(?:when|date|year|month|day)\b"
        rf"|\bdate of (?:the|this) {_WORK}|\bhow (?:old|recent|new) is (?:the|this) {_WORK}\b",
    ),
    ("Publication", rf"\b(?:journal|magazine|periodical|newspaper|publication|publisher)\b|\bwhere\b.*{_PUBLISHED}"),
)
# "What did the authors find?" asks for what the article says.
_OF_THE_CONTENT = re.compile(r"\b(?:what|why|how|where|which)(?: \w+)? (?:did|do|does|have|has|had)\b.*\b(?:authors?|writers?)\b")
# Words of the title or the names count as the article's own only beside one of these: "when did lupus appear" is on lupus.
_OF_THE_ARTICLE = re.compile(rf"\b(?:{_WORK}|authors?|writers?|wrote|written|published|publication|journal|titled?)\b")
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


def may_ask_facts(question: str) -> bool:
    """Whether a question has the form of one about an article itself; spares reading articles for any other."""
    return bool(_headings(_plain(question)))


def asked_facts(question: str, article: Article) -> list[str]:
    """The front-matter headings that a question asks this article for; [] for any other question.

    Several only where the question joins them: "who wrote it, and when was it published?"
    """
    plain = _plain(question)
    known = set(_OWN_WORDS)
    if _OF_THE_ARTICLE.search(plain):
        facts = (s.text for section in article.sections if section.kind == "front" for s in section.sentences)
        known |= set(re.findall(r"\w+", " ".join(facts).lower()))
    if not all(set(re.findall(r"\w+", word)) <= known for word in query_terms(re.sub(r"'s\b", "", plain))):
        return []
    headings = _headings(plain)
    return headings if re.search(r"\band\b|[,&]", plain) else headings[:1]


def _headings(plain: str) -> list[str]:
    return [] if _OF_THE_CONTENT.search(plain) else [heading for heading, pattern in _ASKED if re.search(pattern, plain)]


def _plain(question: str) -> str:
    return question.lower().replace("’", "'")


def fact_sentences(article: Article, headings: Sequence[str]) -> list[Sentence]:
    """The sentences that tell facts of the front matter, each once; [] where this copy does not say."""
    by_heading = {s.heading: list(s.sentences) for s in article.sections if s.kind == "front"}
    told = [h for h in headings if _ALONE_IS_NO_ANSWER.get(h, "") in ("", *by_heading)]
    parts = dict.fromkeys(part for heading in told for part in _TOLD_TOGETHER.get(heading, (heading,)))
    return [sentence for part in parts for sentence in by_heading.get(part, [])]
