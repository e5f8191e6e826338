"""The command list: what is in the library.

In: arguments. Out: its articles as text or data on standard output.
"""

import argparse

from qa.cli.opening import opened
from qa.cli.printing import print_summary
from qa.cli.terminal import print_json
from qa.export import summary_data


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command has no flags of its own."""
    command.set_defaults(run=_list)


def _list(options: argparse.Namespace) -> int:
    summaries = opened(options).articles()
    if options.json:
        print_json([summary_data(summary) for summary in summaries])
        return 0
    for summary in summaries:
        print_summary(summary)
    if not summaries:
        print("The library is empty.")
    return 0
