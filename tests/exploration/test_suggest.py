"""Suggested questions are the article's own, grammatical, and answered by the sentence that each was made from."""

import gc
import json
import weakref
from pathlib import Path

import pytest

from qa.cli.main import main
from qa.engine import Engine
from qa.exploration.questions_from import question_from
from qa.exploration.suggest import FACTS, MAX_SUGGESTIONS, suggestions
from qa.library import Library
from qa.page.suggesting import N_EXAMPLES, suggested
from tests.conftest import DATA, NO_READER


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = Engine.open(tmp_path_factory.mktemp("suggest") / "library")
    engine.add(DATA / "followups" / "gout.md")
    return engine


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Gout is caused by crystals of uric acid.", "What causes gout?"),
        ("Wooden hives are insulated with straw in the mountains.", "How are wooden hives insulated?"),
        ("In the survey, 18% of the colonies died in winter.", "What percentage of the colonies died in winter?"),
        ("Two hikers were rescued from a crevasse in 2011.", "How many hikers were rescued from a crevasse in 2011?"),
        (
            "Successful treatment has been reported in over 51 cases of gout.",
            "In how many cases of gout has successful treatment been reported?",
        ),
        ("Snow protects the ice, because it reflects sunlight.", "Why does snow protect the ice?"),
        ("Attacks usually last seven to ten days.", "How long do attacks last?"),
        ("Ice relieves the pain of an attack.", "What relieves the pain of an attack?"),
        ("Thiosulfate is the drug used most often.", "What is the drug used most often?"),
    ],
)
def test_a_sentence_of_a_known_form_becomes_a_question(sentence: str, question: str) -> None:
    assert question_from(sentence) == question


@pytest.mark.parametrize(
    "sentence",
    [
        "It is caused by crystals of uric acid.",
        "This effect was measured with stakes.",
        "Of these, 18% died in winter.",
        "<b>Gout</b> is caused by crystals.",
        "[Gout](javascript:alert(1)) is caused by crystals.",
        "Gout",
        "",
        "Severe cases may need surgical debridement.",
        "A" * 5000 + " is caused by crystals.",
        "of " * 90 + ".",
    ],
)
def test_any_other_sentence_becomes_none(sentence: str) -> None:
    assert question_from(sentence) == ""


def test_each_suggestion_is_answered_by_its_sentence(library: Engine) -> None:
    made = suggestions(library, library.library.ids()[0])
    assert 3 <= len(made) <= MAX_SUGGESTIONS
    assert len({one.section for one in made}) > 1
    for one in made:
        answer = library.ask(one.question)
        assert one.sentence in [sentence.text for sentence in answer.sentences]


def test_the_page_offers_what_the_articles_answer_and_nothing_for_an_empty_library(library: Engine, tmp_path: Path) -> None:
    own = {one.question for one in suggestions(library, library.library.ids()[0])}
    offered = suggested(library)
    assert 3 <= len(offered) <= N_EXAMPLES + 1
    assert set(offered) <= own
    assert suggested(Engine.open(tmp_path / "library", NO_READER)) == []


def test_the_command_line_prints_them_with_their_sentences(library: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--json", "--library", str(library.library.folder)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {(one["question"], one["sentence"]) for one in printed} == {
        (one.question, one.sentence) for one in suggestions(library, library.library.ids()[0])
    }


def test_questions_made_for_a_visitors_library_do_not_keep_it_alive(library: Engine, tmp_path: Path) -> None:
    library.library.copy_to(tmp_path)
    copy = library.over(Library(tmp_path, library.encoder.fingerprint))
    copy.add(DATA / "followups" / "bees.md")
    assert len(suggested(copy)) > len(FACTS)
    alive = weakref.ref(copy)
    del copy
    gc.collect()
    assert alive() is None
