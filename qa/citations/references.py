"""Entries of a reference list: fields from a printed line, a line from fields.

In: references. Out: the same with what can be told of them.
"""

import re
from dataclasses import fields, replace

from qa.article import Reference
from qa.citations.links import DOI, doi_in
from qa.citations.reference_styles import fields_of

_PMID = re.compile(r"(?:\bPMID:?\s*|pubmed(?:\.ncbi\.nlm\.nih\.gov)?/)(\d{4,9})\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.–-])(?:1[6-9]|20)\d\d(?=[a-z]?(?![\d–-]))")


def parsed(reference: Reference) -> Reference:
    """A reference with what its printed line tells; fields that are known stay as they are."""
    if any(getattr(reference, field.name) for field in fields(reference) if field.name not in ("label", "raw")):
        return reference
    pmid = _PMID.search(reference.raw)
    known = {"doi": doi_in(reference.raw), "pmid": pmid[1] if pmid else ""}
    if found := fields_of(reference.raw):
        return replace(reference, **known, **found)
    years = _YEAR.findall(DOI.sub("", reference.raw))
    return replace(reference, **known, year=years[-1] if len(set(years)) == 1 else "")


def line_of(reference: Reference) -> str:
    """A reference as one line in the order of the Vancouver style, as far as its fields are known."""
    people = ", ".join(_short_name(name) for name in reference.authors.split("; ") if name)
    volume = reference.volume and f";{reference.volume}"
    pages = reference.pages and f":{reference.pages}"
    when = f"{reference.year}{volume}{pages}" if reference.year else f"{reference.volume}{pages}"
    parts = (people, reference.title, reference.container, when)
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)


def _short_name(name: str) -> str:
    """ "Smith, John A." as "Smith JA"."""
    family, _, given = name.partition(", ")
    given, _, suffix = given.partition(", ")
    initials = given if given.isupper() and len(given) <= 4 else "".join(part[0] for part in re.findall(r"[^\W\d_][^\s.-]*", given))
    return " ".join(filter(None, (family, initials, suffix)))
