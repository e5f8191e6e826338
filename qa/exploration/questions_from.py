"""A sentence to a question that it answers, by its form: definitions, numbers, causes, means, reasons.

In: a sentence of an article. Out: at most one question, in the sentence's own words; "" for a sentence of another form,
since a clumsy question is worse than none.
"""

import re

from qa.language.phrases import AUXILIARIES, PREPOSITIONS, PRONOUNS, inflected, is_participle, is_plural, lemma, words_of

MAX_SENTENCE_CHARS = 300
MAX_QUESTION_CHARS = 110
MAX_SUBJECT_WORDS = 5
_NUMBER = (
    r"(?:(?:over|about|only|some|nearly|almost|at least|more than|a total of) )?"
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_SUBJECT = r"(?P<subject>[A-Z][^,;:()]{2,60}?)"
_END = r"[^.;:()]*?"
# Those who read a question alone do not know what these point to.
_POINTING = re.compile(
    r"\b(?:this|that|these|those|such|it|its|they|their|them|we|our|us|he|she|his|her|here|above|below|other|others|another|former|latter|"
    r"respectively|following|figure|table|fig|also|both|same|there|who|which|whose|one of|study|studies|results?|data|article|authors?)\b"
    r"|[\[\]<>{}|=\\/*_~^]|\bet al\b",
    re.IGNORECASE,
)
# Verbs that are asked about for their means; of most others, as of a column that was washed, nobody asks.
_MEANS = (
    "treated|diagnosed|measured|prevented|detected|insulated|confirmed|identified|assessed|estimated|formed|transmitted|monitored|"
    "controlled|managed|protected|powered|built|financed|spread|classified|selected|recruited"
)
_BY_MEANS = re.compile(
    rf"^{_SUBJECT} (?P<be>is|are|was|were) (?:\w+ly )?(?:(?P<verb>{_MEANS}) (?:by|with|using|through|via)|(?P<made>made) on) "
)
_CAUSED = re.compile(rf"^{_SUBJECT} (?:is|are|was|were) (?:\w+ly )?caused by ")
_CAUSING = re.compile(
    rf"^{_SUBJECT} (?P<verb>causes?|increases?|reduces?|lowers?|raises?|prevents?|relieves?|improves?|inhibits?|promotes?|triggers?"
    r"|slows?) (?P<object>[^,;:()]{4,60}?)(?:\.|, )"
)
_SHARE = re.compile(
    rf"^(?:(?:In|Of|Among) (?P<of>[^,]{{3,60}}), )?\d[\d.]*(?:%| percent) (?:of (?P<who>[^,;:()]{{3,50}}?) )?"
    rf"(?P<verb>had|have|were|was|are|died|improved|survived|responded|showed|reported|received|recovered)\b(?P<rest>{_END})\.$"
)
_COUNT = re.compile(
    rf"^{_NUMBER} (?P<who>[a-z][^,;:()\d]{{2,50}}?) "
    rf"(?P<verb>were|are|had|have been|have|died|improved|developed|received)\b(?P<rest>{_END})\.$",
    re.IGNORECASE,
)
_IN_CASES = re.compile(
    rf"^{_SUBJECT} (?P<have>has|have|was|were)(?P<been> been)? (?P<verb>reported|described|given|observed|seen|found|used|tried)"
    rf" (?P<for>[^,;:().\d]{{0,60}}?)?in {_NUMBER}(?: reported)? (?P<cases>[a-z]+s|children|women|men)"
    rf"(?P<of> of [^,;:()]+)?\.$"
)
_SUPERLATIVE = re.compile(
    r"^(?P<many>[A-Z][^.;:()]{2,80}?) (?P<be>is|are) "
    r"(?P<what>the (?=[^.;:()]*\b(?:most|main|first|only|commonest|largest|best)\b)[^.;:()]{5,70})\.$"
)
_DEFINITION = re.compile(rf"^{_SUBJECT} (?P<be>is|are) (?:an?|the) (?:[\w-]+ ){{2,}}")
_REASON = re.compile(rf"^{_SUBJECT} (?P<verb>\w+) (?P<rest>[^;:()]{{3,70}}?),? because (?!of\b)")
_LASTING = re.compile(rf"^{_SUBJECT} (?:usually |typically |generally )?(?P<verb>lasts?|takes?|lives?) (?:for |up to |about )*{_NUMBER}\b")


def question_from(sentence: str) -> str:
    """The question that the sentence answers; "" where none can be made well."""
    text = " ".join(sentence.split())
    if len(text) > MAX_SENTENCE_CHARS or not text.endswith("."):
        return ""
    question = next(filter(None, (make(text) for make in _MAKERS)), "")
    words = words_of(question)
    if not 3 <= len(words) <= 18 or len(question) > MAX_QUESTION_CHARS or _POINTING.search(question) or not question.isprintable():
        return ""
    return question


def _by_means(text: str) -> str:
    match = _BY_MEANS.match(text)
    return _asked(f"How {match['be']}", match["subject"], match["verb"] or match["made"]) if match else ""


def _caused(text: str) -> str:
    match = _CAUSED.match(text)
    return _asked("What causes", match["subject"]) if match else ""


def _causing(text: str) -> str:
    match = _CAUSING.match(text)
    if not match or not _is_name(match["subject"]) or _POINTING.search(match["object"]):
        return ""
    return _joined("What", inflected(lemma(match["verb"]), "VBZ"), match["object"])


def _share(text: str) -> str:
    match = _SHARE.match(text)
    if not match or not (match["of"] or match["who"]):
        return ""
    who = match["who"] or re.sub(r"^(?:the )?\d[\d,]* ", "", match["of"])
    return _joined("What percentage of", who, match["verb"], match["rest"]) if is_plural(who.split(" on ")[0].split(" with ")[0]) else ""


def _count(text: str) -> str:
    match = _COUNT.match(text)
    if not match or not is_plural(re.split(r" (?:of|with|in|on|from) ", match["who"])[0]) or "percent" in match["who"]:
        return ""
    return _joined("How many", match["who"], match["verb"], match["rest"])


def _in_cases(text: str) -> str:
    match = _IN_CASES.match(text)
    if not match or not _is_name(match["subject"]):
        return ""
    subject = _lowered(match["subject"])
    return _joined(
        f"In how many {_plural(match['cases'])}{match['of'] or ''}",
        match["have"],
        subject,
        match["been"] or "",
        match["verb"],
        match["for"] or "",
    )


def _superlative(text: str) -> str:
    match = _SUPERLATIVE.match(text)
    if not match or _POINTING.search(match["many"]) or any(word.text in AUXILIARIES for word in words_of(match["many"])):
        return ""
    return _joined("What", match["be"], match["what"])


def _definition(text: str) -> str:
    match = _DEFINITION.match(text)
    name = match["subject"] if match else ""
    if not match or not _is_name(name) or len(name.split()) > 3 or name.split()[0].lower() in ("the", "a", "an"):
        return ""
    return _asked(f"What {match['be']}", name)


def _reason(text: str) -> str:
    match = _REASON.match(text)
    if not match or not _is_name(match["subject"]):
        return ""
    verb, subject = match["verb"], _lowered(match["subject"])
    if verb in AUXILIARIES:
        return _joined("Why", verb, subject, match["rest"])
    if lemma(verb) == verb and not is_plural(match["subject"]):
        return ""
    auxiliary = "did" if is_participle(verb) else "do" if is_plural(match["subject"]) else "does"
    return _joined("Why", auxiliary, subject, lemma(verb), match["rest"])


def _lasting(text: str) -> str:
    match = _LASTING.match(text)
    if not match or not _is_name(match["subject"]):
        return ""
    return _joined("How long", "do" if is_plural(match["subject"]) else "does", _lowered(match["subject"]), lemma(match["verb"]))


_MAKERS = (_caused, _by_means, _share, _in_cases, _count, _reason, _lasting, _superlative, _causing, _definition)


def _asked(opening: str, subject: str, ending: str = "") -> str:
    return _joined(opening, _lowered(subject), ending) if _is_name(subject) else ""


def _is_name(subject: str) -> bool:
    """Whether the words before a verb are one noun phrase that can be asked about by itself."""
    words = [word.text for word in words_of(subject)]
    inside = set(words) & ((PREPOSITIONS - {"of", "on", "with", "in"}) | AUXILIARIES | PRONOUNS)
    return 0 < len(words) <= MAX_SUBJECT_WORDS and words[0] not in PREPOSITIONS and not inside and not _POINTING.search(subject)


def _lowered(subject: str) -> str:
    """A subject as it stands inside a sentence: its first word small unless it is an abbreviation or a name with capitals."""
    first, _, rest = subject.partition(" ")
    return (
        subject
        if any(c.isupper() or c.isdigit() for c in first[1:]) or (len(first) == 1 and first != "A")
        else f"{first.lower()} {rest}".strip()
    )


def _plural(noun: str) -> str:
    return noun if is_plural(noun) else inflected(noun, "NNS")


def _joined(*parts: str) -> str:
    return " ".join(" ".join(parts).split()).rstrip(" ,.") + "?"
