"""What became of what was added, as HTML: of each article what was understood, of what failed why.

In: results of adding. Out: a list in which everything that came from a file is escaped.
"""

from collections.abc import Sequence
from pathlib import Path

from qa.added import Added
from qa.article import Article
from qa.page.markup import escape
from qa.readers.fetching.address import is_address
from qa.readers.given import NotAdded

MAX_SECTIONS = 60
_DONE = {"added": "Added", "replaced": "Replaced by its new state", "unchanged": "Already here"}


def report(results: Sequence[Added | str], doing: str = "") -> str:
    """What became of each thing given, in their order, and what is being done.

    Args:
        results: an article, or why there is none.
    """
    parts = [_failed(result) if isinstance(result, str) else _understood(result) for result in results]
    if doing:
        parts.append(f'<li class="thinking">{escape(doing)}</li>')
    return f'<ul class="added">{"".join(parts)}</ul>' if parts else ""


def why_not(result: NotAdded) -> str:
    """Why something could not be added; a visitor need not know where the machine keeps what he sent."""
    if is_address(result.given):
        return str(result.error)
    folder = str(Path(result.given).parent)
    return str(result.error).replace(f"{folder}/", "").replace(f"{folder}\\", "")


def _failed(sentence: str) -> str:
    return f'<li class="error" role="alert">{escape(sentence)}</li>'


def _understood(result: Added) -> str:
    article = result.article
    body = [section for section in article.sections if section.kind == "body"]
    n_sentences = sum(1 for section in body for _ in section.sentences)
    n_citations = sum(len(sentence.citations) for sentence in article.sentences)
    n_headed = sum(1 for section in body if section.heading)
    counts = (
        *([_count(n_headed, "section")] if n_headed else []),
        _count(n_sentences, "sentence"),
        _count(n_citations, "in-text citation"),
        f"{_count(len(article.references), 'reference')} listed",
    )
    notes = "".join(f'<span class="aside">{escape(note)}</span>' for note in (*article.notes, *result.hints))
    return (
        f"<li><strong>{_DONE[result.status]}:</strong> {escape(article.title)} — {', '.join(counts)}."
        f"{_resolved(article)}{notes}{_outline(article)}</li>"
    )


def _resolved(article: Article) -> str:
    """How many of the works cited in the text are in the reference list; the article's notes name the others."""
    cited = {label for sentence in article.sentences for label in sentence.references}
    if not cited or not article.references:
        return ""
    n_found = sum(1 for label in cited if article.reference(label))
    verb = "is" if n_found == 1 else "are"
    return f'<span class="aside">Of {_count(len(cited), "work")} cited in the text, {n_found} {verb} in the reference list.</span>'


def _outline(article: Article) -> str:
    """The sections by their headings, folded away."""
    body = [section for section in article.sections if section.kind == "body"]
    if not any(section.heading for section in body):
        return ""
    lines = "".join(
        f"<li>{escape(section.heading) or 'Before the first heading'} "
        f"<small>{_count(sum(1 for _ in section.sentences), 'sentence')}</small></li>"
        for section in body[:MAX_SECTIONS]
    )
    more = f"<li>and {len(body) - MAX_SECTIONS} more</li>" if len(body) > MAX_SECTIONS else ""
    return f"<details><summary>Its sections</summary><ol>{lines}{more}</ol></details>"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
