"""The sample of sentences that we carry is split as a person split it, and a fault in splitting shows."""

import json
from pathlib import Path

import pytest

from qa.cli.main import main
from qa.errors import InputError
from qa.evaluation.sentences import evaluate_sentences, read_paragraphs, report_data, report_lines
from tests.conftest import DATA

SAMPLE = DATA / "sentences.txt"


def test_the_sample_is_split_as_by_hand() -> None:
    figures = evaluate_sentences(read_paragraphs(SAMPLE))
    assert figures.n_sentences >= 300
    assert figures.n_paragraphs >= 60
    ours, others = figures.tallies["ours"], (figures.tallies["sentencex"], figures.tallies["regex"])
    assert ours.f1 >= 0.98, figures.misses
    assert all(ours.f1 > other.f1 for other in others)


def test_ends_of_paragraphs_are_given_and_markers_leave_the_text_first() -> None:
    figures = evaluate_sentences([["Storks nest in tissue.12", "Others doubt it [3, 4]."], ["One alone."]])
    assert (figures.n_sentences, figures.n_paragraphs) == (3, 2)
    tally = figures.tallies["ours"]
    assert (tally.right, tally.found, tally.gold) == (1, 1, 1)


def test_faults_are_named_with_the_place() -> None:
    figures = evaluate_sentences([["It ended here", "and here.", "Then it went on. And on."]])
    assert figures.misses == [
        ("missing", "It ended here| and here. Then it went on. And on."),
        ("too many", "It ended here and here. Then it went on.| And on."),
    ]
    assert report_data(figures)["ours"]["recall"] == 0.5
    assert sum(line.startswith("miss") for line in report_lines(figures)) == 2


def test_the_command_prints_figures_and_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval-sentences", str(SAMPLE), "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) >= {"ours", "sentencex", "regex", "misses"}
    sample = tmp_path / "sample.txt"
    sample.write_text("One.\nTwo.\n\n\nThree.\nFour.", encoding="utf-8")
    assert main(["eval-sentences", str(sample)]) == 0
    assert "4 sentences in 2 paragraphs" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"One.\n\nTwo.\n", b"\xff\xfe\x00"])
def test_what_is_no_sample_gets_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sample.txt"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_paragraphs(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_paragraphs(tmp_path / "nothing.txt")
