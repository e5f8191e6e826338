"""The command search: ranked passages with each stage's score.

In: arguments. Out: the passages as text or data on standard output.
"""

import argparse

from qa.cli.numbers import count
from qa.cli.opening import add_articles, opened
from qa.cli.printing import print_evidence
from qa.cli.terminal import print_json
from qa.export import evidence_data


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("question", nargs="+")
    add_articles(command, "search")
    command.add_argument("--limit", type=count, default=5, metavar="N", help="passages to show (default: 5)")
    command.set_defaults(run=_search)


def _search(options: argparse.Namespace) -> int:
    engine = opened(options, asks=True)
    passages = engine.search(" ".join(options.question), [engine.meant(wanted) for wanted in options.article], options.limit)
    if options.json:
        print_json([evidence_data(evidence) for evidence in passages])
        return 0
    for number, evidence in enumerate(passages, start=1):
        print_evidence(number, evidence)
    return 0
