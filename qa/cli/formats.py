"""Answers in the formats of other programs: Markdown, and the works they cite as BibTeX or RIS.

In: answers. Out: text on standard output.
"""

import argparse
from collections.abc import Sequence

from qa.answer import Answer
from qa.citations.bibliography import to_bibtex, to_ris
from qa.errors import InputError
from qa.formats.cited import NO_WORKS, cited_works
from qa.formats.markdown import to_markdown


def add_format(command: argparse.ArgumentParser) -> None:
    """The flag for the format."""
    command.add_argument(
        "--format",
        choices=("text", "markdown", "bibtex", "ris"),
        default="text",
        help="text (default); Markdown with the numbered sources; or the works that the article cites there as BibTeX or RIS",
    )


def print_as(name: str, answers: Sequence[Answer]) -> None:
    """Print answers. Raises InputError where works are asked for and none is cited."""
    if name == "markdown":
        print(to_markdown(answers), end="")
        return
    works = cited_works(answers)
    if not works:
        raise InputError(NO_WORKS)
    print({"bibtex": to_bibtex, "ris": to_ris}[name](works))
