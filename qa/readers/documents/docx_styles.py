"""The styles of a Word file: what each makes of a paragraph or of a few words.

In: the root of its styles part. Out: for a style's id what it and the styles that it is based on say.
"""

import re
from dataclasses import dataclass

from lxml import etree

from qa.readers.tree import Element, children, first

MAX_BASED_ON = 20
MAX_STYLES = 4_079  # as many as Word knows
MAX_HEADING_LEVEL = 6

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:(?:article|paper|manuscript|document|main) )?title|titre|title ?1", re.IGNORECASE)
_AUTHORS = re.compile(r"(?:article |paper )?authors?(?: names?| list)?|byline", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:end ?note )?bibliograph(?:y|ie)(?: \d)?|(?:\w+ )?references?(?: (?:list|entry|entries|text|items?|body|numbered|\d))?"
    r"|reflist|refs?"
    r"|literature|(?:csl|zotero) (?:entry|bibliography)",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(
    r"(?:\w+ )*(?:captions?|legends?)(?: \w+)*|toc (?:\d|heading)|contents \d|table of (?:contents|figures|authorities)|index \d"
    r"|header|footer"
    r"|page number|line number",
    re.IGNORECASE,
)
_FALSE = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says; None or "" where it leaves a thing as it is.

    Attributes:
        role: "title", "authors", "reference", "h1" … "h6", "silent" for what is no running text, or "".
        raised: "superscript", "subscript" or "baseline".
        numbering: its numPr element, which numbers its paragraphs.
    """

    role: str = ""
    bold: bool | None = None
    raised: str = ""
    hidden: bool | None = None
    numbering: Element | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by id, and the ids of those that hold where none is named."""

    by_id: dict[str, Style]
    default_paragraph: str = ""


def value_of(element: Element | None, name: str = "val") -> str:
    """An attribute in the namespace of its element; "" where there is none."""
    if element is None:
        return ""
    return element.get(f"{{{etree.QName(element).namespace}}}{name}") or ""


def is_on(element: Element | None) -> bool | None:
    """What a switch such as <w:b/> or <w:b w:val="0"/> says; None where there is none."""
    return None if element is None else value_of(element) not in _FALSE


def read_styles(root: Element | None) -> Styles:
    """All styles with what they take from those that they are based on."""
    found = {value_of(style, "styleId"): style for style in children(root, "style")[:MAX_STYLES]} if root is not None else {}
    default = next((key for key, e in found.items() if value_of(e, "type") == "paragraph" and is_on_value(value_of(e, "default"))), "")
    return Styles({key: _resolved(key, found) for key in found}, default)


def is_on_value(value: str) -> bool:
    """Whether an attribute's value means yes."""
    return value != "" and value not in _FALSE


def raised_by(properties: Element | None) -> str:
    """How a run's properties set it: "superscript", "subscript", "baseline", or "" where they do not say.

    Words that are small and lifted by hand are a superscript as well.
    """
    if said := value_of(first(properties, "vertAlign")):
        return said
    lift = value_of(first(properties, "position"))
    return "superscript" if lift.isdigit() and int(lift) >= 4 else ""


def level_of(properties: Element | None) -> str:
    """The heading that a paragraph's outline level makes it: "h1" … "h6", or ""."""
    level = value_of(first(properties, "outlineLvl"))
    return f"h{int(level) + 1}" if level.isdigit() and int(level) < MAX_HEADING_LEVEL else ""


def _resolved(key: str, found: dict[str, Element]) -> Style:
    chain: list[Element] = []
    while key in found and found[key] not in chain and len(chain) < MAX_BASED_ON:
        chain.append(found[key])
        key = value_of(first(found[key], "basedOn"))
    runs = [first(style, "rPr") for style in chain]
    paragraphs = [first(style, "pPr") for style in chain]
    return Style(
        role=next(filter(None, (_role(style) for style in chain)), ""),
        bold=next((said for run in runs if (said := is_on(first(run, "b"))) is not None), None),
        raised=next(filter(None, map(raised_by, runs)), ""),
        hidden=next((said for run in runs if (said := is_on(first(run, "vanish"))) is not None), None),
        numbering=next((numbers for each in paragraphs if (numbers := first(each, "numPr")) is not None), None),
    )


def _role(style: Element) -> str:
    name = re.sub(r"[\s_-]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", value_of(first(style, "name")))).strip()
    if value_of(style, "type") not in ("paragraph", ""):
        return ""
    if match := _HEADING.fullmatch(name):
        return f"h{min(max(int(match[1]), 1), MAX_HEADING_LEVEL)}"
    for role, pattern in (("silent", _NO_TEXT), ("title", _TITLE), ("authors", _AUTHORS)):
        if pattern.fullmatch(name):
            return role
    if level := level_of(first(style, "pPr")):
        return level
    return "reference" if _REFERENCE.fullmatch(name) else ""
