"""The commands about reading: cite prints an article's references; eval-citations and eval-sentences measure how articles are read.

In: arguments, and how to open the library. Out: text or data on standard output.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from qa.citations.references import to_bibtex, to_ris
from qa.cli.printing import reference_lines
from qa.cli.terminal import print_json, printable
from qa.config import Config
from qa.engine import Engine
from qa.errors import InputError
from qa.evaluation.citations import FORMATS, evaluate_citations, jats_files, report_data, report_lines
from qa.evaluation.sentences import evaluate_sentences, read_paragraphs
from qa.evaluation.sentences import report_data as sentence_data
from qa.evaluation.sentences import report_lines as sentence_lines
from qa.export import reference_data

# How a command names one article of the library.
ARTICLE = "its id, the beginning of it, or a part of its title"


def add_commands(commands: Any, common: argparse.ArgumentParser, opened: Callable[[argparse.Namespace], Engine]) -> None:
    """Add the commands to the parser's subcommands."""
    cite = commands.add_parser("cite", parents=[common], help="print an article's references")
    cite.add_argument("article", metavar="ARTICLE", help=ARTICLE)
    cite.add_argument("--format", choices=("text", "bibtex", "ris"), default="text", help="numbered lines (default), BibTeX or RIS")
    cite.set_defaults(run=lambda options: _cite(options, opened(options)))

    citations = commands.add_parser("eval-citations", parents=[common], help="measure citations read against JATS files, by format")
    citations.add_argument("folder", type=Path, metavar="DIR", help="a folder of JATS files")
    citations.set_defaults(run=_eval_citations)

    sentences = commands.add_parser("eval-sentences", parents=[common], help="measure sentence boundaries against a hand-checked sample")
    sentences.add_argument("sample", type=Path, metavar="FILE", help="one sentence a line, a blank line between paragraphs")
    sentences.set_defaults(run=_eval_sentences)


def _cite(options: argparse.Namespace, engine: Engine) -> int:
    article = engine.article(engine.meant(options.article))
    references = article.references
    if not references:
        raise InputError(f"Article {article.id} ({article.title}) has no reference list in what was added.")
    if options.json:
        print_json([reference_data(reference) for reference in references])
    elif options.format == "text":
        print("\n".join(map(reference_lines, references)))
    else:
        print({"bibtex": to_bibtex, "ris": to_ris}[options.format](references))
    return 0


def _eval_citations(options: argparse.Namespace) -> int:
    files = jats_files(options.folder)
    with tqdm(total=len(FORMATS) * len(files), unit="article", leave=False, disable=None) as bar:
        found = evaluate_citations(files, Config.max_file_bytes, bar.update)
    if options.json:
        print_json(report_data(found))
    else:
        print("\n".join(map(printable, report_lines(found))))
    return 0


def _eval_sentences(options: argparse.Namespace) -> int:
    figures = evaluate_sentences(read_paragraphs(options.sample))
    if options.json:
        print_json(sentence_data(figures))
    else:
        print("\n".join(map(printable, sentence_lines(figures))))
    return 0
