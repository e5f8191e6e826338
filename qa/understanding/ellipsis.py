"""Asking words alone ("why?", "how many of them?", "since when?") to whole questions, by the clause of the question before.

In: the words typed and the question before. Out: the question before with the new asking words in the place of its own.
"""

import re

from qa.language.phrases import (
    ASKING,
    AUXILIARIES,
    BE,
    DO,
    HAVE,
    MODALS,
    Word,
    inflected,
    is_plural,
    lemma,
    noun_phrases,
    verb_of,
    words_of,
)

_ADVERBIAL = re.compile(
    r"^(?:why|how|when|where|how (?:often|long|soon|fast|quickly|so|exactly|come|far)|since when|for how long|until when|why (?:is|was) "
    r"(?:that|this|it)(?: so)?|how (?:is|was) (?:that|this))(?: exactly| not| so)?$"
)
_NUMBER = re.compile(
    r"^(?:and )?(?P<in>in |of |for |with )?how (?P<kind>many|much)(?: of (?:them|these|those|it))?(?: (?P<noun>[\w-]+(?: [\w-]+)?))?$"
)
_CHOICE = re.compile(r"^which(?: ones?| of (?:them|these|those)| (?P<noun>[\w-]+))?$")
_IN_NUMBER = {one: pair for pair in (("is", "are"), ("was", "were"), ("has", "have"), ("does", "do")) for one in pair}
_ELSE = re.compile(r"^(?:what|which|who|anything|any|any others?|what others?|which others?)(?: else| others?)?$")


def with_asking_words(asked: str, previous: str) -> list[str]:
    """Whole questions for asking words alone; [] where something else was typed, or the question before has no clause for them."""
    bare = " ".join(word.text for word in words_of(asked))
    if _ADVERBIAL.match(bare):
        return _adverbial(bare, previous)
    if match := _NUMBER.match(bare):
        return _number(match["in"] or "", match["kind"], match["noun"] or "", previous)
    if match := _CHOICE.match(bare):
        return _of_subject("which", previous, match["noun"] or "")
    if _ELSE.match(bare) and bare not in ASKING:
        return _further(previous)
    return []


def _further(previous: str) -> list[str]:
    """The question before, asked for more than it was answered with."""
    words = words_of(previous)
    if len(words) < 2 or words[0].text not in ("what", "which", "who") or words[1].text in ("else", "other"):
        return []
    asked = any(p.is_asked for p in noun_phrases(previous))
    return [f"{previous[: words[0].end]} {'other' if asked else 'else'} {previous[words[1].start :]}"]


def _adverbial(bare: str, previous: str) -> list[str]:
    asking = re.sub(r" (?:exactly|so|come|is|was|that|this|it|not)\b", "", bare).strip()
    negated = bare.endswith(" not")
    clause = _inverted(previous)
    if not clause or (negated and " there " in clause):
        return []
    if negated:
        first, _, rest = clause.partition(" ")
        subject = noun_phrases(rest)
        if not subject:
            return []
        clause = f"{first} {rest[: subject[0].end]} not{rest[subject[0].end :]}"
    return [f"{asking.capitalize()} {clause}?"]


def _inverted(question: str) -> str:
    """The question's clause with its auxiliary first, without what it asks with: "are the wounds infected"; "" if none is known."""
    words = words_of(question)
    text = question.rstrip(" ?.!")
    if not words:
        return ""
    if words[0].text in AUXILIARIES:
        return text[0].lower() + text[1:]
    if words[0].text not in ASKING and (len(words) < 2 or words[1].text not in ASKING):
        return ""
    at = next((i for i, word in enumerate(words) if word.text in AUXILIARIES), -1)
    phrases = noun_phrases(question)
    asked = next((p for p in phrases if p.is_asked), None)
    after = [p for p in phrases if at >= 0 and p.start > words[at].start and not p.preposition]
    if at >= 0 and after and after[0].start <= (words[at + 1].start if at + 1 < len(words) else 0):
        if asked and words[at].text in BE | DO and words[0].text in ("which", "what") and not _is_adverbial(words):
            return text[words[at].start :]
        return text[words[at].start :] if not _is_copula(words, at) else ""
    if not asked:
        return ""
    subject = f"the {_whole_subject(text, words, asked.start, at)}"
    if at >= 0:
        return f"{words[at].text} {subject} {text[words[at].end :].strip()}"
    verb = verb_of(words)
    if verb < 0:
        return ""
    subject = f"the {text[asked.start : words[verb].start].strip()}"
    auxiliary = _auxiliary(words[verb].text, is_plural(asked.text))
    return f"{auxiliary} {subject} {lemma(words[verb].text)}{text[words[verb].end :]}"


def asked_of(name: str, previous: str) -> str:
    """ "Which treatments are used?" asked of one of them: "Is surgery used?"; "" where the question does not ask so."""
    words = words_of(previous)
    asked = next((p for p in noun_phrases(previous) if p.is_asked), None)
    if asked is None or words[0].text not in ("which", "what"):
        return ""
    text = previous.rstrip(" ?.!")
    at = next((i for i, word in enumerate(words) if word.text in AUXILIARIES), -1)
    verb = verb_of(words)
    if at >= 0:
        if any(p.start == words[at].end + 1 for p in noun_phrases(previous)):
            return ""  # "Which cells do bisphosphonates inhibit?"
        number = _IN_NUMBER.get(words[at].text, (words[at].text,) * 2)
        return _joined(number[is_plural(name)], name, text[words[at].end :])
    if verb < 0:
        return ""
    return _joined(_auxiliary(words[verb].text, is_plural(name)), name, f"{lemma(words[verb].text)}{text[words[verb].end :]}")


def _whole_subject(text: str, words: list[Word], start: int, at: int) -> str:
    return text[start : words[at].start].strip() if at >= 0 else text[start:]


def _is_adverbial(words: list[Word]) -> bool:
    return words[0].text in ("how", "why", "when", "where")


def _is_copula(words: list[Word], at: int) -> bool:
    """ "What is gout" has no clause that something could be asked of."""
    return words[0].text in ("what", "who", "which") and at == 1 and words[at].text in BE and verb_of(words) < 0


def _auxiliary(verb: str, plural: bool) -> str:
    if lemma(verb) != verb and not verb.endswith("s"):
        return "did"
    return "do" if plural else "does"


def _number(preposition: str, kind: str, noun: str, previous: str) -> list[str]:
    if preposition and noun:
        clause = _inverted(previous)
        return [f"{preposition.strip().capitalize()} how {kind} {noun} {clause}?"] if clause else []
    if not noun:
        return _of_subject(f"how {kind}", previous)
    return _of_subject(f"how {kind}", previous, noun)


def _of_subject(asking: str, previous: str, noun: str = "") -> list[str]:
    """What the question before says of its subject, asked with other words: "How many of the wounds are infected?"."""
    words = words_of(previous)
    text = previous.rstrip(" ?.!")
    phrases = noun_phrases(previous)
    if not phrases:
        return []
    if noun and noun not in {word for p in phrases for word in p.text.lower().split()}:
        return []  # another subject, of which the question before says nothing
    asked = next((p for p in phrases if p.is_asked), None)
    if asked and (words[0].text in ("which", "what") or [word.text for word in words[:2]] == ["how", "many"]):
        if is_plural(asked.text):
            return [f"{asking.capitalize()} {text[asked.start :]}?"]
        return []
    at = next((i for i, word in enumerate(words) if word.text in AUXILIARIES), -1)
    subject = next((p for p in phrases if at >= 0 and p.start > words[at].start and not p.preposition), None)
    if subject is None or at + 1 >= len(words) or subject.start > words[at + 1].start:
        plural = [p for p in phrases if is_plural(p.text)]
        return [f"{asking.capitalize()} {plural[-1].bare} are there?"] if plural and asking.startswith("how") else []
    rest = text[subject.end :].strip()
    name = subject.bare if is_plural(subject.text) or asking.endswith("much") else _plural(subject.bare)
    auxiliary = words[at].text
    if auxiliary in DO:
        verb = verb_of(words)
        if verb < 0:
            return []
        form = inflected(words[verb].text, "VBD") if auxiliary == "did" else words[verb].text
        rest = f"{text[subject.end : words[verb].start]} {form}{text[words[verb].end :]}"
        return [_joined(asking, name, rest)]
    plural_of = {"is": "are", "was": "were", "has": "have"}
    if not rest:
        return []
    auxiliary = plural_of.get(auxiliary, auxiliary) if auxiliary in BE | HAVE else auxiliary
    return [_joined(asking, name, f"{auxiliary} {rest}")] if auxiliary in BE | HAVE | MODALS else []


def _joined(*parts: str) -> str:
    text = " ".join(" ".join(parts).split())
    return f"{text[:1].upper()}{text[1:]}?"


def _plural(phrase: str) -> str:
    head, _, last = phrase.rpartition(" ")
    return f"{head} {inflected(last, 'NNS')}".strip()
