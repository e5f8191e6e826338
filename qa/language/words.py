"""The words of a question, and which of them a text has.

In: a question and texts. Out: words, known by their beginnings, with weights; the share of them that is unmet.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# No sentence that can be read is longer; spares the tokenizer a whole book given as one sentence.
MAX_CHARS = 4000
# From 1996 on BERT's uncased vocabulary goes by frequency, and the first of these are function words.
FIRST_CONTENT_WORD = 2080
# For a term, its words in lower case, the other names of the same thing (see qa/language/equivalents.py).
OtherNames = Mapping[tuple[str, ...], Sequence[tuple[str, ...]]]
NO_NAMES: OtherNames = {}
_WORD = re.compile(r"[^\W_]+")
N_BEGINNING = 5
RAREST = 30600
# Words of questions that their answers seldom repeat.
ASKING_WORDS = frozenset(
    "much many often kind kinds type types sort name named names mean means meaning happen happens happened percentage percent share "
    "proportion fraction number amount tell article text say says why year long someone anyone person thing things reason "
    "given called".split()
)


def content_words(tokenizer: Any, text: str) -> dict[str, float]:
    """The content words of a question with their rarity, 0 to 1; beginnings of words, so that endings and slips there do no harm."""
    found: dict[str, float] = {}
    for word in _WORD.findall(text[:MAX_CHARS].lower()):
        # BERT's vocabulary goes by frequency; what it lacks is rarer still.
        number = tokenizer.token_to_id(word) or RAREST
        if number >= FIRST_CONTENT_WORD and word not in ASKING_WORDS:
            found[word[:N_BEGINNING]] = math.log(number / FIRST_CONTENT_WORD) / math.log(RAREST / FIRST_CONTENT_WORD)
    return found


def telling_words(words: Iterable[str], met: Sequence[set[str]]) -> dict[str, float]:
    """Words weighted by how few of the texts have them (BM25's idf): an article's topic tells its sentences apart no more."""
    counts = {word: sum(word in m for m in met) for word in words}
    return {word: math.log1p((len(met) - n + 0.5) / (n + 0.5)) for word, n in counts.items()}


def beginnings(text: str) -> set[str]:
    """The beginnings of a text's words."""
    return {word[:N_BEGINNING] for word in _WORD.findall(text[:MAX_CHARS].lower())}


def unmet(words: dict[str, float], met: set[str]) -> float:
    """The weighted share, in [0, 1], of words that are not among those met."""
    return sum(weight for word, weight in words.items() if word not in met) / (sum(words.values()) or 1.0)


def with_other_names(met: set[str], other_names: OtherNames) -> set[str]:
    """The beginnings of words that a text has, and those of a question's terms that it has by another name."""
    named = [term for term, names in other_names.items() if any(all(word[:N_BEGINNING] in met for word in name) for name in names)]
    return met.union(word[:N_BEGINNING] for term in named for word in term)
