"""In-text citation markers that are numbers: find them, take them out, say which works they name.

In: a paragraph as printed ("adipose tissue.1 Others disagree [3–5]."). Out: the paragraph without
its markers ("adipose tissue. Others disagree.") and the citations with the offsets at which their
markers stood. What only looks like a marker (a year, a dose, a decimal, an exponent, the number of
a table) stays in the text: a missed citation is a smaller fault than a changed figure. Numbers in
round brackets look like too much else: they are found only where they are asked for, by one who has
seen the whole article.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from qa.article import Citation

Kind = Literal["bracket", "superscript", "glued", "round", "aside", "loose"]
# What a paragraph alone tells.
PLAIN: frozenset[Kind] = frozenset(("bracket", "superscript", "glued"))

MAX_LABEL = 999
MAX_RANGE = 60
MAX_TOKEN = 60

_SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾", "0123456789-()")
_NUMBER = r"[1-9]\d{0,2}"
# A list is bounded, or a text of nothing but numbers takes quadratic time.
_LIST = rf"{_NUMBER}(?:\s?[,;–—‐‑−-]\s?{_NUMBER}){{0,80}}"
_GLUED_LIST = rf"{_NUMBER}(?:,\s?{_NUMBER}(?![\d%])|[–—‐‑−-]{_NUMBER}){{0,80}}"
_AFTER = r"(?![\d%°]|[.,]\d|\s?[–—-]\s?\d|[A-Za-zµ/])"

_BRACKETED = re.compile(rf"[ \t]?(\[\s?{_LIST}\s?\](?:\s?[,;–—‐‑−-]\s?\[\s?{_LIST}\s?\])*)(?![\w(])")
# "[3, p. 12]", "[see 4, 5]", "(reviewed in 4)", "(ref. 3)": with a word before the numbers, or a place behind them.
_INTRO = r"(?:(?:see|also|and|e\.g\.,?|cf\.?|for|(?:a )?reviews?,?|reviewed|as|in|from|by|refs?\.?|references?) ){1,5}"
_LOCATOR = r"[,:;]\s?(?:pp?\.?|pages?|ch(?:ap(?:ter|\.)?|\.)?|sect?(?:ion|\.)?|figs?\.?|tables?)\s?[\w–-]{1,12}"
_EXPLAINED = re.compile(
    rf"[ \t]?(?:\[(?:{_INTRO}(?P<a>{_LIST})(?:{_LOCATOR})?|(?P<b>{_LIST}){_LOCATOR})\]|\((?:{_INTRO})?refs?\.? (?P<c>{_LIST})\))(?![\w(])"
)
_ROUND = re.compile(rf"[ \t]?\((?:\s?|(?P<intro>{_INTRO}))(?P<list>{_LIST})(?:{_LOCATOR})?\s?\)(?![\w(\[/=+*×^])")
# "MMP9 (54)", "the 1980s (13)", "in 2019 (3)", but not "5.2 (3)", "58% (12)".
_BEFORE_ROUND = re.compile(r"(?:[^\W\d_]|[^\W\d_][\w-]*\d|[^\W\d_]\.|(?<!\d)(?:1[6-9]|20)\d\d|\d\.\d+\.\d+|[)\]”’\"'])$")
_ITEM = re.compile(r"(?<!\bal\.)[ \t]?\((\d)\)(?= \w)")
# "Synthetic Biology (1) is": no item of a list stands behind a name within a sentence.
_BEHIND_NAME = re.compile(r"[^\W\d_],? [A-Z][^\W\d_]+$")
_BEFORE_NUMBERS = frozenset(("al", "ref", "refs"))
# "[note 1]", "[citation needed]", "[a]" glued to what they stand behind tell no work, and are no text either.
_REMARK = re.compile(r"(?<=\S)\[(?:(?:note|nb|n|fn) ?\d{1,3}|[a-z ]{2,30} needed|who\?|when\?|which\?)\]|(?<=[.,;:!?\])])\[[a-z]{1,2}\]")
# "[6]: 12–14": the pages of the work, where the marker closes a clause.
_PAGES = re.compile(r"(?<=\]):\s?\d{1,4}(?:[,–-]\s?\d{1,4})*(?=\s*(?:$|\[|[A-Z“\"(]))")
# "95% CI [1–3]", "[2, 5] mg": the bounds of an interval.
_BEFORE_INTERVAL = re.compile(r"(?:\b(?:CI|IQR|ranges?|ranging|intervals?|between|from)(?: of)?|=)[\s:,]*$")
# "F[1,12] = 8.42": degrees of freedom.
_STATISTIC = re.compile(r"(?<!\w)[A-Za-z]$")
AFTER_INTERVAL = re.compile(r"\s*(?:%|°|(?:[mkµn]?[gLlm]|[mµn]?M|mmol|days?|weeks?|months?|years?|hours?|min)\b)")
# "tissue.^1": a superscript as a text browser sets it.
_CARET = re.compile(rf"(?<=[^\W\d]|[.,;:!?)\]”’\"'%])\^(?P<list>{_LIST}|\({_LIST}\)|\[{_LIST}\])(?![\w^])")
_SUPERSCRIPT = re.compile(r"(?<=[\w.,;:!?)\]”’\"'%])(?P<open>⁽)?[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,–⁻˒-]\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*(?(open)⁾)")
# "tissue.1", "calcifications.8,9", "2019).12–15": behind the punctuation that closes a clause.
_GLUED_TO_STOP = re.compile(rf"(?P<stop>[.,;:!?][”’\"')\]]?)(?P<list>{_GLUED_LIST}){_AFTER}")
# "in Finland.2 3 Vitamin": a list with blanks in it, before a new sentence.
_SPACED_LIST = re.compile(rf"(?P<stop>[.!?][”’\"')\]]?|(?<!\d),)(?P<list>{_GLUED_LIST}(?:\s{_GLUED_LIST}){{1,6}})(?=\s+[A-Z]|\s*$)")
# "release17 and", "arterioles3,4.": behind a word.
_GLUED_TO_WORD = re.compile(
    rf"(?<![\w./@-])(?P<word>[a-z]{{4,}}[)”’\"]?|[a-z]{{2,3}}(?=\d+[,–-]\d)|(?<=\bet )al)(?P<list>{_GLUED_LIST}){_AFTER}"
)
# "systemic lupus (SLE)3 is", "in 58%20 of": behind an aside or a percentage.
_GLUED_TO_ASIDE = re.compile(rf"(?:(?<=\s)\([A-Za-z][\w ,&’'-]{{2,60}}\)|(?<=\d)%)(?P<list>{_GLUED_LIST}){_AFTER}")

# A number glued to these is part of a name: "table2", "day1", "caspase3".
NUMBERED_NOUNS = frozenset(
    "figure figures table tables equation volume page pages chapter section step steps day days week month year "
    "phase grade stage type level group case patient part item line version appendix supplement scheme formula cohort visit "
    "cycle model exon intron chromosome caspase cyclin interleukin claudin cytokeratin covid connexin presenilin vitamin omega "
    "delta alpha beta gamma kappa sample log mm cm nm km".split()
)
# After the stop of one of these comes its number: "Fig.2", "No.5", "vs.4".
ABBREVIATIONS = frozenset(
    "fig figs no nos nr vol vols pp chap sec sect eq eqs ref refs tab vs cf ca approx eg ie e.g i.e v ver viz st dr mr mrs ms prof".split()
)
# "equations (1) and (2)", "either (a) or (2)": where round brackets number what follows or stands elsewhere.
_BEFORE_ITEMS = frozenset(
    "and or equation equations eqn eqns eq eqs relation inequality condition conditions theorem lemma definition problem step steps are "
    "were is was include includes including either both to the i ii iii iv hypothesis question rule aim aims criterion figure figures fig "
    "figs table tables section chapter scheme formula in point domains item items page pages no nos".split()
)
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
        "twenty".split()
    )
}
# "(e.g., (10, 11))".
_BEFORE_ASIDE = re.compile(r"(?:e\.g|i\.e|cf)\.?,?$")
MIN_GLUED_WORD = 4
_PLAIN_TOKEN = re.compile(r"[(\[“‘\"']*[^\W\d_]+(?:[-–’'/&][^\W\d_]+|\.[^\W\d_]+)*[)\]”’\"'%]*")
_CLOSED_TOKEN = re.compile(r".*(?:[)\]”’\"%]|(?<!\d)(?:19|20)\d\d)$")
_DOMAIN_ENDING = re.compile(r"\.(?:com|org|net|edu|gov|io|uk|de|html?|pdf|txt)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker found in a text: its span there and the labels that it names, ranges expanded."""

    start: int
    end: int
    labels: tuple[str, ...]
    kind: Kind


def find_markers(text: str, kinds: Collection[Kind] = PLAIN) -> list[Marker]:
    """The citation markers of one paragraph of these kinds, in order, not overlapping."""
    found: list[Marker] = []
    for marker in sorted((m for m in _candidates(text, kinds) if m.kind in kinds), key=lambda m: (m.start, -m.end)):
        floor = found[-1].end if found else 0
        if marker.start >= floor:
            # "Holt et al. [3]. Others": one of the two stops is enough.
            doubled = marker.start > floor and text[marker.start - 1] == "." == text[marker.end : marker.end + 1]
            found.append(replace(marker, start=marker.start - 1) if doubled else marker)
    return found


def remove_markers(text: str, kinds: Collection[Kind] = PLAIN) -> tuple[str, tuple[Citation, ...]]:
    """Take the markers of these kinds out of a paragraph.

    Returns the paragraph without them and one citation a label, whose `position` is the offset in
    the returned paragraph at which its marker stood.
    """
    return cut_markers(text, find_markers(text, kinds))


def cut_markers(text: str, markers: list[Marker]) -> tuple[str, tuple[Citation, ...]]:
    """Take these markers out of a paragraph, as `remove_markers` does."""
    pieces: list[str] = []
    citations: list[Citation] = []
    position = last = 0
    for marker in markers:
        pieces.append(text[last : marker.start])
        position += marker.start - last
        citations.extend(Citation(label, position) for label in marker.labels)
        last = marker.end
    pieces.append(text[last:])
    return "".join(pieces), tuple(citations)


def expand_labels(printed: str) -> tuple[str, ...]:
    """The labels of a printed list, ranges expanded: "2–4,7" is 2, 3, 4, 7; () if it makes no sense."""
    labels: list[int] = []
    for part in re.split(r"[,;]", re.sub(r"\s", "", printed)):
        bounds = [int(number) for number in re.split(r"[–—‐‑−-]", part)]
        if len(bounds) > 2 or bounds[-1] > MAX_LABEL:
            return ()
        if len(bounds) == 2 and not 0 < bounds[1] - bounds[0] <= MAX_RANGE:
            return ()
        labels.extend(range(bounds[0], bounds[-1] + 1))
    return tuple(str(label) for label in labels)


def _candidates(text: str, kinds: Collection[Kind]) -> Iterator[Marker]:
    if "bracket" in kinds:
        yield from _bracketed(text)
    if "superscript" in kinds:
        for match in _SUPERSCRIPT.finditer(text):
            if _is_superscript_citation(text, match):
                yield from _marker(match.start(), match.end(), match[0].translate(_SUPERSCRIPT_DIGITS).replace("˒", ","), "superscript")
        for match in _CARET.finditer(text):
            if _is_superscript_citation(text, match):
                yield from _marker(match.start(), match.end(), match["list"], "superscript")
    if "glued" in kinds:
        yield from _glued(text)
    if not {"round", "aside"}.isdisjoint(kinds):
        items = _numbered_items(text)
        for match in _ROUND.finditer(text):
            if match.start() not in items and (kind := _round_kind(text, match)):
                yield from _marker(match.start(), match.end(), match["list"], kind)


def _bracketed(text: str) -> Iterator[Marker]:
    for match in _BRACKETED.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        is_statistic = match[0].startswith("[") and _STATISTIC.search(before)
        if not is_statistic and not _BEFORE_INTERVAL.search(before) and not AFTER_INTERVAL.match(text, match.end()):
            yield from _marker(match.start(), match.end(), match[1], "bracket")
    for match in _EXPLAINED.finditer(text):
        yield from _marker(match.start(), match.end(), match["a"] or match["b"] or match["c"], "bracket")
    for pattern in (_REMARK, _PAGES):
        for match in pattern.finditer(text):
            yield Marker(match.start(), match.end(), (), "bracket")


def _glued(text: str) -> Iterator[Marker]:
    for match in _GLUED_TO_ASIDE.finditer(text):
        yield from _marker(match.start("list"), match.end(), match["list"], "glued")
    for match in _SPACED_LIST.finditer(text):
        printed = re.sub(r"(?<=\d)\s(?=\d)", ",", match["list"])
        labels = [int(label) for label in expand_labels(printed)]
        if labels == sorted(set(labels)) and _closes_a_clause(text, match):
            yield from _marker(match.start("list"), match.end(), printed, "glued")
    for match in _GLUED_TO_STOP.finditer(text):
        if _closes_a_clause(text, match):
            yield from _marker(match.start("list"), match.end(), match["list"], "glued")
    for match in _GLUED_TO_WORD.finditer(text):
        is_noun = match["word"].rstrip(')”’"').lower() in NUMBERED_NOUNS | ABBREVIATIONS
        if not is_noun and not AFTER_INTERVAL.match(text, match.end()):
            yield from _marker(match.start("list"), match.end(), match["list"], "glued")


def _numbered_items(text: str) -> set[int]:
    """Where "(1) to count … and (2) to weigh" numbers what follows: 1 and 2 at least, each before a word."""
    items: list[int] = []
    for match in _ITEM.finditer(text):
        if int(match[1]) == len(items) + 1 and not _BEHIND_NAME.search(text, max(0, match.start() - MAX_TOKEN), match.start()):
            items.append(match.start())
    return set(items) if len(items) > 1 else set()


def _marker(start: int, end: int, printed: str, kind: Kind) -> Iterator[Marker]:
    if labels := expand_labels(re.sub(r"[()\[\]]", "", printed)):
        yield Marker(start, end, labels, kind)


def _round_kind(text: str, match: re.Match[str]) -> Literal["round", "aside"] | None:
    """What a number in round brackets may be; None for that of a list's item, an equation or a figure, for a count or an argument."""
    token = _token_before(text, match.start())
    word = token.strip("([“‘\"'").rstrip(".").lower()
    glued = match[0].startswith("(")
    if AFTER_INTERVAL.match(text, match.end()) or _BEFORE_INTERVAL.search(text, max(0, match.start() - 24), match.start()):
        return None
    # "thirty-one (31)".
    if match["list"][-1] == str(_NUMBER_WORDS.get(word.rsplit("-")[-1], ""))[-1:]:
        return None
    if (word in _BEFORE_ITEMS and word != "in") or (token.endswith(".") and word in ABBREVIATIONS - _BEFORE_NUMBERS):
        return "aside" if _BEFORE_ASIDE.search(token) else None
    if word == "in" or not _BEFORE_ROUND.search(token):
        return None if glued else "aside"
    return None if glued and len(word) < MIN_GLUED_WORD else "round"


def _closes_a_clause(text: str, match: re.Match[str]) -> bool:
    """Whether the token before the stop is a word or a closed group, and a new clause follows."""
    token, stop = _token_before(text, match.start()), match["stop"]
    word = token.strip("([“‘\"'").lower()
    if word.rstrip(".") == "al" and stop in ".,:;":
        return True  # "Smith et al.12 reported", "Smith et al.,12 who"
    if word in ABBREVIATIONS or _DOMAIN_ENDING.search(token + stop):
        return False
    if not (_PLAIN_TOKEN.fullmatch(token) or (_CLOSED_TOKEN.match(token) and "/" not in token)):
        return False
    following = text[match.end() : match.end() + 3]
    starts_clause = not following.strip() or bool(re.match(r"[”’\"')\]]*\s+[^\sa-z]|[”’\"')\]]+$", following))
    if stop[0] in ".!?":
        # A single letter before the stop is an initial or a standard's name ("H.264").
        return starts_clause and (len(word) > 1 or bool(following.strip()))
    # "patients,12 of whom": behind a comma, the text goes on in any way, but not with a number.
    return bool(re.match(r"$|[\s)\]”’\"'.;]", following)) and not re.match(r"\s\d", following)


def _is_superscript_citation(text: str, match: re.Match[str]) -> bool:
    """Not an exponent (10⁶, m², s⁻¹), a charge or an isotope."""
    token = _token_before(text, match.start())
    # One or two letters before it are a symbol or a unit: m², R², cm³, mc².
    if re.search(r"\d$|(?:^|[\W\d_])[^\W\d_]{1,2}$|(?:^|[/·×(])(?:kg|min)$", token):
        return False
    return not re.match(r"[⁺⁻A-Za-z]", text[match.end() : match.end() + 1])


def _token_before(text: str, position: int) -> str:
    """What stands before a position, back to the last white space."""
    return re.split(r"\s", text[max(0, position - MAX_TOKEN) : position])[-1]
