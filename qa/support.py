"""A claim to the sentences that support it, or to none.

In: a claim as a person would write it, and a library. Out: a Support. Each sentence of the claim is looked up by itself. A
sentence of an article supports it if they are near by cosine, if it has the claim's words, and if nothing speaks against it (see
qa/verification/agreement.py). That no support is found does not mean that the claim is false.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.article import Article, Reference, Sentence
from qa.config import Config
from qa.encoder import Encoder
from qa.errors import InputError
from qa.language.equivalents import equivalents
from qa.library import Library
from qa.retriever import Retrieved, retrieve
from qa.selection.choosing import speaks_of_another
from qa.sentences import sentence_spans
from qa.text import clean_line
from qa.understanding.naming import names
from qa.understanding.question import check_script
from qa.verification.agreement import Agreement, agreements, prepared

# What a claim's words that a sentence lacks take off their cosine: a rule, and no probability. The two numbers are round ones that
# did best on the first half of tests/data/claims.jsonl, and the threshold has the fewest wrong supports there (docs/support.md).
UNMET_WEIGHT = 0.5
STRANGE_WEIGHT = 0.25
THRESHOLD = 0.4
MAX_SENTENCES = 3
MAX_PARTS = 12
MAX_PART_WORDS = 100
NO_SUPPORT = "No support found. This does not mean that the claim is contradicted: only that no sentence here was found to say it."


@dataclass(frozen=True, slots=True)
class SupportSentence:
    """A sentence of an article that supports a claim; `text` is the article's text from `start` to `end`.

    `name`, `section`, `references`, `works` and `page` are as in Source. `strength` is a rule's
    score, at most 1, and no probability; `scores` are what it is made of.
    """

    text: str
    article: str
    name: str
    section: str
    start: int
    end: int
    page: int
    references: tuple[str, ...]
    works: tuple[Reference, ...]
    strength: float
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """One sentence of a claim, and the sentences that support it, the surest first.

    `message` is "" unless there is no support.
    """

    claim: str
    sentences: tuple[SupportSentence, ...]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """What supports a claim, sentence by sentence; `seconds` is how long it took to find."""

    claim: str
    parts: tuple[ClaimPart, ...]
    seconds: float = 0.0

    @property
    def supported(self) -> bool:
        """Whether every sentence of the claim has support."""
        return all(part.sentences for part in self.parts)


@dataclass(frozen=True, slots=True)
class Compared:
    """A sentence of a library held against a claim; `strength` is 0 where something speaks against it."""

    article: Article
    section: str
    sentence: Sentence
    cosine: float
    agreement: Agreement
    strength: float


def find_support(library: Library, encoder: Encoder, config: Config, claim: str, articles: Sequence[str] = ()) -> Support:
    """Find what supports each sentence of a claim.

    Args:
        articles: ids to search within; () for all.

    Raises:
        InputError: the claim is empty, too long, or in letters in which nothing here is written.
    """
    began = time.perf_counter()
    parts = claim_parts(claim, config.max_question_chars)
    vectors = encoder.encode(parts)
    found = []
    for part, query in zip(parts, vectors, strict=True):
        retrieved = retrieve(library, part, query, config.n_passages, config.dense_weight, articles)
        check_script(part, [r.evidence.text for r in retrieved], "claim")
        found.append(_part(part, compare(part, retrieved)))
    return Support(" ".join(parts), tuple(found), time.perf_counter() - began)


def claim_parts(text: str, max_chars: int) -> list[str]:
    """The sentences of a claim. Raises InputError where it is empty, too long, or without words."""
    if len(text) > max_chars:
        raise InputError(f"The claim is {len(text):,} characters long; give at most {max_chars:,}.")
    claim = clean_line(text.encode("utf-8", "replace").decode())
    parts = [part for part in (claim[start:end] for start, end in sentence_spans(claim)) if any(map(str.isalpha, part))]
    if not parts:
        raise InputError("The claim has no words in it; type or paste a sentence.")
    if len(parts) > MAX_PARTS:
        raise InputError(f"The claim has {len(parts)} sentences; give at most {MAX_PARTS} at a time.")
    if (longest := max(len(part.split()) for part in parts)) > MAX_PART_WORDS:
        raise InputError(f"A sentence of the claim has {longest} words; give sentences of at most {MAX_PART_WORDS}.")
    return parts


def compare(claim: str, retrieved: Sequence[Retrieved]) -> list[Compared]:
    """Every sentence of the retrieved passages held against a claim of one sentence, the surest support first."""
    other_names = equivalents(claim, {found.article.id: found.article for found in retrieved}.values())
    pool = [(found, number) for found in retrieved for number in range(len(found.sentences))]
    texts = [found.sentences[number].text for found, number in pool]
    around = [f"{found.article.title}. {found.evidence.section}. {_spoken_of(found, number)}" for found, number in pool]
    agreed = agreements(prepared(claim, other_names), texts, around)
    compared = []
    for (found, number), agreement in zip(pool, agreed, strict=True):
        cosine = float(found.cosines[number])
        strength = 0.0 if agreement.against else cosine - UNMET_WEIGHT * agreement.unmet - STRANGE_WEIGHT * agreement.strange
        compared.append(
            Compared(found.article, found.evidence.section, found.sentences[number], cosine, agreement, min(1.0, max(0.0, strength)))
        )
    return sorted(compared, key=lambda c: (-c.strength, -c.cosine))


def _spoken_of(found: Retrieved, number: int) -> str:
    """What "it" or "these drugs" at the start of a sentence stands for: the sentences before it, back to one without."""
    texts = [found.before, *(sentence.text for sentence in found.sentences)]
    first = number + 1
    while first and speaks_of_another(texts[first]):
        first -= 1
    return " ".join(texts[first : number + 1])


def _part(claim: str, compared: Sequence[Compared]) -> ClaimPart:
    shown = [c for c in compared if c.strength >= THRESHOLD][:MAX_SENTENCES]
    called = names(c.article for c in shown)
    return ClaimPart(claim, tuple(_sentence(c, called[c.article.id]) for c in shown), "" if shown else NO_SUPPORT)


def _sentence(found: Compared, name: str) -> SupportSentence:
    s = found.sentence
    works = tuple(work for label in s.references if (work := found.article.reference(label)))
    scores = {"cosine": found.cosine, "unmet": found.agreement.unmet, "strange": found.agreement.strange}
    return SupportSentence(
        s.text, found.article.id, name, found.section, s.start, s.end, s.page, s.references, works, found.strength, scores
    )
