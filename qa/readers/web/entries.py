"""The words and the keys of one entry of a web page's reference list.

In: the element of an entry. Out: its text as a reader sees it, without buttons and links to search engines; the
label printed with it; and the keys by which markers can name it: ids, data attributes, links back to the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from qa.article import Reference
from qa.citations.links import doi_in
from qa.citations.references import parsed
from qa.readers.tree import Element, descendants, name_of
from qa.text import clean_line, one_line

MAX_KEY_CHARS = 100
MAX_PIECES_BEFORE = 20
# What a link in the text may carry in place of an address, and an entry in place of an id.
LINK_KEYS = ("data-rid", "data-xml-rid", "data-jats-rid", "rid", "reveal-id", "data-open", "data-bib-id", "data-xocs-content-id", "anchor")
_ENTRY_KEYS = ("id", "name", "content-id", "data-id", "data-legacy-id", "data-bib-id", "data-content-id", "data-rid")
_LABEL = re.compile(r"\[?(\d{1,4}[a-z]?)(?:\]\.?|\.\)?|\)|\s)\s*(?=\D)")
_LABEL_ALONE = re.compile(r"\s*\[?\d{1,4}\]?[.)]?\s*")
_BACK = re.compile(r"^[\s↑^↩↵⇑]*(?:[a-z](?:\s+[a-z])*\s+)?(?=[A-Z“\"'(\[])|[↑↩↵⇑]\s*")
_SERVICE = (
    r"(?:(?:(?:search|find|view|open)(?: (?:on|at|in))? )?"
    r"(?:Google Scholar|Cross ?Ref|PubMed(?:/NCBI)?(?: (?:Central|Abstract))?|Scopus|Web of Science®?)"
    r"|PMC free article|Article|ISI|DOI|CAS|ADS|MathSciNet|(?:(?:free |crossref )?Full Text)(?: PDF)?"
    r"|Medline|Find this resource|Open ?URL|Search ADS"
    r"|View (?:PDF|(?:in )?article|at|in|record in Scopus)|Publisher Site"
    r"|(?:Download|Export|Show) (?:citation|reference|in (?:article|context)|PDF)s?"
    r"|abstract|PDF|Link|Go to (?:citation|reference)|Free PMC article|\[?edit\]?)"
)
_SERVICE_ALONE = re.compile(rf"[\W_]*{_SERVICE}(?:[\s|,:·]+{_SERVICE})*[\W_]*", re.IGNORECASE)
_SERVICES = re.compile(rf"\[?(?<!\w){_SERVICE}(?!\w)\]?")
_TAIL = re.compile(r"(?:\s*(?:\[\s*\]|\(\s*\)|[|·;,\[]|(?<![\w.])\.))+\s*$")
# Links before the first words lead back to the text.
_WORDS = re.compile(r"[^\W\d_]{2}")
_APART = frozenset("div p li ol ul section dd dt dl tr td cite".split())
_DROPPED = frozenset(("button", "script", "style", "svg"))


def target_of(link: Element) -> str:
    """The id that a link leads to within its page; "" where it leads elsewhere."""
    href = link.get("href") or ""
    return unquote(href.partition("#")[2]) if "#" in href and len(href) < 2_000 else ""


def label_of(text: str) -> str:
    """The number that an entry begins with; "" where it has none."""
    match = _LABEL.match(text)
    return match[1] if match else ""


def entry_text(entry: Element) -> str:
    """An entry's words on one line; boxes that no sign parts are parted by a stop, items of a list by a comma."""
    pieces: list[str] = []
    _lay(entry, pieces)
    text = clean_line("".join(piece for piece in pieces if not piece.startswith("\0")))
    return re.sub(r" (?=[.,;](?:\s|$))", "", text)


def _lay(element: Element, pieces: list[str]) -> None:
    _part(pieces, str(element.text or ""))
    for child in element:
        name = name_of(child)
        if name and name not in _DROPPED:
            text = _short_text(child)
            is_label = not "".join(pieces[-4:]).strip() and _LABEL_ALONE.fullmatch(text)
            if is_label:
                pieces.append(text.strip() + " ")
            elif _is_button(child, name, text) or (target_of(child) and not _WORDS.search("".join(pieces[:MAX_PIECES_BEFORE]))):
                pieces.append(" ")
            else:
                if name in _APART:
                    pieces.append("\0," if name == "li" else "\0.")
                _lay(child, pieces)
                if name in _APART and name != "li":
                    pieces.append("\0.")
        _part(pieces, str(child.tail or ""))


def _is_button(element: Element, name: str, text: str) -> bool:
    """Whether an element is a link to a search engine or the like; not the name before a number: "doi:10.1000/1"."""
    is_name = str(element.tail or "").lstrip().startswith(":")
    return name in ("a", "span", "li", "div") and not is_name and _SERVICE_ALONE.fullmatch(text) is not None


def _part(pieces: list[str], text: str) -> None:
    """Lay text; what was marked as a border before it becomes a sign, where the words on both sides have none."""
    if not text.strip():
        if text:
            pieces.append(" ")
        return
    border = ""
    while pieces and (pieces[-1].startswith("\0") or not pieces[-1].strip()):
        last = pieces.pop()
        border = last[1:] if last.startswith("\0") and border != "." else border or " "
    before = pieces[-1].rstrip()[-1:] if pieces else ""
    if border in (".", ",") and before.isalnum() and text.lstrip()[:1].isalnum() and not _LABEL_ALONE.fullmatch(pieces[-1]):
        pieces.append(border)
    if border and pieces:
        pieces.append(" ")
    pieces.append(text)


def _short_text(element: Element) -> str:
    """The text of a small element; "" of a large one."""
    text = ""
    for piece in element.itertext():
        text += str(piece)
        if len(text) > MAX_KEY_CHARS:
            return ""
    return text


def keys_of(entry: Element) -> Iterator[str]:
    """The names by which a link may lead to an entry."""
    for element in entry.iter():
        if isinstance(element.tag, str):
            for name in _ENTRY_KEYS:
                if (key := element.get(name)) and len(key) <= MAX_KEY_CHARS:
                    yield key


def entry_of(entry: Element, label: str) -> Reference:
    """The reference that an element holds, with what its links tell."""
    return read_entry(entry, entry_text(entry), label)


def read_entry(entry: Element, text: str, label: str) -> Reference:
    """The reference of an entry whose text begins with its label or not."""
    links = [unquote(a.get("href") or "") for a in descendants(entry, "a")]
    if (match := _LABEL.match(text)) and match[1] == label:
        text = text[match.end() :]
    text = _BACK.sub("", text, count=1)
    end = _SERVICES.search(text, max(0, len(text) - 200))
    raw = one_line(text[: end.start()] if end and end.start() > 30 else text)
    raw = _TAIL.sub("", raw).rstrip(" [·|")
    reference = parsed(Reference(label, raw))
    dois = [doi_in(link) for link in links if "doi.org/" in link]
    pmids = [m[1] for link in links if (m := re.search(r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d{4,9})\b", link))]
    return replace(reference, doi=reference.doi or next(iter(dois), ""), pmid=reference.pmid or next(iter(pmids), ""))
