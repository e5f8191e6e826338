"""A library tells by what anything derived from it is behind, and libraries of an older format go on as they were."""

import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from benchmarks.articles import write_articles
from benchmarks.kills import check, open_engine
from qa.engine import Engine
from qa.errors import LibraryError
from qa.library import Library
from qa.storage import history
from qa.storage.database import FILE_NAME


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return write_articles(tmp_path / "articles", 4, 12)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_engine(tmp_path / "library")


def _state(library: Library) -> history.State:
    with sqlite3.connect(library.folder / FILE_NAME) as database:
        state = history.state(database)
    assert state
    return state


def test_the_difference_between_two_states_is_what_was_added_and_removed(engine: Engine, files: list[Path]) -> None:
    first = engine.add(files[0]).article
    before = _state(engine.library)
    gone = engine.library.passage_ids([first.id])
    second, third = engine.add(files[1]).article, engine.add(files[2]).article
    engine.remove(first.id)
    engine.remove(third.id)  # came and went: of no interest to what is behind
    with sqlite3.connect(engine.library.folder / FILE_NAME) as database:
        assert history.state_of(database, before.version) == before
        assert history.removed_since(database, before) == gone.tolist()
        new = [row[0] for row in database.execute("SELECT id FROM passages WHERE id > ?", (before.passage,))]
    assert new == engine.library.passage_ids([second.id]).tolist()


def test_an_id_is_never_given_again(engine: Engine, files: list[Path]) -> None:
    article = engine.add(files[0]).article
    highest = int(engine.library.passage_ids([article.id]).max())
    engine.remove(article.id)
    assert engine.library.passage_ids([engine.add(files[0]).article.id]).min() > highest


def test_every_change_and_nothing_else_gives_a_new_state(engine: Engine, files: list[Path]) -> None:
    states = [_state(engine.library)]
    article = engine.add(files[0]).article
    states.append(_state(engine.library))
    engine.add(files[0])
    engine.search("storks")
    open_engine(engine.library.folder)
    assert _state(engine.library) == states[-1]
    engine.remove(article.id)
    states.append(_state(engine.library))
    assert len({state.version for state in states}) == 3
    assert engine.library.version() == states[-1].version


def test_a_copy_that_went_its_own_way_is_told_from_the_library(engine: Engine, files: list[Path], tmp_path: Path) -> None:
    engine.add(files[0])
    shutil.copytree(engine.library.folder, tmp_path / "copy")
    other = open_engine(tmp_path / "copy")
    engine.add(files[1])
    other.add(files[1])
    with sqlite3.connect(engine.library.folder / FILE_NAME) as database:
        assert history.state_of(database, _state(other.library).version) is None


def as_format_1(folder: Path, oldest: bool) -> None:
    """Make a library what this program wrote before; the oldest knew neither summaries nor pages."""
    with sqlite3.connect(folder / FILE_NAME) as database:
        database.create_function("as_singles", 1, lambda blob: np.frombuffer(blob, dtype=np.float16).astype(np.float32).tobytes())
        database.execute("ALTER TABLE passages ADD COLUMN sentence_vectors BLOB NOT NULL DEFAULT x''")
        database.execute(
            "UPDATE passages SET vector = as_singles(vector), "
            "sentence_vectors = (SELECT as_singles(vectors) FROM sentence_vectors WHERE passage = id)"
        )
        for table in ("sentence_vectors", "removed", "changes", *(("pages", "page_keys") if oldest else ())):
            database.execute(f"DROP TABLE {table}")
        if oldest:
            database.execute("ALTER TABLE articles DROP COLUMN summary")
        database.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
        database.execute("UPDATE meta SET value = replace(value, ' by sentence', '') WHERE key = 'encoder'")
        # As then, passages' vectors are others than their sentences'.
        database.execute("UPDATE passages SET vector = (SELECT vector FROM passages ORDER BY id LIMIT 1)")
        database.execute("INSERT INTO meta VALUES ('version', 'abc')")
    database.close()


@pytest.mark.parametrize("oldest", [False, True])
def test_a_library_of_the_format_before_goes_on_as_it_was(engine: Engine, files: list[Path], oldest: bool) -> None:
    for file in files[:2]:
        engine.add(file)
    articles, found = engine.articles(), engine.search("Where did the storks recover?")
    as_format_1(engine.library.folder, oldest)
    older = open_engine(engine.library.folder)
    assert older.articles() == articles
    again = older.search("Where did the storks recover?")
    assert [evidence.text for evidence in again] == [evidence.text for evidence in found]
    for evidence, before in zip(again, found, strict=True):
        assert evidence.scores == pytest.approx(dict(before.scores), abs=0.01)
    older.add(files[2])
    older.remove(articles[0].id)
    assert [summary.n_sentences for summary in older.articles()] == [12, 12]
    if not oldest:
        assert check(engine.library.folder) == 2


def test_a_library_of_the_format_before_that_is_damaged_stays_as_it_was(engine: Engine, files: list[Path]) -> None:
    engine.add(files[0])
    as_format_1(engine.library.folder, oldest=False)
    with sqlite3.connect(engine.library.folder / FILE_NAME) as database:
        database.execute("UPDATE passages SET vector = x'00' WHERE id = 2")
    database.close()
    before = (engine.library.folder / FILE_NAME).read_bytes()
    with pytest.raises(LibraryError, match="damaged"):
        open_engine(engine.library.folder)
    assert (engine.library.folder / FILE_NAME).read_bytes() == before
