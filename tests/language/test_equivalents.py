"""What people say for what the article says."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from qa.article import Article
from qa.config import Config
from qa.engine import Engine
from qa.language.equivalents import GROUPS, equivalents
from qa.language.words import beginnings, with_other_names
from tests.test_answers import article


def told(text: str) -> Article:
    return replace(article(), text=text)


@pytest.mark.parametrize(
    ("question", "term", "name"),
    [
        ("Does it hurt the belly?", ("belly",), ("abdomen",)),
        ("Which blood clot medicine is used?", ("blood", "clot", "medicine"), ("anticoagulant",)),
        ("What about ESRD?", ("esrd",), ("kidney", "failure")),
        ("Is kidney failure common?", ("kidney", "failure"), ("renal", "failure")),
        ("Did the scans help?", ("scans",), ("imaging",)),
    ],
)
def test_common_things_have_their_other_names(question: str, term: tuple[str, ...], name: tuple[str, ...]) -> None:
    assert name in equivalents(question)[term]


def test_what_has_one_name_only_has_no_other() -> None:
    assert equivalents("Where did the storks winter?") == {}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Levels of fibroblast growth factor (FGF) rose.", "FGF", ("fibroblast", "growth", "factor")),
        ("In gamma-band synchrony (GBS) it fell.", "GBS", ("gamma", "band", "synchrony")),
        ("We used magnetoencephalographic recordings (MEGs).", "MEG", ("magnetoencephalographic", "recordings")),
        ("He studied hot-wired nests (HWN) and more.", "HWN", ("hot", "wired", "nests")),
    ],
)
def test_abbreviations_that_an_article_defines_are_known_in_both_forms(text: str, short: str, long: tuple[str, ...]) -> None:
    assert equivalents(f"What about {short}?", [told(text)])[(short.lower(),)] == (long,)
    assert equivalents(f"What about {' '.join(long)}?", [told(text)])[long] == ((short.lower(),),)
    assert equivalents(f"What about {short}?") == {}


@pytest.mark.parametrize("text", ["Storks (see above) nest.", "It rose (p < 0.01).", "Farmers (FGH) mow.", "(ABC) is short.", "a (b) c"])
def test_other_words_in_brackets_are_no_abbreviations(text: str) -> None:
    assert equivalents("What about see above FGH ABC b?", [told(text)]) == {}


def test_a_text_of_brackets_alone_takes_no_time_worth_noting() -> None:
    began = time.process_time()
    equivalents("What?", [told("word " * 200_000 + "(" * 200_000), told("a-b " * 200_000), told("A B C D (ABCD) " * 50_000)])
    assert time.process_time() - began < 20


def test_a_term_is_met_by_any_of_its_names() -> None:
    names = equivalents("Is kidney failure in the belly?")
    assert {"kidne", "failu", "belly"} <= with_other_names(beginnings("Patients with ESRD have a swollen abdomen."), names)
    assert "belly" not in with_other_names(beginnings("Patients with ESRD."), names)


def test_the_groups_are_in_order() -> None:
    lines = [line for line in GROUPS.read_text().splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(set(lines))
    assert all(len(line.split(",")) > 1 for line in lines)


def test_a_lay_word_finds_the_sentence(tmp_path: Path, shipped_file: Path) -> None:
    engine = Engine.open(tmp_path / "library")
    engine.add(shipped_file)
    with_names = engine.ask("Does it affect the tummy?")
    without = engine.under(Config(equivalents=False)).ask("Does it affect the tummy?")
    assert "abdomen" in with_names.candidates[0].text
    assert with_names.confidence > without.confidence
