"""The command eval-followups: how follow-ups are understood, measured on pairs of questions.

In: arguments. Out: figures as text or data on standard output.
"""

import argparse
import tempfile
from pathlib import Path

from tqdm import tqdm

from qa.cli.opening import config_of
from qa.cli.terminal import print_json, printable
from qa.engine import Engine
from qa.evaluation.followups import evaluate_followups, read_pairs, report_data, report_lines


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("pairs", type=Path, metavar="FILE", help="JSON lines; the articles that they name lie beside it")
    command.add_argument("--part", choices=("all", "tuning", "held-out"), default="all", help="which of the pairs (default: all)")
    command.set_defaults(run=_eval_followups)


def _eval_followups(options: argparse.Namespace) -> int:
    pairs = read_pairs(options.pairs, options.part)
    with (
        tempfile.TemporaryDirectory(prefix="qa-eval-") as folder,
        tqdm(total=len(pairs), unit="pair", leave=False, disable=None) as bar,
    ):
        engine = Engine.open(Path(folder) / "library", config_of(options))
        report = evaluate_followups(pairs, options.pairs.parent, engine, bar.update)
    if options.json:
        print_json(report_data(report))
    else:
        print("\n".join(map(printable, report_lines(report))))
    return 0
