"""Adding many articles, again, and under the axe: nothing grows, nothing is done twice, nothing is half there."""

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from benchmarks.articles import jats_article, write_articles
from benchmarks.kills import CheapEncoder, check, kill_often, open_engine
from qa.article import article_to_json
from qa.encoder import Encoder
from qa.engine import Engine
from qa.errors import LibraryError
from qa.library import Library
from qa.readers import read_article
from qa.storage.database import FILE_NAME
from qa.storage.memory import ArticleMemory
from tests.conftest import MAX_BYTES, NO_READER


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="the platform cannot fork a server")
def test_an_add_that_is_killed_at_any_instant_leaves_whole_articles_and_can_be_completed(tmp_path: Path, encoder: Encoder) -> None:
    def ask(library: Path) -> None:
        engine = Engine(Library(library, encoder.fingerprint), encoder, NO_READER)
        if engine.articles():
            assert engine.ask("Where did the storks recover?").passages

    fell = kill_often(tmp_path, n_kills=10, seed=7, ask=ask)
    assert fell["opening"] + fell["adding"] + fell["indexing"] + fell["done"] == 10
    assert fell["adding"] > 0


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM lexicon WHERE rowid = 1",
        "DELETE FROM passages WHERE id = 1",
        "UPDATE passages SET vector = x'00' WHERE id = 1",
        "UPDATE sentence_vectors SET vectors = x'0000' WHERE passage = 1",
        "DELETE FROM sentence_vectors WHERE passage = 1",
        "DELETE FROM changes",
        "DELETE FROM articles",
        "UPDATE articles SET summary = replace(summary, 'n_sentences\": ', 'n_sentences\": 9')",
    ],
)
def test_a_library_that_is_not_whole_is_told_from_one_that_is(tmp_path: Path, harm: str) -> None:
    engine = open_engine(tmp_path / "library")
    engine.add(write_articles(tmp_path / "articles", 1, 20)[0])
    assert check(tmp_path / "library") == 1
    with sqlite3.connect(tmp_path / "library" / FILE_NAME) as database:
        database.execute(harm)
        database.execute("UPDATE changes SET version = 'other' || seq")
    database.close()
    with pytest.raises((AssertionError, sqlite3.Error, LibraryError)):
        check(tmp_path / "library")


def test_adding_a_folder_again_embeds_nothing_and_goes_on_where_it_was(tmp_path: Path) -> None:
    files = write_articles(tmp_path / "articles", 6, 12)
    engine = open_engine(tmp_path / "library")
    embedded: list[int] = []
    for file in files[:4]:
        engine.add(file, lambda done, _: embedded.append(done))
    assert len(embedded) == 4
    again = open_engine(tmp_path / "library")
    assert [again.add(file, lambda done, _: embedded.append(done)).status for file in files] == ["unchanged"] * 4 + ["added"] * 2
    assert len(embedded) == 6


def test_a_list_reads_no_article(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "library")
    engine.add(write_articles(tmp_path / "articles", 1, 12)[0])
    with sqlite3.connect(tmp_path / "library" / FILE_NAME) as database:
        database.execute("UPDATE articles SET content = 'not an article'")
    database.close()
    assert engine.articles()[0].n_sentences == 12


def test_more_ids_may_be_asked_for_than_a_statement_takes_arguments(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "library")
    article = engine.add(write_articles(tmp_path / "articles", 1, 12)[0]).article
    many = [f"nowhere-{number}" for number in range(300_000)]
    ids = engine.library.passage_ids([*many, article.id])
    assert len(ids) > 0
    assert set(engine.library.passages([*range(10_000, 400_000), *ids])) == set(ids.tolist())
    assert engine.library.match(["roofs", "the", "counted", "and"], 5, [*many, article.id])
    assert not engine.library.match(["roofs", "the", "counted", "and"], 5, many)


def test_articles_are_held_in_memory_up_to_a_size_and_the_last_one_always(tmp_path: Path) -> None:
    file = tmp_path / "article.nxml"
    file.write_text(jats_article(1, 20), encoding="utf-8")
    article = read_article(file, MAX_BYTES)
    content = article_to_json(article)
    memory = ArticleMemory(max_chars=3 * len(content))
    held = [memory.article((str(number),), content) for number in range(9)]
    assert held == [article] * 9
    assert len(memory) == 3
    assert memory.article(("8",), content) is held[8]
    assert memory.article(("0",), content) is not held[0]
    small = ArticleMemory(max_chars=1)
    one = small.article(("1",), content)
    assert small.article(("1",), content) is one
    assert small.article(("2",), content) is not one
    assert len(small) == 1


def test_made_up_articles_differ_and_are_the_same_each_time() -> None:
    assert jats_article(5) == jats_article(5)
    assert jats_article(5) != jats_article(6)
    assert CheapEncoder().fingerprint == Encoder().fingerprint
