"""Answers to Markdown, for notes and for other programs.

In: answers. Out: CommonMark in which what came from an article or a person is text and nothing else: no link, no
heading, no HTML that was not ours.
"""

import re
from collections.abc import Sequence

from qa.answer import Answer, Related, Source
from qa.article import Reference
from qa.citations.links import PLACES, links_of
from qa.text import clean_line

NOTICE = "For information; not medical advice. Every sentence of an answer stands in the article word for word."
# What has a meaning within a line, here or in the dialects with tables, mathematics and footnotes.
_SIGNS = re.compile(r"[\\`*_\[\]<>#|~$&!{}^=]")
# What has one where a line begins.
_FIRST = re.compile(r"^([-+:]|\d{1,9}(?=[.)]))")
# What some programs turn into links without being asked.
_LINK = re.compile(r"://|(?<=www)\.|@", re.IGNORECASE)


def escape(text: str) -> str:
    """Text made safe for Markdown, on one line, without invisible characters."""
    line = _SIGNS.sub(r"\\\g<0>", clean_line(text))
    line = _LINK.sub(lambda match: "".join(f"&#{ord(sign)};" for sign in match[0]), line)
    return _FIRST.sub(lambda match: f"&#{ord(match[0][0])};{match[0][1:]}", line)


def to_markdown(answers: Sequence[Answer], title: str = "Questions and answers") -> str:
    """A conversation: each question with its answer and numbered sources, or why there is none."""
    parts = [f"# {escape(title)}", *map(answer_markdown, answers), f"*{NOTICE}*"]
    return "\n\n".join(parts) + "\n"


def answer_markdown(answer: Answer) -> str:
    """A question and its answer with numbered sources, and the works that the article cites there."""
    understood = f"\n\nUnderstood as: {escape(answer.understood_as)}" if answer.understood_as else ""
    heading = f"## {escape(answer.question)}{understood}"
    scope = [escape(answer.asked_of)] if answer.asked_of else []
    if answer.declined:
        related = "\n".join(map(_related, answer.related))
        return "\n\n".join([heading, escape(answer.message), *scope, *(["Not an answer, but related:", related] if related else [])])
    said = " ".join(f"{escape(sentence.text)} \\[{sentence.source}\\]" for sentence in answer.sentences)
    sources = "\n".join(map(_source, answer.sources))
    return "\n\n".join([heading, said, *([escape(answer.message)] if answer.message else []), *scope, "Sources:", sources])


def _source(source: Source) -> str:
    page = f"p. {source.page}" if source.page else ""
    place = ", ".join(filter(None, (f"*{escape(source.name)}*", escape(source.section), page)))
    cites = f" (the article cites {escape(', '.join(source.references))})" if source.references else ""
    return "\n".join([f"- \\[{source.number}\\] {place}: “{escape(source.sentence)}”{cites}", *map(_work, source.works)])


def _work(work: Reference) -> str:
    links = " ".join(f"[{PLACES[place]}](<{link}>)" for place, link in links_of(work).items())
    return f"  - {escape(f'{work.label}. {work.raw}')} {links}".rstrip()


def _related(related: Related) -> str:
    place = ", ".join(escape(part) for part in (related.title, related.section) if part)
    return f"- {escape(related.text)} ({place})"
