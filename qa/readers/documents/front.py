"""The front of a document: title, authors and date over the text, and the lines there that are no text.

In: the root of its tree. Out: facts, in the draft; the tree without the lines that told them.
"""

import re
from itertools import pairwise

from qa.readers.assembly import Draft
from qa.readers.documents.document import HEADINGS, SECTION, leaf_blocks, text_of
from qa.readers.text.byline import is_name, parse_byline
from qa.readers.tree import Element, name_of, plain
from qa.readers.web.clean import drop
from qa.readers.web.references import is_list_heading
from qa.text import alnum

REACH = 60
TITLE_REACH = 10
MIN_REPEATED_WORDS = 4
MIN_TITLE_WORDS, MAX_TITLE_WORDS = 2, 40
MIN_PROSE_WORDS, MAX_FRONT_WORDS = 12, 60
# Affiliations, addresses and what journals ask for on a title page.
_FRONT = re.compile(
    r"\S@\S+\.\w|\borcid\b|^\W*(?:\d{1,2}|[¹²³⁴-⁹*†‡§]+)\s?(?:Department|Division|School|Faculty|Institute|Center|Centre|University|Hospital|College)\b"
    r"|\b(?:Department|Division|School|Faculty|Institute|Center|Centre|University|Hospital|College) (?:of|for)\b.*,"
    r"|^\W*(?:correspond|e-?mail|tel|fax|key ?words?|running (?:head|title)|short title|word count|received|accepted|revised|published"
    r"|funding"
    r"|conflicts? of interest|address|doi|https?:|number of)",
    re.IGNORECASE,
)

# "Case report", "Original research article": what kind of paper it is, and no name.
_KIND = re.compile(
    r"(?:(?:original|research|review|case|short|brief|rapid|full|clinical|scientific|invited|systematic|technical|regular)\s+){1,3}"
    r"(?:articles?|reports?|papers?|communications?|stud(?:y|ies)|reviews?|letters?|notes?|research|investigations?)|editorial|perspective|commentary",
    re.IGNORECASE,
)
_SITE_NAME = re.compile(r"\s+[|–—·-]\s.{1,80}")
# What is left of "Ida Berg¹,², Ole Holm".
_COMMAS = re.compile(r"\s*,(?:\s*,)+")


def take_front(draft: Draft, root: Element) -> None:
    """Fill in title and byline; what the draft has of them already holds only where the text does not say."""
    leaves = leaf_blocks(root)[:REACH]
    title = next((e for e in leaves if e.get("class") == "title"), None)
    if title is None:
        title = next((e for e in leaves[:TITLE_REACH] if alnum(plain(e)) == alnum(draft.title) != ""), None)
    if title is None and not draft.title:
        title = _untold_title(leaves[:TITLE_REACH])
    proper = title_proper(leaves[:TITLE_REACH], plain(title) or draft.title)
    if proper is not None:
        if title is not None and title is not proper:
            drop(title)
            leaves.remove(title)
        title = proper
    if title is not None:
        draft.title = text_of(title)
        over = leaves[: leaves.index(title)]
        for element in (*over, title) if _all_short(over) else (title,):
            drop(element)
        leaves = leaves[leaves.index(title) + 1 :]
    _take_byline(draft, leaves, below_title=title is not None)


def title_proper(leaves: list[Element], stated: str) -> Element | None:
    """The heading that says a title without the name of the site or journal behind it."""
    headings = (e for e in leaves if name_of(e) in HEADINGS and len(plain(e).split()) >= MIN_REPEATED_WORDS)
    return next((e for e in headings if stated.startswith(plain(e)) and _SITE_NAME.fullmatch(stated[len(plain(e)) :])), None)


def _untold_title(leaves: list[Element]) -> Element | None:
    """The first heading, or the first line of a title's length where text or a section follows."""
    heading = next((e for e in leaves if name_of(e) in HEADINGS and not _is_section(plain(e))), None)
    if heading is not None and len(plain(heading).split()) >= MIN_TITLE_WORDS:
        return heading
    for element, _ in pairwise(leaves):
        text = plain(element)
        if _is_section(text):
            return None
        if MIN_TITLE_WORDS < len(text.split()) <= MAX_TITLE_WORDS and text[-1] not in ".;,:" and not parse_byline(text):
            return element
    return None


def _take_byline(draft: Draft, leaves: list[Element], below_title: bool) -> None:
    found: dict[str, str] = {}
    styled = [text_of(e) for e in leaves if e.get("class") == "authors"]
    leaves = [e for e in leaves if not _drop_kind(e)] if below_title else leaves
    for number, element in enumerate(leaves):
        text = text_of(element)
        may_be_name = below_title and not number and name_of(element) not in HEADINGS and is_name(text) and not _KIND.fullmatch(text)
        facts = parse_byline(text) or (parse_byline(f"By {text}") if may_be_name else None)
        if facts:
            for fact in ("authors", "publication", "issue", "published"):
                found.setdefault(fact, "") or found.update({fact: getattr(facts, fact)})
        elif element.get("class") != "authors" and not _is_front_line(element, text, below_title):
            break
        drop(element)
    for fact, value in found.items():
        if value:
            setattr(draft, fact, _COMMAS.sub(",", value))
    if styled:
        draft.authors = ", ".join(styled)


def _drop_kind(element: Element) -> bool:
    """Take out a line that says what kind of paper it is."""
    if not _KIND.fullmatch(plain(element)) or name_of(element) in HEADINGS:
        return False
    drop(element)
    return True


def _is_front_line(element: Element, text: str, below_title: bool) -> bool:
    words = text.split()
    if name_of(element) in HEADINGS:
        return False
    if _FRONT.search(text) and len(words) <= MAX_FRONT_WORDS:
        return True
    return below_title and len(words) < MIN_PROSE_WORDS and text[-1:] not in (".", "!", "?", ":", "”")


def _all_short(elements: list[Element]) -> bool:
    return all(len(plain(e).split()) <= MIN_PROSE_WORDS for e in elements)


def _is_section(text: str) -> bool:
    return bool(SECTION.fullmatch(text)) or is_list_heading(text)
