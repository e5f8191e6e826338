"""The command eval-citations: how citations are read, measured against JATS files.

In: arguments. Out: figures by format, as text or data on standard output.
"""

import argparse
from pathlib import Path

from tqdm import tqdm

from qa.cli.terminal import print_json, printable
from qa.config import Config
from qa.evaluation.citations import FORMATS, evaluate_citations, jats_files, report_data, report_lines


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("folder", type=Path, metavar="DIR", help="a folder of JATS files")
    command.set_defaults(run=_eval_citations)


def _eval_citations(options: argparse.Namespace) -> int:
    files = jats_files(options.folder)
    with tqdm(total=len(FORMATS) * len(files), unit="article", leave=False, disable=None) as bar:
        found = evaluate_citations(files, Config.max_file_bytes, bar.update)
    if options.json:
        print_json(report_data(found))
    else:
        print("\n".join(map(printable, report_lines(found))))
    return 0
