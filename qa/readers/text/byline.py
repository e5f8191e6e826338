"""Facts about an article from the lines under its title: authors, publication, issue, date.

In: a short block of text such as "Ann Lee, MD, & Bo Chu  |  Issue: May 2018  |  May 17, 2018".
Out: the facts in it, as printed.
"""

import re
from dataclasses import dataclass

from qa.text import one_line

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?\b[,.]?\s+)?"
_TIME = r"(?:(?:,|\s+at|\s*[-–—])?\s+\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?(?:\s+[A-Z]{2,4}\b)?)?"
_DAY = re.compile(
    rf"{_WEEKDAY}(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}|{_MONTH}\s+\d{{4}})",
    re.IGNORECASE,
)
_DATE = re.compile(_DAY.pattern + _TIME, re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|updated|issued|date|released)(?: online| on| date)*\s*[:,]?\s*)"
    r"(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?)?(?:\s[A-Z]{2,4}\b)?,?\s+(?:on\s+)?)?",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(rf"\b(?:published|available)(?: online| first| on| date)*\s*[:,]?\s*(?P<date>{_DAY.pattern})", re.IGNORECASE)
_ISSUE = re.compile(r"(?:issue|volume|vol\.)\b.{1,60}", re.IGNORECASE)
_PUBLICATION = re.compile(r"(?:journal|publication|published in|source|in):\s*(.{2,100})", re.IGNORECASE)
_DEGREE = re.compile(
    r"\b(?:M\.?D|Ph\.?D|D\.?O|M\.?P\.?H|M\.?Sc?|B\.?Sc?|R\.?N|M\.?B\.?B\.?S|M\.?B|FAC[PRS]|FRCP|D\.?Phil|Pharm\.?D|M\.?B\.?A|B\.?A|M\.?A|MBChB|NP|PA-C|D\.?D\.?S|D\.?V\.?M)\b\.?"
)
_NAME = re.compile(
    r"(?:Dr\.?\s+|Prof\.?\s+)?[^\W\d_a-z][\w’'.-]*(?:\s+(?:de|da|del|van|von|der|den|la|le|bin|al|el|dos|di|du|ter|[^\W\d_a-z][\w’'.-]*)){1,4}"
)
_NAME_GAP = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_AFFILIATION_MARK = re.compile(r"(?<=[^\W\d_])\s?\d+(?:,\s?\d+(?!\d))*[*†‡§]*|[¹²³⁴-⁹*†‡§]")
# What stands beside the names: "ORCID: orcid.org/0000-…", "Show authors", "View author profile", "…".
_NOISE = re.compile(
    r"\(?\s*(?:https?://)?(?:ORCID:?\s*)?(?:https?://)?orcid\.org/[\dX-]+\)?|\bORCID\b(?: iD)?"
    r"|(?:show|view|hide)[\w ]{0,12} (?:authors?|profiles?)$"
    r"|…|✉",
    re.IGNORECASE,
)
_FILED = re.compile(r"\s+in\s+[^.!?]{1,60}")
_MAX_LABEL_WORDS = 4
_BY = re.compile(r"(?:(?:written |posted |reported )?by|authors?)\s*:?\s+(?:the\s+)?", re.IGNORECASE)
_DATED_BY = re.compile(rf"(?:{_DATE_LABEL.pattern})?(?P<date>{_DATE.pattern})\s*[,–—-]?\s*by\s+(?P<people>.+)", re.IGNORECASE)
_OTHER_DATE = re.compile(rf"(?:received|revised|accepted|updated|last \w+)\b[^\d]{{0,20}}{_DATE.pattern}", re.IGNORECASE)
_JOURNAL = re.compile(
    r"(?:The )?(?:[A-Z]\w+ ){0,3}(?:Journal|Annals|Archives|Proceedings|Transactions|Bulletin) (?:of|for|on) [A-Z][\w ,&-]{2,60}"
)
# "BMJ Open. 2021 Mar 9;11(3):e041234": how an archive heads a paper.
_IN_JOURNAL = re.compile(
    rf"(?P<publication>[A-Z][^.\d]{{1,80}})\.\s+(?P<published>\d{{4}}(?:\s+{_MONTH}(?:\s+\d{{1,2}})?)?);\s?\d+(?:\(\d+\))?:\s?\w+.{{0,80}}",
    re.IGNORECASE,
)
MAX_BYLINE_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Byline:
    """Facts as printed; "" where the block does not say."""

    authors: str = ""
    publication: str = ""
    issue: str = ""
    published: str = ""

    def __bool__(self) -> bool:
        return bool(self.authors or self.publication or self.issue or self.published)


def parse_byline(text: str) -> Byline:
    """The facts in a block, all empty if any part of it is something other than a fact or a short label."""
    if len(text) > MAX_BYLINE_CHARS:
        return Byline()
    facts: dict[str, str] = {}
    labels = 0
    for part in re.split(r"\s*[|·•]\s*|\s/\s|\s{3,}|\n", text.strip()):
        found = _facts(part.strip())
        if found is None and len(part.split()) > _MAX_LABEL_WORDS:
            return Byline()
        labels += found is None
        facts = (found or {}) | facts
    # Beside a date or a name a few words may stand that tell nothing: "Heart Health | May 17, 2018".
    return Byline(**facts) if labels <= 1 else Byline()


def is_date(text: str, labelled: bool = True) -> bool:
    """Whether a block is a date and nothing else, or with a label such as "Published"."""
    return bool(_DATE.fullmatch(_DATE_LABEL.sub("", text.strip(), count=1) if labelled else text.strip()))


def published_in(text: str) -> str:
    """The date of publication within a line such as "Received 3 May 2009; published online 5 June 2009"; "" if there is none."""
    match = _PUBLISHED.search(text)
    return match["date"] if match else ""


def is_name(text: str) -> bool:
    """Whether a block can be the name of one person and nothing else."""
    return bool(_NAME.fullmatch(text.strip()))


def _facts(part: str) -> dict[str, str] | None:
    """The facts in one part of a byline, by field; None where it is running text or something else."""
    part = one_line(_NOISE.sub("", part))
    if not part or re.fullmatch(r"\d+ min(?:ute)?s?(?: read)?", part, re.IGNORECASE):
        return {}
    if _OTHER_DATE.fullmatch(part):
        return {}
    if _JOURNAL.fullmatch(part):
        return {"publication": part}
    if match := _IN_JOURNAL.fullmatch(part):
        return match.groupdict()
    if _ISSUE.fullmatch(part):
        return {"issue": part}
    undated = _DATE_LABEL.sub("", part, count=1) if _DATE_LABEL.match(part) else part
    if _DATE.fullmatch(undated):
        return {"published": _day(undated)}
    if match := _PUBLICATION.fullmatch(part):
        return {"publication": match[1]}
    named = _BY.sub("", part, count=1) if _BY.match(part) else part
    if _is_names(named, said=named != part):
        return {"authors": _AFFILIATION_MARK.sub("", named).strip(" ,")}
    # "Posted on March 3, 2021 by Ann Lee"
    if (match := _DATED_BY.fullmatch(part)) and _is_names(match["people"], said=True):
        return {"authors": match["people"], "published": _day(match["date"])}
    # "By Ann Lee, May 17, 2018" and "By Ann Lee on May 17, 2018 in Kidneys, Diet"
    if (match := _DATE.search(named)) and (match.end() == len(named) or (named != part and _FILED.fullmatch(named, match.end()))):
        people = re.sub(r"\s*(?:,|\bon|[-–—])\s*$", "", named[: match.start()])
        if _is_names(people, said=named != part):
            return {"authors": people, "published": _day(match[0])}
    return None


def _day(date: str) -> str:
    """A date without the time of day."""
    match = _DAY.match(date)
    return match[0] if match else date


def _is_names(text: str, said: bool) -> bool:
    """Whether a text lists people: every part a name or a degree, with a degree, two names or a "By"."""
    parts = [part for part in _NAME_GAP.split(_AFFILIATION_MARK.sub("", text).strip()) if part]
    degrees = [part for part in parts if _DEGREE.fullmatch(part) or _DEGREE.search(part)]
    names = [part for part in parts if _NAME.fullmatch(_DEGREE.sub("", part).strip(" ,"))]
    if not names or len(text) > MAX_BYLINE_CHARS:
        return False
    only_people = all(part in names or part in degrees for part in parts)
    return only_people and (said or bool(degrees) or len(names) >= 2)
