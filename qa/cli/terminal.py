"""What goes to a terminal: text that is safe to print, and data as JSON.

In: text and plain data. Out: lines on standard output.
"""

import json
import sys
import textwrap

WIDTH = 96
USAGE_ERROR = 2


def printable(text: str) -> str:
    """The text without anything that a terminal would take for a command."""
    return "".join(character if character.isprintable() else " " for character in text)


def wrapped(text: str, indent: str = "   ") -> str:
    """The text in lines of `WIDTH` characters at most."""
    return textwrap.fill(printable(text), WIDTH, initial_indent=indent, subsequent_indent=indent)


def print_json(data: object) -> None:
    """Plain data, with all characters as they are where the stream can carry them."""
    can_all = sys.stdout is not None and (sys.stdout.encoding or "").lower().startswith("utf")
    print(json.dumps(data, ensure_ascii=not can_all, indent=2))


def fail(message: str) -> int:
    """Say on standard error what is wrong; returns the exit code."""
    print(f"error: {printable(message)}", file=sys.stderr)
    return USAGE_ERROR
