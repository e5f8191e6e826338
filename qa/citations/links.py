"""Where a cited work can be found.

In: a reference. Out: its links, by the name of the place.
"""

import re
from urllib.parse import quote

from qa.article import Reference

DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]{1,200}", re.IGNORECASE)
# The places where a work can be found (see `links_of`), as people read their names.
PLACES = {"doi": "DOI", "pubmed": "PubMed"}


def doi_in(text: str) -> str:
    """The first DOI in a text, "" if there is none."""
    match = DOI.search(text)
    if not match:
        return ""
    doi = match[0].rstrip(".,;:'’”]}")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi


def links_of(reference: Reference) -> dict[str, str]:
    """Where the work can be found, by the name of the place: "doi", "pubmed"."""
    links = {}
    if doi_in(reference.doi) == reference.doi != "":
        links["doi"] = "https://doi.org/" + quote(reference.doi, safe="/:;()._-")
    if reference.pmid.isascii() and reference.pmid.isdigit():
        links["pubmed"] = f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    return links
