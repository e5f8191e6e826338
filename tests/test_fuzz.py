"""A short form of `python -m tests.fuzz`: broken files of every format end as an article or in one sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.article import Article
from tests.fuzz.running import Outcome, check, document, fuzz, try_one
from tests.fuzz.seeds import SEEDS

N_BROKEN = 200


@pytest.mark.parametrize("kind", SEEDS)
def test_whole_documents_are_articles(kind: str) -> None:
    """So that what is broken in them is broken on the way through the reader, not before it."""
    for name, data in SEEDS[kind]():
        article, message, harm = try_one(name, data)
        assert not harm
        assert article, message


@pytest.mark.parametrize("kind", SEEDS)
def test_broken_documents_do_no_harm(kind: str) -> None:
    outcome = fuzz(kind, N_BROKEN, seed=0)
    assert [finding.what for finding in outcome.findings] == []
    assert outcome.n == outcome.n_articles + outcome.refusals.total() == N_BROKEN


def test_broken_documents_differ_and_are_the_same_each_time() -> None:
    made = [document("html", number, seed=3) for number in range(50)]
    assert made == [document("html", number, seed=3) for number in range(50)]
    assert len({data for _, data in made}) > 45


def test_harm_is_told_from_a_refusal(shipped: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    check(shipped)
    with pytest.raises(AssertionError):
        check(replace(shipped, text=shipped.text[:-1]))
    with pytest.raises(UnicodeEncodeError):
        check(replace(shipped, title="\ud800"))
    monkeypatch.setattr("tests.fuzz.running.read_draft", lambda data, name: 1 / 0)
    assert "ZeroDivisionError" in try_one("storks.txt", b"storks")[2]


def test_a_crash_is_told_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The watched process is a new one and knows no such format, which is a crash at the first number each time.
    monkeypatch.setitem(SEEDS, "unknown", lambda: [("storks.txt", b"storks")])
    outcome: Outcome = fuzz("unknown", 2, seed=0)
    assert [finding.what for finding in outcome.findings] == ["crash (exit code 1)"] * 2
