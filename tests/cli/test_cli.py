"""The command line as its user meets it: text, data, and one sentence for every mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

QUESTION = "What share of patients improved with hyperbaric oxygen?"


def qa(*arguments: str, cwd: Path = REPOSITORY, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QA_")} | {"PYTHONPATH": str(REPOSITORY)} | variables
    return subprocess.run([sys.executable, "-m", "qa", *arguments], cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, shipped_file: Path) -> str:
    folder = str(tmp_path_factory.mktemp("cli") / "library")
    done = qa("add", str(shipped_file), "--library", folder)
    assert done.returncode == 0, done.stderr
    assert "35 sentences, 15 in-text citations" in done.stdout
    assert "page 4 of 6" in done.stdout
    return folder


def test_an_answer_has_numbers_and_sources(library: str) -> None:
    done = qa("ask", QUESTION, "--library", library)
    assert done.returncode == 0
    answer, sources = done.stdout.split("Sources")
    assert "58%" in answer
    assert "[1]" in answer
    assert "[1] Case Report: Refractory Calciphylaxis in Lupus, Management" in sources
    assert "(the article cites 20)" in " ".join(sources.split())
    assert done.stderr == ""


def test_the_same_as_data(library: str) -> None:
    data = json.loads(qa("ask", QUESTION, "--json", QA_LIBRARY=library).stdout)
    assert not data["declined"]
    assert any("58%" in s["text"] and s["references"] == [20] for s in data["sentences"])
    assert data["seconds"]["total"] > 0


def test_a_refusal_offers_what_is_related(library: str) -> None:
    done = qa("ask", "What is the capital of France?", "--library", library)
    assert done.returncode == 0
    assert "does not answer" in done.stdout
    assert "Not an answer, but related" in done.stdout


def test_search_shows_each_stages_score(library: str) -> None:
    done = qa("search", "hyperbaric oxygen", "--library", library, "--limit", "2")
    assert done.stdout.count("dense ") == done.stdout.count("lexical ") == done.stdout.count("fused ") == 2
    ranked = json.loads(qa("search", "hyperbaric oxygen", "--library", library, "--json").stdout)
    assert ranked[0]["ranks"]["fused"] == 1
    assert "hyperbaric" in ranked[0]["text"]


def test_articles_are_listed_and_removed(tmp_path: Path, shipped_file: Path) -> None:
    folder = str(tmp_path / "library")
    (added,) = json.loads(qa("add", str(shipped_file), "--library", folder, "--json").stdout)
    assert added["status"] == "added"
    assert added["article"] in qa("list", "--library", folder).stdout
    assert qa("remove", added["article"], "--library", folder).returncode == 0
    assert "empty" in qa("list", "--library", folder).stdout


def test_an_unnamed_library_starts_with_the_corpus(tmp_path: Path) -> None:
    done = qa("ask", "Who wrote this article?", cwd=tmp_path)
    assert "Joey Kim" in done.stdout
    assert (tmp_path / "library").is_dir()


def test_eval_prints_figures_beside_a_baseline(tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    rows = [
        {"id": "one", "question": QUESTION, "answerable": True, "evidence": ["58%"], "references": [20]},
        {"id": "two", "question": "What is the capital of France?", "answerable": False},
        {"id": "three", "question": "Who wrote this article?", "answerable": True, "evidence": ["Nobody"]},
    ]
    questions.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    data = json.loads(qa("eval", str(questions), "--json").stdout)
    fractions = {
        name: {key: data[name][key] for key in ("value", "count", "n")}
        for name in data
        if isinstance(data[name], dict) and "count" in data[name]
    }
    assert fractions["first_right"] == {"value": 0.5, "count": 1, "n": 2}
    assert fractions["references_right"] == {"value": 1.0, "count": 1, "n": 1}
    assert fractions["declined_right"] == {"value": 1.0, "count": 1, "n": 1}
    assert data["answered_wrongly"]["count"] == 1
    assert data["shown_right"]["count"] == data["baseline"]["shown_right"]["count"] == 1
    assert [miss["id"] for miss in data["misses"]] == ["three"]
    assert "miss three" in qa("eval", str(questions)).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "nothing.txt"], "There is no file"),
        (["add", "requirements.txt"], "No article was found"),
        (["add", "README.md", "--max-file-mb", "0.001"], "larger than 0.001 MB"),
        (["ask", ""], "question is empty"),
        (["ask", "x" * 100_000], "100,000 characters"),
        (["ask", "Что это такое?"], "Cyrillic letters"),
        (["ask", "Why?", "--article", "nowhere"], "No article nowhere"),
        (["ask", "Why do patients die?", "--reader", "/nowhere/at/all"], "cannot be loaded"),
        (["ask", "Why?", "--encoder", "/nowhere/at/all"], "made with the encoder"),
        (["remove", "nowhere"], "No article nowhere"),
        (["eval", "nothing.jsonl"], "cannot be read"),
        (["eval", "README.md"], "Line 1"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_a_mistake_ends_in_one_sentence_and_exit_code_2(library: str, arguments: list[str], said: str) -> None:
    done = qa(*arguments, QA_LIBRARY=library)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_a_library_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    done = qa("ask", "Why?", "--library", str(tmp_path / "typo"))
    assert done.returncode == 2
    assert "There is no library" in done.stderr
    assert not (tmp_path / "typo").exists()


def test_an_interrupted_add_ends_in_one_sentence(tmp_path: Path, library: str) -> None:
    storks = tmp_path / "storks.txt"
    storks.write_text("Storks nest on the roofs of the village and farmers mow late for them. " * 9, encoding="utf-8")
    # The signal comes just as the encoding begins.
    code = (
        "import os, signal, sys; from qa.cli.main import main; from qa.encoder import Encoder\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job ignores it
        "Encoder.encode_kept = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "add", str(storks), "--library", library], cwd=REPOSITORY, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 2
    assert "Interrupted" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(json.loads(qa("list", "--json", "--library", library).stdout)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "Why?", "--threshold", "high"], "high is not a number from 0 to 1"),
        (["search", "Why?", "--limit", "0"], "0 is not a whole number from 1 to 1000"),
        (["eval", "nothing.jsonl", "--limit", "2.5"], "2.5 is not a whole number"),
        (["ask"], "question"),
        (["fly"], "fly"),
    ],
)
def test_a_wrong_option_ends_in_one_sentence(arguments: list[str], said: str) -> None:
    done = qa(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_question_needs_no_quotes(library: str) -> None:
    assert "Joey Kim" in qa("ask", "who", "wrote", "this", "article", "--library", library).stdout


def test_letters_that_the_terminal_does_not_know_do_not_end_the_answer(library: str) -> None:
    told = qa("search", "1,25-dihydroxy α “quotes”", "--library", library, PYTHONIOENCODING="ascii")
    assert told.returncode == 0
    data = qa("list", "--json", "--library", library, PYTHONIOENCODING="ascii")
    assert json.loads(data.stdout)[0]["title"]


def test_asking_makes_no_library_in_a_folder_that_is_there(tmp_path: Path) -> None:
    assert "There is no library" in qa("ask", "Why?", "--library", str(tmp_path)).stderr
    assert not list(tmp_path.iterdir())
