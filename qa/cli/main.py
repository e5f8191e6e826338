"""The command line: python -m qa COMMAND, each command in a file of its own (qa/cli/commands).

In: arguments. Out: text or, with --json, data on standard output; exit code 0, or 2 with one
sentence on standard error.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from qa.cli.terminal import USAGE_ERROR, fail, printable
from qa.errors import QAError

COMMANDS = {
    "add": "add articles from files, folders or addresses",
    "ask": "answer a question, with numbered sources",
    "search": "show ranked passages with each stage's score",
    "list": "list the library's articles",
    "remove": "remove articles from the library",
    "cite": "print an article's references",
    "explain": "show what each stage made of the passages for a question",
    "suggest": "make questions from articles, each answered by the sentence it is from",
    "support": "find the sentences that support a claim, ready to cite",
    "eval": "measure answers and refusals on a question set, beside baselines",
    "eval-citations": "measure citations read against JATS files, by format",
    "eval-sentences": "measure sentence boundaries against a hand-checked sample",
    "eval-followups": "measure how follow-ups are understood, on pairs of questions",
    "eval-support": "measure how well supports are found, beside the cosine alone",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # where a terminal knows few letters
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser(arguments).parse_args(arguments)
    try:
        code: int = options.run(options)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except QAError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("Interrupted; an article that was being added is not in the library, all else is as it was.")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, MemoryError) as error:
        return fail(f"The machine refused: {error or type(error).__name__}.")
    except Exception as error:
        if os.environ.get("QA_DEBUG"):
            raise
        return fail(f"Something went wrong inside the program ({type(error).__name__}); QA_DEBUG=1 shows where.")


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence, as all our errors."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE_ERROR, f"error: {printable(message)}; see: {self.prog} --help\n")


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for these arguments: only the command that they name is imported, as who asks should not wait for what measures."""
    common = _Parser(add_help=False)
    common.add_argument("--library", metavar="DIR", help="the library's folder (default: QA_LIBRARY, else ./library)")
    common.add_argument("--encoder", metavar="NAME", help="sentence-transformers name or folder (default: the packaged MiniLM)")
    common.add_argument("--reader", metavar="NAME", help='cross-encoder name or folder, or "none" (default: the one that ships)')
    common.add_argument("--json", action="store_true", help="print data instead of text")
    parser = _Parser(prog="python -m qa", description="Ask an article, get the answer, see the proof.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    named = next((argument for argument in arguments if not argument.startswith("-")), "")
    for name, what in COMMANDS.items():
        command = commands.add_parser(name, parents=[common], help=what)
        if name == named:
            import_module(f"qa.cli.commands.{name.replace('-', '_')}").add_arguments(command)
    return parser
