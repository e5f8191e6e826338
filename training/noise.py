# ruff: noqa: E501 (tables of words read better as rows)
"""Questions as people type them, and questions made unanswerable: rules on the wording alone.

Every function takes a question and a random generator and gives a question, or None where it has no way.
"""

import random
import re

# Plain words for those of textbooks and back, word for word; applied to questions only, so that the reader
# learns to look beyond the wording.
ALIKE = [
    ("percentage", "share", "proportion", "fraction"), ("improved", "got better"), ("improve", "get better"), ("used", "given"),
    ("commonly", "often", "widely", "frequently"), ("treatment", "therapy"), ("treatments", "therapies"), ("treated", "managed"),
    ("drug", "medicine", "medication"), ("drugs", "medicines", "medications"), ("die", "pass away"), ("died", "passed away", "were killed"),
    ("death", "dying"), ("deaths", "fatalities"), ("illness", "disease", "condition"), ("doctor", "physician"), ("doctors", "physicians"),
    ("children", "kids"), ("symptoms", "signs"), ("cancer", "tumor", "malignancy"), ("kidney", "renal"), ("heart", "cardiac"),
    ("liver", "hepatic"), ("lung", "pulmonary"), ("heart attack", "myocardial infarction"), ("stroke", "cerebral infarction"),
    ("high blood pressure", "hypertension"), ("surgery", "operation"), ("begin", "start"), ("began", "started"), ("end", "finish"),
    ("ended", "stopped", "finished"), ("build", "construct"), ("built", "constructed"), ("big", "large"), ("largest", "biggest"),
    ("country", "nation"), ("city", "town"), ("important", "significant", "key"), ("show", "reveal", "indicate"), ("showed", "revealed"),
    ("risk", "chance", "danger"), ("cause", "lead to", "trigger"), ("caused", "led to", "brought about"), ("reduce", "lower", "decrease"),
    ("increase", "raise"), ("help", "assist"), ("get rid of", "remove", "eliminate"), ("prevent", "stop", "avoid"), ("part", "component"),
    ("type", "kind", "sort"), ("types", "kinds", "forms"), ("people", "individuals", "persons"), ("patients", "people", "subjects"),
    ("infection", "contamination"), ("pain", "soreness"), ("test", "examination"), ("find", "detect", "identify"), ("happen", "occur"),
    ("happened", "occurred", "took place"), ("who created", "who made", "who developed"), ("name", "title"), ("large", "great"),
    ("made", "produced"), ("earned", "made"), ("won", "received"), ("wrote", "authored"), ("buy", "purchase"), ("bought", "purchased"),
    ("need", "require"), ("believe", "think"), ("said", "stated"), ("usually", "typically", "normally"), ("area", "region"),
    ("affect", "influence", "involve"), ("works", "acts", "functions"), ("work", "act", "function"), ("study", "trial", "investigation"),
]  # fmt: skip
_ALIKE = {word: [w for w in group if w != word] for group in ALIKE for word in group}

OPPOSITES = [
    ("first", "last"), ("before", "after"), ("more", "fewer"), ("most", "least"), ("largest", "smallest"), ("highest", "lowest"),
    ("increase", "decrease"), ("increased", "decreased"), ("early", "late"), ("old", "new"), ("oldest", "youngest"), ("best", "worst"),
    ("start", "end"), ("began", "ended"), ("north", "south"), ("northern", "southern"), ("east", "west"), ("eastern", "western"),
    ("won", "lost"), ("male", "female"), ("men", "women"), ("man", "woman"), ("boys", "girls"), ("high", "low"), ("higher", "lower"),
    ("majority", "minority"), ("public", "private"), ("always", "never"), ("major", "minor"), ("longest", "shortest"), ("inside", "outside"),
    ("import", "export"), ("accept", "reject"), ("accepted", "rejected"), ("support", "oppose"), ("supported", "opposed"),
    ("benefit", "harm"), ("benefits", "risks"), ("strong", "weak"), ("common", "rare"), ("acute", "chronic"), ("children", "adults"),
    ("positive", "negative"), ("cause", "prevent"), ("rise", "fall"), ("open", "close"), ("opened", "closed"), ("domestic", "foreign"),
    ("father", "mother"), ("brother", "sister"), ("husband", "wife"), ("son", "daughter"), ("summer", "winter"), ("day", "night"),
    ("above", "below"), ("over", "under"), ("rich", "poor"), ("minimum", "maximum"), ("victory", "defeat"), ("success", "failure"),
]  # fmt: skip
_OPPOSITE = {a: b for pair in OPPOSITES for a, b in (pair, pair[::-1])}

_DROPPED = {
    "the",
    "a",
    "an",
    "of",
    "is",
    "are",
    "was",
    "were",
    "did",
    "do",
    "does",
    "to",
    "in",
    "for",
    "on",
    "that",
    "be",
    "been",
    "has",
    "have",
}
_NAME = re.compile(r"(?<!^)\b[A-Z][\w'’-]+(?:\s+(?:of|the|de|and)?\s*[A-Z][\w'’-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")


def typed(question: str, rng: random.Random) -> str:
    """The question as typed in haste: lower case, without its mark, words or letters missing, other words for some."""
    if rng.random() < 0.25:
        question = reworded(question, rng)
    if rng.random() < 0.30:
        question = question.lower()
    if rng.random() < 0.25:
        question = question.rstrip("?. ")
    if rng.random() < 0.12:
        question = " ".join(w for w in question.split() if w.lower() not in _DROPPED or rng.random() < 0.3) or question
    if rng.random() < 0.10:
        question = misspelt(question, rng)
    return question


def reworded(question: str, rng: random.Random) -> str:
    """Some words replaced by ones of like meaning."""

    def other(match: re.Match[str]) -> str:
        choices = _ALIKE.get(match.group().lower())
        return rng.choice(choices) if choices and rng.random() < 0.6 else match.group()

    return re.sub(r"[A-Za-z]+", other, question)


def misspelt(question: str, rng: random.Random) -> str:
    """One letter of a longer word lost, doubled or swapped with its neighbour."""
    places = [m.start() + 1 for m in re.finditer(r"[A-Za-z]{5,}", question)]
    if not places:
        return question
    i = rng.choice(places) + rng.randrange(3)
    return rng.choice([question[:i] + question[i + 1 :], question[:i] + question[i] + question[i:], _swapped(question, i)])


def _swapped(text: str, i: int) -> str:
    return text[:i] + text[i + 1 : i + 2] + text[i] + text[i + 2 :]


def names(text: str) -> list[str]:
    """Capitalised names within a text."""
    return list(dict.fromkeys(m.group() for m in _NAME.finditer(text) if len(m.group()) > 3))


def other_name(question: str, passage: str, elsewhere: str, rng: random.Random) -> str | None:
    """The question about another name, one of the passage or of elsewhere in the article."""
    asked = names(question)
    if not asked:
        return None
    old = rng.choice(asked)
    pool = [n for n in names(passage if rng.random() < 0.5 else elsewhere) if n not in question and old not in n and n not in old]
    pool = [n for n in pool if (" " in n) == (" " in old)] or pool
    return question.replace(old, rng.choice(pool)) if pool else None


def opposite(question: str, rng: random.Random) -> str | None:
    """The question with a word turned into its opposite."""
    words = question.split()
    places = [i for i, w in enumerate(words) if w.lower().strip("?,.") in _OPPOSITE]
    if not places:
        return None
    i = rng.choice(places)
    bare = words[i].strip("?,.")
    words[i] = words[i].replace(bare, _OPPOSITE[bare.lower()])
    return " ".join(words)


def other_number(question: str, rng: random.Random) -> str | None:
    """The question with another number or year."""
    found = list(_NUMBER.finditer(question))
    if not found:
        return None
    match = rng.choice(found)
    digits = match.group().replace(",", "").rstrip(".")
    if not digits.isdigit():
        return None
    value = int(digits)
    new = (
        value + rng.choice([-30, -20, -9, -3, 4, 11, 25]) if 1000 < value < 2100 else max(2, round(value * rng.choice([0.3, 0.6, 1.7, 3])))
    )
    return question[: match.start()] + str(new) + question[match.end() :] if new != value else None


def negated(question: str, rng: random.Random) -> str | None:
    """The question with its verb denied."""
    match = re.search(r"\b(did|does|do|is|are|was|were|can|could|has|have|had|will|would|should)\b (\w+)", question)
    if not match or rng.random() < 0.5:
        return None
    return question[: match.end()] + " not" + question[match.end() :]


def made_unanswerable(question: str, passage: str, elsewhere: str, rng: random.Random) -> str | None:
    """A question near to the given one that the passage, as far as rules can tell, does not answer."""
    ways = [
        lambda: other_name(question, passage, elsewhere, rng),
        lambda: opposite(question, rng),
        lambda: other_number(question, rng),
        lambda: negated(question, rng),
    ]
    if rng.random() < 0.4:
        rng.shuffle(ways)
    return next((made for way in ways if (made := way()) and made != question), None)
