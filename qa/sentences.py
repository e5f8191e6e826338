"""Text to sentence spans.

In: one paragraph of text, its citation markers already taken out. Out: spans of its sentences.
The boundaries come from sentencex (Wikimedia); the rules here mend what it does not know of biomedical prose:
units, doses, abbreviations that something must follow, terms that start a sentence in lower case.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

import sentencex

MAX_TOKEN = 40
MAX_GROUP = 1000
# sentencex takes long of many quotation marks that are never closed, by the square of the text's length.
MAX_CHARS, OVERLAP = 10_000, 2_000

# A stop, with what closes behind it, before white space.
_STOP = re.compile(r"[.!?…](?P<closers>[\"”’')\]»]*)\s+(?=\S)")
_LAST_TOKEN = re.compile(r"[^\s()\[\]\"“”‘’']*$")
_QUOTES = frozenset("\"“'‘")
_ENDINGS = frozenset(".!?…\"”’')]»")
_CLOSERS = frozenset(")]”’»,;:")
# Private signs that stand for something taken out ("et al\ue000\ue001. showed").
_NO_LETTERS = re.compile(r"[\ue000-\uf8ff]")
_GROUP_MARKS = re.compile(r"[()\[\]“”\"]")
_CLOSING = {")": "(", "]": "[", "”": "“"}

# What these announce comes behind their stop: "Fig. 2", "vs. placebo", "Dr. Kim".
_OPEN = re.compile(
    r"(?:approx|ca|cf|vs|viz|incl|e\.g|i\.e|subsp|var|(?:[Ss]uppl?|[Ff]ig|[Ee]q|[Rr]ef|[Tt]ab|[Vv]ol|[Cc]hap|[Ss]ect|[Cc]hr|Nr|pp|Dr)s?"
    r"|Prof|Mr|Mrs|Ms|Mt|Messrs)"
)
# Behind these a number belongs to them, though a word may start a sentence.
_NUMBERED = re.compile(
    r"(?:[Nn]os?|p|[Ss]ec|[Cc]h|[Ee]x|[Aa]rt|[Pp]ara|[Aa]rticle|Kr|Rs|[Ee]xp|St|[Ee]st|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)"
)
# Abbreviations by form: one letter or two ("An. gambiae"), letters with stops between, two to four without a vowel; and the usual others.
_ABBREVIATION = re.compile(
    r"(?:[A-Za-z]+-)?[^\W\d_]|[A-Z][a-z]|[A-Za-z]+(?:[.-][A-Za-z]+)*\.[A-Za-z]+|[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ][b-df-hj-np-tv-xz]{1,3}"
    r"|[Aa]pprox|[Rr]esp|etc|al|[Ii]ncl|[Ee]xcl|[Mm]ax|[Mm]in|[Aa]vg|[Tt]emp|[Cc]onc|[Dd]ept|[Uu]niv|[Ii]nst|[Aa]cc|[Ss]oln?|[Ss]p|[Ss]pp|[Nn]o|[Nn]os"
    r"|[Ff]igs?|[Rr]efs?|[Ee]qs?|[Tt]abs?|[Vv]ols?|[Ss]uppl?|[Ii]nc|[Cc]o|[Cc]orp|[Ee]d|[Ee]ds|[Ee]dn|[Aa]ppl|[Aa]bbr|[Ii]b|[Oo]p|[Ii]d|[Cc]ap|[Ii]ntl"
    r"|[Ee]st|[Vv]ar|[Ss]ubsp|[Aa]ff|[Cc]a|[Vv]iz|[Ee]xp|wk|wks|mo|mos|yrs?|hrs?|mins?|secs?|[Aa]v|[Oo]rd|[Ff]am|[Gg]en|[Jj]r|[Ss]r|[Dd]r|[Pp]rof"
)
# Ways and times of giving a drug: a sentence ends with them often, and a name in capitals behind them does not start one.
_DOSING = re.compile(r"(?:i\.?[vmpnat]|s\.?[cl]|p\.?[or]|[bt]\.?i\.?d|q\.?i\.?d|[oq]\.d|p\.r\.n|q\.?o\.d|q\.h\.s)")
_CAPITALISED = re.compile(r"(?:(?!Ig\b)[A-Z][a-z]+|A)[ ,]")
# The unit before a stop is taken for an abbreviation: "at 2,400 m. In the".
_UNIT = re.compile(
    r"(?:[/·]|\bper\s|\d\s?|\d[-‐])(?:[mghlsdLMVAWKJN]|[kmcnpfµμd]?(?:[mgLlsMV]|mol|Hz|Pa|bp|Da|kat)|[mµμ]?Ci|[kM]Bq|k?cal|min|mins|hr|hrs|wks?|mos?|yrs?|secs?|in|ft|lb|°[CF]|U|IU|[mk]IU|rpm|bp|kb|kDa|Å)$"
)
# "by LC-MS/MS.": letters in capitals, joined, are a word.
_JOINED_CAPITALS = re.compile(r"[A-Z\d]{2,}(?:[/-][A-Z\d]{2,})+|[A-Z]{2,}\d+")
# No abbreviation by its form; sentencex misses some beside "1)", a prime or a bracket that is never closed.
_WORD = re.compile(r"[a-z]{4,}|")
_COUNTRY = re.compile(r"(?:U\.S|U\.K|U\.S\.A|E\.U|U\.N|D\.C)")
# Words that start a sentence and hardly ever a name.
_OPENER = re.compile(
    r"(?:The|This|These|That|Those|There|Th[ae]n|It|Its|In|On|At|By|For|From|To|Of|With|Without|We|Our|They|Their|He|She|His|Her|I|You|A|An|And|But|Or|So|Yet"
    r"|However|Moreover|Furthermore|Therefore|Thus|Although|Though|While|When|Whereas|Where|Since|Because|After|Before|During|Until|If|As|Both|Each|Every|Some|Many"
    r"|Most|Few|No|None|Not|All|Any|Other|Others|Another|Such|Only|Here|What|Why|How|Who|Which|Is|Are|Was|Were|Do|Does|Did|Can|One|Two|Three|Four|Five|Several|Rates|Patients)\b"
)
# A term in lower case that may start a sentence: mRNA, p53, hs-CRP, α-synuclein, 5-year, i.v.; not "and", not "well-known".
_TERM = re.compile(r"[a-z]+(?:[A-Z0-9]|-[A-Z0-9α-ω])|[α-ωµ]|(?:[a-z]\.){2,}|[a-z]\s?[=<>≤≥]|[a-z]\u0304")
_LOWER_CASE = re.compile(r"[(\[\"“‘']*[a-z]")
# "for two reasons: 1. to see", "Kim et. al"; an aside.
_LIST_NUMBER = re.compile(r"\d{1,2}")
_REST = re.compile(r"al\b|[(\[]")
_ENUMERATOR = re.compile(r"\(?(?:[ivx]{1,5}|[a-h])\)\s")
_ASIDE = re.compile(r"[(\[][A-Z][^\s]*\s+\S+\s")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Split a paragraph into sentences.

    Returns spans (start, end) in order, without surrounding white space; only white space lies
    between and around them, so that nothing of the text is lost.
    """
    ends = _proposed(text)
    groups: list[tuple[int, int]] | None = None
    for match in _STOP.finditer(text):
        end = match.end("closers")
        verdict = _verdict(text, match)
        if verdict is False:
            ends.discard(end)
        elif verdict and end not in ends:
            groups = _groups(text) if groups is None else groups
            if not _is_within(groups, end):
                ends.add(end)
    spans: list[tuple[int, int]] = []
    start = 0
    for end in sorted(ends | {len(text)}):
        piece = text[start:end]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = end
    return spans


def _proposed(text: str) -> set[int]:
    """Where sentencex ends a sentence; not in the middle of a line that goes on in lower case."""
    # One-for-one, so offsets hold: sentencex slices by byte beside white space wider than one byte, and
    # takes "<" for a bracket that is never closed.
    plain = re.sub(r"[^\S\n]|[\x00-\x08\x0e-\x1f<>]", " ", text)
    ends = set()
    for start in _sentencex_ends(plain):
        end = start
        while end and text[end - 1].isspace():
            end -= 1
        if text[end - 1 : end] in _QUOTES and text[end - 2 : end - 1].isspace():  # it opens what follows
            end -= 2
        while text[end : end + 1] in _CLOSING and end < len(text):
            end += 1
        if text[end - 1 : end] in _ENDINGS or ("\n" in text[end:start] and not _LOWER_CASE.match(text, start)):
            ends.add(end)
    return ends


def _sentencex_ends(text: str) -> Iterator[int]:
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


def _verdict(text: str, match: re.Match[str]) -> bool | None:
    """Whether a sentence ends at this stop; None where sentencex knows as well as we."""
    before = _NO_LETTERS.sub("", text[max(0, match.start() - MAX_TOKEN) : match.start()])
    following = text[match.end() : match.end() + MAX_TOKEN]
    if match[0][0] != "." or before.endswith("."):  # "?", "!", "…", "..."
        is_pause = match[0][0] not in "!?" or match["closers"]
        return False if is_pause and _LOWER_CASE.match(following) else None
    token = _LAST_TOKEN.search(before)
    word = token[0] if token else ""
    if following[0] in _CLOSERS or (_LIST_NUMBER.fullmatch(word) and _opens_an_item(before, word)):
        return False
    is_unit = _UNIT.search(before) is not None
    if _OPEN.fullmatch(word) and not is_unit and not match["closers"]:
        return False
    if _NUMBERED.fullmatch(word) and following[0].isdigit() and not is_unit:
        return False
    is_abbreviation = _ABBREVIATION.fullmatch(word) is not None
    if _JOINED_CAPITALS.fullmatch(word):
        return True
    if _ENUMERATOR.match(following):
        return not is_abbreviation
    if _TERM.match(following):
        return True if is_unit else None
    if _LOWER_CASE.match(following):
        goes_on = is_abbreviation or is_unit or match["closers"] or _LIST_NUMBER.fullmatch(word) or _REST.match(following)
        return False if goes_on else None
    return _ends_before_capital(text, match, word, is_unit, following)


def _opens_an_item(before: str, number: str) -> bool:
    """Whether the number stands at the start of a sentence: "for two reasons: 1. To see"; not "Fig. 2. The"."""
    left = before[: -len(number)].rstrip()
    if not left:
        return True
    token = _LAST_TOKEN.search(left[:-1])
    word = token[0] if token else ""
    if left[-1] == ":":
        return number == "1"  # "The score: 32. It"
    is_abbreviation = any(pattern.fullmatch(word) for pattern in (_OPEN, _NUMBERED, _ABBREVIATION))
    return left[-1] == ";" or (left[-1] in ".!?" and not is_abbreviation)


def _ends_before_capital(text: str, match: re.Match[str], word: str, is_unit: bool, following: str) -> bool | None:
    """True where a sentence ends although sentencex does not see it; else None."""
    if is_unit:
        return True
    if _WORD.fullmatch(word) and not _ABBREVIATION.fullmatch(word) and _CAPITALISED.match(following):
        return True
    if (word == "etc" or _DOSING.fullmatch(word)) and _CAPITALISED.match(following):
        return True
    if _COUNTRY.fullmatch(word) and _OPENER.match(following):
        return True
    if match["closers"].startswith((")", "]")):
        opening = max(text.rfind(mark, max(0, match.start() - MAX_GROUP), match.start()) for mark in "([")
        # "(The others had moved away.) Their": an aside that is a sentence of its own.
        if opening >= 0 and _ASIDE.match(text, opening) and text[max(0, opening - 4) : opening].rstrip()[-1:] in ("", *".!?…"):
            return True
    return None


def _groups(text: str) -> list[tuple[int, int]]:
    """The spans of brackets and quotations, the outermost ones, in order."""
    groups: list[tuple[int, int]] = []
    open_marks: list[tuple[str, int]] = []
    quoted = False
    for match in _GROUP_MARKS.finditer(text):
        mark = match[0]
        if mark == '"':
            mark = "”" if quoted else "“"
        quoted = mark == "“" or (quoted and mark != "”")
        if mark in "([“":
            open_marks.append((mark, match.start()))
            continue
        while open_marks:
            opened, start = open_marks.pop()
            if opened == _CLOSING[mark]:
                if match.end() - start <= MAX_GROUP:
                    while groups and groups[-1][0] >= start:
                        groups.pop()
                    groups.append((start, match.end()))
                break
    return groups


def _is_within(groups: list[tuple[int, int]], position: int) -> bool:
    place = bisect_right(groups, (position, position)) - 1
    return place >= 0 and groups[place][0] <= position < groups[place][1]
