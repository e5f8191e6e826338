"""The reader: which sentence answers, and that nothing about how it is called changes that."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.errors import ModelError
from qa.reader import WEIGHTS, Reader, load_reader
from qa.windows import CLS, MAX_QUESTION, MAX_SENTENCE, SEP, Candidate, chains, load_tokenizer, pointed_words, stems, tokens, windows

LIGHTHOUSE = [
    "The lighthouse at Marrow Point was built in 1871 from grey granite.",
    "Its lamp burned colza oil until electric light replaced it in 1934.",
    "The keeper's family lived in a cottage beside the tower.",
    "Fog delayed the supply boat for nine days during the winter of 1902.",
    "Since the last keeper retired, sensors switch the lamp on at dusk.",
]
ASTHMA = [
    "Asthma narrows the airways of the lungs.",
    "Inhaled corticosteroids are the usual treatment for persistent asthma.",
    "In a trial of 212 children, 64% had fewer attacks after three months.",
    "Symptoms include wheezing, coughing and a tight chest.",
    "Smoke, cold air and pollen can bring on an attack.",
]


def in_context(sentences: list[str], heading: str = "") -> list[Candidate]:
    padded = ["", *sentences, ""]
    return [Candidate(heading, *padded[i : i + 3]) for i in range(len(sentences))]


def beside(reader: Reader, question: str, candidates: Sequence[Candidate], limit: int | None = None) -> NDArray[np.float64]:
    """The probabilities of which an answer's confidence is the highest."""
    return reader.read(question, candidates, limit).beside


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (LIGHTHOUSE, "When was the lighthouse built?", 0),
        (LIGHTHOUSE, "What did the lamp burn before electric light?", 1),
        (LIGHTHOUSE, "Where did the keeper's family live?", 2),
        (LIGHTHOUSE, "How long was the supply boat delayed?", 3),
        (ASTHMA, "How is asthma treated?", 1),
        (ASTHMA, "What share of the children had fewer attacks?", 2),
        (ASTHMA, "what are the symptoms", 3),
    ],
)
def test_the_answering_sentence_is_the_surest(reader: Reader, text: list[str], question: str, answer: int) -> None:
    assert int(np.argmax(beside(reader, question, in_context(text)))) == answer


def test_a_question_from_elsewhere_is_less_sure_than_one_that_the_text_answers(reader: Reader) -> None:
    answered = beside(reader, "When was the lighthouse built?", in_context(LIGHTHOUSE)).max()
    assert beside(reader, "Who won the chess championship?", in_context(LIGHTHOUSE)).max() < answered / 2
    assert beside(reader, "Who won the chess championship?", in_context(LIGHTHOUSE)).max() < reader.thresholds["normal"]


def test_probabilities_are_within_0_and_1_and_one_for_each_candidate(reader: Reader) -> None:
    found = beside(reader, "How is asthma treated?", in_context(ASTHMA + LIGHTHOUSE))
    assert found.shape == (10,)
    assert ((found >= 0) & (found <= 1)).all()


def test_no_candidates_give_no_probabilities(reader: Reader) -> None:
    assert beside(reader, "How is asthma treated?", []).shape == (0,)


def test_the_order_of_candidates_and_repetitions_do_not_matter(reader: Reader) -> None:
    candidates = in_context(ASTHMA, "Asthma") + in_context(LIGHTHOUSE)
    found = beside(reader, "Who looks after the lamp now?", candidates)
    order = np.random.default_rng(3).permutation(len(candidates))
    assert np.array_equal(beside(reader, "Who looks after the lamp now?", [candidates[i] for i in order]), found[order])
    assert np.array_equal(beside(reader, "Who looks after the lamp now?", [*candidates, candidates[2]])[:-1], found)


def test_unrelated_companions_hardly_change_a_probability(reader: Reader) -> None:
    alone = beside(reader, "How is asthma treated?", in_context(ASTHMA))
    among = beside(reader, "How is asthma treated?", in_context(ASTHMA) + in_context(LIGHTHOUSE, "History"))
    assert np.allclose(among[:5], alone, atol=0.1)
    assert np.argmax(among) == np.argmax(alone)


def test_an_answer_is_less_sure_where_the_text_never_names_what_is_asked_for(reader: Reader) -> None:
    named = beside(reader, "How is asthma treated?", in_context(ASTHMA)).max()
    assert beside(reader, "How is scurvy treated?", in_context(ASTHMA)).max() < 0.6 * named


def test_an_answer_is_less_sure_beside_another_one(reader: Reader) -> None:
    alone = beside(reader, "When was the lighthouse built?", in_context(LIGHTHOUSE)).max()
    among = beside(
        reader, "When was the lighthouse built?", in_context([*LIGHTHOUSE, "The lighthouse was built in 1907 from red brick."])
    ).max()
    assert among < 0.95 * alone


def test_the_same_sentence_at_another_place_does_not_speak_against_itself(reader: Reader) -> None:
    alone = beside(reader, "When was the lighthouse built?", in_context(LIGHTHOUSE))[0]
    twice = beside(reader, "When was the lighthouse built?", [*in_context(LIGHTHOUSE), Candidate("Summary", "", LIGHTHOUSE[0], "")])[0]
    assert abs(twice - alone) < 0.02


@pytest.mark.parametrize("sentence", ["", " ", "\n", "x" * 20_000, "dose " * 9_000, "😀🫀", "日本語の文。", "\x00\x07"])
def test_any_text_can_be_read(reader: Reader, sentence: str) -> None:
    found = beside(reader, sentence, [Candidate(sentence, sentence, sentence, sentence), *in_context(ASTHMA)])
    assert np.isfinite(found).all()


def test_sentences_are_put_in_a_row_only_if_they_follow_each_other() -> None:
    candidates = in_context(LIGHTHOUSE)
    rows = chains([candidates[3], candidates[0], candidates[1]])
    assert sorted(rows, key=len) == [[candidates[3]], [candidates[0], candidates[1]]]


def test_a_candidate_nearer_in_meaning_is_surer(reader: Reader) -> None:
    probabilities = [
        beside(reader, "How is asthma treated?", [replace(c, cosine=cosine) for c in in_context(ASTHMA)])[1] for cosine in (0.1, 0.5, 0.9)
    ]
    assert probabilities == sorted(probabilities)
    assert probabilities[0] < probabilities[-1]


def test_words_that_the_question_has_too_are_marked_in_any_form() -> None:
    tokenizer = load_tokenizer(WEIGHTS / "tokenizer.json")
    asked, told = (tokens(tokenizer, text) for text in ("How was the tower painted?", "Painting the towers took years."))
    window = next(windows(asked, [], [], [told], [], stems(tokenizer)))
    marked = [tokenizer.id_to_token(i) for i, kind in zip(window.ids, window.types, strict=True) if kind == 2]
    assert marked == ["painting", "towers"]


def test_a_text_that_repeats_itself_is_still_read_once_each() -> None:
    ring = [Candidate("", "b", "a", "b"), Candidate("", "a", "b", "a")]
    assert sorted(c.sentence for row in chains(ring) for c in row) == ["a", "b"]


def test_every_sentence_is_in_exactly_one_window_and_long_ones_are_cut() -> None:
    sentences = [[7] * n for n in (5, 300, 40, 60, 96, 1)]
    cut = list(windows([8] * 100, [9] * 50, [5] * 80, sentences, [6] * 80, list(range(2000))))
    lengths = [end - start for window in cut for start, end in window.spans]
    assert lengths == [min(len(s), MAX_SENTENCE) for s in sentences]
    for window in cut:
        assert window.ids[0] == CLS
        assert window.ids[MAX_QUESTION + 1] == window.ids[-1] == SEP
        assert len(window.ids) == len(window.types) <= 220


def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    return folder


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "model.onnx").unlink()
    with pytest.raises(ModelError, match=r"model\.onnx is missing"):
        load_reader(folder)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    with (folder / "model.onnx").open("r+b") as file:
        file.seek(5_000_000)
        file.write(b"\x00\xff\x00\xff")
    with pytest.raises(ModelError, match=r"model\.onnx is damaged"):
        load_reader(folder)


NOT_A_NUMBER = '{"with_cosine": [NaN], "without_cosine": [0], "threshold": 0.5, "sha256": {}}'


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"with_cosine": "x"}', NOT_A_NUMBER])
def test_damaged_settings_are_told(tmp_path: Path, content: str) -> None:
    folder = copied(tmp_path)
    (folder / "reader.json").write_text(content)
    with pytest.raises(ModelError, match=r"reader\.json is damaged"):
        load_reader(folder)


def test_a_folder_that_is_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be loaded as a cross-encoder"):
        load_reader(tmp_path)


def test_the_shipped_files_are_small_and_complete() -> None:
    assert sum(file.stat().st_size for file in WEIGHTS.iterdir()) < 25_000_000
    settings = json.loads((WEIGHTS / "reader.json").read_text())
    assert 0 < settings["thresholds"]["lenient"] < settings["thresholds"]["normal"] < settings["thresholds"]["strict"] < 1
    assert settings["with_cosine"][0] > 0
    assert settings["without_cosine"][0] > 0


@pytest.mark.parametrize(
    ("text", "question", "number", "word"),
    [
        (LIGHTHOUSE, "When was the lighthouse built?", 0, "1871"),
        (LIGHTHOUSE, "How long was the supply boat delayed?", 3, "nine days"),
        (ASTHMA, "How is asthma treated?", 1, "corticosteroids"),
        (ASTHMA, "What share of the children had fewer attacks?", 2, "64%"),
    ],
)
def test_the_words_that_answer_are_pointed_at(reader: Reader, text: list[str], question: str, number: int, word: str) -> None:
    span = reader.answer_words(question, in_context(text)[number])
    assert span is not None
    assert word in text[number][slice(*span)]
    assert span[1] - span[0] < len(text[number]) / 2


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([0, 9, 0, 0], "two"),
        ([0, 5, 1, 5], "two or three"),
        ([3, 3, 3, 3], "one, two or three"),
        ([0, 0, 0, 9], "three"),
    ],
)
def test_the_words_pointed_at_are_whole_and_one_word_between_them_is_theirs(weights: list[float], words: str) -> None:
    sentence = "one, two or three."
    span = pointed_words(sentence, [(0, 3), (5, 8), (9, 11), (12, 17)], np.array(weights, dtype=float))
    assert span is not None
    assert sentence[slice(*span)] == words


def test_the_questions_own_words_answer_nothing(reader: Reader) -> None:
    assert reader.answer_words("What do newts eat?", Candidate("", "", "Newts eat and eat.", "")) is None


@pytest.mark.parametrize("sentence", ["", " ", "%", "word " * 5000])
def test_words_are_sought_in_any_sentence(reader: Reader, sentence: str) -> None:
    span = reader.answer_words("What?", Candidate("", "", sentence, ""))
    assert span is None or 0 <= span[0] < span[1] <= len(sentence)


def test_of_many_candidates_only_the_most_promising_are_read(reader: Reader) -> None:
    candidates = in_context(ASTHMA + LIGHTHOUSE)
    found = beside(reader, "How is asthma treated?", candidates, 3)
    assert (found > 0).sum() == 3
    assert int(np.argmax(found)) == 1
    assert (beside(reader, "How is asthma treated?", candidates, 100) > 0).all()
