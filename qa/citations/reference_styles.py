"""The fields of a printed reference entry, in the styles that journals print.

In: one entry as one line ("Smith, J., & Lee, K. (2019). Title. Journal, 12(3), 100–109."). Out: its authors,
title, container, year, volume and pages, as far as the line tells them for sure; {} where it is of no style
that is known. Vancouver and AMA, APA, Harvard, Nature and Cell differ in the names, in where the year stands
and in what parts title from journal; each is one way through the same four steps.
"""

import re
from typing import NamedTuple

MAX_CHARS = 2_000
MAX_AUTHORS = 200

_WORD = r"[^\W\d_][\w’'ʼ‐‑–-]*"
_PARTICLE = r"(?:(?:van|von|der|den|de|da|del|della|di|dos|du|la|le|ter|ten|zu|el|al|bin|ibn|af|av|d’|d')\s?(?:(?:der|den|la|las|los)\s)?)"
_FAMILY = rf"(?:{_PARTICLE}?{_WORD}(?: (?!et al|and\b)(?=\w*[a-zß-öø-ÿ])[^\W\d_][\w’'ʼ‐‑–-]+){{0,2}})"
_SUFFIX = r"(?:,? (?:Jr|Sr|II|III|IV)\.?)?"
# "Smith, J. A.", "Smith J.A."
_DOTTED = re.compile(rf"(?P<family>{_FAMILY}),? (?P<given>[^\W\d_a-z]\.(?:[ -]?[^\W\d_a-z]\.){{0,4}}){_SUFFIX}")
# "Smith JA"
_PLAIN = re.compile(
    rf"(?P<family>{_FAMILY}) (?P<given>[^\W\d_a-z]{{1,2}}(?:-?[^\W\d_a-z]){{0,3}})(?![\w’'-]|\.[ -]?[^\W\d_a-z]\.){_SUFFIX}"
)
# "Smith, John A."
_FULL = re.compile(rf"(?P<family>{_FAMILY}), (?P<given>{_WORD}(?: (?:[^\W\d_a-z]\.|{_WORD})){{0,2}})(?=[,.;]|\s(?:and|&)\s|\s\()")
# "Holm Ole A." as tags are run together.
_SPREAD = re.compile(rf"(?P<family>{_WORD}) (?P<given>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z]\.?){{0,2}})(?=[,.;])")
# "…, and Karen Lee" behind "Smith, John A."
_TURNED = re.compile(
    rf"(?P<given>{_WORD}(?: [^\W\d_a-z]\.)*|[^\W\d_a-z]\.(?: ?[^\W\d_a-z]\.)*) (?P<family>{_FAMILY})(?=[,.;]|\s(?:and|&)\s)"
)
_BETWEEN = re.compile(r"\s?(?:[,;]\s?(?:and |& |… |\. \. \. )?|\s(?:and|&|y|und|et(?! al))\s)")
_OTHERS = re.compile(r"[,;]?\s?(?:(?:and )?et al\.?|and others|…)(?=[\s.,:(]|$)")
_EDITORS = re.compile(r"[,.]? ?\(?[Ee]ds?\.?\)?,?")
_YEAR = r"(?P<year>(?:1[6-9]|20)\d\d)[a-z]?"
_EARLY_YEAR = re.compile(rf"[.,:]?\s?(?:\({_YEAR}(?:,[^()]{{1,25}})?\)[.,:]?|(?<=[ .]){_YEAR.replace('year', 'plain')}[.,:])\s?")
_QUOTED = re.compile(r"[‘“'\"](?P<title>.{5,500}?)[,.]?[’”'\"][.,]?\s")
_TITLE_END = re.compile(r"(?:(?<=[^\W_][\w)\]”’\"'][.])|(?<=[?!])|(?<=[?!]\.))\s+(?=[^\Wa-z])")
_INNER_STOP = re.compile(r"\b(?:vs|cf|sp|spp|subsp|var|ca|no|St|U\.S|e\.g|i\.e|et al)\.$")
_PAGES = r"(?P<pages>[A-Za-z]{0,2}\d+[A-Za-z]?(?:\s?[–‑-]\s?[A-Za-z]?\d+[A-Za-z]?)?)"
_VOLUME = r"(?P<volume>\d+[A-Z]?)(?:\s?\([^()]{1,25}\)|,? (?:no|issue)\.? \d+|\.\d+)?"
# What follows the name of the journal: "2015;12(3):100-9", "12(3), 100–109", "12, 100–109 (2019)", "vol. 12, pp. 100–109".
_TAILS = tuple(
    re.compile(tail)
    for tail in (
        rf"[.,]?\s\(?{_YEAR}(?:\s[A-Z][a-z]{{2,8}}(?:\s\d{{1,2}})?)?\)?[;,:]\s?(?:{_VOLUME})?(?:\s?[:,]\s?{_PAGES})?",
        rf"[.,]?\s(?:[Vv]ol\.?\s)?{_VOLUME}\s?[,:]\s?(?:pp?\.?\s?|Article (?:no\. )?)?{_PAGES}(?:[.,]?\s\({_YEAR}\))?",
        rf"[.,]?\s(?:[Vv]ol\.?\s)?{_VOLUME}\s\({_YEAR}\)",
        rf"[.,]\s{_YEAR}(?=\.?(?:\s|$))",
    )
)


class _Authors(NamedTuple):
    names: list[str]
    end: int


def fields_of(line: str) -> dict[str, str]:
    """The fields by the names of `Reference`; {} where the line is not read for sure."""
    line = line[:MAX_CHARS]
    found = _authors(line)
    if found is None:
        return {}
    rest_at, year = found.end, ""
    if early := _EARLY_YEAR.match(line, rest_at):
        year, rest_at = early["year"] or early["plain"], early.end()
    elif not (stop := re.compile(r"[.:,]?\s+").match(line, rest_at)):
        return {}
    else:
        rest_at = stop.end()
    parted = _title(line[rest_at:])
    if parted is None:
        return {}
    title, rest = parted
    fields = _printed_in(rest, year)
    if not fields:
        return {}
    return {"authors": "; ".join(found.names), "title": title.strip(" .,"), **fields}


def names_someone(line: str) -> bool:
    """Whether a line opens with a name as entries print one."""
    return any(form.match(line) for form in (_PLAIN, _DOTTED, _FULL))


def _authors(line: str) -> _Authors | None:
    """The names that open a line, all of one form, as "Family, Given"."""
    best: _Authors | None = None
    for form in (_PLAIN, _DOTTED, _FULL, _SPREAD):
        names: list[str] = []
        at = end = 0
        while len(names) < MAX_AUTHORS and (match := form.match(line, at) or (names and form is _FULL and _TURNED.match(line, at))):
            given = match["given"].strip()
            names.append(f"{match['family']}, {given}")
            at = end = match.end()
            if others := _OTHERS.match(line, at):
                names.append("et al")
                end = others.end()
                break
            between = _BETWEEN.match(line, at)
            if not between:
                break
            at = between.end()
        # The last dot of "Smith, J. Title" closes the list.
        end -= line[end - 1 : end + 1] == ". "
        if names and (best is None or end > best.end):
            best = _Authors(names, end)
    if best and (editors := _EDITORS.match(line, best.end)):
        best = _Authors(best.names, editors.end())
    return best


def _title(rest: str) -> tuple[str, str] | None:
    """The title, and what follows it."""
    if quoted := _QUOTED.match(rest):
        return quoted["title"], rest[quoted.end() :]
    for end in _TITLE_END.finditer(rest):
        if end.start() >= 5 and not _INNER_STOP.search(rest[: end.start()][-12:]):
            return rest[: end.start()], rest[end.end() :]
    return None


def _printed_in(rest: str, year: str) -> dict[str, str]:
    """Container, year, volume and pages of what follows a title; {} where they do not stand there."""
    rest = re.sub(r"^In:? ", "", rest)
    found = [(match.start(), number, match) for number, tail in enumerate(_TAILS) if (match := tail.search(rest, 2))]
    if not found:
        return {}
    start, _, match = min(found, key=lambda each: each[:2])
    container = rest[:start].strip(" .,;:")
    groups = match.groupdict()
    when = year or groups.get("year") or ""
    if not when or not 1 < len(container) <= 150 or not container[0].isalnum():
        return {}
    pages = re.sub(r"\s", "", groups.get("pages") or "")
    return {"container": container, "year": when, "volume": groups.get("volume") or "", "pages": pages}
