"""The facts about a web page's article: from its citation_* tags, JSON-LD, Open Graph, and its byline.

In: the root of a page, scripts included. Out: title, authors, publication, issue, date and link of a draft.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from qa.citations.links import doi_in
from qa.readers.assembly import Draft
from qa.readers.text.byline import parse_byline
from qa.readers.tree import Element, descendants, plain
from qa.text import clean_line

MAX_JSON_CHARS = 500_000
MAX_FACT_CHARS = 1_000
_ARTICLE = re.compile(r"Article|Posting|Report|WebPage")
_BYLINE = re.compile(r"\b(?:byline|author|authors|dateline|entry-meta|post-meta)\b")
_MONTHS = "January February March April May June July August September October November December".split()
_SITE_NAME = re.compile(r"\s+[|–—·-]\s+[^|–—·]{2,60}$")


def fill_front(draft: Draft, root: Element) -> None:
    """Fill in what the page says about its article."""
    meta = _meta(root)
    data = next(_json_articles(root), {})
    heading = next((plain(h) for h in descendants(root, "h1") if plain(h)), "")
    page_title = _SITE_NAME.sub("", plain(next(descendants(root, "title"), None)))
    draft.title = (
        _fact(meta, "citation_title", "dc.title") or _text(data.get("headline")) or heading or _fact(meta, "og:title") or _clean(page_title)
    )
    byline = _byline(root)
    authors = [_person(name) for name in meta.get("citation_author", []) or meta.get("dc.creator", [])]
    draft.authors = ", ".join(filter(None, authors)) or _people(data.get("author")) or byline["authors"] or _author(meta)
    draft.publication = _fact(meta, "citation_journal_title", "citation_conference_title", "og:site_name") or _text(data.get("publisher"))
    parts = (("Volume", "citation_volume"), ("Issue", "citation_issue"))
    draft.issue = ", ".join(f"{name} {value}" for name, key in parts if (value := _fact(meta, key))) or byline["issue"]
    dated = _fact(meta, "citation_online_date", "citation_publication_date", "citation_date", "article:published_time", "dc.date")
    draft.published = date_as_printed(dated or _text(data.get("datePublished"))) or byline["published"] or _time(root)
    doi = doi_in(_fact(meta, "citation_doi"))
    canonical = next((link.get("href") or "" for link in descendants(root, "link") if link.get("rel") == "canonical"), "")
    link = f"https://doi.org/{doi}" if doi else canonical or _fact(meta, "og:url")
    draft.link = link if re.fullmatch(r"https?://[^\s\"<>]{3,500}", link) else ""


def _meta(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in descendants(root, "meta"):
        name = (element.get("name") or element.get("property") or "").lower()
        content = _clean(element.get("content") or "")
        if name and content:
            found.setdefault(name, []).append(content)
    return found


def _fact(meta: dict[str, list[str]], *names: str) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _author(meta: dict[str, list[str]]) -> str:
    author = _fact(meta, "author", "article:author")
    return "" if author.startswith("http") else author


def _json_articles(root: Element) -> Iterator[dict[str, Any]]:
    for script in descendants(root, "script"):
        if script.get("type") == "application/ld+json" and len(text := str(script.text or "")) < MAX_JSON_CHARS:
            try:
                data = json.loads(text)
            except (ValueError, RecursionError):
                continue
            graph = data.get("@graph", [data]) if isinstance(data, dict) else data
            for node in graph if isinstance(graph, list) else []:
                if isinstance(node, dict) and _ARTICLE.search(str(node.get("@type", ""))[:200]) and "headline" in node:
                    yield node


def _people(value: Any) -> str:
    return ", ".join(filter(None, map(_text, value[:200]))) if isinstance(value, list) else _text(value)


def _text(value: Any) -> str:
    """A string, or the name of a thing."""
    if isinstance(value, dict):
        value = value.get("name")
    return _clean(value) if isinstance(value, str) else ""


def _person(name: str) -> str:
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name


def _byline(root: Element) -> dict[str, str]:
    """What the elements that are marked as byline say."""
    facts = {"authors": "", "issue": "", "published": ""}
    for element in root.iter():
        if isinstance(element.tag, str) and (element.get("rel") == "author" or _BYLINE.search((element.get("class") or "")[:300])):
            text = plain(element)
            if len(text) < MAX_FACT_CHARS:
                found = parse_byline(text) or parse_byline(f"By {text}")
                for fact in facts:
                    facts[fact] = facts[fact] or getattr(found, fact)
    return facts


def _time(root: Element) -> str:
    return next((date_as_printed(time.get("datetime") or plain(time)) for time in descendants(root, "time")), "")


def date_as_printed(text: str) -> str:
    """ "2018-05-17T08:00Z" and "2018/5/17" as "May 17, 2018"; anything else as it is."""
    match = re.match(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?:$|[T\s])", text)
    if not match or not 1 <= int(match[2]) <= 12:
        return text[:60]
    month = _MONTHS[int(match[2]) - 1]
    return f"{month} {int(match[3])}, {match[1]}" if match[3] else f"{month} {match[1]}"


def _clean(text: str) -> str:
    return clean_line(text)[:MAX_FACT_CHARS]
