"""The command suggest: questions made from articles.

In: arguments. Out: the questions, each with the sentence that answers it, as text or data on standard output.
"""

import argparse
from dataclasses import asdict

from qa.cli.opening import ARTICLE, opened
from qa.cli.terminal import print_json, printable, wrapped
from qa.exploration.suggest import suggestions


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument(
        "--article", action="append", default=[], metavar="ARTICLE", help=f"of this article only: {ARTICLE} (may be repeated)"
    )
    command.set_defaults(run=_suggest)


def _suggest(options: argparse.Namespace) -> int:
    engine = opened(options)
    ids = [engine.meant(wanted) for wanted in options.article] or engine.library.ids()
    found = [one for article_id in ids for one in suggestions(engine, article_id)]
    if options.json:
        print_json([asdict(one) for one in found])
    elif not found:
        print("No question could be made that is surely answered; ask one of your own.")
    for one in [] if options.json else found:
        print(f"{printable(one.question)}\n{wrapped(f'“{one.sentence}”', indent='    ')}")
    return 0
