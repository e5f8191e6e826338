"""The reference list of a web page: find it, read its entries, take it out of the page.

In: the root of a page. Out: references, and the label that each link or marker of the page leads to; the page is
left without the list and without the copies of its entries that pop up at the markers. A list is known by its
heading, by its markup, or by the links that lead into it.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from qa.article import Reference
from qa.citations.numbers import expand_labels
from qa.readers.tree import Element, descendants, name_of, plain
from qa.readers.web.clean import drop
from qa.readers.web.entries import LINK_KEYS, MAX_KEY_CHARS, entry_text, keys_of, label_of, read_entry, target_of
from qa.text import one_line

_HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:references?(?: and notes| cited| list)?|bibliography|works cited|literature(?: cited)?"
    r"|notes(?: and references)?|footnotes)[\W\d]*",
    re.IGNORECASE,
)
_NOTES = re.compile(r"(?:\d+\.?\s+)?(?:notes|footnotes)\W*", re.IGNORECASE)
_CLASS = re.compile(
    r"\b(?:references?|ref-?list|bibliography|citation-list|c-article-references|reflist|doc-bibliography|doc-endnotes)\b", re.IGNORECASE
)
_NUMBERS = re.compile(r"\d{1,3}(?:\s?[,;–—‐‑−-]\s?\d{1,3})*")
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
MIN_ENTRIES, MAX_ENTRIES = 2, 3_000
COPY_LETTERS = (60, 40, 24)
MAX_COPY_SHARE, MAX_BUTTONS_CHARS, MAX_COPY_PIECES = 1.3, 60, 200
MAX_LABEL_CHARS = 8
MAX_WRAPPERS, MAX_SIBLINGS, MAX_HEADINGS = 4, 20, 20


@dataclass(frozen=True)
class WebReferences:
    """The entries in order; their labels by the keys that links name, and by the ids of the markers they link back to.

    `ids` are the places of the page that are no entries.
    """

    references: tuple[Reference, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    markers: dict[str, str] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()

    @cached_property
    def printed(self) -> frozenset[str]:
        """All labels."""
        return frozenset(self.labels.values()) | {reference.label for reference in self.references}

    def labels_of(self, link: Element) -> list[str]:
        """The labels of the entries that a link stands for, ranges expanded; none where it is no marker."""
        named = [key for name in LINK_KEYS for key in (link.get(name) or "")[:MAX_KEY_CHARS].split()]
        label = next((self.labels[key] for key in (target_of(link), *named, *_scripted(link)) if key in self.labels), "")
        if not label:
            label = next((self.markers[name] for name in _own_names(link) if name in self.markers), "")
        printed = plain(link).strip("[]() ")
        numbers = list(expand_labels(printed)) if _NUMBERS.fullmatch(printed) else []
        if label:
            return numbers if label in numbers and set(numbers) <= self.printed else [label]
        # A raised number that leads nowhere, as its script has not run, means the entry with that label.
        nowhere = target_of(link) not in self.ids and not (link.get("href") or "").startswith(("http", "/"))
        raised = any(name_of(above) == "sup" for above in islice(link.iterancestors(), 3))
        return numbers if numbers and nowhere and raised and set(numbers) <= self.printed else []


def _own_names(link: Element) -> list[str]:
    """The ids of a link and of the superscript around it, to which an entry may link back."""
    parent = link.getparent()
    above = parent.get("id") if parent is not None and name_of(parent) in ("sup", "span") else None
    return [name for name in (link.get("id"), link.get("name"), above) if name]


def _scripted(link: Element) -> list[str]:
    """What a link's script is called with: "showRef(event, 'ref1')"."""
    return re.findall(r"['\"]([\w.-]{1,60})['\"]", (link.get("onclick") or "")[:300])


def is_list_heading(text: str) -> bool:
    """Whether a heading stands over a reference list."""
    return bool(_HEADING.fullmatch(text))


def take_references(root: Element, targets: Set[str] = frozenset()) -> WebReferences:
    """Find the reference list, take it out of the page, and read it; `targets` are the ids that links on other pages lead to."""
    entries = _find(root, targets)
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
    for key, label in _take_copies(root, references):
        labels.setdefault(key, label)
    markers = {key: label for key, label in backs.items() if key and key not in labels}
    ids = frozenset(place for element in root.iter() if isinstance(element.tag, str) and (place := element.get("id")))
    return WebReferences(references, labels, markers, ids)


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The label of each key that only one entry has."""
    found: dict[str, str] = {}
    for key, label in pairs:
        found[key] = label if found.get(key, label) == label else ""
    return {key: label for key, label in found.items() if label}


def _find(root: Element, targets: Set[str]) -> Sequence[Element]:
    """The elements of the entries."""
    headings = [e for e in root.iter() if name_of(e) in ("h1", "h2", "h3", "h4", "h5", "h6") and _HEADING.fullmatch(plain(e))]
    # Notes are the list where no other is.
    headings.sort(key=lambda heading: not _NOTES.fullmatch(plain(heading)))
    lists = [_entries_after(heading) for heading in headings[: -MAX_HEADINGS - 1 : -1]]
    if best := next((entries for entries in lists if _cites_works(entries)), next(filter(None, lists), [])):
        return best
    return _marked_list(root, targets | {target_of(a) for a in descendants(root, "a")} - {""})


def _cites_works(entries: Sequence[Element]) -> bool:
    """Whether most entries have a year, as works do."""
    return len(entries) >= MIN_ENTRIES and sum(bool(_YEAR.search(plain(entry))) for entry in entries) > len(entries) / 2


def _marked_list(root: Element, targets: Set[str]) -> list[Element]:
    """The longest list that links lead into, or that its class calls a list of references."""
    best: list[Element] = []
    for listed in descendants(root, "ol", "ul", "dl", "div", "section", "tbody"):
        items = _items(listed)
        marked = bool(_CLASS.search(" ".join((listed.get("class") or "", listed.get("id") or "", listed.get("role") or ""))[:300]))
        n_targeted = sum(_opens_with_target(item, targets) for item in items)
        if len(items) > len(best) and (n_targeted >= max(MIN_ENTRIES, len(items) / 2) or (marked and name_of(listed) in ("ol", "ul"))):
            best = items
    return best


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
    element = heading
    for _ in range(MAX_WRAPPERS):  # the heading may stand in a header of its own
        for following in islice(element.itersiblings(), MAX_SIBLINGS):
            element = following
            if name_of(element) in ("h1", "h2", "h3", "h4"):
                return []
            if entries := _entries_in(element):
                return entries
        parent = element.getparent()
        if parent is None or name_of(parent) in ("body", "html"):
            return []
        element = parent
    return []


def _entries_in(element: Element) -> list[Element]:
    """The entries that an element holds or begins."""
    run = _run(element)
    lists = [element] if name_of(element) in ("ol", "ul") else _outer_lists(element)
    items = [item for listed in lists for item in listed if name_of(item) == "li" and plain(item)]
    if not items and name_of(element) != "p":
        inner = element
        for _ in range(MAX_WRAPPERS):
            items = _items(inner)
            if len(items) != 1:
                break
            inner = items[0]
    if _cites_works(run) and not (len(items) > len(run) and _cites_works(items)):
        return run
    if name_of(element) == "p" and plain(element):
        return run
    return items if lists or len(items) >= MIN_ENTRIES else []


def _run(element: Element) -> list[Element]:
    """The elements of one kind that follow each other, beginning with this."""
    kind = (name_of(element), element.get("class"))
    if kind[0] not in ("p", "div") or not plain(element):
        return []
    run = [element]
    for following in islice(element.itersiblings(), MAX_ENTRIES):
        if name_of(following) in ("h1", "h2", "h3", "h4") or (plain(following) and kind != (name_of(following), following.get("class"))):
            break
        run.append(following)
    return [e for e in run if plain(e)]


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


def _keys(text: str) -> list[str]:
    """The first letters of an entry, fewer and fewer, by which a copy of it is known; none of a short one."""
    letters = "".join(character for character in text[: 4 * COPY_LETTERS[0]].lower() if character.isalpha())
    return [letters[:length] for length in COPY_LETTERS if len(letters) >= length]


def _take_copies(root: Element, references: Sequence[Reference]) -> list[tuple[str, str]]:
    """Take out the copies of entries that pop up at markers or fill a panel; returns their keys with the labels."""
    entries = _unique((key, reference.label) for reference in references for key in _keys(reference.raw))
    # More text than an entry and its buttons is more than a copy of it.
    longest = {reference.label: MAX_COPY_SHARE * len(reference.raw) + MAX_BUTTONS_CHARS for reference in references}
    found: list[tuple[str, str]] = []
    for element in list(root.iter("li", "div", "p", "span", "cite")):
        text = "".join(islice(map(str, element.itertext()), MAX_COPY_PIECES))
        label = next((entries[key] for key in _keys(text) if key in entries), "")
        if label and len(one_line(text)) <= longest[label]:
            found += [(key, label) for key in keys_of(element)]
            drop(element)
    return found
