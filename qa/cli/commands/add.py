"""The command add: articles from files, folders and addresses.

In: arguments. Out: what became of each, as text or data on standard output; one sentence for each that cannot be added.
"""

import argparse
from contextlib import closing
from pathlib import Path
from typing import Any

from qa.cli.bars import Bars
from qa.cli.numbers import positive
from qa.cli.opening import files_in, opened
from qa.cli.printing import print_added
from qa.cli.terminal import USAGE_ERROR, fail, print_json
from qa.export import added_data
from qa.readers.fetching.address import is_address
from qa.readers.given import NotAdded


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument(
        "paths",
        nargs="+",
        metavar="FILE",
        help="PDF, Word (.docx), EPUB, JATS XML, HTML, MHTML, saved text, or Markdown; a folder; or an address (https://…); "
        "the pages of an article become one",
    )
    command.add_argument(
        "--allow-network",
        action="append",
        default=[],
        metavar="NET",
        help="let addresses lead to this network of your own too, for example 10.0.0.0/8 (may be repeated)",
    )
    command.add_argument("--max-file-mb", type=positive, metavar="MB", help="refuse larger files (default: 20)")
    command.set_defaults(run=_add)


def _add(options: argparse.Namespace) -> int:
    engine = opened(options, make=True)
    results: list[dict[str, Any]] = []  # no articles, which would fill the memory
    errors: list[str] = []
    given = [(where, "") for path in options.paths for where in ([path] if is_address(path) else files_in(Path(path)))]
    with closing(Bars()) as bars:
        for result in engine.add_all(given, bars):
            if isinstance(result, NotAdded):
                errors.append(str(result.error))
                continue
            if options.json:
                results.append(added_data(result))
            else:
                bars.close()
                print_added(result)
    if options.json:
        print_json(results)
    for message in errors:
        fail(message)
    return USAGE_ERROR if errors else 0
