"""Works that an article cites, to HTML: superscripts, and the entries of the reference list that they open.

In: references and labels. Out: escaped HTML. The entry of a label has the id `r-ARTICLE-LABEL` (the label in
hexadecimal); `r-ARTICLE` is the place of the list, or of the words that there is none.
"""

from collections.abc import Iterable

from qa.article import Reference
from qa.citations.links import PLACES, links_of
from qa.page.safe import escape


def list_id(article: str) -> str:
    """The HTML id of an article's reference list."""
    return f"r-{article}"


def entry_id(article: str, label: str) -> str:
    """The HTML id of an entry of it."""
    return f"{list_id(article)}-{label.encode().hex()}"


def superscripts(article: str, labels: Iterable[str], listed: Iterable[str]) -> str:
    """Labels as printed, each a link to its entry, or to the place of the list where that has none for it."""
    has_entry = set(listed)
    links = (_superscript(label, entry_id(article, label) if label in has_entry else list_id(article)) for label in labels)
    return f"<sup>{','.join(links)}</sup>"


def entry(work: Reference) -> str:
    """A work as printed, with links to it; what was parsed of it stands beside, unseen, for the card that shows it in fields."""
    return f'<b>{escape(work.label)}.</b> <span class="printed">{escape(work.raw)}</span>{_fields(work)}{links(work)}'


def _superscript(label: str, target: str) -> str:
    return f'<a class="ref" href="#{target}" aria-label="Reference {escape(label)}">{escape(label)}</a>'


def _fields(work: Reference) -> str:
    if not work.title:
        return ""
    where = ", ".join(filter(None, (work.container, work.volume and f"vol. {work.volume}", work.pages and f"p. {work.pages}")))
    rows = (("title", work.title), ("authors", work.authors), ("where", " · ".join(filter(None, (where, work.year)))))
    return f'<span class="fields" hidden>{"".join(f"<span class={name}>{escape(text)}</span>" for name, text in rows if text)}</span>'


def links(work: Reference) -> str:
    """Where the work can be found: the way out of the page."""
    return "".join(
        f' <a class="out" href="{escape(link)}" rel="noopener noreferrer" target="_blank" '
        f'aria-label="{PLACES[place]}, reference {escape(work.label)}">{PLACES[place]}</a>'
        for place, link in links_of(work).items()
    )
