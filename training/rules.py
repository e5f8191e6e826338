# ruff: noqa: E501 (tables of wordings read better a row to a line)
"""Questions made from passages by rules, answerable and not.

Two families. Attributes: what one may ask of a thing (dose, side effects, age, cost, …), each with the words
that betray that a sentence speaks of it; a passage without such words does not answer. Rewrites: a
sentence turned into a question about a part of it (a number, a reason, a list).
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from training.data import ANSWERS, IGNORED, NOT, Block


@dataclass(frozen=True, slots=True)
class Attribute:
    """`asks` hold {x} for the thing; `told` matches a sentence that may give the attribute."""

    name: str
    asks: tuple[str, ...]
    told: re.Pattern[str]


def _attribute(name: str, asks: str, told: str) -> Attribute:
    return Attribute(name, tuple(a.strip() for a in asks.split("|")), re.compile(told, re.IGNORECASE))


ATTRIBUTES = [
    _attribute("dose", "What dose of {x} is recommended?|How much {x} should one take?|What is the dosage of {x}?|{x} dose|At what dose is {x} given?|How many milligrams of {x} were used?",
               r"\b\d[\d.,]*\s?(mg|µg|mcg|g|ml|units?|IU)\b|\bdos(e|es|age)\b|milligram"),
    _attribute("side effects", "What are the side effects of {x}?|Does {x} have adverse effects?|Is {x} safe?|What harm can {x} do?|{x} side effects|What complications can {x} have?",
               r"side.effect|adverse|toxic|complication|\bsafe|tolerat|harm|\brisks?\b|reaction"),
    _attribute("age", "How old was the patient?|How old were the patients?|What was the age of those with {x}?|At what age does {x} begin?|who gets {x} and how old are they",
               r"\bag(e|ed|es)\b|years?.old|year-old|\bolder\b|younger|infan|child|adult|decade|birth"),
    _attribute("cost", "How much does {x} cost?|What is the price of {x}?|Is {x} expensive?|cost of {x}|Is {x} covered by insurance?", r"\bcosts?\b|price|expens|\$|€|£|dollar|insur|afford"),
    _attribute("discovery", "Who discovered {x}?|Who first described {x}?|When was {x} discovered?|Who invented {x}?|Where does the name {x} come from?",
               r"discover|described|invent|named (after|for)|first (reported|identified|observed)|\b1[6-9]\d\d\b|\b20\d\d\b|pioneer"),
    _attribute("year", "When did {x} begin?|In what year was {x} started?|When was the study of {x} done?|what year was {x}", r"\b1[5-9]\d\d\b|\b20\d\d\b|century|\bago\b|January|February|March|April|June|July|August|September|October|November|December"),
    _attribute("treatment", "How is {x} treated?|What treatments are there for {x}?|What helps against {x}?|what can be done about {x}|{x} treatment|Is there a cure for {x}?|What medicine is given for {x}?",
               r"treat|therap|medic|surg|drug|cure|manag|transplant|supplement|antibiotic|dose|remed|prescri"),
    _attribute("diagnosis", "How is {x} diagnosed?|Which tests detect {x}?|How do doctors find out about {x}?|What test shows {x}?|tests for {x}",
               r"diagnos|test|exam|biops|scan|imag|x-ray|\bMRI\b|ultrasound|screen|detect|measure|criteria"),
    _attribute("causes", "What causes {x}?|Why does {x} happen?|What leads to {x}?|What is the reason for {x}?|cause of {x}",
               r"caus|due to|result|lead|because|mutation|gene|trigger|associat|reason|arise|risk|origin"),
    _attribute("symptoms", "What are the symptoms of {x}?|How do I know whether I have {x}?|What are signs of {x}?|How does {x} show itself?|{x} symptoms",
               r"symptom|sign|pain|fever|feel|characteri|present|include|weak|swell|fatigue|cough|bleed|appear|abnormal|loss|delay"),
    _attribute("prevention", "How can {x} be prevented?|Can {x} be avoided?|How do I protect myself from {x}?|What lowers the risk of {x}?|preventing {x}",
               r"prevent|avoid|protect|reduc|lower|vaccin|quit|risk"),
    _attribute("outlook", "What is the outlook for {x}?|How long do people with {x} live?|What share of people with {x} die?|Is {x} fatal?|survival in {x}",
               r"outlook|prognos|surviv|mortal|death|die|fatal|life|recover|outcome|lethal|live"),
    _attribute("frequency", "How common is {x}?|How many people have {x}?|How often does {x} occur?|Is {x} rare?|What is the prevalence of {x}?",
               r"\b(rare|common|frequen|preval|inciden|affects? (about|an|up|approx)|occurs? in|in every|per \d|one in|\d+ in \d)|\d%|percent|\bcases\b|million|people"),
    _attribute("inheritance", "Is {x} inherited?|Can {x} be passed on to children?|Which gene is involved in {x}?|is {x} genetic", r"inherit|gene|famil|autosomal|recessive|dominant|chromosom|mutation|parent|heredit|pass"),
    _attribute("duration", "How long does {x} last?|How long does {x} take?|After how many days does {x} act?|How long should {x} be continued?",
               r"\b(day|week|month|year|hour|minute)s?\b|long|duration|until|brief|chronic|permanent"),
    _attribute("place", "Where was {x} carried out?|In which country was {x}?|Where is {x} located?|Which hospital treated {x}?|In which city is {x}?",
               r"\b(in|at|from|near|of) (the )?[A-Z]|countr|hospital|universit|center|centre|clinic|locat|region"),
    _attribute("sample", "How many patients took part in the study of {x}?|How many people were studied?|How large was the sample?|How many cases of {x} were there?",
               r"\b\d[\d,]*\s+(\w+\s+){0,3}(patient|subject|participant|women|men|child|case|people|individual|adult|eye|infant|rat|mice|person|student|sample)|\bn ?= ?\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|\w+ hundred)\b"),
    _attribute("mechanism", "How does {x} work?|By what mechanism does {x} act?|How does {x} act in the body?|mechanism of {x}",
               r"mechanism|inhibit|block|stimulat|activat|bind|increas|decreas|by \w+ing|through|via|mediat|role|function|help|caus"),
    _attribute("comparison", "Is {x} better than {y}?|How does {x} compare with {y}?|What is the difference between {x} and {y}?|{x} or {y}?|Does {x} work better than {y}?",
               r"\bthan\b|compar|versus|\bvs\b|differ|whereas|while|unlike|similar|both"),
    _attribute("pregnancy", "Can {x} be used in pregnancy?|Is {x} dangerous for the baby?|Does {x} pass into breast milk?", r"pregnan|breast|fetus|fetal|baby|matern|mother|birth|newborn"),
    _attribute("diet", "What should people with {x} eat?|Does diet help {x}?|Which foods are good against {x}?", r"diet|food|eat|nutri|vitamin|drink|meal|calor|weight"),
    _attribute("author", "Who funded the study?|Who paid for the study of {x}?|Who approved {x}?|Did the FDA approve {x}?", r"fund|grant|support|approv|FDA|sponsor|paid|agency|licen"),
    _attribute("dosing times", "How often should {x} be taken?|How many times a day is {x} given?|When during the day should {x} be taken?", r"daily|times|once|twice|every|per (day|week)|week|hour|dose|morning|bed"),
    _attribute("sex", "Is {x} more common in men or women?|Does {x} affect women more?|How many of the patients were women?|gender of patients with {x}", r"\b(wom[ae]n|m[ae]n|males?|females?|boys?|girls?|sex|gender)\b"),
    _attribute("contagion", "Is {x} contagious?|How does {x} spread?|Can one catch {x} from others?", r"contagi|spread|transmi|infect|catch|passed|contact|expos"),
]  # fmt: skip

_CLAUSE_END = r"(?=[.;]|, (?:and|but|which|while|whereas|with)|$)"
_PERCENT = re.compile(r"(\d[\d.]*\s?(?:%|percent|per cent)) of (?:the |all |these )?([^.;()%]{12,90}?)" + _CLAUSE_END)
_COUNT = re.compile(
    r"\b(\d{1,3}(?:,\d{3})*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of|thousands of) "
    r"((?:[a-z][\w-]* ){0,3}?[a-z][\w-]{2,}s)\b (?!(?:per|ago|old|later|of age)\b)((?:were|was|are|had|have|who|with|in|from|that|received|showed|died|at|for|on)\b[^.;()]{8,80}?)" + _CLAUSE_END
)  # fmt: skip
_REASON = re.compile(
    r"^((?:The |This |These |It |They |In |[A-Z])[^.;]{15,120}?),? (because|due to|owing to|as a result of|since) ([^.;]{8,})",
    re.IGNORECASE,
)
_LIST = re.compile(r"\b((?:[a-z][\w-]* ){0,2}[a-z][\w-]+s),? (?:such as|including|include|includes|like) ([^.;]{6,})")
_MEANS = re.compile(r"^(?:The |An? )?([A-Z][\w-]*(?: [\w-]+){0,3}?)(?: \([^)]{1,40}\))? (?:is|are) (?:an?|the|one of|any) ([^.;]{10,})")
_PURPOSE = re.compile(r"^((?:The |[A-Z])[^.;]{15,100}?) (?:in order to|to help|so that|so as to) ([^.;]{8,})")
_MANNER = re.compile(r"^(?:The |This )?([^.;,]{8,90}?) (?:by|through|via) ((?:the )?\w+(?:ing|ion|ment|ance|sis)\b[^.;]{3,})")
_WHEN = re.compile(
    r"^(?:The )?([^.;]{15,100}?) (in (?:the )?(?:\w+ )?(?:1[5-9]\d\d|20\d\d)s?|on [A-Z][a-z]+ \d+|within [^.;,]{4,30}|after \w+ (?:days|weeks|months|years))\b"
)

_COMMON = set(
    "the a an of to in for on with and or by from at as is are was were be been being has have had do does did not no that this these those it its "
    "they their them he she his her we our you your i who whom which what when where why how can could may might will would should must also more "
    "most such than then there here if but so because due into over under between after before during about other some any each both all many much "
    "very only own same too s t don just now one two first new used using use include including however patients people study".split()
)


def content_words(text: str) -> list[str]:
    """The words of a text that carry its matter, in order."""
    return [w for w in re.findall(r"[A-Za-z][\w'-]{2,}", text) if w.lower() not in _COMMON]


def about(attribute: Attribute, thing: str, other: str, rng: random.Random) -> str:
    """A question for an attribute of a thing."""
    return rng.choice(attribute.asks).replace("{x}", thing).replace("{y}", other)


def attribute_question(block: Block, things: Sequence[str], rng: random.Random, answerable: bool) -> tuple[str, Block] | None:
    """A question on an attribute of a thing in the block, and the block labelled for it.

    Answerable: the sentences that may tell it and name the thing (the reader finds out which does).
    Unanswerable: no sentence of the block has words of the attribute. None if the block gives no such question.
    """
    text = " ".join(block.sentences)
    present = [t for t in things if t.lower() in text.lower()]
    if not present:
        return None
    thing = rng.choice(present)
    other = rng.choice([t for t in things if t != thing] or ["placebo"])
    for attribute in rng.sample(ATTRIBUTES, len(ATTRIBUTES)):
        told = [bool(attribute.told.search(s)) for s in block.sentences]
        if not answerable and not any(told):
            return about(attribute, thing, other, rng), block.blank()
        if answerable and any(told) and sum(told) <= 2 and attribute.name not in _VAGUE:
            sure = [t and thing.lower() in s.lower() for t, s in zip(told, block.sentences, strict=True)]
            if any(sure):
                labels = tuple(ANSWERS if s else IGNORED if t else NOT for s, t in zip(sure, told, strict=True))
                return about(attribute, thing, other, rng), Block(block.sentences, labels, (), block.heading, block.before, block.after)
    return None


# Their words are too common to say that a sentence does tell it.
_VAGUE = {
    "place",
    "mechanism",
    "year",
    "discovery",
    "duration",
    "comparison",
    "symptoms",
    "age",
    "author",
    "dosing times",
    "sample",
    "sex",
    "diet",
}


def rewritten(sentence: str, rng: random.Random) -> tuple[str, tuple[int, int] | None] | None:
    """A question that the sentence answers, and where in it the answer stands; None where no rule applies."""
    ways = list(_REWRITES)
    rng.shuffle(ways)
    for pattern, answer, forms in ways:
        if match := pattern.search(sentence):
            form = rng.choice(forms)
            parts = [_plain(g) for g in match.groups()]
            return form.format(*parts), match.span(answer)
    return None


_REWRITES: list[tuple[re.Pattern[str], int, tuple[str, ...]]] = [
    (
        _PERCENT,
        1,
        ("What percentage of {1}?", "What share of {1}?", "What proportion of {1}?", "How many of the {1}?", "percentage of {1}"),
    ),
    (_COUNT, 1, ("How many {1} {2}?", "What number of {1} {2}?", "number of {1} {2}", "how many {1}")),
    (_REASON, 3, ("Why is it that {0}?", "For what reason {0}?", "Why {0}?", "What is the reason that {0}?")),
    (_LIST, 2, ("Which {0} are there?", "What are examples of {0}?", "What {0} are named?", "{0}?", "What kinds of {0} are meant?")),
    (_MEANS, 2, ("What is {0}?", "What is meant by {0}?", "Define {0}", "what does {0} mean", "what's {0}")),
    (_PURPOSE, 2, ("For what purpose {0}?", "Why {0}?", "What for {0}?")),
    (_MANNER, 2, ("How {0}?", "In what way {0}?", "By what means {0}?")),
    (_WHEN, 2, ("When {0}?", "In what year {0}?", "How long until {0}?")),
]


def keywords(block: Block, chosen: int, rng: random.Random) -> str | None:
    """A search as typed, of words of the chosen sentence: a fragment, or "what about …?" with a word of it alone."""
    words = [w for w in content_words(block.sentences[chosen]) if not w[0].isdigit()]
    elsewhere = {w.lower() for i, s in enumerate(block.sentences) if i != chosen for w in content_words(s)}
    own = [w for w in words if w.lower() not in elsewhere and len(w) > 4]
    if own and rng.random() < 0.4:
        return rng.choice(("what about {}?", "{}?", "and {}?", "tell me about {}", "anything on {}", "What does it say about {}?")).format(
            rng.choice(own).lower()
        )
    if len(words) < 3 or not own:
        return None
    picked = set(rng.sample(words, min(len(words), rng.randint(2, 4)))) | {rng.choice(own)}
    return " ".join(dict.fromkeys(w.lower() for w in words if w in picked))


def _plain(text: str) -> str:
    """A clause fit for the middle of a question."""
    text = text.strip(" ,")
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.istitle() and first.lower() in _COMMON else text
