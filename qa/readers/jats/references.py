"""The reference list of a JATS article: entries with their fields, and the works that an xref's id names.

In: the root of an article. Out: references in order, and labels by the ids that citations point to.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.article import Reference
from qa.citations.links import doi_in
from qa.citations.references import line_of
from qa.readers.tree import Element, children, descendants, first, name_of, plain
from qa.text import clean_line

_CITATIONS = ("mixed-citation", "element-citation", "citation", "nlm-citation", "citation-alternatives")
_NOT_PRINTED = frozenset(("label", "pub-id", "object-id", "issn"))
_EDITORS = frozenset(("editor", "translator", "compiler", "guest-editor", "transed"))


@dataclass(frozen=True, slots=True)
class Bibliography:
    """An article's works in the order of its list, and the label for each id of an entry."""

    references: tuple[Reference, ...]
    labels: dict[str, str]

    @property
    def order(self) -> list[str]:
        """The labels, in the order of the list."""
        return [reference.label for reference in self.references]


def read_bibliography(article: Element) -> Bibliography:
    """All entries of all reference lists of an article."""
    entries = [ref for ref in descendants(article, "ref") if _stands_in_list(ref)]
    printed = [_label(entry) for entry in entries]
    # A label must name one work: lists that are not numbered, or number anew, are numbered through.
    numbered = all(printed) and len(set(printed)) == len(printed)
    references: list[Reference] = []
    labels: dict[str, str] = {}
    for ordinal, (entry, label) in enumerate(zip(entries, printed, strict=True), start=1):
        reference = _read_entry(entry, label if numbered else str(ordinal))
        references.append(reference)
        # An entry may hold several works (1a, 1b), each with an id of its own.
        for element in (entry, *descendants(entry, *_CITATIONS)):
            if key := element.get("id"):
                labels.setdefault(key, reference.label)
    return Bibliography(tuple(references), labels)


def _stands_in_list(entry: Element) -> bool:
    """Whether an entry is one of a list, and no part of another entry."""
    around = next((name for parent in entry.iterancestors() if (name := name_of(parent)) in ("ref", "ref-list")), "")
    return around == "ref-list"


def _label(entry: Element) -> str:
    label = first(entry, "label")
    if label is None:
        label = next((found for citation in children(entry, *_CITATIONS) if (found := first(citation, "label")) is not None), None)
    return clean_line(plain(label)).strip("[](). ")


def _read_entry(entry: Element, label: str) -> Reference:
    citation = next(descendants(entry, "mixed-citation", "element-citation", "citation", "nlm-citation"), None)
    if citation is None:
        return Reference(label, clean_line(plain(entry, _NOT_PRINTED)))
    title, source = _field(citation, "article-title"), _field(citation, "source")
    if not title:
        title = _field(citation, "chapter-title") or _field(citation, "data-title") or _field(citation, "trans-title")
    if not title:
        title, source = source, _field(citation, "publisher-name")
    doi = next((plain(i) for i in descendants(citation, "pub-id") if i.get("pub-id-type") == "doi"), "") or plain(citation)
    pmid = next((plain(i) for i in descendants(citation, "pub-id") if i.get("pub-id-type") == "pmid"), "")
    parsed = Reference(
        label,
        raw="",
        authors="; ".join(_authors(citation)),
        title=title.rstrip("."),
        container=source.rstrip("."),
        year=_field(citation, "year"),
        volume=_field(citation, "volume"),
        pages=_pages(citation),
        doi=doi_in(clean_line(doi)),
        pmid=pmid if pmid.isdigit() else "",
    )
    works = children(entry, "mixed-citation")
    several = len(works) > 1
    # Fields that do not tell the work are no line; as it is set in print, it is one.
    told = bool(_field(citation, "article-title") and parsed.authors) or not _is_set(citation)
    if several or not told or not (parsed.title or (parsed.authors and parsed.year)):
        raw = " ".join(clean_line("".join(_printed(work))) for work in (works if several else [citation]))
    else:
        # "Available: http://…" is all that leads to a work without a journal.
        raw = " ".join(filter(None, (line_of(parsed), "" if parsed.volume else _field(citation, "comment"))))
    return Reference(**{name: getattr(parsed, name) for name in Reference.__slots__} | {"raw": raw})


def _printed(citation: Element) -> Iterator[str]:
    """The words of a citation as they are set, with a blank between the parts of a name."""
    yield str(citation.text or "")
    for child in citation:
        if name_of(child) in ("name", "string-name") and not plain(child).count(" "):
            yield " ".join(plain(part) for part in child) or plain(child)
        elif name_of(child) and name_of(child) not in _NOT_PRINTED:
            yield from _printed(child)
        yield str(child.tail or "")


def _is_set(citation: Element) -> bool:
    """Whether a citation has its punctuation between its fields, as it is printed."""
    between = "".join(str(child.tail or "") for child in citation)
    return name_of(citation) == "mixed-citation" and len(re.findall(r"[.,:;()]", between)) >= 3


def _authors(citation: Element) -> list[str]:
    """The authors as "Family, Given"; editors where there are no authors."""
    people = [e for e in descendants(citation, "name", "string-name", "collab", "etal") if not _within_name(e)]
    authors = [e for e in people if not _is_editor(e)] or people
    names = []
    for person in authors:
        if name_of(person) == "etal":
            names.append("et al")
        elif (family := first(person, "surname")) is not None:
            parts = [clean_line(plain(family)), *(clean_line(plain(first(person, part))) for part in ("given-names", "suffix"))]
            names.append(", ".join(filter(None, parts)))
        else:
            # A comma in an institution's name would part a family name from a given one.
            names.append(clean_line(plain(person)).replace(", ", " ") if name_of(person) == "collab" else clean_line(plain(person)))
    return [name.replace(";", ",") for name in names if name]


def _within_name(person: Element) -> bool:
    return any(name_of(parent) in ("name", "string-name", "collab") for parent in person.iterancestors())


def _is_editor(person: Element) -> bool:
    group = next((parent for parent in person.iterancestors() if name_of(parent) == "person-group"), None)
    return group is not None and group.get("person-group-type", "author") in _EDITORS


def _pages(citation: Element) -> str:
    start, end = _field(citation, "fpage"), _field(citation, "lpage")
    if not start:
        return _field(citation, "page-range") or _field(citation, "elocation-id")
    return f"{start}–{end}" if end and end != start else start


def _field(citation: Element, name: str) -> str:
    return clean_line(plain(next(descendants(citation, name), None)))
