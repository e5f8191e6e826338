"""The reference list of a web page: find it, read its entries, take it out of the page.

In: the root of a page. Out: references, and the label that each link or marker of the page leads to; the page is
left without the list and without the copies of its entries that pop up at the markers. A list is known by its
heading, by its markup, or by the links that lead into it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from qa.article import Reference
from qa.readers.tree import Element, descendants, name_of, plain
from qa.readers.webpage_clean import drop
from qa.readers.webpage_entries import LINK_KEYS, entry_text, keys_of, label_of, read_entry

_HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:references?(?: and notes| cited| list)?|bibliography|works cited|literature(?: cited)?"
    r"|notes(?: and references)?|footnotes)[\W\d]*",
    re.IGNORECASE,
)
_NOTES = re.compile(r"(?:\d+\.?\s+)?(?:notes|footnotes)\W*", re.IGNORECASE)
_CLASS = re.compile(
    r"\b(?:references?|ref-?list|bibliography|citation-list|c-article-references|reflist|doc-bibliography|doc-endnotes)\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
MIN_ENTRIES = 2
COPY_LETTERS, MAX_COPY_CHARS = 40, 1_500
MAX_WRAPPERS = 4


@dataclass(frozen=True, slots=True)
class WebReferences:
    """The entries in order; their labels by the keys that links name, and by the ids of the markers they link back to."""

    references: tuple[Reference, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    markers: dict[str, str] = field(default_factory=dict)

    def label_of(self, link: Element) -> str:
        """The label of the entry that a link stands for; "" where it is no marker."""
        for key in (target_of(link), *(link.get(name) or "" for name in LINK_KEYS)):
            if key and key in self.labels:
                return self.labels[key]
        parent = link.getparent()
        above = parent.get("id") if parent is not None and name_of(parent) in ("sup", "span") else None
        return next((self.markers[key] for key in (link.get("id"), link.get("name"), above) if key and key in self.markers), "")


def target_of(link: Element) -> str:
    """The id that a link leads to within its page; "" where it leads elsewhere."""
    href = link.get("href") or ""
    return unquote(href.partition("#")[2]) if "#" in href and len(href) < 2_000 else ""


def take_references(root: Element) -> WebReferences:
    """Find the reference list, take it out of the page, and read it."""
    entries = _find(root)
    if len(entries) < MIN_ENTRIES:
        return WebReferences()
    texts = [entry_text(entry) for entry in entries]
    printed = [_printed_label(entry, text, number) for number, (entry, text) in enumerate(zip(entries, texts, strict=True), start=1)]
    own = printed if len(set(printed)) == len(printed) else [str(number) for number in range(1, len(entries) + 1)]
    references = tuple(read_entry(entry, text, label) for entry, text, label in zip(entries, texts, own, strict=True))
    labels = _unique((key, label) for entry, label in zip(entries, own, strict=True) for key in keys_of(entry))
    backs = _unique((target_of(a), label) for entry, label in zip(entries, own, strict=True) for a in descendants(entry, "a"))
    for entry in entries:
        drop(entry)
    for key, label in _take_copies(root, {_key(reference.raw): reference.label for reference in references}):
        labels.setdefault(key, label)
    return WebReferences(references, labels, {key: label for key, label in backs.items() if key and key not in labels})


def _unique(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The label of each key that only one entry has."""
    found: dict[str, str] = {}
    for key, label in pairs:
        found[key] = label if found.get(key, label) == label else ""
    return {key: label for key, label in found.items() if label}


def _find(root: Element) -> Sequence[Element]:
    """The elements of the entries."""
    headings = [e for e in root.iter() if name_of(e) in ("h1", "h2", "h3", "h4", "h5", "h6") and _HEADING.fullmatch(plain(e))]
    # Notes are the list where no other is.
    headings.sort(key=lambda heading: not _NOTES.fullmatch(plain(heading)))
    lists = [_entries_after(heading) for heading in reversed(headings)]
    if best := next((entries for entries in lists if _cites_works(entries)), next(filter(None, lists), [])):
        return best
    return _marked_list(root)


def _cites_works(entries: Sequence[Element]) -> bool:
    """Whether most entries have a year, as works do."""
    return len(entries) >= MIN_ENTRIES and sum(bool(_YEAR.search(plain(entry))) for entry in entries) > len(entries) / 2


def _marked_list(root: Element) -> list[Element]:
    """The longest list that links lead into, or that its class calls a list of references."""
    targets = {target_of(a) for a in descendants(root, "a")} - {""}
    best: list[Element] = []
    for listed in descendants(root, "ol", "ul", "dl", "div", "section", "tbody"):
        items = _items(listed)
        marked = bool(_CLASS.search(" ".join((listed.get("class") or "", listed.get("id") or "", listed.get("role") or ""))[:300]))
        n_targeted = sum(any((e.get("id") or e.get("name")) in targets for e in item.iter()) for item in items)
        if len(items) > len(best) and (n_targeted >= max(MIN_ENTRIES, len(items) / 2) or (marked and name_of(listed) in ("ol", "ul"))):
            best = items
    return best


def _items(listed: Element) -> list[Element]:
    return [child for child in listed if name_of(child) in ("li", "p", "div", "dd", "tr") and plain(child)]


def _entries_after(heading: Element) -> list[Element]:
    """The entries of the list that follows a heading, up to the next heading."""
    element: Element | None = heading
    for _ in range(MAX_WRAPPERS):  # the heading may stand in a header of its own
        while element is not None and (following := element.getnext()) is not None:
            element = following
            if name_of(element) in ("h1", "h2", "h3", "h4"):
                return []
            if entries := _entries_in(element):
                return entries
        parent = element.getparent() if element is not None else None
        if parent is None or name_of(parent) in ("body", "html"):
            return []
        element = parent
    return []


def _entries_in(element: Element) -> list[Element]:
    """The entries that an element holds or begins."""
    run = _run(element)
    if name_of(element) not in ("ol", "ul") and _cites_works(run):
        return run
    lists = [element] if name_of(element) in ("ol", "ul") else _outer_lists(element)
    if items := [item for listed in lists for item in listed if name_of(item) == "li" and plain(item)]:
        return items
    if name_of(element) == "p" and plain(element):
        return run
    inner = element
    for _ in range(MAX_WRAPPERS):
        items = _items(inner)
        if len(items) >= MIN_ENTRIES:
            return items
        if len(items) != 1:
            break
        inner = items[0]
    return []


def _run(element: Element) -> list[Element]:
    """The elements of one kind that follow each other, beginning with this."""
    kind = (name_of(element), element.get("class"))
    run = [element]
    for following in element.itersiblings():
        if name_of(following) in ("h1", "h2", "h3", "h4") or (plain(following) and kind != (name_of(following), following.get("class"))):
            break
        run.append(following)
    return [e for e in run if plain(e)] if kind[0] in ("p", "div") else []


def _outer_lists(element: Element) -> list[Element]:
    """The lists in an element that stand in no other list."""
    found: list[Element] = []
    waiting = list(element)[::-1]
    while waiting:
        inner = waiting.pop()
        if name_of(inner) in ("ol", "ul"):
            found.append(inner)
        else:
            waiting.extend(list(inner)[::-1])
    return found


def _printed_label(entry: Element, text: str, ordinal: int) -> str:
    if label := label_of(text):
        return label
    if (value := entry.get("value") or "").isdigit():
        return value
    parent = entry.getparent()
    start = (parent.get("start") or "") if parent is not None else ""
    return str(int(start) + ordinal - 1) if start.isdigit() and len(start) < 5 else str(ordinal)


def _key(text: str) -> str:
    """The first letters of an entry, by which a copy of it is known; "" of a short one."""
    letters = "".join(character for character in text[: 4 * COPY_LETTERS].lower() if character.isalpha())[:COPY_LETTERS]
    return letters if len(letters) == COPY_LETTERS else ""


def _take_copies(root: Element, entries: dict[str, str]) -> list[tuple[str, str]]:
    """Take out the copies of entries that pop up at markers or fill a panel; returns their keys with the labels."""
    found: list[tuple[str, str]] = []
    entries.pop("", None)
    for element in list(root.iter("li", "div", "p", "span", "cite")):
        text = element.text_content() if hasattr(element, "text_content") else "".join(map(str, element.itertext()))
        if len(text) <= MAX_COPY_CHARS and (label := entries.get(_key(text))):
            found += [(key, label) for key in keys_of(element)]
            drop(element)
    return found
