"""The command eval-support: how well supports are found, beside the cosine alone.

In: arguments. Out: figures as text or data on standard output.
"""

import argparse
import math
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from qa.cli.opening import config_of
from qa.cli.terminal import print_json, printable
from qa.config import CORPUS
from qa.engine import Engine
from qa.errors import InputError
from qa.evaluation.claims import ClaimOutcome, ClaimsReport, evaluate_claims, figures, read_claims
from qa.evaluation.metrics import Estimate


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("claims", type=Path, metavar="FILE", help="JSON lines with claim, article, kind and evidence")
    command.add_argument(
        "--article",
        action="append",
        default=[],
        metavar="NAME=FILE",
        help="an article that claims name (default: corpus=the article that ships; may be repeated)",
    )
    command.set_defaults(run=_eval_support)


def _eval_support(options: argparse.Namespace) -> int:
    claims = read_claims(options.claims)
    files = {"corpus": next(CORPUS.glob("*.md"))}
    for given in options.article:
        name, sign, path = given.partition("=")
        if not sign or not path:
            raise InputError(f"{given} does not say which article is meant; give NAME=FILE.")
        files[name] = Path(path)
    with tempfile.TemporaryDirectory(prefix="qa-eval-") as folder:
        engine = Engine.open(Path(folder) / "library", replace(config_of(options), reader="none"))
        articles = {name: engine.add(path).article.id for name, path in files.items()}
        report = evaluate_claims(options.claims.name, claims, engine, articles)
    if options.json:
        print_json(_report_data(report))
    else:
        print("\n".join(map(printable, _report_lines(report))))
    return 0


def _report_data(report: ClaimsReport) -> dict[str, Any]:
    measured = {"ours": figures(report), "cosine": figures(report, rival=True)}
    return {
        "set": report.name,
        "n_claims": len(report.outcomes),
        **{system: {name: _estimate_data(value) for name, value in found.items()} for system, found in measured.items()},
        "wrong": [{"id": o.gold.id, "claim": o.gold.claim, "kind": o.gold.kind, "shown": o.shown} for o in report.outcomes if _wrong(o)],
        "missed": [{"id": o.gold.id, "claim": o.gold.claim} for o in report.outcomes if _missed(o)],
    }


def _report_lines(report: ClaimsReport) -> list[str]:
    n_due = sum(bool(o.gold.evidence) for o in report.outcomes)
    lines = [
        f"{report.name}: {len(report.outcomes)} claims, {n_due} of them supported",
        "",
        f"{'value, 95% interval':20}{'ours':>20}{'cosine':>20}",
    ]
    ours, rival = figures(report), figures(report, rival=True)
    lines += [f"{name:20}{_shown(ours[name]):>20}{_shown(rival[name]):>20}" for name in ours]
    lines += ["", "cosine: the nearest sentence by the encoder's cosine, where that is 0.6 or more"]
    lines += [f"wrong {o.gold.id} ({o.gold.kind}): {o.gold.claim} — {o.shown}" for o in report.outcomes if _wrong(o)]
    return [*lines, *(f"missed {o.gold.id}: {o.gold.claim}" for o in report.outcomes if _missed(o))]


def _wrong(outcome: ClaimOutcome) -> bool:
    return bool(outcome.shown) and not any(part in outcome.shown for part in outcome.gold.evidence)


def _missed(outcome: ClaimOutcome) -> bool:
    return bool(outcome.gold.evidence) and not outcome.shown


def _shown(figure: Estimate) -> str:
    return "–" if math.isnan(figure.value) else f"{figure.value:.3f} {figure.low:.3f}–{figure.high:.3f}"


def _estimate_data(figure: Estimate) -> dict[str, Any]:
    return {name: None if isinstance(value, float) and math.isnan(value) else value for name, value in asdict(figure).items()}
