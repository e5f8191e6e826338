"""The command eval-sentences: sentence boundaries measured against a hand-checked sample.

In: arguments. Out: figures as text or data on standard output.
"""

import argparse
from pathlib import Path

from qa.cli.terminal import print_json, printable
from qa.evaluation.sentences import evaluate_sentences, read_paragraphs, report_data, report_lines


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("sample", type=Path, metavar="FILE", help="one sentence a line, a blank line between paragraphs")
    command.set_defaults(run=_eval_sentences)


def _eval_sentences(options: argparse.Namespace) -> int:
    figures = evaluate_sentences(read_paragraphs(options.sample))
    if options.json:
        print_json(report_data(figures))
    else:
        print("\n".join(map(printable, report_lines(figures))))
    return 0
