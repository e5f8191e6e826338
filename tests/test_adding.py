"""Files and addresses to a library: pages given later join those that are kept, and nothing stale stays."""

import json
import os
import re
import sqlite3
from pathlib import Path

import pytest

from qa.added import Added
from qa.config import Config
from qa.engine import Engine
from qa.errors import InputError
from qa.library import FILE_NAME
from qa.readers import read_article
from qa.readers.given import NotAdded
from tests.cli.test_cli import qa
from tests.conftest import MAX_BYTES, NO_READER
from tests.serving import page, redirect, serving
from tests.storage.test_history import as_format_1
from tests.storks import PAGES, TITLE, html_page, text_page

HERONS = (
    "Herons of the Harbour\n\nBy Ann Lee\n\n" + "Herons stand in the harbour at dawn and wait for the boats to come home with fish. " * 4
)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine.open(tmp_path / "library", NO_READER)


@pytest.fixture
def files(tmp_path: Path) -> dict[int, Path]:
    folder = tmp_path / "pages"
    folder.mkdir()
    found = {n: folder / f"page-{n}.txt" for n in PAGES}
    for number, file in found.items():
        file.write_text(text_page(number), encoding="utf-8")
    return found


def add_all(engine: Engine, *given: Path | str) -> list[Added | NotAdded]:
    return list(engine.add_all([(where, "") for where in given]))


def test_all_pages_are_one_article_and_adding_them_again_changes_nothing(engine: Engine, files: dict[int, Path]) -> None:
    (added,) = add_all(engine, *files.values())
    assert isinstance(added, Added)
    assert (added.status, added.files) == ("added", tuple(map(str, files.values())))
    assert added.article.notes == ("All 6 pages of the article are included.",)
    assert added.article.source == f"{files[1]} and 5 more pages"
    before = (engine.library.folder / FILE_NAME).read_bytes()
    for given in (list(files.values()), [files[4]], [files[6], files[2]]):
        (again,) = add_all(engine, *given)
        assert isinstance(again, Added)
        assert (again.status, again.article.id) == ("unchanged", added.article.id)
    assert (engine.library.folder / FILE_NAME).read_bytes() == before


def test_pages_added_one_after_the_other_make_the_article_that_they_make_together(
    engine: Engine, files: dict[int, Path], tmp_path: Path
) -> None:
    said = []
    for number in (4, 5, 2, 6, 1, 3):
        added = engine.add(files[number])
        assert engine.library.ids() == [added.article.id]
        said.append(added.article.notes[0])
    assert said[:3] == [
        "This is page 4 of 6 of the article; the other pages are not included.",
        "Pages 1–3 and 6 of 6 are not included.",
        "Pages 1, 3 and 6 of 6 are not included.",
    ]
    (together,) = add_all(Engine.open(tmp_path / "other", NO_READER), *files.values())
    assert isinstance(together, Added)
    assert added.article == together.article
    assert added.status == "replaced"


def test_a_question_is_answered_over_the_turn_of_a_page(engine: Engine, files: dict[int, Path]) -> None:
    add_all(engine, *files.values())
    (best, *_) = engine.search("Who was the first to hear the clatter?")
    assert "The staff had seen no nest before, and the porters were the first to hear the clatter" in best.text


def test_a_page_that_changes_replaces_itself_in_its_article(engine: Engine, files: dict[int, Path]) -> None:
    add_all(engine, *files.values())
    files[3].write_text(text_page(3).replace("312 kilograms", "400 kilograms"), encoding="utf-8")
    added = engine.add(files[3])
    assert (added.status, len(engine.library.ids())) == ("replaced", 1)
    assert "400 kilograms" in added.article.text
    assert "312 kilograms" not in added.article.text
    assert added.article.notes == ("All 6 pages of the article are included.",)


def test_a_file_that_is_of_another_article_by_now_leaves_its_old_one(engine: Engine, files: dict[int, Path]) -> None:
    add_all(engine, files[3], files[4])
    files[4].write_text(HERONS, encoding="utf-8")
    engine.add(files[4])
    titles = {summary.title: summary.notes for summary in engine.articles()}
    assert titles == {TITLE: engine.articles()[0].notes, "Herons of the Harbour": ()}
    assert titles[TITLE][0] == "This is page 3 of 6 of the article; the other pages are not included."
    files[3].write_text(HERONS.replace("Herons", "Swifts"), encoding="utf-8")
    engine.add(files[3])
    assert {summary.title for summary in engine.articles()} == {"Herons of the Harbour", "Swifts of the Harbour"}


def test_removing_an_article_forgets_its_pages(engine: Engine, files: dict[int, Path]) -> None:
    (added,) = add_all(engine, files[3], files[4])
    assert isinstance(added, Added)
    engine.remove(added.article.id)
    assert engine.add(files[5]).article.notes[0].startswith("This is page 5 of 6")


def test_what_cannot_be_read_does_not_keep_the_rest_out(engine: Engine, files: dict[int, Path], tmp_path: Path) -> None:
    herons = tmp_path / "herons.txt"
    herons.write_text(HERONS, encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    found = add_all(engine, files[2], tmp_path / "nothing.txt", herons, tmp_path / "empty.txt", files[1])
    assert sorted(r.article.title for r in found if isinstance(r, Added)) == [TITLE, "Herons of the Harbour"]
    told = [str(r.error) for r in found if isinstance(r, NotAdded)]
    assert "There is no file" in told[0]
    assert "is empty" in told[1]


def test_a_link_that_leads_to_itself_is_no_file(engine: Engine, tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    with pytest.raises(InputError, match="leads to no file"):
        engine.add(loop)


def test_pages_that_were_added_before_pages_were_kept_are_named(engine: Engine, files: dict[int, Path]) -> None:
    old = engine.add_article(read_article(files[4], MAX_BYTES)).article
    added = engine.add(files[5])
    assert len(engine.library.ids()) == 2
    (hint,) = added.hints
    assert old.id in hint
    assert "page 4" in hint
    assert "add the files of all pages together" in hint
    (whole,) = add_all(engine, files[4], files[5])
    assert isinstance(whole, Added)
    assert engine.library.ids() == [whole.article.id]
    assert whole.hints == ()


def test_the_article_that_ships_stays_as_it_is(engine: Engine, shipped_file: Path, tmp_path: Path) -> None:
    (ours,) = engine.add_corpus()
    authors = ours.article.authors.replace("; ", ", ")
    file = tmp_path / "page-5.txt"
    file.write_text(text_page(5, title=ours.article.title, authors=authors), encoding="utf-8")
    added = engine.add(file)
    assert engine.library.ids() == [ours.article.id, added.article.id]
    assert ours.article.id in added.hints[0]
    # Its page from elsewhere is no page that it lacks.
    file = tmp_path / "page-4.txt"
    file.write_text(text_page(4, title=ours.article.title, authors=authors), encoding="utf-8")
    assert engine.add(file).hints == ()
    assert engine.library.ids()[0] == ours.article.id


def test_a_library_from_before_pages_were_kept_goes_on(engine: Engine, files: dict[int, Path]) -> None:
    engine.add(files[1])
    as_format_1(engine.library.folder, oldest=True)
    again = Engine.open(engine.library.folder, NO_READER)
    add_all(again, files[2], files[3])
    (whole,) = add_all(again, *files.values())
    assert isinstance(whole, Added)
    assert again.library.ids() == [whole.article.id]


def test_a_kept_page_that_is_damaged_is_passed_over(engine: Engine, files: dict[int, Path]) -> None:
    engine.add(files[4])
    database = sqlite3.connect(engine.library.folder / FILE_NAME)
    database.execute("UPDATE pages SET content = '{'")
    database.commit()
    database.close()
    assert engine.add(files[5]).article.notes[0].startswith("This is page 5 of 6")
    assert len(engine.library.ids()) == 2


def test_addresses_of_pages_are_one_article_with_the_canonical_link(tmp_path: Path) -> None:
    engine = Engine.open(tmp_path / "library", Config(reader="none", networks=("127.0.0.0/8",)))
    answers = {"/storks/" if n == 1 else f"/storks/{n}/": page(html_page(n).encode()) for n in PAGES} | {"/go": redirect("/storks/4/")}
    with serving(answers) as site:
        addresses = [f"{site}/storks/{'' if n == 1 else f'{n}/'}" for n in PAGES]
        single = engine.add(f"{site}/go#top")
        assert (single.article.source, single.article.link) == (f"{site}/go", "https://birds.example/article/storks/4/")
        (added,) = add_all(engine, addresses[5], *addresses[:5])
        assert isinstance(added, Added)
        assert engine.library.ids() == [added.article.id]
        assert added.article.link == "https://birds.example/article/storks/"
        assert added.article.notes == ("All 6 pages of the article are included.",)
        assert len(added.article.references) == 12
        with pytest.raises(InputError, match="status 404"):
            engine.add(f"{site}/nothing")
    with pytest.raises(InputError, match="refuses"):
        engine.add(f"{site}/go")


def test_a_page_that_names_no_link_is_linked_to_where_it_was_fetched(tmp_path: Path) -> None:
    engine = Engine.open(tmp_path / "library", Config(reader="none", networks=("127.0.0.0/8",)))
    with serving(
        {"/herons.txt": page(HERONS.encode(), "text/plain; charset=utf-8"), "/logo": page(b"\x89PNG\r\n\x1a\n\0\0", "image/png")}
    ) as site:
        article = engine.add(f"{site}/herons.txt").article
        assert (article.link, article.source, article.title) == (f"{site}/herons.txt", f"{site}/herons.txt", "Herons of the Harbour")
        with pytest.raises(InputError, match="is an image"):
            engine.add(f"{site}/logo")


def test_the_command_line_adds_a_folder_of_pages_and_addresses(tmp_path: Path, files: dict[int, Path]) -> None:
    library = str(tmp_path / "library")
    done = qa("add", str(files[1].parent), "--library", library)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(TITLE) == 1
    assert "All 6 pages" in done.stdout
    with serving({"/herons": page(HERONS.encode(), "text/plain")}) as site:
        refused = qa("add", f"{site}/herons", str(files[2]), "--library", library)
        assert refused.returncode == 2
        assert "not on the public internet" in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1
        assert "unchanged" in refused.stdout
        (added,) = json.loads(qa("add", f"{site}/herons", "--allow-network", "127.0.0.0/8", "--json", "--library", library).stdout)
    assert (added["status"], added["source"], added["files"], added["hints"]) == ("added", f"{site}/herons", [f"{site}/herons"], [])
    wrong = qa("add", str(files[1]), "--allow-network", "everything", "--library", library)
    assert (wrong.returncode, len(wrong.stderr.strip().splitlines())) == (2, 1)


def test_one_that_cannot_even_be_named_is_told_of_and_the_others_are_added(tmp_path: Path) -> None:
    engine = Engine.open(tmp_path / "library", Config(reader="none"))
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "herons.txt").write_text(HERONS)
    given = [tmp_path / "a", "", "http://xn--", tmp_path / "pipe", tmp_path / "herons.txt"]
    results = list(engine.add_all([(where, "") for where in given]))
    told = [str(result.error) for result in results if isinstance(result, NotAdded)]
    for said, sentence in zip(("leads to no file", "empty name", "no.* web address", "is a pipe"), told, strict=True):
        assert re.search(said, sentence)
    assert [summary.title for summary in engine.articles()] == ["Herons of the Harbour"]
