"""Questions for what a thing is, and sentences that tell it or only speak of it."""

from pathlib import Path

import pytest

from qa.engine import Engine
from qa.selection.definitions import doubts, may_define, thing_asked
from qa.windows import Candidate


def after(before: str, *sentences: str) -> list[Candidate]:
    """Sentences that each stand after another one."""
    return [Candidate("", before, sentence, "") for sentence in sentences]


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("What is calciphylaxis?", "calciphylaxis"),
        ("what are calcimimetics", "calcimimetics"),
        ("What's a solar cell?", "solar cell"),
        ("Define hepcidin", "hepcidin"),
    ],
)
def test_a_bare_question_asks_for_a_thing(question: str, thing: str) -> None:
    assert thing_asked(question) == thing


@pytest.mark.parametrize(
    "question",
    [
        "What is the mortality?",
        "What is it?",
        "What is sodium thiosulfate used for?",
        "What is recommended?",
        "What is the cause of gout?",
        "What was Warsaw's population in 1901?",
        "Is calciphylaxis rare?",
        "What causes calciphylaxis?",
        "",
    ],
)
def test_other_questions_ask_for_none(question: str) -> None:
    assert thing_asked(question) == ""


@pytest.mark.parametrize(
    ("thing", "sentence"),
    [
        ("gout", "Gout is a form of arthritis."),
        ("gout", "Gout is considered as a form of arthritis."),
        ("gout", "Gout (podagra) is a form of arthritis."),
        ("RANBP2", "RANBP2, a nuclear pore protein, has numerous roles."),
        ("RSV", "Respiratory syncytial virus (RSV) spreads in winter."),
        ("PTH", "PTH (parathyroid hormone) was raised."),
        ("alphaviruses", "An alphavirus is an RNA virus."),
        ("interleukin", "Interleukin as one of the earliest signals matters."),
        ("debridement", "Dead tissue is cut away, which is called debridement."),
        ("lockdown", "By lockdown we mean, and it is defined as, the closing of schools."),
    ],
)
def test_a_sentence_may_tell_what_a_thing_is(thing: str, sentence: str) -> None:
    assert may_define(sentence, [thing])


@pytest.mark.parametrize(
    ("thing", "sentence"),
    [
        ("gout", "The diagnosis of gout is a matter of aspiration."),
        ("gout", "Gout is diagnosed by aspiration."),
        ("gout", "Gout is still poorly understood."),
        ("gout", "Gout is not a form of scurvy."),
        ("gout", "Many patients with gout are men."),
        ("gout", "Rest is good for patients with gout (bed rest)."),
        ("gout", "Arthritis is a burden."),
    ],
)
def test_a_sentence_that_speaks_of_a_thing_need_not_tell_what_it_is(thing: str, sentence: str) -> None:
    assert not may_define(sentence, [thing])


def test_sentences_that_do_not_say_what_a_thing_is_are_doubted() -> None:
    telling = ["Gout is a form of arthritis.", "It is a form of arthritis.", "This old illness is a form of arthritis."]
    others = ["The diagnosis of gout is made late.", "Men are ill more often.", "Another illness is more frequent."]
    candidates = after("Gout is old.", *telling, *others)
    assert [value < 1 for value in doubts("What is gout?", candidates, {})] == [False] * 3 + [True] * 3
    assert (doubts("How is gout diagnosed?", candidates, {}) == 1).all()


def test_it_is_what_the_sentence_before_names() -> None:
    assert doubts("What is gout?", after("Colchicine is old.", "It is a drug."), {})[0] < 1


def test_of_several_things_asked_for_a_sentence_may_name_one() -> None:
    assert (doubts("What are complications?", after("", "Sepsis may follow.", "Complications include sepsis."), {}) == 1).all()


def test_a_thing_may_be_defined_by_another_name() -> None:
    names = {("pth",): [("parathyroid", "hormone")]}
    assert doubts("What is PTH?", after("", "Parathyroid hormone is a regulator."), names)[0] == 1


def test_hostile_things_are_only_words() -> None:
    for question in ("What is (((?", "What is a+b*?", "what is " + "a-" * 900 + "?", "what is \\d"):
        assert len(doubts(question, after("", "(((", "a+b*", "\\d"), {})) == 3


def test_an_article_that_does_not_say_what_a_thing_is_declines(tmp_path: Path) -> None:
    page = tmp_path / "gout.md"
    page.write_text(
        "# Care in gout\n\n## Care\n\nThe diagnosis of gout is made by looking at joint fluid. Many patients with gout are men. "
        "Colchicine is an old drug against inflammation. The dose of colchicine is small.\n",
        encoding="utf-8",
    )
    engine = Engine.open(tmp_path / "library")
    engine.add(page)
    assert engine.ask("What is gout?").declined
    assert "old drug" in engine.ask("What is colchicine?").sentences[0].text
