"""A question with other words in it to a question that reads as one: what is put in agrees with what stands around it.

In: a question, and what is to take a place in it. Out: the question rewritten.
"""

import re

from qa.language.phrases import DETERMINERS, Phrase, is_plural

# Nouns that are of something: "and the causes?" asks for those of what was spoken of.
RELATIONAL = re.compile(
    r"\b(?:doses?|dosages?|side effects?|effects?|causes?|symptoms?|signs?|treatments?|therap(?:y|ies)|diagnosis|prognosis|outcomes?"
    r"|mortality|survival|risks?|risk factors?|durations?|mechanisms?|costs?|prices?|size|prevalence|incidence|complications?"
    r"|contraindications?|advantages?|disadvantages?|benefits?|limits?|limitations?|alternatives?|weight|height|age|colou?r|length|function"
    r"|prevention|frequency|origins?)$",
    re.IGNORECASE,
)


def as_question(text: str) -> str:
    """A question with a capital and one question mark."""
    text = " ".join(text.split()).rstrip(" ?.!,;")
    return f"{text[:1].upper()}{text[1:]}?"


def replaced(question: str, phrase: Phrase, name: str) -> str:
    """A question with another name in the place of a phrase, and the auxiliary before it made to agree."""
    start = phrase.start
    if not phrase.is_asked and name.split()[0].lower() not in DETERMINERS and phrase.bare != phrase.text:
        keeps = phrase.text[: len(phrase.text) - len(phrase.bare)].lower()
        name = f"{keeps}{name}" if keeps.strip() == "the" and RELATIONAL.search(name) else name
    if phrase.is_asked and name.split()[0].lower() in DETERMINERS:
        name = name.split(maxsplit=1)[-1]
    head = question[:start]
    if not phrase.preposition:
        head = agreeing(head, is_plural(name))
    return as_question(f"{head}{name}{question[phrase.end :]}")


def agreeing(head: str, plural: bool) -> str:
    """The words before a subject with an auxiliary, if it ends in one, in the number of the subject."""
    match = re.search(r"\b(is|are|was|were|do|does|has|have)((?: there)?\s+)$", head, re.IGNORECASE)
    if not match:
        return head
    pairs = {"is": "are", "was": "were", "does": "do", "has": "have"}
    other = pairs if plural else {many: one for one, many in pairs.items()}
    word = other.get(match[1].lower(), match[1].lower())
    word = word.capitalize() if match[1][0].isupper() else word
    return f"{head[: match.start()]}{word}{match[2]}"
