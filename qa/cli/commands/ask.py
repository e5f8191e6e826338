"""The command ask: the answer to a question, with numbered sources.

In: arguments. Out: the answer on standard output, as text, data or in the format of another program.
"""

import argparse

from qa.cli.formats import add_format, print_as
from qa.cli.numbers import share
from qa.cli.opening import add_articles, add_strictness, opened
from qa.cli.printing import print_answer
from qa.cli.terminal import print_json
from qa.export import answer_data


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("question", nargs="+")
    add_articles(command, "ask")
    command.add_argument(
        "--after", action="append", default=[], metavar="QUESTION", help="the question before, if this one follows it up (may be repeated)"
    )
    command.add_argument("--threshold", type=share, metavar="P", help="decline below this confidence, 0 to 1 (default: the reader's)")
    add_strictness(command)
    add_format(command)
    command.set_defaults(run=_ask)


def _ask(options: argparse.Namespace) -> int:
    engine = opened(options, asks=True)
    answer = engine.ask(" ".join(options.question), [engine.meant(wanted) for wanted in options.article], options.after)
    if options.json:
        print_json(answer_data(answer))
    elif options.format == "text":
        print_answer(answer)
    else:
        print_as(options.format, [answer])
    return 0
