"""How well supports are found: claims with what supports them, to precision and recall beside those of the cosine alone.

In: a file of claims, and articles by the names that it gives them. Out: a ClaimsReport. A claim is found rightly if its first
sentence is one that the file names; each other claim for which a sentence is shown is found wrongly.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qa.config import Config
from qa.engine import Engine
from qa.errors import InputError
from qa.evaluation.metrics import Estimate, estimate
from qa.retriever import retrieve
from qa.support import claim_parts

# The cosine from which the rival shows its nearest sentence: those that the encoder's authors call similar.
RIVAL_COSINE = 0.6
_SHAPE = '{"claim": …, "article": …, "kind": …, "evidence": […]}'


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim of one sentence; `evidence` are beginnings or parts of the sentences that support it, () where none does."""

    id: str
    claim: str
    article: str
    kind: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What was shown for a claim, "" for nothing; of the product and of the cosine alone."""

    gold: GoldClaim
    shown: str
    rival: str


@dataclass(frozen=True, slots=True)
class ClaimsReport:
    """Every outcome, in the file's order."""

    name: str
    outcomes: tuple[ClaimOutcome, ...]


def read_claims(path: Path) -> list[GoldClaim]:
    """Claims from JSON lines. Raises InputError where the file or a line of it, named by its number, cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as claims, one JSON object a line.") from error
    claims = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                claims.append(_claim(json.loads(line), number))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InputError) as error:
                raise InputError(f"Line {number} of {path} is not a claim of one sentence; a line needs {_SHAPE}.") from error
    if not claims:
        raise InputError(f"{path} holds no claims.")
    return claims


def _claim(data: Any, number: int) -> GoldClaim:
    (claim,) = claim_parts(str(data["claim"]), Config.max_question_chars)
    evidence = data.get("evidence") or []
    if not isinstance(evidence, list):
        raise TypeError
    return GoldClaim(str(data.get("id", number)), claim, str(data["article"]), str(data.get("kind", "")), tuple(map(str, evidence)))


def evaluate_claims(name: str, claims: Sequence[GoldClaim], engine: Engine, articles: Mapping[str, str]) -> ClaimsReport:
    """Look every claim up in the article that it is about.

    Args:
        articles: the ids of the articles in the engine's library, by the claims' names for them.

    Raises:
        InputError: a claim names an article that is not given.
    """
    if missing := {claim.article for claim in claims} - articles.keys():
        raise InputError(f"The claims are about an article {min(missing)}, which was not given; name it with --article NAME=FILE.")
    return ClaimsReport(name, tuple(_outcome(engine, claim, articles[claim.article]) for claim in claims))


def _outcome(engine: Engine, gold: GoldClaim, article: str) -> ClaimOutcome:
    found = engine.support(gold.claim, [article]).parts[0].sentences
    config = engine.config
    query = engine.encoder.encode([gold.claim])[0]
    retrieved = retrieve(engine.library, gold.claim, query, config.n_passages, config.dense_weight, [article])
    cosine, nearest = max((float(c), s.text) for r in retrieved for c, s in zip(r.cosines, r.sentences, strict=True))
    return ClaimOutcome(gold, found[0].text if found else "", nearest if cosine >= RIVAL_COSINE else "")


def figures(report: ClaimsReport, rival: bool = False) -> dict[str, Estimate]:
    """Precision: of claims for which a sentence is shown, those where it is a right one. Recall: of claims with support, those."""
    shown = [outcome.rival if rival else outcome.shown for outcome in report.outcomes]
    right = np.array([any(e in text for e in o.gold.evidence) for text, o in zip(shown, report.outcomes, strict=True)], dtype=np.float64)
    any_shown = np.array([bool(text) for text in shown], dtype=np.float64)
    due = np.array([bool(o.gold.evidence) for o in report.outcomes], dtype=np.float64)
    return {"precision": estimate(_ratio, right, any_shown), "recall": estimate(_ratio, right, due)}


def _ratio(part: Any, whole: Any) -> float:
    return float(part.sum() / whole.sum()) if whole.sum() else math.nan
