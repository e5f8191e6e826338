"""The command support: the sentences that support a claim.

In: arguments. Out: the sentences, ready to cite, as text or data on standard output.
"""

import argparse

from qa.cli.opening import add_articles, opened
from qa.cli.terminal import print_json, printable, wrapped
from qa.export import support_data
from qa.formats.citing import citation_text


def add_arguments(command: argparse.ArgumentParser) -> None:
    """The command's flags."""
    command.add_argument("claim", nargs="+")
    add_articles(command, "look in")
    command.set_defaults(run=_support)


def _support(options: argparse.Namespace) -> int:
    engine = opened(options, asks=True)
    found = engine.support(" ".join(options.claim), [engine.meant(wanted) for wanted in options.article])
    if options.json:
        print_json(support_data(found))
        return 0
    for part in found.parts:
        print(wrapped(part.claim, indent=""))
        if part.message:
            print(f"  {printable(part.message)}")
        for sentence in part.sentences:
            lines = citation_text(sentence, engine.article(sentence.article)).split("\n")
            print("\n".join(wrapped(line, indent="  ") for line in lines))
            print(f"  (strength {sentence.strength:.2f})")
        print()
    return 0
