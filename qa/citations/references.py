"""Entries of a reference list: fields from a printed line, a line from fields, links, BibTeX and RIS.

In: references. Out: the same with what can be told of them; text in a format that other programs read.
"""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any
from urllib.parse import quote

from qa.article import Reference
from qa.citations.reference_styles import fields_of

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]{1,200}", re.IGNORECASE)
_PMID = re.compile(r"(?:\bPMID:?\s*|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/)(\d{4,9})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.–-])(?:1[6-9]|20)\d\d(?=[a-z]?(?![\d–-]))")


def doi_in(text: str) -> str:
    """The first DOI in a text, "" if there is none."""
    match = _DOI.search(text)
    if not match:
        return ""
    doi = match[0].rstrip(".,;:'’”]}")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi


def parsed(reference: Reference) -> Reference:
    """A reference with what its printed line tells; fields that are known stay as they are."""
    if any(getattr(reference, field.name) for field in fields(reference) if field.name not in ("label", "raw")):
        return reference
    pmid = _PMID.search(reference.raw)
    known = {"doi": doi_in(reference.raw), "pmid": pmid[1] if pmid else ""}
    if found := fields_of(reference.raw):
        return replace(reference, **known, **found)
    years = _YEAR.findall(_DOI.sub("", reference.raw))
    return replace(reference, **known, year=years[-1] if len(set(years)) == 1 else "")


def line_of(reference: Reference) -> str:
    """A reference as one line in the order of the Vancouver style, as far as its fields are known."""
    people = ", ".join(_short_name(name) for name in reference.authors.split("; ") if name)
    volume = reference.volume and f";{reference.volume}"
    pages = reference.pages and f":{reference.pages}"
    when = f"{reference.year}{volume}{pages}" if reference.year else f"{reference.volume}{pages}"
    parts = (people, reference.title, reference.container, when)
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)


# The places where a work can be found (see `links_of`), as people read their names.
PLACES = {"doi": "DOI", "pubmed": "PubMed"}


def links_of(reference: Reference) -> dict[str, str]:
    """Where the work can be found, by the name of the place: "doi", "pubmed"."""
    links = {}
    if doi_in(reference.doi) == reference.doi != "":
        links["doi"] = "https://doi.org/" + quote(reference.doi, safe="/:;()._-")
    if reference.pmid.isascii() and reference.pmid.isdigit():
        links["pubmed"] = f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return links


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


def _short_name(name: str) -> str:
    """ "Smith, John A." as "Smith JA"."""
    family, _, given = name.partition(", ")
    given, _, suffix = given.partition(", ")
    initials = given if given.isupper() and len(given) <= 4 else "".join(part[0] for part in re.findall(r"[^\W\d_][^\s.-]*", given))
    return " ".join(filter(None, (family, initials, suffix)))


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
