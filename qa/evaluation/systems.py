"""What is measured: the product, and its rivals.

In: an engine and the rivals over its library. Out: systems, each with a name and something to ask.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.answer import Answer
from qa.engine import Engine
from qa.evaluation.baselines import Baselines
from qa.evaluation.judging import DEPTHS

_OF_SENTENCES = frozenset(
    (
        *(f"sentence.contain@{k}" for k in DEPTHS),
        *("answer.contain", "answered", "declined_right", "wrong_when_answered", "risk_coverage.area", "ece"),
        *("hit_at_1", "hit_at_3", "first_right", "shown_right", "references_right", "answered_wrongly"),
    )
)


_NO_ECE = frozenset(("ece",))


@dataclass(frozen=True, slots=True)
class System:
    """Something that answers: `ask` takes a question and the articles to search, () for all.

    `omits` names the figures that would mean nothing for it.
    """

    name: str
    what: str
    ask: Callable[[str, Sequence[str]], Answer]
    omits: frozenset[str] = frozenset()


def systems(engine: Engine, baselines: Baselines) -> tuple[System, ...]:
    """The product and its rivals."""
    unread = Engine(engine.library, engine.encoder, replace(engine.config, reader="none"))
    return (
        System("ours", "the product as it is", engine.ask),
        System("no_reader", "the product without its reader: fused passages, the sentence with the highest cosine", unread.ask),
        System("dense", "passages and sentences by cosine alone, declined under a fixed cosine", baselines.dense),
        System("bm25", "passages and sentences by BM25 alone, never declined; its scores are no probabilities", baselines.bm25, _NO_ECE),
        System("windows", "1000-character windows, 200 overlapping, by cosine; no answer sentences", baselines.windows, _OF_SENTENCES),
    )
