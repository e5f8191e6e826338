"""The command remove: take articles out of the library.

In: arguments. Out: how many were removed, or their ids as data, on standard output.
"""

import argparse

from qa.cli.opening import opened
from qa.cli.terminal import print_json


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("ids", nargs="+", metavar="ID", help="an id, or the beginning of one")
    command.set_defaults(run=_remove)


def _remove(options: argparse.Namespace) -> int:
    engine = opened(options)
    # All are found before any is removed, and by nothing vaguer than an id.
    ids = list(dict.fromkeys(engine.meant(wanted, by_title=False) for wanted in options.ids))
    for article_id in ids:
        engine.remove(article_id)
    if options.json:
        print_json({"removed": ids})
    else:
        print(f"Removed {len(ids)} article(s).")
    return 0
