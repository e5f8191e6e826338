"""Which blocks of a web page are its article.

In: the blocks in order, each with the element that holds it, and the letters of what trafilatura takes for the
main content. Out: the article's blocks. What stands around the text (author lists, figure labels, boxes of
other articles, "Rights and permissions", the reference list's rest) is left out by its form and place.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from qa.readers import furniture
from qa.readers.assembly import Block
from qa.readers.printed import with_item
from qa.readers.tree import Element, name_of

Found = tuple[Element, Block]

MIN_SHARED = 0.7
SHINGLE = 12
MAX_ITEM_WORDS = 8
MAX_SURE_FURNITURE_WORDS = 12
MIN_FRONT_WORDS = 12
MAX_FLOAT_SHARE, MAX_FLOAT_BLOCKS = 0.25, 40
LOWEST_LEVEL = 7

_OPENS_ARTICLE = re.compile(
    r"(?:\d+\.?\s+)?(?:(?:graphical |structured |short |author |plain[- ]language )?(?:abstract|summary)"
    r"|highlights|key ?points?|key messages?|significance"
    r"|introduction|background|importance|objectives?|purpose|aims?)\W*",
    re.IGNORECASE,
)


def letters_of(text: str) -> str:
    """The letters of a text alone, in lower case."""
    return "".join(character for character in text.lower() if character.isalpha())


def main_only(found: Sequence[Found], main: str, title: str) -> list[Block]:
    """The blocks that are main content, and those that stand among them in the same element."""
    shingles = {main[i : i + SHINGLE] for i in range(max(0, len(main) - SHINGLE + 1))}
    sure = [block.kind == "paragraph" and _is_in(letters_of(block.text), main, shingles) for _, block in found]
    left_out = _asides(found, sure) | _front(found, title)
    sure = [is_sure and number not in left_out for number, is_sure in enumerate(sure)]
    if not any(sure):
        return []
    homes = {element.getparent() for (element, _), is_sure in zip(found, sure, strict=True) if is_sure}
    first, last = sure.index(True), len(sure) - 1 - sure[::-1].index(True)
    # The heading over the first paragraph belongs to it.
    if first and found[first - 1][1].kind == "heading":
        first -= 1
    blocks: list[Block] = []
    for number in range(first, last + 1):
        element, block = found[number]
        if number in left_out:
            continue
        if block.kind == "heading":
            if letters_of(block.text) != letters_of(title):
                blocks.append(block)
        elif sure[number] or (element.getparent() in homes and not furniture.is_furniture(block.text)):
            blocks.append(block)
    while blocks and blocks[-1].kind == "heading":
        blocks.pop()
    return with_items(blocks)


def _front(found: Sequence[Found], title: str) -> set[int]:
    """What stands over the title, and the lines between the title and the heading that opens the article."""
    headings = [number for number, (_, block) in enumerate(found) if block.kind == "heading"]
    titled = next((n for n in headings if name_of(found[n][0]) == "h1" and letters_of(found[n][1].text) == letters_of(title)), -1)
    opening = next((n for n in headings if n > titled and _OPENS_ARTICLE.fullmatch(found[n][1].text)), 0)
    # No heading of the article's own lies between the two.
    if any(titled < n < opening and name_of(found[n][0]) == "h2" and not furniture.heads_apparatus(found[n][1].text) for n in headings):
        opening = 0
    return set(range(titled)) | {n for n in range(max(titled, 0), opening) if not _is_prose(found[n][1].text)}


def _is_prose(text: str) -> bool:
    """A sentence, not a list of names or addresses."""
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) >= MIN_FRONT_WORDS and text.rstrip()[-1:] in ".!?" and sum(word[0].isupper() for word in words) < len(words) / 2


def _asides(found: Sequence[Found], sure: Sequence[bool]) -> set[int]:
    """The blocks that are furniture by their form, with those that go with them."""
    left_out: set[int] = set()
    sizes = [len(block.text) if is_sure else 0 for (_, block), is_sure in zip(found, sure, strict=True)]
    whole, behind = sum(sizes), sum(sizes)
    for number, (element, block) in enumerate(found):
        behind -= sizes[number]
        if number in left_out:
            continue
        text = block.text
        if block.kind == "heading":
            if furniture.is_caption(text):
                left_out |= {number, *_float(found, number, sizes, whole)}
            elif furniture.heads_apparatus(text):
                left_out |= {number, *_section(found, number)}
            elif furniture.ends_article(text):
                # Behind a box of other articles the article may go on.
                box = list(_box(found, number))
                goes_on = behind > MAX_FLOAT_SHARE * whole or _goes_on(found, sure, number, number + 1 + len(box))
                left_out |= {number, *(box if goes_on else range(number, len(found)))}
        elif furniture.is_caption(text) or furniture.is_apparatus_line(text):
            left_out.add(number)
            if furniture.is_bare_label(text) or text.endswith(":"):
                left_out.update(_float(found, number, sizes, whole))
        elif (
            not letters_of(text)
            or (len(text.split()) <= MAX_SURE_FURNITURE_WORDS and furniture.is_furniture(text))
            or name_of(element) == "h1"
        ):
            left_out.add(number)
    return left_out


def _section(found: Sequence[Found], number: int) -> Iterator[int]:
    """The blocks under a heading, up to the next one of its level or a higher one."""
    level = _level(found[number])
    for following in range(number + 1, len(found)):
        if _level(found[following]) <= level:
            return
        yield following


def _box(found: Sequence[Found], number: int) -> Iterator[int]:
    """The blocks of a box within an article: those in the element of its heading, where no text stands before it."""
    parent = found[number][0].getparent()
    before = number - 1
    if parent is not None and (before < 0 or not _is_within(found[before][0], parent)):
        yield from _within(found, number, parent)
    else:
        yield from _section(found, number)


def _goes_on(found: Sequence[Found], sure: Sequence[bool], number: int, behind: int) -> bool:
    """Whether the block behind a box stands in the same element as the text before the box."""
    homes = [found[n][0].getparent() for n in range(max(0, number - 4), number) if sure[n]]
    following = (found[n][0].getparent() for n in range(behind, min(len(found), behind + 4)) if sure[n])
    return any(parent is home for parent in following for home in homes)


def _float(found: Sequence[Found], number: int, sizes: Sequence[int], whole: int) -> list[int]:
    """The blocks that stand with the label of a figure or table in an element of their own."""
    element = found[number][0]
    parent = element.getparent() if found[number][1].kind == "heading" else element
    best: list[int] = []
    for _ in range(2):
        if parent is None or name_of(parent) in ("body", "html", "main", "article"):
            break
        if number and _is_within(found[number - 1][0], parent):
            break
        inside = list(islice(_within(found, number, parent), MAX_FLOAT_BLOCKS + 1))
        if (
            len(inside) > MAX_FLOAT_BLOCKS
            or sum(sizes[n] for n in inside) > MAX_FLOAT_SHARE * whole
            or any(found[n][1].kind == "heading" for n in inside)
        ):
            break
        best, parent = inside, parent.getparent()
    return best


def _within(found: Sequence[Found], number: int, parent: Element) -> Iterator[int]:
    for following in range(number + 1, len(found)):
        if not _is_within(found[following][0], parent):
            return
        yield following


def _is_within(element: Element, parent: Element) -> bool:
    return element is parent or any(above is parent for above in element.iterancestors())


def _level(found: Found) -> int:
    element, block = found
    name = name_of(element)
    return int(name[1]) if block.kind == "heading" and re.fullmatch("h[1-6]", name) else LOWEST_LEVEL


def _is_in(letters: str, main: str, shingles: set[str]) -> bool:
    if len(letters) <= SHINGLE:
        return letters in main
    own = [letters[i : i + SHINGLE] for i in range(len(letters) - SHINGLE + 1)]
    return sum(piece in shingles for piece in own) >= MIN_SHARED * len(own)


def with_items(blocks: list[Block]) -> list[Block]:
    """Short items of a list go on with the paragraph before it."""
    laid: list[Block] = []
    for block in blocks:
        before = laid[-1] if laid else None
        short = block.kind == "paragraph" and len(block.text.split()) < MAX_ITEM_WORDS and block.text[-1:] not in ".!?"
        if before and short and before.kind == "paragraph" and (before.text.endswith(":") or " • " in before.text):
            laid[-1] = with_item(before, block)
        else:
            laid.append(block)
    return laid
