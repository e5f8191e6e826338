"""The commands about asking on: suggest makes questions from articles; eval-followups measures how follow-ups are understood.

In: arguments, and how to open the library. Out: text or data on standard output.
"""

import argparse
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tqdm import tqdm

from qa.cli.citations import ARTICLE
from qa.cli.terminal import print_json, printable, wrapped
from qa.engine import Engine
from qa.evaluation.followups import evaluate_followups, read_pairs, report_data, report_lines
from qa.suggest import suggestions

Opened = Callable[[argparse.Namespace], Engine]


def add_commands(
    commands: Any, common: argparse.ArgumentParser, opened: Opened, made: Callable[[argparse.Namespace, Path], Engine]
) -> None:
    """Add the commands to the parser's subcommands.

    Args:
        opened: how to open the library that the options name.
        made: how to make an empty library in a folder.
    """
    suggest = commands.add_parser(
        "suggest", parents=[common], help="make questions from articles, each answered by the sentence it is from"
    )
    suggest.add_argument(
        "--article", action="append", default=[], metavar="ARTICLE", help=f"of this article only: {ARTICLE} (may be repeated)"
    )
    suggest.set_defaults(run=lambda options: _suggest(options, opened(options)))

    followups = commands.add_parser("eval-followups", parents=[common], help="measure how follow-ups are understood, on pairs of questions")
    followups.add_argument("pairs", type=Path, metavar="FILE", help="JSON lines; the articles that they name lie beside it")
    followups.add_argument("--part", choices=("all", "tuning", "held-out"), default="all", help="which of the pairs (default: all)")
    followups.set_defaults(run=lambda options: _eval_followups(options, made))


def _suggest(options: argparse.Namespace, engine: Engine) -> int:
    ids = [engine.meant(wanted) for wanted in options.article] or engine.library.ids()
    found = [one for article_id in ids for one in suggestions(engine, article_id)]
    if options.json:
        print_json([asdict(one) for one in found])
    elif not found:
        print("No question could be made that is surely answered; ask one of your own.")
    for one in [] if options.json else found:
        print(f"{printable(one.question)}\n{wrapped(f'“{one.sentence}”', indent='    ')}")
    return 0


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
