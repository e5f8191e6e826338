"""The parts of a Word file: find them by their relationships, parse them safely, and hand them to mammoth.

In: an archive. Out: the roots of the parts that hold text; and, once these are settled, the article as HTML.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath

from lxml import etree

from qa.errors import InputError
from qa.readers.documents.archive import Archive, read_member
from qa.readers.documents.docx_styles import Styles, read_styles
from qa.readers.tree import Element, children, parse_xml

MAX_ELEMENTS = 600_000
# Paragraphs and runs of like words: a book of 100,000 words has about 40,000.
MAX_RUNS = 60_000
# The parts that mammoth is given; it reads notes and numbering from these paths where no relationship names others.
_TEXTS = {"document": "word/document.xml", "footnotes": "word/footnotes.xml", "endnotes": "word/endnotes.xml"}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLE_MAP = """
p.QATitle => h1.title:fresh
p.QAAuthors => p.authors:fresh
p.QAReference => p.reference:fresh
p.QAHeading1 => h1:fresh
p.QAHeading2 => h2:fresh
p.QAHeading3 => h3:fresh
p.QAHeading4 => h4:fresh
p.QAHeading5 => h5:fresh
p.QAHeading6 => h6:fresh
p:unordered-list(1) => ul > li:fresh
p:unordered-list(2) => ul|ol > li > ul > li:fresh
p:unordered-list(3) => ul|ol > li > ul|ol > li > ul > li:fresh
p:ordered-list(1) => ol > li:fresh
p:ordered-list(2) => ul|ol > li > ol > li:fresh
p:ordered-list(3) => ul|ol > li > ul|ol > li > ol > li:fresh
"""


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file's texts by kind ("document", "footnotes", "endnotes"), the links of each, and what forms them."""

    texts: dict[str, Element]
    links: dict[str, list[Element]]
    numbering: Element | None
    styles: Styles
    facts: Element | None


def open_word(archive: Archive) -> WordFile:
    """Parse the parts of a Word file. Raises InputError where one is broken, dangerous or too large."""
    package = _relationships(archive, "")
    main = next((target for kind, target in package if kind == "officeDocument"), "")
    if main not in archive.members:
        main = "word/document.xml"
    parts = dict(reversed(_relationships(archive, main)))
    texts, links = {}, {}
    for kind in _TEXTS:
        path = main if kind == "document" else parts.get(kind, "")
        if (root := _part(archive, path)) is not None:
            texts[kind], links[kind] = root, _links(archive, path)
    if "document" not in texts:
        raise InputError(f"{archive.name} is a Word file without a text in it; save it again.")
    n_elements = sum(1 for root in texts.values() for _ in root.iter())
    n_runs = sum(1 for root in texts.values() for _ in root.iter("{*}p", "{*}r"))
    if n_elements > MAX_ELEMENTS or n_runs > MAX_RUNS:
        raise InputError(f"{archive.name} is larger than an article is; save the article alone.")
    facts = next((target for kind, target in package if kind == "core-properties"), "docProps/core.xml")
    styles = read_styles(_part(archive, parts.get("styles", "")))
    return WordFile(texts, links, _part(archive, parts.get("numbering", "")), styles, _part(archive, facts))


def as_html(word: WordFile, name: str) -> str:
    """The texts as HTML, by mammoth. Raises InputError where it cannot make sense of them."""
    import mammoth  # only a Word file is worth loading it

    settled = BytesIO()
    with zipfile.ZipFile(settled, "w", zipfile.ZIP_STORED) as file:
        for kind, root in word.texts.items():
            file.writestr(_TEXTS[kind], etree.tostring(root))
            file.writestr(f"word/_rels/{kind}.xml.rels", _only_links(word.links[kind]))
        if word.numbering is not None:
            file.writestr("word/numbering.xml", etree.tostring(word.numbering))
    settled.seek(0)
    try:
        html: str = mammoth.convert_to_html(
            settled, style_map=_STYLE_MAP, include_default_style_map=False, include_embedded_style_map=False
        ).value
    # What a broken file makes of another's code is not ours to list.
    except Exception as error:
        raise InputError(f"{name} is a Word file that is damaged inside; open it in Word, save it again, and add that.") from error
    return html


def _part(archive: Archive, path: str) -> Element | None:
    data = read_member(archive, path) if path else None
    return parse_xml(data, archive.name) if data and data.strip() else None


def _relations(archive: Archive, path: str) -> list[Element]:
    """The relationships of a part; of the whole package where the path is ""."""
    folder, _, file = path.rpartition("/")
    root = _part(archive, join(folder, "_rels", f"{file}.rels"))
    return children(root, "Relationship") if root is not None else []


def _relationships(archive: Archive, path: str) -> list[tuple[str, str]]:
    """(kind, path of the other part) of each relationship."""
    return [
        ((relation.get("Type") or "").rpartition("/")[2], normpath(join("/", dirname(path), relation.get("Target") or "")).lstrip("/"))
        for relation in _relations(archive, path)
        if relation.get("TargetMode") != "External"
    ]


def _links(archive: Archive, path: str) -> list[Element]:
    return [relation for relation in _relations(archive, path) if (relation.get("Type") or "").endswith("/hyperlink")]


def _only_links(links: list[Element]) -> bytes:
    root = etree.Element(f"{{{_PACKAGE}}}Relationships")
    for link in links:
        made = etree.SubElement(root, f"{{{_PACKAGE}}}Relationship")
        for key in ("Id", "Type", "Target", "TargetMode"):
            made.set(key, link.get(key) or "")
    return etree.tostring(root)
