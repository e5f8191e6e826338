"""Text to sentence spans.

In: one paragraph of text, its citation markers already taken out. Out: spans of its sentences.
The boundaries come from sentencex (Wikimedia); the rules here only mend what it is known to miss.
"""

import re
from collections.abc import Iterator

import sentencex

# sentencex ends a sentence after these although running text goes on in lower case or with a number.
_OPEN_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:approx|ca|cf|vs|viz|etc|resp|incl|i\.v|i\.m|i\.p|s\.c|p\.o|b\.i\.d|t\.i\.d|q\.d"
    r"|Figs?|Eqs?|Refs?|Nos?|Tabs?|Vols?|pp?|spp?|subsp|var|Dr|Drs|Prof|Mr|Mrs|Ms|St|Kr|Rs)\.$"
)
# A sentence starts with an upper-case letter, a digit, or a term that is written in lower case.
# sentencex takes the unit before a stop for an abbreviation: "at 2,400 m. In the".
_UNIT_STOP = re.compile(r"(?:\d\s?|/)(?:[mghls]|[kmcnµμd]?[mgLl]|min|°C)\.(\s+)(?=[A-Z][\w-]*\s+[a-z])")
_LOWER_CASE_START = re.compile(r"[(\[\"“‘']*[a-z]+(?![A-Za-z0-9])(?!-[A-Zα-ω0-9])")

MAX_ABBREVIATION = 20
# sentencex takes long of many quotation marks that are never closed, by the square of the text's length.
MAX_CHARS, OVERLAP = 10_000, 2_000


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Split a paragraph into sentences.

    Returns spans (start, end) in order, without surrounding white space; only white space lies
    between and around them, so that nothing of the text is lost.
    """
    spans: list[tuple[int, int]] = []
    # One-for-one, so offsets hold: sentencex slices by byte beside white space wider than one byte.
    plain = re.sub(r"[^\S\n]|[\x00-\x08\x0e-\x1f]", " ", text)
    end = 0
    for boundary in _ends(plain):
        start, end = end, boundary
        piece = text[start:end]
        if not piece.strip():
            continue
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        while match := _UNIT_STOP.search(text, start, end):
            spans.append((start, match.start(1)))
            start = match.end()
        if spans and _continues(text[max(spans[-1][0], spans[-1][1] - MAX_ABBREVIATION) : spans[-1][1]], text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _ends(text: str) -> Iterator[int]:
    """Where sentencex ends sentences; a long text is handed to it in parts, each from the start of a sentence where it can be."""
    at = 0
    while at < len(text):
        found = [at + boundary["end_index"] for boundary in sentencex.get_sentence_boundaries("en", text[at : at + MAX_CHARS])]
        if at + MAX_CHARS >= len(text):
            yield from found
            return
        # Near the end of a part it is not known yet what goes on, and which quotation marks are closed.
        sure = [end for end in found if end <= at + MAX_CHARS - OVERLAP]
        yield from sure
        at = sure[-1] if sure else at + MAX_CHARS - OVERLAP


def _continues(previous: str, following: str) -> bool:
    """Whether what sentencex split off is the rest of the sentence before."""
    if previous[-1] in "!?" or not following:
        return False
    if _LOWER_CASE_START.match(following):
        return True
    return bool(_OPEN_ABBREVIATION.search(previous)) and following[0].isdigit()
