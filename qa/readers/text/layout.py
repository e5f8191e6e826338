"""How a saved page is set: its lines, wrapped or not, indented or not, to blocks.

In: the text of a page. Out: its paragraphs and single lines in order; a list entry begins with a bullet.
"""

import re
from itertools import pairwise

from qa.readers import furniture

BULLET = re.compile(r"\s*(?:[•‣▪◦●○■□–*·-]|o(?=\s{2}))\s+")
# "1. Smith J. Title", "[12] Smith J. Title".
ENTRY = re.compile(r"\[?(\d{1,3})[\].)]?\s+(?=\S)")
_NUMBERED_ENTRY = re.compile(r"\s*\[?(\d{1,3})[\].)]\s+(?=\S)")
# "an iodine intake of [12]some doctors": a text browser numbers its links, and they do not stand for works.
_LINK_NUMBER = re.compile(r"\[(\d{1,4})\](?=[^\W_]|[“‘\"'(\[£$€#<])")
_LIST_INDENT = 3
MIN_WRAP_CHARS, MAX_WRAP_CHARS = 50, 130
MIN_RUNNING_CHARS = 80
MIN_LINKS = 3


def blocks_of(text: str) -> list[str]:
    """Paragraphs and single lines; hard-wrapped lines are joined, list items keep or get a bullet."""
    lines = text.split("\n")
    width = _wrap_width(lines)
    indented_lists = not width and _hangs_lists(lines)
    blocks: list[list[str]] = []  # each the lines of a paragraph
    open_line = 0  # length of the line before, if the next may go on with its paragraph
    entry = 0  # number of the list entry that is open
    for line in lines:
        stripped = line.strip()
        if not stripped:
            open_line = 0
            continue
        numbered = _NUMBERED_ENTRY.match(line)
        is_entry = numbered is not None and int(numbered[1]) in (1, entry + 1)
        if width and open_line >= 0.7 * width and not is_entry and not _stands_alone(line):
            blocks[-1].append(stripped)
        elif indented_lists and _indent(line) >= _LIST_INDENT and not BULLET.match(line):
            blocks.append(["• " + stripped])
        else:
            blocks.append([stripped])
        if numbered and is_entry:
            entry = int(numbered[1])
        open_line = len(line.rstrip())
    return [" ".join(block) for block in blocks]


def link_numbers(text: str) -> bool:
    """Whether a text browser numbered the links of this text: numbers in brackets before words, counting up."""
    numbers = [int(number) for number in _LINK_NUMBER.findall(text)]
    steps = sum(b - a == 1 for a, b in pairwise(numbers))
    return len(numbers) >= MIN_LINKS and steps >= 0.8 * (len(numbers) - 1)


def without_link_numbers(text: str) -> str:
    """The text of a block without the numbers of its links."""
    return _LINK_NUMBER.sub("", text)


def _wrap_width(lines: list[str]) -> int:
    """The width at which the lines are wrapped, 0 where each paragraph is one line.

    A full line of wrapped text is often followed by one that goes on in lower case.
    """
    lengths = sorted(len(line.rstrip()) for line in lines if len(line) > 30)
    width = lengths[int(len(lengths) * 0.95)] if lengths else 0
    if not MIN_WRAP_CHARS <= width <= MAX_WRAP_CHARS:
        return 0
    followers = [below.lstrip() for line, below in pairwise(lines) if len(line.rstrip()) >= 0.7 * width and below.strip()]
    return width if len(followers) >= 2 and sum(below[0].islower() for below in followers) >= len(followers) / 3 else 0


def _hangs_lists(lines: list[str]) -> bool:
    """Whether running text starts at the margin, so that what is indented is a list or a quotation."""
    running = [_indent(line) < _LIST_INDENT for line in lines if len(line) > MIN_RUNNING_CHARS]
    return 2 * sum(running) > len(running)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _stands_alone(line: str) -> bool:
    """Whether a line that follows a full one does not go on with its paragraph."""
    line = without_link_numbers(line)
    return bool(BULLET.match(line)) or furniture.is_furniture(line) or furniture.ends_article(line)
