"""The commands about asking on: suggest makes questions from articles; eval-followups measures how follow-ups are understood.

In: arguments, and how to open the library. Out: text or data on standard output.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from qa.cli.terminal import print_json, printable
from qa.engine import Engine
from qa.evaluation.followups import evaluate_followups, read_pairs, report_data, report_lines

Opened = Callable[[argparse.Namespace], Engine]


def add_commands(commands: Any, common: argparse.ArgumentParser, made: Callable[[argparse.Namespace, Path], Engine]) -> None:
    """Add the commands to the parser's subcommands.

    Args:
        made: how to make an empty library in a folder.
    """
    followups = commands.add_parser("eval-followups", parents=[common], help="measure how follow-ups are understood, on pairs of questions")
    followups.add_argument("pairs", type=Path, metavar="FILE", help="JSON lines; the articles that they name lie beside it")
    followups.add_argument("--part", choices=("all", "tuning", "held-out"), default="all", help="which of the pairs (default: all)")
    followups.set_defaults(run=lambda options: _eval_followups(options, made))


def _eval_followups(options: argparse.Namespace, made: Callable[[argparse.Namespace, Path], Engine]) -> int:
    pairs = read_pairs(options.pairs, options.part)
    with (
        tempfile.TemporaryDirectory(prefix="qa-eval-") as folder,
        tqdm(total=len(pairs), unit="pair", leave=False, disable=None) as bar,
    ):
        report = evaluate_followups(pairs, options.pairs.parent, made(options, Path(folder) / "library"), bar.update)
    if options.json:
        print_json(report_data(report))
    else:
        print("\n".join(map(printable, report_lines(report))))
    return 0
