"""A JATS article as a reader would have saved it: a web page, Markdown, or text, markers as printed.

In: the root of a JATS article. Out: one text by format. This is for measuring our readers, and knows
nothing of them; menus and a footer stand around the article as on a journal's page.
"""

import re
from collections.abc import Callable
from html import escape
from itertools import count

from lxml import etree

Element = etree._Element

_NO_TEXT = frozenset(("table-wrap", "fig", "supplementary-material", "media", "graphic", "disp-formula", "inline-graphic", "tex-math"))
_TAGS = {"italic": "em", "bold": "strong", "sup": "sup", "sub": "sub", "underline": "u", "monospace": "code"}
_NOT_PRINTED = ("label", "object-id", "pub-id", "issn")
_MENU = ("Home", "Articles", "For authors", "About the journal", "Submit a manuscript")


def flatten(root: Element) -> dict[str, str]:
    """The article by format: "html", "markdown", "text"."""
    front, body = root.find(".//article-meta"), root.find("body")
    title = _words(front.find(".//article-title")) if front is not None else ""
    authors = [f"{_words(n.find('given-names'))} {_words(n.find('surname'))}" for n in root.iterfind(".//contrib-group/contrib/name")]
    journal = _words(root.find(".//journal-title"))
    parts: list[tuple[str, Element]] = []
    if front is not None:
        for abstract in front.iterfind("abstract"):
            if not abstract.get("abstract-type"):
                parts += _parts(abstract, 2, "Abstract")
    if body is not None:
        parts += _parts(body, 2, "")
    for back in root.iterfind("back"):
        for section in back.iterfind("sec"):
            parts += _parts(section, 2, "")
        for appendix in back.iterfind(".//app"):
            parts += _parts(appendix, 2, "")
    entries = [(ref.get("id") or "", _label(ref), entry_line(ref)) for ref in root.iterfind(".//ref-list/ref")]
    markers = (_words(x).strip("[]() ") for x in root.iterfind(".//xref[@ref-type='bibr']"))
    if not any(label for _, label, _ in entries) and any(marker.isdigit() and len(marker) < 4 for marker in markers):
        entries = [(key, str(ordinal), line) for ordinal, (key, _, line) in enumerate(entries, start=1)]
    return {
        "html": _html(title, authors, journal, parts, entries),
        "markdown": _lines(title, authors, parts, entries, lambda tag: "#" * int(tag[1]) + " " if tag[0] == "h" else "", _markdown),
        "text": _lines(title, authors, parts, entries, lambda tag: "", _plain),
    }


def entry_line(ref: Element) -> str:
    """A reference entry as a journal prints it."""
    people = ", ".join(
        _words(n) if n.tag == "collab" else f"{_words(n.find('surname'))} {_words(n.find('given-names'))}".strip() for n in _people(ref)
    )
    parts = (people, *(_words(ref.find(f".//{name}")) for name in ("article-title", "source")))
    volume, start, end = (_words(ref.find(f".//{name}")) for name in ("volume", "fpage", "lpage"))
    numbers = _words(ref.find(".//year")) + (f";{volume}" if volume else "") + (f":{start}" if start else "") + (f"–{end}" if end else "")
    line = " ".join(f"{part.rstrip('.')}." for part in (*parts, numbers) if part)
    if people and len(line) > 30:
        return line
    whole = etree.fromstring(etree.tostring(ref, with_tail=False))
    etree.strip_elements(whole, *_NOT_PRINTED, with_tail=False)
    return _words(whole) or line


def _people(ref: Element) -> list[Element]:
    """The authors, or the editors where there are none."""
    people = list(ref.iter("name", "collab"))
    editors = {
        n for group in ref.iter("person-group") if group.get("person-group-type") in ("editor", "translator", "compiler") for n in group
    }
    return [n for n in people if n not in editors] or people


def _label(ref: Element) -> str:
    return _words(ref.find(".//label")).strip("[]. ")


def _words(element: Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _parts(part: Element, level: int, heading: str) -> list[tuple[str, Element]]:
    """(tag, element) of each heading and paragraph, in order; the heading of an abstract is given."""
    found: list[tuple[str, Element]] = []
    title = part.find("title")
    if title is not None:
        found.append((f"h{level}", title))
    elif heading:
        made = etree.Element("title")
        made.text = heading
        found.append((f"h{level}", made))
    for child in part:
        if child.tag in ("sec", "app"):
            found += _parts(child, level + (title is not None or bool(heading)), "")
        elif child.tag == "p":
            found.append(("p", child))
        elif child.tag == "list":
            found += [("li", p) for p in child.iter("p")]
    return found


def _inline(element: Element, write: Callable[[Element, str], str], leave: Callable[[str], str]) -> str:
    text = leave(str(element.text or ""))
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _NO_TEXT and not (child.tag == "xref" and child.get("ref-type") == "fn"):
            text += write(child, _inline(child, write, leave))
        text += leave(str(child.tail or ""))
    return text


def _html(title: str, authors: list[str], journal: str, parts: list[tuple[str, Element]], entries: list[tuple[str, str, str]]) -> str:
    def write(child: Element, inner: str) -> str:
        if child.tag == "xref":
            keys = (child.get("rid") or "").split()
            return f'<a href="#{escape(keys[0])}">{inner}</a>' if keys else inner
        tag = _TAGS.get(str(child.tag))
        return f"<{tag}>{inner}</{tag}>" if tag else inner

    blocks = "\n".join(f"<{tag}>{_inline(element, write, escape)}</{tag}>" for tag, element in parts)
    listed = "ol" if any(label for _, label, _ in entries) else "ul"
    items = "\n".join(
        f'<li id="{escape(key)}">{escape(line)} <a href="https://scholar.example/">Google Scholar</a></li>' for key, _, line in entries
    )
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in _MENU)
    metas = "".join(f'<meta name="citation_author" content="{escape(name)}">' for name in authors)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)} | {escape(journal)}</title>{metas}'
        f'<meta name="citation_title" content="{escape(title)}"><meta name="citation_journal_title" content="{escape(journal)}">'
        f"<script>var page = 1;</script><style>p {{ color: black }}</style></head><body><header><nav><ul>{menu}</ul></nav></header>"
        f"<main><article><h1>{escape(title)}</h1><p class='authors'>{escape(', '.join(authors))}</p>\n{blocks}\n"
        f"<section><h2>References</h2><{listed}>{items}</{listed}></section></article></main>"
        "<aside><h3>Related articles</h3><ul><li><a href='/1'>Another article that you may like to read</a></li></ul></aside>"
        f"<footer><p>© 2020 {escape(journal)}. All rights reserved.</p></footer></body></html>"
    )


def _markdown(child: Element, inner: str) -> str:
    if child.tag == "xref":
        return f"[{inner}](#{(child.get('rid') or '').split(' ')[0]})"
    signs = {"italic": "*", "bold": "**"}
    sign = signs.get(str(child.tag), "")
    return f"{sign}{inner.strip()}{sign}{' ' if inner.endswith(' ') else ''}" if sign and inner.strip() else inner


def _plain(child: Element, inner: str) -> str:
    return inner


def _lines(
    title: str,
    authors: list[str],
    parts: list[tuple[str, Element]],
    entries: list[tuple[str, str, str]],
    prefix: Callable[[str], str],
    write: Callable[[Element, str], str],
) -> str:
    lines = [prefix("h1") + title, ", ".join(authors)]
    for tag, element in parts:
        text = re.sub(r"\s+", " ", _inline(element, write, str)).strip()
        lines.append(prefix(tag) + ("• " if tag == "li" and not prefix("h1") else "- " if tag == "li" else "") + text)
    lines.append(prefix("h2") + "References")
    ordinals = count(1)
    lines += [f"{label or next(ordinals)}. {line}" if label else line for _, label, line in entries]
    return "\n\n".join(lines) + "\n"
