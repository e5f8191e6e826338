"""What a person typed to a question that can be asked.

In: raw text. Out: the question, or an InputError that says why it cannot be asked.
"""

import unicodedata
from collections import Counter

from qa.errors import InputError
from qa.text import clean_line

_SCRIPT_NAMES = {"CJK": "Chinese", "HANGUL": "Korean"}


def checked_question(text: str, max_chars: int) -> str:
    """The question on one line. Raises InputError where it is empty, without words, or too long."""
    if len(text) > max_chars:
        raise InputError(f"The question is {len(text):,} characters long; ask it in at most {max_chars:,}.")
    question = clean_line(text.encode("utf-8", "replace").decode())
    if not question:
        raise InputError("The question is empty; type what you want to know.")
    if not any(character.isalnum() for character in question):
        raise InputError("The question has no words in it; type what you want to know.")
    return question


def check_script(question: str, texts: list[str], called: str = "question") -> None:
    """Raise InputError where the question, or what it is called, is in a script in which nothing of the texts is written."""
    script = main_script(question)
    if script and texts and all(script not in _scripts(text) for text in texts):
        letters = _SCRIPT_NAMES.get(script, script.title())
        raise InputError(
            f"The {called} is written in {letters} letters, in which nothing here is written; put it in the article's language."
        )


def main_script(text: str) -> str:
    """The Unicode name of the script of most letters ("LATIN", "CYRILLIC", "CJK"), "" without letters."""
    scripts = _scripts(text)
    return scripts.most_common(1)[0][0] if scripts else ""


def _scripts(text: str) -> Counter[str]:
    return Counter(unicodedata.name(c, "UNKNOWN").split()[0].split("-")[0] for c in text if c.isalpha())
