"""What is no question is refused."""

import pytest

from qa.errors import InputError
from qa.understanding.question import check_script, checked_question, main_script


@pytest.mark.parametrize("text", ["", "  \n\t ", "???", "\u200b\u202e", "\x00\x07"])
def test_nothing_to_ask_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="question"):
        checked_question(text, 2000)


def test_a_question_of_any_length_is_refused_beyond_the_limit() -> None:
    with pytest.raises(InputError, match="100,000 characters"):
        checked_question("x" * 100_000, 2000)


def test_a_question_is_put_on_one_line_without_what_cannot_be_seen() -> None:
    assert checked_question(" What\n is \u202eit? \x1b[31m\ud800", 2000) == "What is it? [31m?"


@pytest.mark.parametrize(("question", "script"), [("Что это?", "Cyrillic"), ("什么是钙化防御", "Chinese"), ("ما هذا؟", "Arabic")])
def test_another_script_than_the_articles_is_told(question: str, script: str) -> None:
    with pytest.raises(InputError, match=f"{script} letters"):
        check_script(question, ["Calciphylaxis is rare."])


def test_a_greek_letter_does_not_make_a_question_greek() -> None:
    assert main_script("Does TNF-α matter?") == "LATIN"
    check_script("Что это?", ["Это статья."])
