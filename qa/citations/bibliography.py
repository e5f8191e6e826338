"""References in the formats of other programs: BibTeX and RIS.

In: references. Out: text.
"""

import re
from collections.abc import Sequence
from typing import Any

from qa.article import Reference
from qa.citations.links import links_of


def to_bibtex(references: Sequence[Reference]) -> str:
    """References as BibTeX, in LaTeX's own characters; what has no fields becomes a note."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexEncodingMiddleware
    from bibtexparser.model import Entry, Field

    library = Library()
    for number, reference in enumerate(references, start=1):
        values = {
            "author": " and ".join(_bibtex_name(name) for name in reference.authors.split("; ") if name),
            "title": reference.title,
            "journal": reference.container if _is_article(reference) else "",
            "publisher": "" if _is_article(reference) else reference.container,
            "year": reference.year,
            "volume": reference.volume,
            "pages": reference.pages.replace("–", "--"),
            "doi": reference.doi,
            "pmid": reference.pmid,
            "url": next(iter(links_of(reference).values()), ""),
            "note": "" if reference.title else reference.raw,
        }
        kind = "article" if _is_article(reference) else "misc"
        library.add(Entry(kind, _key(reference, number), [Field(name, value) for name, value in values.items() if value]))
    encoded: str = write_string(library, prepend_middleware=[LatexEncodingMiddleware()])
    return encoded


def to_ris(references: Sequence[Reference]) -> str:
    """References in the format of Research Information Systems."""
    import rispy

    entries: list[dict[str, Any]] = []
    for reference in references:
        start, _, end = reference.pages.partition("–")
        values: dict[str, Any] = {
            "type_of_reference": "JOUR" if _is_article(reference) else "GEN",
            "id": reference.label,
            "authors": [name for name in reference.authors.split("; ") if name and name != "et al"],
            "title": reference.title,
            "secondary_title" if _is_article(reference) else "publisher": reference.container,
            "year": reference.year,
            "volume": reference.volume,
            "start_page": start,
            "end_page": end,
            "doi": reference.doi,
            "accession_number": reference.pmid,
            "urls": list(links_of(reference).values()),
            "notes": [] if reference.title else [reference.raw],
        }
        entries.append({name: value for name, value in values.items() if value})
    formatted: str = rispy.dumps(entries)
    return formatted


def _is_article(reference: Reference) -> bool:
    return bool(reference.container and (reference.volume or reference.pages or reference.doi or reference.pmid))


def _bibtex_name(name: str) -> str:
    """A person as BibTeX writes one: initials apart, a suffix in the middle, a group in braces by its word "and"."""
    if name == "et al":
        return "others"
    family, _, given = name.partition(", ")
    given, _, suffix = given.partition(", ")
    if given.isupper() and given.isalpha() and len(given) <= 4:
        given = " ".join(f"{initial}." for initial in given)
    return ", ".join(filter(None, (re.sub(r"\band\b", "&", family), suffix, given)))


def _key(reference: Reference, number: int) -> str:
    """A key that is unique in the list: the family name, the year and the place in the list."""
    family = re.sub(r"[^A-Za-z]", "", reference.authors.partition(",")[0])[:20]
    return f"{family or 'ref'}{reference.year if reference.year.isalnum() and reference.year.isascii() else ''}_{number}"
