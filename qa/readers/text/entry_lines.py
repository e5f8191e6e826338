"""Entries of an unnumbered reference list that are wrapped over lines: put each on one line.

In: the text of a page. Out: the text before and with the list's heading, and the list's entries, each one line;
or the whole text and none, where its list is numbered or not wrapped. An entry begins behind a blank line, at
the margin where the lines after it are indented, or with a name behind a line that ends an entry.
"""

import re
from itertools import pairwise

from qa.citations.reference_styles import names_someone

LIST_HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:(?:selected |further |key |cited |additional |supplement(?:al|ary) )?references?(?: cited| list)?"
    r"|bibliography|works cited|literature cited|literature|notes and references|references and notes|sources)\W*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*\[?\d{1,3}[\].)]\s")
_ENDS_ENTRY = re.compile(r"(?:[.\d)\]/]|[a-z]/\S+)$")
MIN_WIDTH, MAX_WIDTH = 45, 130
MIN_LINES = 4
MAX_NAME_CHARS = 200


def part_entries(text: str) -> tuple[str, list[str]]:
    """The text up to its wrapped list, and the entries of the list."""
    lines = text.split("\n")
    heading = next((n for n in range(len(lines) - 1, -1, -1) if LIST_HEADING.fullmatch(lines[n].strip() or "-")), None)
    if heading is None:
        return text, []
    listed = lines[heading + 1 :]
    printed = [line.rstrip() for line in listed if line.strip()]
    if len(printed) < MIN_LINES or 2 * sum(bool(_NUMBERED.match(line)) for line in printed) > len(printed) / 2:
        return text, []
    lengths = sorted(map(len, printed))
    width = lengths[int(len(lengths) * 0.9)]
    # A wrapped entry goes on below a full line; one entry a line ends each with a stop.
    goes_on = sum(
        len(line.rstrip()) > 0.7 * width and bool(below.strip()) and not _ENDS_ENTRY.search(line.rstrip())
        for line, below in pairwise(listed)
    )
    if not MIN_WIDTH <= width <= MAX_WIDTH or 5 * goes_on < len(printed):
        return text, []
    return "\n".join(lines[: heading + 1]), _joined(listed, width)


def entries_in(paragraph: str) -> list[str]:
    """The entries of a list of which none stands apart: one a line, or wrapped."""
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    if all(map(_ENDS_ENTRY.search, lines)):
        return lines
    return _joined(lines, max(map(len, lines)))


def _joined(lines: list[str], width: int) -> list[str]:
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(indents)
    hangs = len(indents) / 4 < sum(indent > margin for indent in indents) < len(indents)
    entries: list[list[str]] = []
    before = ""
    for line in lines:
        said = line.strip()
        if said and before and not _starts(line, before, margin if hangs else -1, width):
            entries[-1].append(said)
        elif said:
            entries.append([said])
        before = line.rstrip()
    return [" ".join(entry) for entry in entries]


def _starts(line: str, before: str, margin: int, width: int) -> bool:
    """Whether a line begins an entry; `margin` is that of a list whose other lines are indented, or -1."""
    if margin >= 0:
        return len(line) - len(line.lstrip()) == margin
    ended = bool(_ENDS_ENTRY.search(before))
    return ended and (names_someone(line.strip()[:MAX_NAME_CHARS]) or bool(_NUMBERED.match(line)) or len(before) < 0.6 * width)
