"""The command cite: an article's references.

In: arguments. Out: the references on standard output, as text, data, BibTeX or RIS.
"""

import argparse

from qa.citations.bibliography import to_bibtex, to_ris
from qa.cli.opening import ARTICLE, opened
from qa.cli.printing import reference_lines
from qa.cli.terminal import print_json
from qa.errors import InputError
from qa.export import reference_data


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("article", metavar="ARTICLE", help=ARTICLE)
    command.add_argument("--format", choices=("text", "bibtex", "ris"), default="text", help="numbered lines (default), BibTeX or RIS")
    command.set_defaults(run=_cite)


def _cite(options: argparse.Namespace) -> int:
    engine = opened(options)
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
