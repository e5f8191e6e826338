"""A question that follows another is understood by it; one that stands by itself is left alone."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from qa.cli.main import main
from qa.encoder import Encoder
from qa.engine import Engine
from qa.errors import InputError
from qa.evaluation.followups import evaluate_followups, read_pairs
from qa.page import markup, turns
from qa.understanding.followup import FollowUp, follow_up
from tests.conftest import DATA

PAIRS = DATA / "followups" / "pairs.jsonl"


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = Engine.open(tmp_path_factory.mktemp("followups") / "library")
    engine.add(DATA / "followups" / "gout.md")
    engine.add(DATA / "followups" / "bees.md")
    return engine


@pytest.fixture(scope="module")
def understood(encoder: Encoder) -> object:
    def after(previous: str, typed: str) -> str | None:
        def nearness(text: str, others: Sequence[str]) -> list[float]:
            vectors = encoder.encode([text, *others])
            return [float(value) for value in vectors[1:] @ vectors[0]]

        found: FollowUp | None = follow_up(typed, [previous], nearness)
        return found.readings[0] if found else None

    return after


@pytest.mark.parametrize(
    ("previous", "typed", "reading"),
    [
        ("How are attacks treated?", "what about in pregnancy?", "How are attacks treated in pregnancy?"),
        ("Which parts of the body are affected?", "and in lupus?", "Which parts of the body are affected in lupus?"),
        ("Did patients improve?", "how many of them?", "How many patients improved?"),
        ("Which drug helps with pain?", "why?", "Why does the drug help with pain?"),
        ("What are the symptoms of gout?", "Is it painful?", "Is gout painful?"),
        ("How is colchicine given?", "and its side effects?", "What are the side effects of colchicine?"),
        ("How does colchicine act?", "and diuretics?", "How do diuretics act?"),
        ("How are attacks treated?", "and prevented?", "How are attacks prevented?"),
        ("Which organs are affected?", "what else?", "Which other organs are affected?"),
    ],
)
def test_a_question_that_leans_on_another_is_completed_by_it(understood, previous: str, typed: str, reading: str) -> None:
    assert understood(previous, typed) == reading


@pytest.mark.parametrize(
    "typed",
    [
        "How is calciphylaxis diagnosed?",
        "What does this article say about bees?",
        "Is it known why bees shiver?",
        "Do glaciers lose ice, and how fast do they move?",
        "How long does it take for wounds to heal?",
        "Is there evidence that ice helps?",
        "Tell me about pollen",
        "thanks",
        "and and and",
        "?",
    ],
)
def test_a_question_that_stands_by_itself_gets_nothing_from_before(understood, typed: str) -> None:
    assert understood("How is gout treated in women?", typed) is None


def test_an_answer_says_what_its_question_was_understood_as(asking: Engine) -> None:
    answer = asking.ask("and in children?", before=["How is gout diagnosed?"])
    assert (answer.question, answer.understood_as) == ("and in children?", "How is gout diagnosed in children?")
    assert "In children, gout is diagnosed by a genetic test." in [s.text for s in answer.sentences]


def test_what_was_typed_is_asked_where_only_that_is_answered(asking: Engine) -> None:
    answer = asking.ask("what about wasps?", before=["How is colchicine given?"])
    assert (answer.declined, answer.understood_as) == (False, "")
    assert "Wasps" in answer.sentences[0].text


def test_a_question_about_the_article_itself_is_not_taken_for_a_follow_up(asking: Engine) -> None:
    answer = asking.ask("Who wrote it?", asking.library.ids()[:1], ["How is gout diagnosed?"])
    assert answer.understood_as == ""
    assert "Brandt" in answer.sentences[0].text


def test_the_first_question_is_asked_as_typed(asking: Engine) -> None:
    assert asking.ask("why?").understood_as == ""


def test_what_came_before_may_be_anything(asking: Engine) -> None:
    for junk in ("", "\0", "x" * 100_000, "<script>", "it it it", "\ud800"):
        assert asking.ask("and nosema?", before=[junk, "How are varroa mites treated?"]).question == "and nosema?"


def test_nine_of_ten_pairs_are_understood_and_hardly_a_subject_is_dragged_along(tmp_path: Path) -> None:
    report = evaluate_followups(read_pairs(PAIRS), PAIRS.parent, Engine.open(tmp_path / "library"))
    assert sum(judged.is_right for judged in report.judged) >= 0.9 * len(report.judged)
    assert len(report.dragged) <= 0.08 * len(report.standing)


def test_a_pair_that_is_none_is_told_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps({"article": "corpus", "before": "a", "question": "b", "understood_as": [""]}) + "\n[1]\n")
    with pytest.raises(InputError, match="Line 2"):
        read_pairs(file)


def test_the_command_line_takes_the_question_before(asking: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(asking.library.folder)
    assert main(["ask", "and coffee?", "--after", "Does alcohol raise the risk of gout?", "--library", folder]) == 0
    assert capsys.readouterr().out.startswith("Understood as: Does coffee raise the risk of gout?\n")


def test_the_page_asks_with_the_turns_before_and_shows_what_was_understood(asking: Engine) -> None:
    past = [turns.asked(asking, "How is gout diagnosed?", [])]
    turn = turns.asked(asking, "and in children?", [], past)
    shown = "".join(map(markup.turn, [*past, turn]))
    assert "Understood as: How is gout diagnosed in children?" in shown
    assert shown.count("Understood as") == 1
