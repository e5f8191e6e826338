"""Pages of many sites: boxes, quotes, legends, lists and link numbers are told from the article's text."""

from pathlib import Path

import pytest

from qa.article import Article
from qa.errors import InputError
from qa.readers import read_article
from qa.readers.furniture import ends_article, is_furniture, page_count
from qa.readers.text.byline import Byline, parse_byline
from tests.conftest import MAX_BYTES

TIDE = (
    "The tide in the bay rises by eleven metres twice a day, and the mud flats dry out for miles between the two floods of day and night."
)
BIRDS = "Birds come to the flats in autumn from the far north, and they stay until the first warm days of April call them home."
MUD = "The mud holds worms and shells of many kinds, which the birds dig out with long bills while the water is away."
RAIN = "In that month it rained on twenty days, and the flats stayed wet until the first week of the summer."
HEAD = "Tides of the Bay\n\nBy Ann Lee\n\n"


def read(tmp_path: Path, text: str, name: str = "saved.txt") -> Article:
    file = tmp_path / name
    file.write_text(text)
    return read_article(file, MAX_BYTES)


def paragraphs(article: Article) -> list[tuple[str, str]]:
    return [(s.heading, " ".join(x.text for x in p)) for s in article.sections if s.kind == "body" for p in s.paragraphs]


def test_a_box_of_other_articles_does_not_cut_an_article_in_two(tmp_path: Path) -> None:
    box = "You Might Also Like\n\n  • Storms of the North\n  • The Last Ferry\n\nExplore This Issue\nJune 2019\n"
    end = f"Related Articles\n\n    Old Mills\n\n    {TIDE[:60]}…\n"
    page = HEAD + f"{BIRDS}\n\n{box}\n{TIDE}\n\nFood\n\n{MUD}\n\n{end}"
    assert paragraphs(read(tmp_path, page)) == [("", BIRDS), ("", TIDE), ("Food", MUD)]


def test_teasers_that_end_like_sentences_stay_out(tmp_path: Path) -> None:
    places = {"Old Mills": "by the river", "New Mills": "on the hill", "No Mills": "nowhere at all"}
    teasers = "\n\n".join(f"    {title}\n\n    May 13, 2021\n\n    Mills grind corn no more {place}." for title, place in places.items())
    article = read(tmp_path, HEAD + f"{BIRDS}\n\n{TIDE}\n\nRelated Articles\n\n{teasers}\n\n  • About Us\n")
    assert paragraphs(article) == [("", BIRDS), ("", TIDE)]


def test_what_is_told_twice_is_told_once(tmp_path: Path) -> None:
    caption = "A dry flat at noon."
    page = HEAD + f"{BIRDS}\n\n{caption}\n\nFigure 1. {caption}\n\n“{MUD[:68]}”\n\n{TIDE}\n\n{MUD}\n"
    assert paragraphs(read(tmp_path, page)) == [("", BIRDS), ("", TIDE), ("", MUD)]


def test_legends_table_rows_and_titles_of_tables_are_left_out(tmp_path: Path) -> None:
    figure = "Fig. 1: The bay.\nfigure 1\n\nThe bay is drawn as it lies at low water, with the flats in grey.\n\nFull size image\n"
    table = "Table 1.\nWorms of the flats\nKind\tIn spring\tIn autumn\nLugworm\t12.\t40.\n*Each number is the mean of three counts.\n"
    page = HEAD + f"{BIRDS}\n\n{figure}\n{TIDE}\n\n{table}\n{MUD}\n"
    assert paragraphs(read(tmp_path, page)) == [("", BIRDS), ("", TIDE), ("", MUD)]


def test_a_list_belongs_to_the_sentence_that_introduces_it(tmp_path: Path) -> None:
    bullets = "Take these with you:\n\n    rubber boots, which keep out the mud and the cold water;\n    a map; and\n    a whistle.\n"
    numbers = "Then do this at once:\n1. Ask the warden\n2. Walk in a group\n"
    body = paragraphs(read(tmp_path, HEAD + f"{TIDE}\n\n{BIRDS}\n\n{bullets}\n{numbers}"))
    assert body[2][1].startswith("Take these with you: • rubber boots")
    assert body[2][1].endswith("• a map; and • a whistle.")
    assert body[3][1] == "Then do this at once: • Ask the warden • Walk in a group"


def test_questions_quotes_and_dates_can_be_headings(tmp_path: Path) -> None:
    page = HEAD + f"{BIRDS}\n\nWhy do they come?\n{MUD}\n\n‘It never stops’\n{TIDE}\n\nMay 2019\n\n{RAIN}\n\nNo more.\n"
    headings = [heading for heading, _ in paragraphs(read(tmp_path, page))]
    assert headings == ["", "Why do they come?", "‘It never stops’", "May 2019", "May 2019"]


def test_running_text_may_trail_off(tmp_path: Path) -> None:
    page = HEAD + f"And then the water came back over the flats…\n\n{TIDE}\n\n{BIRDS}\n"
    assert len(paragraphs(read(tmp_path, page))) == 3


def test_the_links_a_text_browser_numbers_are_no_citations(tmp_path: Path) -> None:
    page = (
        "   #[1]Feed\n   [2]Home\n\n                 Tides of the bay rise higher\n\n   By [3]Ann Lee | 3 May 2021, 14:05 BST\n\n"
        "   The tide in [4]the bay rises by eleven metres twice a day, and the\n"
        "   [5]mud flats dry out for miles between the two floods, so that one\n"
        "   can walk [6]to the island and back.\n\n"
        "   Birds come to the flats in autumn from the far north, and they\n   stay until April.\n"
    )
    article = read(tmp_path, page)
    assert (article.title, article.authors, article.published) == ("Tides of the bay rise higher", "Ann Lee", "3 May 2021")
    assert "the mud flats dry out" in article.text
    assert "[" not in article.text


def test_a_reference_list_is_taken_with_its_links_or_without_its_heading(tmp_path: Path) -> None:
    head = HEAD + f"{TIDE}\n\n{BIRDS}\n\n"
    linked = "References\n\n    Lee, A. Tides. Sea 3, 17–19 (2017).\n\n    Article Google Scholar\n\n    Chu, B. Mud. Sea 4, 1–9 (2018).\n"
    assert [r.raw[:3] for r in read(tmp_path, head + linked).references] == ["Lee", "Chu"]
    bare = "".join(f"  {n}. Lee A, Chu B. Tides. Sea. 2017 Mar;56(4):569–{n}.\n" for n in (7, 8, 9)) + "\nPage: 1 2 3 | Single Page\n"
    article = read(tmp_path, head + bare)
    assert [r.label for r in article.references] == ["7", "8", "9"]
    assert paragraphs(article) == [("", TIDE), ("", BIRDS)]
    alone = read(tmp_path, HEAD + bare, "page-3.txt")
    with pytest.raises(InputError, match="No article was found"):
        read(tmp_path, "References\n\n" + bare)
    assert (alone.title, len(alone.references), alone.notes[0][:19]) == ("Tides of the Bay", 3, "This is page 3 of 3")


def test_the_title_is_found_without_authors(tmp_path: Path) -> None:
    over = "An official library\n\nSea Letters. 2021 Mar 9;11(3):e12. doi: 10.1000/1\n"
    archive = over + "Tides and birds of a northern bay: a field study\nAnn Lee 1, Bo Chu 1,2,✉\n\n"
    study = read(tmp_path, f"{archive}{TIDE}\n\n{BIRDS}\n")
    assert (study.title, study.authors) == ("Tides and birds of a northern bay: a field study", "Ann Lee, Bo Chu")
    assert (study.publication, study.published) == ("Sea Letters", "2021 Mar 9")
    reporter = "James Poole\nScience correspondent, Leeds"
    news = f"Health\nBay floods rise by a third, study finds\n\nPublished\n3 days ago\nShare\n{reporter}\n\n{TIDE}\n\n{BIRDS}\n"
    assert read(tmp_path, news).title == "Bay floods rise by a third, study finds"
    assert read(tmp_path, news).authors == "James Poole"
    entry = f"Main menu\nTide\n37 languages\nFrom a free book of all things\n\nTide is the rise and fall of the sea. {TIDE}\n\n{BIRDS}\n"
    assert read(tmp_path, entry).title == "Tide"


def test_a_standfirst_over_the_authors_is_kept(tmp_path: Path) -> None:
    page = f"Tides of the Bay\n\nThe sea is rising, a study says.\n\nBy Ann Lee\n\n{TIDE}\n\n{BIRDS}\n"
    assert [text for _, text in paragraphs(read(tmp_path, page))] == ["The sea is rising, a study says.", TIDE, BIRDS]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("By Rose Elgin on May 3, 2022 in Soil, Vegetables • ( 14 Comments )", Byline("Rose Elgin", "", "", "May 3, 2022")),
        ("March 14, 2023 / Heart Health", Byline("", "", "", "March 14, 2023")),
        ("Updated 4:05 p.m. ET, Jan. 9, 2024", Byline("", "", "", "Jan. 9, 2024")),
        ("Thursday, June 4, 2020", Byline("", "", "", "Thursday, June 4, 2020")),
        ("By the Observatory Staff", Byline("Observatory Staff")),
        ("Ann Lee1,2, Bo Chu ORCID: orcid.org/0000-0002-1825-0097 3 & … Cy Roe2 Show authors", Byline("Ann Lee, Bo Chu & Cy Roe")),
        ("In May 2018 the bay froze over, and nobody came.", Byline()),
    ],
)
def test_bylines_of_many_sites_are_read(line: str, facts: Byline) -> None:
    assert parse_byline(line) == facts


@pytest.mark.parametrize(
    ("pager", "count"),
    [
        ("Page: 1 2 3 … 12 Next", (0, 12)),
        ("« Previous 1 2 3 Next »", (0, 3)),
        ("1 | 2 | 3", (0, 3)),
        ("See page 2 of 3 " + "for it " * 20, None),
        ("1 4 9", None),
    ],
)
def test_pagers_are_counted(pager: str, count: tuple[int, int] | None) -> None:
    assert page_count(pager) == count


def test_headings_and_sentences_are_not_taken_for_furniture() -> None:
    assert not any(
        is_furniture(text) for text in ("Search strategy and selection", "Share of wind power", "Loading dose", "Registration and protocol")
    )
    assert not ends_article("More in common with cats than with dogs, foxes climb.")
    assert not ends_article("Comment")
    assert is_furniture("You receive this letter because you signed up for it.")


def test_a_mass_of_items_or_of_markup_ends_soon(tmp_path: Path) -> None:
    listed = f"{TIDE}\n\n{BIRDS}\n\nTake these things with you:\n" + "• a good map\n" * 60_000
    assert read(tmp_path, listed).text.count("•") == 60_000
    with pytest.raises(InputError, match="more markup"):
        read(tmp_path, "# A\n\n" + "[" * 200_000, "deep.md")
