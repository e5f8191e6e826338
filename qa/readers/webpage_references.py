"""The reference list of a web page: find it, read its entries, take it out of the page.

In: the root of a page. Out: references and, for the id of each entry, its label; the page is left
without the list. A list is known by its heading, by its markup, or by the links that lead into it.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from qa.article import Reference
from qa.readers.tree import Element, descendants, name_of, plain
from qa.references import doi_in, parsed
from qa.text import clean_text, one_line

_HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:references?(?: and notes| cited| list)?|bibliography|works cited|literature(?: cited)?"
    r"|notes(?: and references)?|footnotes)\W*",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"\b(?:references?|ref-?list|bibliography|citation-list|c-article-references|reflist|doc-bibliography|doc-endnotes)\b", re.IGNORECASE
)
_LABEL = re.compile(r"\[?(\d{1,4}[a-z]?)(?:\]|\.\)?|\)|\s)\s*(?=\D)")
_BACK = re.compile(r"^[\s↑^↩⇑]*(?:[a-z](?:\s+[a-z])*\s+)?(?=[A-Z“\"'(\[])|[↑↩⇑]\s*")
_SERVICES = re.compile(
    r"\[?\b(?:Google Scholar|Cross ?Ref|PubMed(?: Central)?|PMC free article|Web of Science|View Article|Article|Scopus|ISI|DOI|CAS|ADS"
    r"|MathSciNet|Full Text(?: PDF)?|Medline|Find this resource|Open URL)\b\]?"
)
MIN_ENTRIES = 2
MAX_LABEL_CHARS = 8


@dataclass(frozen=True, slots=True)
class WebReferences:
    """The entries in order, and the label of each by the ids that a link may lead to."""

    references: tuple[Reference, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)


def target_of(link: Element) -> str:
    """The id that a link leads to within its page; "" where it leads elsewhere."""
    href = link.get("href") or ""
    return unquote(href.partition("#")[2]) if "#" in href and len(href) < 2_000 else ""


def is_list_heading(text: str) -> bool:
    """Whether a heading stands over a reference list."""
    return bool(_HEADING.fullmatch(text))


def take_references(root: Element, targets: Set[str] = frozenset()) -> WebReferences:
    """Find the reference list, take it out of the page, and read it; `targets` are the ids that links on other pages lead to."""
    entries, holder = _find(root, targets)
    if len(entries) < MIN_ENTRIES:
        return WebReferences()
    references: list[Reference] = []
    labels: dict[str, str] = {}
    printed = [_printed_label(entry, number) for number, entry in enumerate(entries, start=1)]
    unique = len(set(printed)) == len(printed)
    for ordinal, (entry, label) in enumerate(zip(entries, printed, strict=True), start=1):
        own = label if unique else str(ordinal)
        references.append(entry_of(entry, own))
        for element in entry.iter():
            for key in (element.get("id"), element.get("name")):
                if key:
                    labels.setdefault(key, own)
    _take_out(entries, holder)
    return WebReferences(tuple(references), labels)


def _find(root: Element, targets: Set[str]) -> tuple[Sequence[Element], Element | None]:
    """The elements of the entries, and the heading over them if there is one."""
    headings = [e for e in root.iter() if name_of(e) in ("h1", "h2", "h3", "h4", "h5", "h6") and _HEADING.fullmatch(plain(e))]
    for heading in reversed(headings):
        if entries := _entries_after(heading):
            return entries, heading
    targets = (targets | {target_of(a) for a in descendants(root, "a")}) - {""}
    best: list[Element] = []
    for listed in descendants(root, "ol", "ul", "dl", "div", "section", "tbody"):
        items = _items(listed)
        marked = bool(_CLASS.search(" ".join((listed.get("class") or "", listed.get("id") or "", listed.get("role") or ""))[:300]))
        n_targeted = sum(_opens_with_target(item, targets) for item in items)
        if len(items) > len(best) and (n_targeted >= max(MIN_ENTRIES, len(items) / 2) or (marked and name_of(listed) in ("ol", "ul"))):
            best = items
    return best, None


def _opens_with_target(item: Element, targets: Set[str]) -> bool:
    """Whether a link leads to the beginning of an item; to a marker within a paragraph its entry leads back."""
    for element in item.iter():
        before = element.getprevious() if element is not item else None
        if before is not None and len(str(before.tail or "").strip()) > MAX_LABEL_CHARS:
            return False
        if (element.get("id") or element.get("name")) in targets:
            return True
        if len(str(element.text or "").strip()) > MAX_LABEL_CHARS:
            return False
    return False


def _items(listed: Element) -> list[Element]:
    return [child for child in listed if name_of(child) in ("li", "p", "div", "dd", "tr") and plain(child)]


def _entries_after(heading: Element) -> list[Element]:
    """The entries of the list that follows a heading, up to the next heading."""
    element: Element | None = heading
    for _ in range(4):  # the heading may stand in a header of its own
        while element is not None and (following := element.getnext()) is not None:
            element = following
            if name_of(element) in ("h1", "h2", "h3", "h4"):
                return []
            lists = [element] if name_of(element) in ("ol", "ul") else list(descendants(element, "ol", "ul"))
            if items := [item for listed in lists for item in listed if name_of(item) == "li" and plain(item)]:
                return items
            if name_of(element) == "p" and plain(element):
                paragraphs = [element, *(e for e in element.itersiblings() if name_of(e) in ("p", "h1", "h2", "h3", "h4"))]
                end = next((n for n, e in enumerate(paragraphs) if name_of(e) != "p"), len(paragraphs))
                return [e for e in paragraphs[:end] if plain(e)]
            if len(items := _items(element)) >= MIN_ENTRIES:
                return items
        parent = element.getparent() if element is not None else None
        if parent is None or name_of(parent) in ("body", "html"):
            return []
        element = parent
    return []


def _printed_label(entry: Element, ordinal: int) -> str:
    if match := _LABEL.match(plain(entry)):
        return match[1]
    if (value := entry.get("value") or "").isdigit():
        return value
    parent = entry.getparent()
    start = (parent.get("start") or "") if parent is not None else ""
    return str(int(start) + ordinal - 1) if start.isdigit() and len(start) < 5 else str(ordinal)


def entry_of(entry: Element, label: str) -> Reference:
    """The reference that an element holds, with what its links tell."""
    links = [unquote(a.get("href") or "") for a in descendants(entry, "a")]
    text = one_line(clean_text(plain(entry)))
    if (match := _LABEL.match(text)) and match[1] == label:
        text = text[match.end() :]
    text = _BACK.sub("", text, count=1)
    end = _SERVICES.search(text, max(0, len(text) - 200))
    raw = one_line(text[: end.start()] if end and end.start() > 30 else text).rstrip(" [·|")
    reference = parsed(Reference(label, raw))
    dois = [doi_in(link) for link in links if "doi.org/" in link]
    pmids = [m[1] for link in links if (m := re.search(r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d{4,9})\b", link))]
    return replace(reference, doi=reference.doi or next(iter(dois), ""), pmid=reference.pmid or next(iter(pmids), ""))


def _take_out(entries: Sequence[Element], heading: Element | None) -> None:
    for element in (*entries, *([heading] if heading is not None else [])):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
