"""A document that is all article (of a Word file, of a book): its tree of HTML elements to a draft's blocks.

In: the root of the tree, and the notes that were taken out of it. Out: headings, paragraphs and references,
in the draft. Headings are known by their markup or their form; tables, captions and notes are left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from lxml import etree

from qa.article import Citation, Reference
from qa.citations.numbers import remove_markers
from qa.readers import furniture
from qa.readers.assembly import Block, Draft, told_apart
from qa.readers.documents.notes import Note, drop_links, works_among
from qa.readers.tree import Element, descendants, name_of, plain, settable
from qa.readers.web.clean import drop_silent
from qa.readers.web.entries import target_of
from qa.readers.web.main import with_items
from qa.readers.web.page import walk
from qa.readers.web.references import WebReferences, is_list_heading, take_references
from qa.text import alnum, one_line

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MAX_HEADING_WORDS, MAX_HEADING_CHARS = 14, 120
MAX_ITALIC_HEADING_WORDS = 8
MIN_WORDS_OUTSIDE_TABLES = 30
MIN_ENTRIES = 2
MAX_LISTS = 60
# Below the first, links lead elsewhere than to works; below the second, form tells more where it tells all that links do.
MIN_LINKED_SHARE, MOST_LINKED_SHARE = 0.5, 0.8

# The sections that papers have, by the names that stand on lines of their own.
SECTION = re.compile(
    r"(?:(?:\d{1,2}|[IVX]{1,4})[.)]?\s+)?(?:(?:structured |graphical |extended )?abstract|summary|introduction|background|objectives?"
    r"|aims?|(?:(?:materials?|patients?|subjects?|participants?|study design|data)(?:,? and | & ))?methods?|methodology"
    r"|experimental(?: procedures?)?"
    r"|results?(?: and discussion| & discussion)?|findings|discussion(?: and conclusions?)?|conclusions?|concluding remarks|limitations"
    r"|case (?:report|presentation|description)s?|acknowledge?ments?|funding|author contributions?|data availability(?: statement)?"
    r"|(?:conflicts?|competing|declaration)s? of interests?|competing interests?|disclosures?|abbreviations"
    r"|supplementary (?:material|data)s?"
    r"|appendix(?: \w)?|(?:figure|table)s?(?: legends?| captions?)?|legends?|statistical analys[ie]s|ethics(?: statement| approval)?)\s*:?",
    re.IGNORECASE,
)
_NUMBERED_ENTRY = re.compile(r"\[?\d{1,3}[\].)]\s*|\d{1,3}\s")
_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d[a-z]?\b")
# "{Smith, 2019 #12;Lee, 2020 #3@45}": a citation that EndNote has not formatted yet.
_TEMPORARY = re.compile(r"\{([^{}#]{1,200}#\d[^{}]{0,1000})\}")
_RECORD = re.compile(r"\s*#\d+(?:@[^;]*)?")


def leaf_blocks(root: Element) -> list[Element]:
    """The elements that hold a line or a paragraph each, in reading order."""
    return [e for e in root.iter("{*}p", "{*}li", "{*}div", *(f"{{*}}{name}" for name in HEADINGS)) if _is_leaf(e) and plain(e)]


def text_of(element: Element) -> str:
    """An element's words as one line, superscripts in characters of their own."""
    return one_line(" ".join(block.text for _, block in walk(element, WebReferences())))


def mark_headings(root: Element) -> None:
    """Make headings of the lines that are set as such without being so: bold, in capitals, or a section's usual name."""
    tables = {e for table in descendants(root, "table") for e in table.iter()}
    for element in leaf_blocks(root):
        parent = element.getparent()
        if name_of(element) in HEADINGS or element in tables or parent is None:
            continue
        is_item = name_of(element) == "li"
        if (is_item and len(parent) > 1) or not _looks_like_heading(element):
            continue
        if is_item and parent.getparent() is not None and parent.tail is None:
            # A numbered heading is a list of one item.
            parent.tag, element.tag = parent.tag.replace("ol", "div").replace("ul", "div"), _same_namespace(element, "h2")
        elif not is_item:
            element.tag = _same_namespace(element, "h2")


def gather_list(root: Element) -> None:
    """Make one list of a reference list however it is set: numbered by hand or not, in a table, in pieces."""
    heading = next((e for e in reversed(list(descendants(root, *HEADINGS))) if is_list_heading(plain(e))), None)
    marked = [e for e in descendants(root, "p") if e.get("class") == "reference" and plain(e)]
    entries = _entries_behind(heading) if heading is not None else []
    if len(entries) < MIN_ENTRIES:
        entries = [[e] for e in marked]
    if len(entries) < MIN_ENTRIES:
        return
    body = next(descendants(root, "body"), root)
    if heading is None:
        heading = etree.SubElement(body, "h2")
        heading.text = "References"
    moved = {heading, *(piece for pieces in entries for piece in pieces)}
    if moved & {body, *body.iterancestors()}:  # a broken page may have its body within an entry
        body = root
    listed = etree.SubElement(body, "ol")
    body.append(heading)
    body.append(listed)
    for pieces in entries:
        item = etree.SubElement(listed, "li")
        for piece in pieces:
            piece.tail = " "
            piece.tag = "span"
            item.append(piece)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document that is read by itself (all of a Word file, a chapter of a book), and its notes, taken out of it."""

    root: Element
    notes: tuple[Note, ...] = ()


def fill_body(draft: Draft, parts: Sequence[Part]) -> None:
    """Fill in the blocks and references of a draft whose title is known."""
    targets = {target_of(link) for part in parts for link in descendants(part.root, "a")}
    own: list[list[WebReferences]] = []
    for part in parts:
        _plain_citations(part.root)
        _open_layout_tables(part.root)
        own.append(_lists_of(part, targets))
    own = numbered_apart(own)
    labels = {key: label for lists in own for web in lists for key, label in web.labels.items()}
    notes = [note for part in parts for note in part.notes]
    several = sum(map(len, own)) > 1
    blocks: list[Block] = []
    for part, lists in zip(parts, own, strict=True):
        drop_links(part.root, notes, labels)
        drop_silent(part.root)
        order = lists[0].references if lists else next((web.references for every in own for web in every), ())
        chosen = chosen_blocks(part.root, WebReferences(order, labels))
        blocks += _in_list(chosen, lists) if several else chosen
    end = next((n for n, block in enumerate(blocks) if n and block.kind == "heading" and furniture.heads_other_articles(block.text)), None)
    draft.references = [reference for lists in own for web in lists for reference in web.references]
    draft.blocks = with_items([block for block in blocks[:end] if not _is_left_out(block, draft.title)])


def numbered_apart(own: list[list[WebReferences]]) -> list[list[WebReferences]]:
    """The lists of all parts; where two count from 1, each label has the number of its list before it: "2.14"."""
    every = [reference.label for lists in own for web in lists for reference in web.references]
    if len(set(every)) == len(every):
        return own
    number = count(1)
    return [[_prefixed(web, f"{next(number)}.") for web in lists] for lists in own]


def _prefixed(web: WebReferences, prefix: str) -> WebReferences:
    references = tuple(replace(reference, label=prefix + reference.label) for reference in web.references)
    return WebReferences(references, {key: prefix + label for key, label in web.labels.items()})


def _lists_of(part: Part, targets: set[str]) -> list[WebReferences]:
    """The reference lists of a part: of a chapter one, of a book's notes one for each chapter."""
    places = {key: place for place, element in enumerate(part.root.iter()) if (key := element.get("id"))}
    lists: list[WebReferences] = []
    while len(lists) < MAX_LISTS and (web := take_references(part.root, targets)).references:
        lists.append(web)
    lists.sort(key=lambda web: min((places[key] for key in web.labels if key in places), default=0))
    listed = works_among(part.notes)
    if not listed.references or (lists and _cites_by_itself(part.root, lists[-1], listed)):
        return lists
    return [*lists[:-1], _merged(listed, lists[-1] if lists else WebReferences())]


def _in_list(blocks: Sequence[Block], lists: Sequence[WebReferences]) -> list[Block]:
    """The blocks of a part whose markers were told by their form, with the labels of its own list."""
    own = {r.label.rpartition(".")[2]: r for r in lists[0].references} if len(lists) == 1 else {}
    told = told_apart(blocks, [replace(reference, label=label) for label, reference in own.items()])
    return [
        block if block.citations is not None else replace(found, citations=tuple(_relabelled(c, own) for c in found.citations or ()))
        for block, found in zip(blocks, told, strict=True)
    ]


def _relabelled(citation: Citation, own: Mapping[str, Reference]) -> Citation:
    return replace(citation, label=own[citation.label].label) if citation.label in own else citation


def chosen_blocks(root: Element, web: WebReferences) -> list[Block]:
    """The blocks with their markers told by their links, or by their form where many are no links."""
    linked = [block for _, block in walk(root, web) if block.text]
    printed = [Block(block.kind, block.text) for _, block in walk(root, WebReferences()) if block.text]
    by_link = [{citation.label for citation in block.citations or ()} for block in linked]
    by_form = [{citation.label for citation in remove_markers(one_line(block.text))[1]} for block in printed]
    n_linked, n_printed = sum(map(len, by_link)), sum(map(len, by_form))
    if not n_linked or n_linked < MIN_LINKED_SHARE * n_printed:
        return printed
    same = len(linked) == len(printed) and all(links <= forms for links, forms in zip(by_link, by_form, strict=True))
    return printed if same and n_linked < MOST_LINKED_SHARE * n_printed else linked


def _is_left_out(block: Block, title: str) -> bool:
    if block.kind == "heading":
        return alnum(block.text) == alnum(title)
    return furniture.is_caption(block.text)


def _is_leaf(element: Element) -> bool:
    return not any(name_of(child) in ("p", "div", "ul", "ol", "li", "table", "section", *HEADINGS) for child in element.iterdescendants())


def _same_namespace(element: Element, name: str) -> str:
    return str(element.tag).rpartition("}")[0] + "}" + name if "}" in str(element.tag) else name


def _looks_like_heading(element: Element) -> bool:
    text = plain(element)
    words = text.split()
    if not text or len(text) > MAX_HEADING_CHARS or len(words) > MAX_HEADING_WORDS or not (text[0].isupper() or text[0].isdigit()):
        return False
    if is_list_heading(text) or SECTION.fullmatch(text):
        return True
    if text[-1] in ".,;" or not any(c.isalpha() for c in text) or furniture.is_caption(text):
        return False
    if _is_all(element, ("strong", "b")):
        return True
    if text.isupper() and len(words) >= 2:
        return True
    following = element.getnext()
    return (
        len(words) <= MAX_ITALIC_HEADING_WORDS
        and _is_all(element, ("em", "i"))
        and following is not None
        and len(plain(following).split()) > MAX_HEADING_WORDS
    )


def _is_all(element: Element, names: tuple[str, ...]) -> bool:
    """Whether all words of an element stand within elements of these names."""
    if str(element.text or "").strip():
        return False
    return all(
        not str(child.tail or "").strip() and (name_of(child) in names or not plain(child) or _is_all(child, names)) for child in element
    )


def _entries_behind(heading: Element) -> list[list[Element]]:
    """The elements of each entry behind a heading, up to the next heading or the first caption."""
    lines: list[tuple[Element, bool]] = []
    for element in heading.itersiblings():
        if name_of(element) in HEADINGS or furniture.is_caption(plain(element)):
            break
        if name_of(element) in ("ol", "ul"):
            lines += [(item, True) for item in descendants(element, "li") if plain(item)]
        elif name_of(element) == "table":
            lines += [(row, True) for row in descendants(element, "tr") if plain(row)]
        elif text := plain(element):
            lines.append((element, bool(_NUMBERED_ENTRY.match(text)) or element.get("class") == "reference"))
    numbered = 2 * sum(is_entry for _, is_entry in lines) > len(lines)
    entries: list[list[Element]] = []
    for element, is_entry in lines:
        # Among numbered entries, a line without number or year goes on with the one before it.
        if entries and numbered and not is_entry and not _YEAR.search(plain(element)):
            entries[-1].append(element)
        else:
            entries.append([element])
    return entries


def _plain_citations(root: Element) -> None:
    for element in root.iter():
        for part in ("text", "tail"):
            text = getattr(element, part)
            if isinstance(text, str) and "{" in text and "#" in text:
                shown = _TEMPORARY.sub(lambda m: f"({_RECORD.sub('', m[1]).replace(';', '; ').lstrip(', ')})", text)
                setattr(element, part, settable(shown))


def _open_layout_tables(root: Element) -> None:
    """Where hardly a word stands outside tables, they are the layout of the page."""
    inside = sum(len(plain(table).split()) for table in descendants(root, "table"))
    if not inside or len(plain(root).split()) - inside >= MIN_WORDS_OUTSIDE_TABLES:
        return
    for element in list(descendants(root, "table", "thead", "tbody", "tr", "td", "th")):
        element.tag = _same_namespace(element, "div")


def _cites_by_itself(root: Element, own: WebReferences, listed: WebReferences) -> bool:
    """Whether a document cites its own list in other ways than by its notes."""
    if any(target_of(link) in own.labels for link in descendants(root, "a")):
        return True
    return any(remove_markers(one_line(block.text))[1] for _, block in walk(root, listed) if block.text)


def _merged(notes: WebReferences, own: WebReferences) -> WebReferences:
    """Notes first, with their numbers; entries of a list beside them go on counting where their labels are taken."""
    if not notes.references or not own.references:
        return own if own.references else notes
    taken = {reference.label for reference in notes.references}
    moved = {r.label: str(len(taken) + n) if r.label in taken else r.label for n, r in enumerate(own.references, start=1)}
    references = (*notes.references, *(replace(r, label=moved[r.label]) for r in own.references))
    return WebReferences(references, notes.labels | {key: moved[label] for key, label in own.labels.items()})
