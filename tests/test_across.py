"""A library of several articles: each answers for itself, with its own works, and is asked by any of its names."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from qa.cli.main import main
from qa.engine import Engine
from qa.errors import InputError
from qa.export import answer_data
from qa.page import markup
from qa.page.turns import Turn
from qa.selection.choosing import choose
from qa.storage.summary import ArticleSummary
from qa.understanding.naming import meant, names
from tests.test_answers import TEXTS, article, read

QUESTION = "On how many roofs do white storks nest?"
STORKS = """# Storks of {village}

## Nests

White storks nest on {roofs} roofs in the village of {village}.[1] They return in March and leave at the end of
August.[2] A pair of white storks raises three young in a good year.[1,2] Farmers mow late for them in most years.

## References

1. {author} A. Chimneys of {village}. J Birds. 2019;3:1-9.
2. {author} B. When the storks of {village} leave. Bird Stud. 2020;5:11-19.
"""


def write_storks(folder: Path) -> list[Path]:
    """Two articles that tell the same of two villages, each with a reference list of its own from 1 on."""
    files = []
    for village, roofs, author in (("Altdorf", 212, "Berg"), ("Neudorf", 98, "Moser")):
        file = folder / f"{village.lower()}.md"
        file.write_text(STORKS.format(village=village, roofs=roofs, author=author), encoding="utf-8")
        files.append(file)
    return files


@pytest.fixture(scope="module")
def storks(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = Engine.open(tmp_path_factory.mktemp("storks") / "library")
    for file in write_storks(tmp_path_factory.mktemp("files")):
        engine.add(file)
    return engine


def test_each_article_that_answers_is_heard_with_its_own_works(storks: Engine) -> None:
    answer = storks.ask(QUESTION)
    assert len({source.article for source in answer.sources}) == 2
    for source in answer.sources:
        own = storks.article(source.article)
        assert source.title == own.title
        assert source.sentence in own.text
        assert source.works
        assert all(work in own.references for work in source.works)
    first, second = (next(s for s in answer.sources if village in s.title) for village in ("Altdorf", "Neudorf"))
    assert first.references == second.references == ("1",)
    assert "Berg" in first.works[0].raw
    assert "Moser" in second.works[0].raw
    assert answer.asked_of == ""


def test_an_article_that_is_sure_is_not_crowded_out_by_another_one() -> None:
    ours = read(0.98, 0.97, 0.96, 0.95)
    another = replace(article(), title="Other storks")
    other = [replace(r, article=another, scores={"reader": r.probability - 0.05}) for r in ours]
    shown = choose(sorted([*ours, *other], key=lambda r: -r.probability), 0.5, 3)
    assert [r.article.title for r in shown] == ["Storks", "Other storks", "Storks"]
    assert [r.sentence.text for r in shown] == [TEXTS[0], TEXTS[0], TEXTS[1]]
    assert [r.article.title for r in choose([*ours, *other[3:]], 0.5, 1)] == ["Storks"]


def test_an_article_that_is_there_twice_says_a_sentence_once() -> None:
    ours = read(0.98, 0.97, 0.1, 0.1)
    twin = [replace(r, article=replace(article(), authors="A. Twin"), scores={"reader": r.probability - 0.005}) for r in ours]
    shown = choose(sorted([*ours, *twin], key=lambda r: -r.probability), 0.5, 4)
    assert [r.sentence.text for r in shown] == [TEXTS[0], TEXTS[1]]


def test_a_narrowed_question_says_so_and_hears_no_other_article(storks: Engine) -> None:
    answer = storks.ask(QUESTION, [storks.meant("neudorf")])
    assert {source.title for source in answer.sources} == {"Storks of Neudorf"}
    assert answer.asked_of == "Asked of 1 of 2 articles."
    assert (answer_data(answer)["n_asked"], answer_data(answer)["n_articles"]) == (1, 2)
    both = [entry.id for entry in storks.library.summaries()]
    assert storks.ask(QUESTION, [*both, *both]).n_asked == 2


def test_works_of_the_same_number_stand_under_their_article_wherever_they_are_written(
    storks: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", QUESTION, "--library", str(storks.library.folder)]) == 0
    blocks = re.split(r"^\[\d\] ", capsys.readouterr().out.split("Sources")[1], flags=re.MULTILINE)[1:]
    items = re.findall(r'<li value="\d".*?</ul></span></li>', markup.turn(Turn(QUESTION, storks.ask(QUESTION))))
    assert main(["ask", QUESTION, "--json", "--library", str(storks.library.folder)]) == 0
    data = [json.dumps(source) for source in json.loads(capsys.readouterr().out)["sources"]]
    for written in (blocks, items, data):
        assert len(written) == 2
        for block in written:
            (own,) = set(re.findall(r"Storks of (\w+)", block))
            assert set(re.findall(r"Chimneys of (\w+)", block)) == {own}


ENTRIES = (
    ArticleSummary("aaaa000000000001", "Wilson disease", "", "2019", "/x/one.md"),
    ArticleSummary("aaaa000000000002", "Wilson Disease", "", "2020", "/x/two.md"),
    ArticleSummary("bbbb000000000003", "Lupus", "I. Berg", "", "/x/three.md"),
    ArticleSummary("bbbb000000000004", "Lupus nephritis", "I. Berg", "", "/x/four.md"),
    ArticleSummary("face000000000005", "The bbbb of sound", "", "", "/x/five.md"),
)


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        ("aaaa000000000001", 0),
        ("AAAA000000000001", 0),
        ("face", 4),
        ("bbbb000000000003", 2),
        ("lupus", 2),
        ("NEPHRI", 3),
        (" the  BBBB of ", 4),
        ("two.md", 1),
        ("/x/three.md", 2),
    ],
)
def test_an_article_is_meant_by_an_id_its_beginning_or_a_part_of_its_title_or_its_file(wanted: str, number: int) -> None:
    assert meant(wanted, ENTRIES) == ENTRIES[number].id


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("wilson", ("fits 2 articles", ENTRIES[0].id, ENTRIES[1].id)),
        ("lup", ("fits 2 articles", "more of the title")),
        ("bbbb", ("fits 3 articles", ENTRIES[4].id)),
        ("aaaa", ("fits 2 articles",)),
        ("lupsu", ("No article lupsu", "nearest", ENTRIES[2].id, ENTRIES[3].id)),
        ("fac", ("No article fac", "nearest", ENTRIES[4].id)),
        ("gout", ("No article gout", "python -m qa list")),
        ("x" * 100_000, ("No article xxx",)),
        (" ", ("No article is named",)),
    ],
)
def test_a_name_that_fits_none_or_several_is_told_in_one_sentence_with_what_could_be_meant(wanted: str, said: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as told:
        meant(wanted, ENTRIES)
    assert all(part in str(told.value) for part in said)
    assert len(str(told.value)) < 500


def test_articles_of_one_title_are_told_apart_by_their_files() -> None:
    twins = [ArticleSummary(f"{n:016}", "Lupus", "", "", f"/x/lupus.{n}") for n in range(1000, 1002)]
    with pytest.raises(InputError, match=r"\(lupus\.1000\), .*\(lupus\.1001\); give an id, or a file's name\."):
        meant("lupus", twins)


def test_nothing_is_removed_by_a_title_or_unless_all_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "library")
    assert main(["add", *map(str, write_storks(tmp_path)), "--library", folder]) == 0
    first, second = (entry.id for entry in Engine.open(folder).library.summaries())
    for ids in (["Altdorf"], [first, "Neudorf"], [first, "0000"], [first[:3]]):
        assert main(["remove", *ids, "--library", folder]) == 2
        assert "by its id" in capsys.readouterr().err or ids[-1] in ("0000", first[:3])
    assert len(Engine.open(folder).library.ids()) == 2
    assert main(["remove", first[:6], first, "--library", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"removed": [first]}
    assert Engine.open(folder).library.ids() == [second]


def test_the_command_line_asks_searches_and_cites_by_title(storks: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    named = ["--library", str(storks.library.folder)]
    assert main(["ask", QUESTION, "--article", "altd", "--article", "of altdorf", *named]) == 0
    told = capsys.readouterr().out
    assert "Asked of 1 of 2 articles." in told
    assert "Neudorf" not in told
    assert main(["search", QUESTION, "--article", "neud", "--json", *named]) == 0
    assert {passage["title"] for passage in json.loads(capsys.readouterr().out)} == {"Storks of Neudorf"}
    assert main(["cite", "altdorf", *named]) == 0
    assert "Moser" not in capsys.readouterr().out
    assert main(["cite", "storks", *named]) == 2
    assert "fits 2 articles" in capsys.readouterr().err


def test_articles_of_one_title_are_told_apart_by_what_only_one_of_them_has() -> None:
    called = names(ENTRIES)
    assert [called[entry.id] for entry in ENTRIES] == [
        "Wilson disease (2019)",
        "Wilson Disease (2020)",
        "Lupus",
        "Lupus nephritis",
        "The bbbb of sound",
    ]
    alike = [ArticleSummary(str(n), "Lupus", "I. Berg", "", f"/{n}/a.md") for n in range(2)]
    assert list(names(alike).values()) == ["Lupus (0)", "Lupus (1)"]


def test_in_a_large_library_only_articles_with_the_questions_words_are_read_for_who_wrote_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.asking.MAX_FACTS_READ", 1)
    engine = Engine.open(tmp_path / "library")
    for file in write_storks(tmp_path):
        author = f"{file.stem.title()}, Anna"
        file.write_text(
            f"---\ntitle: Storks of {file.stem.title()}\nauthors: {author}\n---\n\n{file.read_text(encoding='utf-8')}", encoding="utf-8"
        )
        engine.add(file)
    answer = engine.ask("Who wrote the article on the storks of Neudorf?")
    assert [sentence.text for sentence in answer.sentences] == ["Neudorf, Anna"]
    assert (answer.n_asked, answer.n_articles) == (2, 2)
