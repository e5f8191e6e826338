"""Posting lists find in a large library what FTS5 finds, whatever happens to their files."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import lexical
from qa.article import Article, Section, Sentence
from qa.lexical import lexicon
from qa.lexical.tokens import Tokenizer
from qa.library import Library
from qa.passages import Passage
from qa.storage.database import FILE_NAME

WORDS = (
    "the of and patients calcium-phosphate calciphylaxis Sjögren's sjogren naïve naive β-blockers 25(OH)D Wounds wounded wound "
    "thiosulfate don't e.g. COVID-19 ÉTUDE étude a1c HbA1c 5–10 x² straße ﬁbrosis и́скра 病院 treat treats treatment ad hoc"
).split()
QUESTIONS = (
    ["treatment"],
    ["calcium-phosphate", "wounds"],
    ["the", "of", "patients"],
    ["étude", "sjogren", "naive", "treating"],
    ["ad hoc", "covid-19", "treats"],
    ["nowhere"],
    ["wound", "wound", "wounded"],
    ["the the", "hba1c", "straße", "病院", "искра"],
)
Result = TypeVar("Result")


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """A library that is large from the first passage on, and has small blocks."""
    monkeypatch.setattr(lexicon, "LARGE", 0)
    monkeypatch.setattr(lexicon, "SIZES", (64, 16, 4))
    monkeypatch.setattr(lexicon, "MOST_READ", 4)
    return Library(tmp_path / "library", "an encoder")


def add(library: Library, number: int, n_passages: int = 7) -> str:
    """Add an article of passages of one sentence each, which its number tells; returns its id."""
    random_ = random.Random(number)
    sentences: list[Sentence] = []
    text = ""
    for _ in range(n_passages):
        # Few words each, so that some come again and again in one passage, and many scores are the same.
        said = " ".join(random_.choices(random_.sample(WORDS, 5), k=random_.randint(1, 12)))
        sentences.append(Sentence(said, len(text), len(text) + len(said)))
        text += said + " "
    heading = random_.choice(("Treatment of the wound", "Results", "Étude ad"))
    article = Article("", "", "", "", "", f"{number}.txt", "", text, (Section(heading, "body", (tuple(sentences),)),))
    passages = [Passage(heading, s.text, s.start, s.end, (s,)) for s in sentences]
    ones = np.ones((n_passages, 2), np.float32)
    library.put(article, passages, ones, [ones[:1]] * n_passages)
    return article.id


def by_fts5(ask: Callable[[], Result]) -> Result:
    """What a library says that takes itself for a small one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon, "LARGE", 10**9)
        return ask()


def check(library: Library, articles: Sequence[str] = ()) -> None:
    """Both ways say the same of each question, scores, order and counts."""
    for terms in QUESTIONS:
        for k in (1, 10, 1000):
            found = library.match(terms, k, articles)
            assert found == by_fts5(lambda terms=terms, k=k: library.match(terms, k, articles))  # type: ignore[misc]
        for term in terms:
            assert library.n_with(term) == by_fts5(lambda term=term: library.n_with(term))  # type: ignore[misc]
    assert library.match(["the"], 1000, articles)


def files(library: Library) -> set[str]:
    return {path.name for path in library.folder.glob("lexicon-*")}


def test_posting_lists_say_what_fts5_says_as_articles_come_and_go(library: Library) -> None:
    kept: list[str] = []
    for number in range(24):
        kept.append(add(library, number, 1 + number))
        if number % 5 == 4:
            library.remove(kept.pop(number % 3))
        if number % 4 == 0:
            check(library)
    check(library)
    check(library, kept[3:6])
    check(Library(library.folder, "an encoder"))
    for article in kept[:-3]:
        library.remove(article)
    check(library)


def test_an_article_that_is_replaced_is_found_by_its_new_words_only(library: Library) -> None:
    for number in range(5):
        add(library, number)
    check(library)
    add(library, 3, 9)
    check(library)
    assert len(library.ids()) == 5


def test_another_program_that_adds_is_followed(library: Library) -> None:
    add(library, 1)
    other = Library(library.folder, "an encoder")
    check(other)
    for number in range(2, 20):
        article = add(library, number)
    library.remove(article)
    check(other)
    check(library)


def test_passages_stand_in_few_files(library: Library) -> None:
    """That of 1 to 64, those of 65 to 80 and 81 to 84; what is left is in none."""
    for number in range(12):
        add(library, number)
        library.match(["the"], 1)
    assert files(library) == {"lexicon-1-64.postings", "lexicon-65-80.postings", "lexicon-81-84.postings"}


def test_large_blocks_are_made_while_articles_are_added(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "MOST_READ", 16)
    for number in range(12):
        add(library, number)
    assert files(library) == {"lexicon-1-64.postings", "lexicon-65-80.postings"}


def test_a_small_library_has_no_files(tmp_path: Path) -> None:
    library = Library(tmp_path / "library", "an encoder")
    add(library, 1)
    assert library.match(["the"], 1)
    assert not files(library)


@pytest.mark.parametrize("harm", ["missing", "empty", "cut off", "of another format", "of other passages", "a folder"])
def test_a_damaged_file_is_made_anew(library: Library, harm: str) -> None:
    for number in range(12):
        add(library, number)
    check(library)
    file, other = library.folder / "lexicon-1-64.postings", library.folder / "lexicon-65-80.postings"
    data = file.read_bytes()
    file.unlink()
    if harm == "a folder":
        file.mkdir()
    elif harm != "missing":
        harmed = {
            "empty": b"",
            "cut off": data[:-1],
            "of another format": data.replace(b'"format": 1', b'"format": 9', 1),
            "of other passages": other.read_bytes(),
        }
        file.write_bytes(harmed[harm])
    check(Library(library.folder, "an encoder"))


def test_what_was_made_from_a_copy_that_went_its_own_way_is_not_used(library: Library, tmp_path: Path) -> None:
    add(library, 0)
    shutil.copy(library.folder / FILE_NAME, tmp_path / "copy")
    for number in range(1, 12):
        add(library, number)
    check(library)
    shutil.copy(tmp_path / "copy", library.folder / FILE_NAME)
    for number in range(31, 42):
        add(library, number)
    check(library)
    check(Library(library.folder, "an encoder"))


def test_what_a_kill_left_half_written_is_taken_away(library: Library) -> None:
    (library.folder / "lexicon-1-64.0a1b2c3d.part").write_bytes(b"half")
    (library.folder / "lexicon-5-8.postings").write_bytes(b"part of a larger one by now")
    for number in range(12):
        add(library, number)
    check(library)
    assert files(library) == {"lexicon-1-64.postings", "lexicon-65-80.postings", "lexicon-81-84.postings"}


def test_questions_are_answered_while_articles_are_added(library: Library) -> None:
    add(library, 0)
    with ThreadPoolExecutor(5) as threads:
        adding = [threads.submit(lambda start=start: [add(library, start + n) for n in range(8)]) for start in (100, 200)]  # type: ignore[misc]
        asking = [threads.submit(lambda: [library.match(["the", "wound"], 5) for _ in range(40)]) for _ in range(3)]
        assert all(answer for asked in asking for answer in asked.result())
        assert all(added.result() for added in adding)
    check(library)


HOSTILE = [
    '"',
    "NEAR(a b)",
    "*",
    "a*",
    "heading:wound",
    "^the",
    "-",
    "AND",
    "'; DROP TABLE lexicon; --",
    "",
    " ",
    "\n",
    "the " * 3000,
    "x" * 100_000,
]


def test_no_term_is_a_command(library: Library) -> None:
    for number in range(6):
        add(library, number)
    for term in HOSTILE:
        assert library.match([term], 9) == by_fts5(lambda term=term: library.match([term], 9))  # type: ignore[misc]
        assert library.n_with(term) == by_fts5(lambda term=term: library.n_with(term))  # type: ignore[misc]
    many = [*HOSTILE, *(f"word{number}" for number in range(5000)), *WORDS]
    assert library.match(many, 9) == by_fts5(lambda: library.match(many, 9))
    assert library.match([], 9) == []


@given(st.text(), st.text())
def test_no_token_goes_across_white_space(before: str, after: str) -> None:
    tokenizer = Tokenizer()
    for text in (f"{before} {after}", before + after):
        if "\0" not in text:  # which ends a text for SQLite; clean_text leaves none
            whole, pieces = tokenizer.tokens([text]), tokenizer.tokens(text.split())
            assert whole == [[token for piece in pieces for token in piece]]


def test_the_benchmark_finds_both_ways_the_same(library: Library) -> None:
    with sqlite3.connect(library.folder / FILE_NAME, isolation_level=None) as database:
        lexical.fill(database, 320)
        figures = lexical.measure(database, library.folder, 320, 6)
    database.close()
    assert len(figures["ours"]) == len(figures["fts5"]) == 6
