"""One question's way through the system is told as it went, and settings are tried without touching the engine."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.cli.main import main
from qa.config import Config
from qa.encoder import Vectors
from qa.engine import Engine
from qa.errors import InputError
from qa.exploration.explain import STAGES, STEPS, explain
from qa.exploration.projection import MAX_POINTS, fit, passage_map

QUESTION = "What share of patients improved with hyperbaric oxygen?"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, shipped_file: Path) -> Engine:
    engine = Engine.open(tmp_path_factory.mktemp("explained") / "library", Config())
    engine.add(shipped_file)
    return engine


def test_the_passages_and_the_answer_are_those_of_ask(engine: Engine) -> None:
    explanation, answer = explain(engine, QUESTION), engine.ask(QUESTION)
    assert [passage.evidence for passage in explanation.passages] == list(answer.passages)
    assert explanation.answer.sentences == answer.sentences
    assert explanation.stages == tuple(STAGES)
    finals = [passage.evidence.scores["final"] for passage in explanation.passages]
    assert finals == sorted(finals, reverse=True)


def test_each_stage_names_what_it_alone_puts_first(engine: Engine) -> None:
    explanation = explain(engine, QUESTION)
    assert set(explanation.firsts) == set(STAGES)
    for stage, first in explanation.firsts.items():
        assert first.ranks[stage] == 1


def test_a_first_that_was_not_handed_on_is_named_all_the_same(engine: Engine) -> None:
    by_words = explain(engine.under(replace(engine.config, n_passages=1, dense_weight=0.0)), "Was a biopsy of the belly done?")
    by_meaning = explain(engine.under(replace(engine.config, n_passages=1, dense_weight=1.0)), "Was a biopsy of the belly done?")
    assert by_words.firsts["dense"].start == by_meaning.passages[0].evidence.start
    assert by_meaning.firsts["lexical"].start == by_words.passages[0].evidence.start


def test_the_words_that_matched_are_where_they_stand(engine: Engine) -> None:
    explanation = explain(engine, "hyperbaric oxygen for patients")
    seen = [[p.evidence.text[start:end].lower() for start, end in p.in_text] for p in explanation.passages]
    assert {"hyperbaric", "oxygen", "patients"} <= set(seen[0])
    # The index knows words by their stems.
    assert "patient" in {word for words in seen for word in words}
    n_with = {term.word: term.n_passages for term in explanation.terms}
    assert n_with["patients"] == sum("patient" in " ".join(words) for words in seen)


def test_marks_stand_at_the_right_place_beside_quotes_and_operators(engine: Engine) -> None:
    (first, *_) = engine.library.passage_ids(engine.library.ids())
    assert engine.library.matched(['"', "NEAR(", "*"], [first]) == {}
    assert engine.library.matched([], [first]) == {}


def test_a_question_about_the_article_itself_says_that_nothing_was_searched(engine: Engine) -> None:
    explanation = explain(engine, "Who wrote this article?")
    assert not explanation.passages
    assert "article itself" in explanation.message
    assert "dense" not in explanation.seconds


def test_a_question_without_words_to_look_up_says_so(engine: Engine) -> None:
    assert "names nothing" in explain(engine, "What is it?").message


def test_words_that_stand_nowhere_leave_the_lexical_stage_without_a_first(engine: Engine) -> None:
    explanation = explain(engine, "zebra xylophone")
    assert "lexical" not in explanation.firsts
    assert {term.n_passages for term in explanation.terms} == {0}


def test_the_steps_take_time_and_are_told_in_their_order(engine: Engine) -> None:
    seconds = explain(engine, QUESTION).seconds
    assert list(seconds) == [step for step in (*STEPS, "total") if step != "about"]
    assert all(value >= 0 for value in seconds.values())


def test_other_settings_leave_the_engine_as_it_was(engine: Engine) -> None:
    before = engine.config
    other = engine.under(replace(before, n_passages=2, threshold=1.0))
    explanation = explain(other, QUESTION)
    assert len(explanation.passages) == 2
    assert explanation.answer.declined
    assert other.reader is engine.reader
    assert engine.config is before
    assert not engine.ask(QUESTION).declined


def test_other_settings_cannot_bring_another_model(engine: Engine) -> None:
    with pytest.raises(InputError, match="another encoder or reader"):
        engine.under(replace(engine.config, reader="none"))


def test_without_a_reader_there_is_no_reading(corpus_engine: Engine) -> None:
    assert explain(corpus_engine, QUESTION).stages == ("dense", "lexical", "fused")


def flat(n: int, seed: int = 0) -> Vectors:
    """Vectors that differ along two directions of sixteen, in one three times as much."""
    random = np.random.default_rng(seed)
    axes = np.linalg.qr(random.normal(size=(16, 2)))[0].T
    return (random.normal(size=(n, 2)) * (3, 1) @ axes + 5).astype(np.float32)


def test_the_plane_is_that_in_which_the_vectors_differ_most() -> None:
    vectors = flat(50)
    plane = fit(vectors)
    assert sum(plane.explained) == pytest.approx(1, abs=1e-5)
    assert plane.explained[0] > plane.explained[1] > 0
    assert plane.axes @ plane.axes.T == pytest.approx(np.eye(2), abs=1e-5)
    points = np.array(plane.points(vectors))
    distances = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
    assert np.linalg.norm(points[:, None] - points[None], axis=2) == pytest.approx(distances, abs=1e-3)


def test_the_same_vectors_give_the_same_plane_whichever_way_they_are_ordered() -> None:
    vectors = flat(50)
    plane, again = fit(vectors), fit(vectors[::-1])
    assert plane.axes == pytest.approx(again.axes, abs=1e-4)
    assert all(axis[np.argmax(np.abs(axis))] > 0 for axis in plane.axes)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_vectors_that_do_not_differ_fall_on_one_point(n: int) -> None:
    plane = fit(np.ones((n, 8), dtype=np.float32))
    assert plane.explained == (0, 0)
    assert plane.points(np.ones((n, 8), dtype=np.float32)) == [(0, 0)] * n


def test_a_library_is_mapped_once_until_it_changes(tmp_path: Path, shipped_file: Path) -> None:
    engine = Engine.open(tmp_path / "library", Config(reader="none"))
    assert passage_map(engine.library).plane is None
    engine.add(shipped_file)
    first = passage_map(engine.library)
    assert passage_map(engine.library) is first
    assert len(first.placed) == first.n_passages == len(engine.library.passage_ids(engine.library.ids()))
    engine.remove(engine.library.ids()[0])
    assert passage_map(engine.library).n_passages == 0
    assert len(first.placed) <= MAX_POINTS


def test_the_command_line_prints_a_table(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", QUESTION, "--library", str(engine.library.folder), "--passages", "3"]) == 0
    printed = capsys.readouterr().out
    assert all(title in printed for title, _ in STAGES.values())
    assert [line[:3] for line in printed.splitlines() if line[2:4] == ". "] == [" 1.", " 2.", " 3."]
    assert "hyperbaric (1)" in " ".join(printed.split())
    assert "3 passages at most" in printed


def test_the_command_line_prints_the_same_as_data(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["explain", QUESTION, "--library", str(engine.library.folder), "--json"]
    assert main([*command, "--dense-weight", "1", "--threshold", "1"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["settings"] == {"n_passages": 10, "dense_weight": 1.0, "threshold": 1.0}
    assert data["answer"]["declined"]
    assert "hyperbaric" in data["passages"][0]["matched"]
    assert len(data["map"]["question"]) == 2
    assert set(data["seconds"]) == {*STEPS, "total"} - {"about"}


@pytest.mark.parametrize("wrong", [["--dense-weight", "2"], ["--passages", "0"], ["--threshold", "nan"]])
def test_a_setting_out_of_range_is_told(engine: Engine, capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["explain", QUESTION, "--library", str(engine.library.folder), *wrong])
    assert "error: " in capsys.readouterr().err
