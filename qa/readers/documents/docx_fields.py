"""The fields of a Word file: references to other places, and what other programs keep in it.

In: the root of a text of a Word file. Out: the same with every field that leads to a place in the file as a
plain link, tables of contents gone; and the paragraphs that hold a program's reference list.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from qa.readers.documents.docx_styles import value_of
from qa.readers.tree import Element, name_of

_PLACE = re.compile(r"\s*(?:NOTEREF|REF|HYPERLINK\s+\\l)\s+\"?([^\s\"\\]{1,80})", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*HYPERLINK\s+\"([^\"]{1,2000})\"", re.IGNORECASE)
# Zotero, EndNote, Mendeley, Citavi, and Word's own.
_LIST = re.compile(
    r"\s*(?:ADDIN\s+(?:ZOTERO_BIBL|EN\.REFLIST|Mendeley Bibliography|CSL_BIBLIOGRAPHY|CITAVI\.BIBLIOGRAPHY"
    r"|\w+\.?BIBL\w*|RW\.BIB)|BIBLIOGRAPHY)\b",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"\s*(?:TOC|TOA|INDEX|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


MAX_NESTED = 20
MAX_CODE_CHARS = 4_000


@dataclass(slots=True)
class _Field:
    """An open field: its code so far, the elements that hold it, and what the text is that it shows."""

    code: str = ""
    holders: list[Element] = field(default_factory=list)
    shows: bool = False
    is_list: bool = False
    is_contents: bool = False


def settle_fields(root: Element) -> set[Element]:
    """Settle all fields; returns the paragraphs of reference lists."""
    listed: set[Element] = set()
    removed: list[Element] = []
    open_fields: list[_Field] = []
    paragraph: Element | None = None
    for element in root.iter():
        name = name_of(element)
        if name == "p":
            paragraph = element
        elif name == "fldChar":
            kind = value_of(element, "fldCharType")
            if kind == "begin" and len(open_fields) < MAX_NESTED:
                open_fields.append(_Field())
            elif kind == "begin":
                removed.append(element)  # no program nests so deep; the conversion walks all open fields at every word
            elif open_fields and kind == "separate":
                _begin_text(open_fields[-1])
            elif open_fields and kind == "end":
                open_fields.pop()
        elif name == "instrText" and open_fields and not open_fields[-1].shows:
            if len(open_fields[-1].code) < MAX_CODE_CHARS:
                open_fields[-1].code += str(element.text or "")[:MAX_CODE_CHARS]
            open_fields[-1].holders.append(element)
        elif name == "fldSimple":
            _settle_simple(element, removed)
        if name in ("t", "tab", "noBreakHyphen") and open_fields:
            if paragraph is not None and any(f.is_list for f in open_fields):
                listed.add(paragraph)
            if any(f.is_contents for f in open_fields):
                removed.append(element)
    for element in removed:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return listed


def _begin_text(opened: _Field) -> None:
    """What follows is the text that the field shows; write the code of a link in the one form that is understood by all."""
    opened.shows = True
    opened.is_list, opened.is_contents = bool(_LIST.match(opened.code)), bool(_CONTENTS.match(opened.code))
    if place := _PLACE.match(opened.code):
        plain = f' HYPERLINK \\l "{place[1]}" '
    elif address := _ADDRESS.match(opened.code):
        plain = f' HYPERLINK "{address[1]}" '
    else:
        return
    for number, holder in enumerate(opened.holders):
        holder.text = plain if not number else ""


def _settle_simple(element: Element, removed: list[Element]) -> None:
    """A field in one element: a link where it leads to a place in the file."""
    code = value_of(element, "instr")
    if _CONTENTS.match(code):
        removed += [child for child in element.iterdescendants() if name_of(child) == "t"]
    elif place := _PLACE.match(code):
        namespace = etree.QName(element).namespace
        element.tag = f"{{{namespace}}}hyperlink"
        element.set(f"{{{namespace}}}anchor", place[1])
