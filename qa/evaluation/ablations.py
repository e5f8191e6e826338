"""What each part of the product is worth: the product beside itself with one part taken away.

In: an engine. Out: systems to be measured as rivals are.
"""

from dataclasses import replace

from qa.config import Config
from qa.engine import Engine
from qa.evaluation.systems import System


def ablated(engine: Engine) -> tuple[System, ...]:
    """The product, and the product without each of its parts."""
    config = engine.config
    without = {
        "no_lexical": ("passages are found by cosine alone", replace(config, dense_weight=1.0)),
        "no_dense": ("passages are found by BM25 alone", replace(config, dense_weight=0.0)),
        "no_reader": ("the sentence with the highest cosine, declined under a fixed cosine", replace(config, reader="none")),
        "no_equivalents": ("terms count by no other names", replace(config, equivalents=False)),
        "half_read": (
            f"{config.n_candidates // 2} sentences are read, not {config.n_candidates}",
            replace(config, n_candidates=config.n_candidates // 2),
        ),
        "no_fused_order": ("passages in the order of their surest sentence alone", replace(config, fused_weight=0.0)),
    }
    return (
        System("ours", "the product as it is", engine.ask),
        *(System(name, what, _under(engine, changed).ask) for name, (what, changed) in without.items()),
    )


def _under(engine: Engine, config: Config) -> Engine:
    """The engine under other settings, its reader loaded once for all that have one."""
    return engine.under(config) if config.reader == engine.config.reader else Engine(engine.library, engine.encoder, config)
