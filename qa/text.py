"""Text from anywhere to text that is safe to keep, compare and show.

In: any string. Out: the string without what cannot be seen.
"""

import re
import unicodedata

# Invisible characters that carry no text; bidirectional overrides could make a page show another text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_BLANKS = re.compile(r"[^\S\n]{4,}")
_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")


def clean_text(text: str) -> str:
    """Composed characters, one kind of line break, nothing invisible, no long runs of blanks."""
    visible = _INVISIBLE.sub("", _LINE_BREAK.sub("\n", unicodedata.normalize("NFC", text)))
    return _BLANKS.sub("   ", visible)


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def clean_line(text: str) -> str:
    """The text as `clean_text` gives it, on one line."""
    return one_line(clean_text(text))


def alnum(text: str) -> str:
    """The letters and digits of a text in lower case, to compare two by that are set or pointed differently."""
    return "".join(character for character in text.lower() if character.isalnum())
