"""The nearest passages are found whatever the size, before and after changes, and whatever becomes of the index's file."""

import threading
from pathlib import Path

import numpy as np
import pytest

from benchmarks.articles import write_articles
from benchmarks.kills import open_engine
from qa import index
from qa.engine import Engine
from qa.index import VectorIndex, n_lists_for
from qa.vectors.halves import from_blob, to_blob
from qa.vectors.inverted import Ids, InvertedFile, Vectors

FEW = 12


def _unit(n: int, seed: int, dimension: int = 32) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((n, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _exact(ids: Ids, vectors: Vectors, query: Vectors, k: int) -> list[int]:
    return [int(i) for i in ids[np.argsort(-(vectors @ query), kind="stable")[:k]]]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an inverted file be made of few passages already."""
    monkeypatch.setattr(index, "MAX_FLAT", FEW)


@pytest.fixture
def engine(tmp_path: Path, few: None) -> Engine:
    return open_engine(tmp_path / "library")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return write_articles(tmp_path / "articles", 12, 60)


def _bases(engine: Engine) -> list[Path]:
    return list(engine.library.folder.glob("passages-*"))


def test_an_index_finds_the_nearest_and_only_among_those_asked_for() -> None:
    vectors = np.eye(4, dtype=np.float32)
    flat = VectorIndex(np.array([7, 8, 9, 10]), vectors)
    assert flat.search(vectors[2], 1) == [(9, 1.0)]
    assert {i for i, _ in flat.search(vectors[2], 9, np.array([7, 10, 11]))} == {7, 10}
    assert VectorIndex().search(vectors[0], 3) == []


def test_vectors_are_kept_in_half_the_room_with_nearly_the_same_cosines() -> None:
    vectors, queries = _unit(200, 1, 384), _unit(50, 2, 384)
    blob = to_blob(vectors)
    assert len(blob) == vectors.nbytes / 2
    assert np.abs((from_blob(blob).reshape(vectors.shape) - vectors) @ queries.T).max() < 5e-4


def _with_base(tmp_path: Path, n: int) -> tuple[Ids, Vectors, VectorIndex]:
    ids, vectors = np.arange(5, n + 5), _unit(n, 3)
    path = tmp_path / "passages-überall-\udcff.faiss"  # also a name that is no UTF-8
    InvertedFile.trained(n_lists_for(n), vectors).changed(
        ids[:0], [(ids[: n // 2], vectors[: n // 2]), (ids[n // 2 :], vectors[n // 2 :])]
    ).save(path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    return ids, vectors, VectorIndex(base=InvertedFile.mapped(path, n + 4))


def test_an_inverted_file_is_searched_where_it_lies_with_what_came_and_without_what_went(tmp_path: Path) -> None:
    ids, vectors, based = _with_base(tmp_path, 2000)
    new_ids, new = np.arange(3000, 3100), _unit(100, 4)
    queries = _unit(20, 5)
    gone = np.array(sorted({i for query in queries for i in _exact(ids, vectors, query, 3)} | {3000, 3001}))
    changed = based.changed(gone[gone < 3000], new_ids, new).changed(gone[gone >= 3000], new_ids[:0], new[:0])
    all_ids, all_vectors = np.concatenate([ids, new_ids]), np.concatenate([vectors, new])
    kept = np.isin(all_ids, gone, invert=True)
    assert len(changed) == kept.sum()
    for query in queries:
        found = [i for i, _ in changed.search(query, 10)]
        expected = _exact(all_ids[kept], all_vectors[kept], query, 10)
        assert len(set(found) & set(expected)) >= 9
        assert not set(found) & set(gone.tolist())
    assert [i for i, _ in based.search(queries[0], 3)] == _exact(ids, vectors, queries[0], 3)  # as it was


def test_within_few_of_many_each_is_compared(tmp_path: Path) -> None:
    ids, vectors, based = _with_base(tmp_path, 2000)
    within = ids[::100]
    for query in _unit(20, 6):
        found = [i for i, _ in based.search(query, 50, within)]
        assert sorted(found) == within.tolist()
        assert found[0] in _exact(within, vectors[::100], query, 2)
    assert based.search(vectors[0], 5, np.array([99_999])) == []


def test_a_library_that_grows_and_shrinks_over_the_bound_finds_the_same_as_one_compared_one_by_one(
    engine: Engine, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    question, added = "Where did the otters winter?", []
    for number, file in enumerate(files):
        added.append(engine.add(file).article.id)
        if number % 4 == 3:
            engine.remove(added.pop(0))
        found = engine.search(question)
        monkeypatch.setattr(index, "MAX_FLAT", 10**6)
        expected = open_engine(engine.library.folder).search(question)
        monkeypatch.setattr(index, "MAX_FLAT", FEW)
        assert [(p.article, p.start) for p in found] == [(p.article, p.start) for p in expected]
        assert len(engine.library.index()) == len(engine.library.passage_ids(added))
        assert len(_bases(engine)) <= 1
    assert engine.library.index().base is not None
    for article in added[1:]:
        engine.remove(article)
    assert engine.library.index().base is None
    assert {p.article for p in engine.search(question)} == {added[0]}


@pytest.mark.parametrize("damage", ["missing", "garbage", "empty", "cut", "of another library"])
def test_the_inverted_file_is_made_anew_when_it_is_not_right(engine: Engine, files: list[Path], tmp_path: Path, damage: str) -> None:
    for file in files:
        engine.add(file)
    expected = engine.search("Where did the otters winter?")
    (path,) = _bases(engine)
    whole = path.read_bytes()
    if damage == "of another library":
        path.rename(path.with_name("passages-0123456789abcdef.faiss"))
    elif damage == "missing":
        path.unlink()
    else:
        path.write_bytes({"garbage": b"garbage" * 999, "empty": b"", "cut": whole[: len(whole) // 2]}[damage])
    again = open_engine(engine.library.folder)
    assert again.search("Where did the otters winter?") == expected
    assert [file.read_bytes()[:4] for file in _bases(again)] == [whole[:4]]


def test_threads_that_ask_while_articles_come_and_go_get_whole_answers(engine: Engine, files: list[Path]) -> None:
    for file in files[:4]:
        engine.add(file)
    stop, troubles = threading.Event(), []

    def ask() -> None:
        while not stop.is_set():
            try:
                assert engine.search("Where did the otters winter?")
            except Exception as error:
                troubles.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for file in files[4:]:
        engine.remove(engine.add(file).article.id)
    stop.set()
    for thread in threads:
        thread.join()
    assert troubles == []
