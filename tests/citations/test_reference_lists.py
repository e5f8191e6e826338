"""Reference lists are found and split however they are set; entries tell their fields in the journals' styles."""

import textwrap
from pathlib import Path

import pytest

from qa.article import Reference
from qa.citations.reference_styles import fields_of
from qa.readers import read_article
from qa.readers.text.reflist import labelled
from tests.conftest import MAX_BYTES

ENTRIES = (
    "Smith J, Lee K, Park S. A title of a work about storks that nest on the roofs of many villages. J Things. 2019;1:2–9.",
    "Lee K, Park S. Another long title about the storks of the village and their young in spring. Bird J. 2020a;4:10–19.",
    "World Health Organization. Global report on storks and on the roofs that they nest on in spring. Geneva: WHO; 2018.",
    "van den Berg AB, Nest C. Bones of storks that were found below the roofs of the old village church. Bone. 2001;3:4–8.",
    "Brown T. Short one. Bird J. In press.",
)
CITING = "The storks of the village nest on many roofs in spring (Smith et al., 2019; Lee and Park, 2020a; Kim et al., 2011)."
PARAGRAPHS = [
    f"{CITING} Those who live in the {count} houses below the {colour} roofs do not mind them at all, as far as anybody there knows."
    for count, colour in (("ten", "red"), ("few", "old"), ("two", "green"), ("other", "tin"), ("nine", "low"), ("last", "steep"))
]


def saved(tmp_path: Path, listed: str, ending: str = ".txt", width: int = 0) -> tuple[Reference, ...]:
    mark = "#" if ending == ".md" else ""
    body = "\n\n".join(textwrap.fill(text, width) if width else text for text in PARAGRAPHS)
    file = tmp_path / f"storks{ending}"
    file.write_text(
        f"{mark} Storks of the village\n\n{body}\n\n{mark}{mark} References\n\n{listed}\n".replace("\n ", "\n"), encoding="utf-8"
    )
    return read_article(file, MAX_BYTES).references


def wrapped(indent: str, gap: str) -> str:
    return gap.join(textwrap.fill(entry, 80, subsequent_indent=indent) for entry in ENTRIES)


@pytest.mark.parametrize(
    ("listed", "ending", "width"),
    [
        ("\n\n".join(ENTRIES), ".txt", 0),
        ("\n".join(ENTRIES), ".txt", 0),
        ("\n".join("• " + entry for entry in ENTRIES), ".txt", 0),
        (wrapped("", "\n\n"), ".txt", 80),
        (wrapped("", "\n"), ".txt", 80),
        ("\n\n".join(ENTRIES), ".md", 0),
        ("\n".join(ENTRIES), ".md", 0),
        ("\n".join("- " + entry for entry in ENTRIES), ".md", 80),
        ("\n".join("1. " + entry for entry in ENTRIES), ".md", 0),
    ],
)
def test_an_unnumbered_list_is_split_into_its_entries(tmp_path: Path, listed: str, ending: str, width: int) -> None:
    references = saved(tmp_path, listed, ending, width)
    assert [reference.raw for reference in references] == list(ENTRIES)
    assert [reference.label for reference in references] == ["1", "2", "3", "4", "5"]


def test_a_list_with_indented_lines_is_split_into_its_entries(tmp_path: Path) -> None:
    file = tmp_path / "storks.txt"
    file.write_text(
        "\n\n".join(["Storks", *(textwrap.fill(text, 80) for text in PARAGRAPHS), "References\n" + wrapped("    ", "\n") + "\n"]),
        encoding="utf-8",
    )
    assert [reference.raw for reference in read_article(file, MAX_BYTES).references] == list(ENTRIES)


def test_a_list_in_two_parts_is_numbered_through(tmp_path: Path) -> None:
    numbered = "\n\n".join(f"{number}. {entry}" for number, entry in enumerate(ENTRIES, start=1))
    references = saved(tmp_path, f"{numbered}\n\nSupplementary references\n\n1. Late A. Supplement. Bird J. 2021;1:2.")
    assert [reference.label for reference in references] == ["1", "2", "3", "4", "5", "6"]
    assert references[-1].raw == "Late A. Supplement. Bird J. 2021;1:2."


def test_a_list_keeps_the_numbers_that_it_prints() -> None:
    assert labelled(["31. One.", "32. Two,", "gone on.", "[33] Three."]) == [("31", "One."), ("32", "Two, gone on."), ("33", "Three.")]
    assert labelled(["3 M Company. A.", "Bee B. B.", "Cee C. C."]) == [("1", "3 M Company. A."), ("2", "Bee B. B."), ("3", "Cee C. C.")]
    assert labelled([]) == []


def test_what_the_list_lacks_is_said_in_a_note(tmp_path: Path) -> None:
    file = tmp_path / "storks.txt"
    file.write_text("\n\n".join(["Storks", *PARAGRAPHS, "References", *ENTRIES]), encoding="utf-8")
    article = read_article(file, MAX_BYTES)
    assert article.notes == ("6 of 18 citations could not be found in the reference list: Kim et al. 2011.",)
    cited = next(sentence for sentence in article.sentences if sentence.references)
    assert cited.text == "The storks of the village nest on many roofs in spring."
    assert cited.references == ("1", "2", "Kim et al. 2011")
    assert article.reference("Kim et al. 2011") is None


NAMES, DOTTED = "Smith, JA; O’Brien, K", "Smith, J.A.; O’Brien, K."


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Smith JA, O’Brien K. A title of a work. J Things. 2019;12:100–109.", NAMES),
        ("Smith JA, O’Brien K, et al. A title of a work. J Things. 2019;12(3):100–109. doi:10.1000/1", NAMES + "; et al"),
        ("Smith JA, O’Brien K (2019) A title of a work. J Things 12: 100–109", NAMES),
        ("Smith, J.A., & O’Brien, K. (2019). A title of a work. J Things, 12(3), 100–109. https://doi.org/10.1000/1", DOTTED),
        ("Smith, J.A. and O’Brien, K. (2019) ‘A title of a work’, J Things, 12(3), pp. 100–109.", DOTTED),
        ("Smith, J.A. & O’Brien, K. A title of a work. J Things 12, 100–109 (2019).", DOTTED),
        ("Smith, J.A., and O’Brien, K. (2019). A title of a work. J Things 12, 100–109.", DOTTED),
        ("Smith, John A., and Karen Lee. 2019. “A title of a work.” J Things 12 (3): 100–109.", "Smith, John A.; Lee, Karen"),
        ("van den Berg PT, García-Márquez G. A title of a work. J Things. 2019 Mar 3;12:100–109.", "van den Berg, PT; García-Márquez, G"),
    ],
)
def test_an_entry_tells_its_fields_in_the_style_of_the_journal(line: str, authors: str) -> None:
    assert fields_of(line) == {
        "authors": authors,
        "title": "A title of a work",
        "container": "J Things",
        "year": "2019",
        "volume": "12",
        "pages": "100–109",
    }


@pytest.mark.parametrize(
    "line", ["", "A letter.", "World Health Organization. Global report. Geneva; 2018.", "From 1999 to 2003, a letter.", "Smith"]
)
def test_a_line_of_no_known_style_tells_no_fields(line: str) -> None:
    assert fields_of(line) == {}


@pytest.mark.parametrize("piece", ["Smith J, ", "Smith, J., ", "A", "Aa ", "van ", "‘a ", "1, ", "Smith, John A., "])
def test_a_monstrous_line_is_read_in_the_end(piece: str) -> None:
    assert isinstance(fields_of(piece * 20_000), dict)
