"""A Word file's reference list, its notes and the fields of reference managers become citations and entries."""

import pytest

from tests.office_files import (
    ENTRIES,
    NUMBERED,
    PROSE,
    TITLE,
    body_of,
    bold,
    cited,
    field,
    notes,
    paragraph,
    raw,
    read_word,
    run,
    sup,
    typed,
)


def test_a_reference_list_numbered_by_word_has_the_numbers_that_word_shows() -> None:
    article = read_word(TITLE + paragraph(PROSE, run("1-3", '<w:rStyle w:val="Cit"/>'), ".") + NUMBERED)
    assert cited(article) == [("1", "2", "3")]
    assert [(r.label, r.raw) for r in article.references] == [(str(n), entry) for n, entry in enumerate(ENTRIES, start=1)]


@pytest.mark.parametrize("labels", [("1. ", "2. ", "3. "), ("[1] ", "[2] ", "[3] "), ("1\t", "2\t", "3\t"), ("", "", "")])
def test_a_reference_list_typed_by_hand_is_found_under_its_heading(labels: tuple[str, ...]) -> None:
    article = read_word(
        TITLE + paragraph(PROSE + " [1, 3].") + paragraph(bold("REFERENCES")) + typed(*labels) + paragraph("Figure legends")
    )
    assert [(r.label, r.raw) for r in article.references] == [(str(n), entry) for n, entry in enumerate(ENTRIES[:3], start=1)]
    assert cited(article) == [("1", "3")]


def test_an_entry_broken_into_two_lines_is_one_entry() -> None:
    article = read_word(
        TITLE
        + paragraph(PROSE + " [2].")
        + paragraph("References")
        + typed("1. ", "2. ")
        + paragraph("3. Lee K. Storks on")
        + paragraph("roofs.")
    )
    assert raw(article)[-1] == "Lee K. Storks on roofs."
    assert len(article.references) == 3


def test_a_list_in_a_table_without_lines_is_read() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(f'[{n}]')}</w:tc><w:tc>{paragraph(entry)}</w:tc></w:tr>" for n, entry in enumerate(ENTRIES, start=1)
    )
    article = read_word(TITLE + paragraph(PROSE + " [2], [4].") + paragraph("Bibliography") + f"<w:tbl>{rows}</w:tbl>")
    assert raw(article) == list(ENTRIES)
    assert cited(article) == [("2", "4")]


def endnote(key: int, kind: str = "endnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def test_endnotes_are_the_reference_list_and_a_remark_in_a_footnote_is_none() -> None:
    article = read_word(
        TITLE
        + paragraph(
            *(PROSE, endnote(7), '<w:bookmarkStart w:id="0" w:name="_Ref7"/>', endnote(3), '<w:bookmarkEnd w:id="0"/>'),
            *(". It was seen", endnote(1, "footnote"), " again", field(" NOTEREF _Ref7 \\h ", sup("2")), ". The end", endnote(99), "."),
        )
        + paragraph("References"),
        {
            "endnotes": notes("endnote", {3: ENTRIES[1], 7: ENTRIES[0]}),
            "footnotes": notes("footnote", {1: "The village lies by the river."}),
        },
    )
    # Numbered in the order of their markers, whatever their ids are.
    assert [(r.label, r.raw) for r in article.references] == [("1", ENTRIES[0]), ("2", ENTRIES[1])]
    assert [(s.text, s.references) for s in article.sections[-1].sentences] == [
        (PROSE + ".", ("1", "2")),
        ("It was seen again.", ("2",)),
        ("The end.", ()),
    ]


def test_footnotes_that_cite_are_entries_each_even_where_they_say_only_ibid() -> None:
    texts = (
        "John Smith, The Storks of the North (London: Bird Press, 2019), 45.",
        "Ibid., 50.",
        "See Anna Lee, “Roofs”, Roof Journal 12 (2018), 3–9.",
    )
    article = read_word(
        TITLE
        + paragraph(PROSE, endnote(1, "footnote"), ". It was seen", endnote(2, "footnote"), ". It ended.", endnote(3, "footnote"))
        + paragraph("Bibliography")
        + paragraph("Lee, Anna. “Roofs”. Roof Journal 12 (2018).")
        + paragraph("Smith, John. The Storks of the North. London: Bird Press, 2019."),
        {"footnotes": notes("footnote", dict(enumerate(texts, start=1)))},
    )
    assert cited(article) == [("1",), ("2",), ("3",)]
    assert raw(article)[:3] == list(texts)
    assert [r.label for r in article.references] == ["1", "2", "3", "4", "5"]


def test_the_fields_of_reference_managers_show_their_text_and_hold_the_list() -> None:
    opened = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ADDIN ZOTERO_BIBL {"x":[]} CSL_BIBLIOGRAPHY </w:instrText></w:r>'
    )
    article = read_word(
        TITLE
        + paragraph(PROSE + " ", field(' ADDIN ZOTERO_ITEM CSL_CITATION {"id":"secret code"} ', run("[2–4]")), ".")
        + paragraph(opened, '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', f"1. {ENTRIES[0]}")
        + "".join(paragraph(f"{n}. {entry}") for n, entry in enumerate(ENTRIES[1:], start=2))
        + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + paragraph("Acknowledgements")
        + paragraph("We thank the people of the village for their patience with us.")
    )
    assert cited(article) == [("2", "3", "4")]
    assert raw(article) == list(ENTRIES)
    assert body_of(article)[-1] == ("Acknowledgements", "We thank the people of the village for their patience with us.")
    assert "secret" not in article.text


def test_links_from_a_marker_to_its_entry_are_followed() -> None:
    entries = "".join(
        paragraph(f'<w:bookmarkStart w:id="{n}" w:name="_ENREF_{n}"/>', f"{n}.\t{entry}", style="Ent")
        for n, entry in enumerate(ENTRIES, start=1)
    )
    article = read_word(
        TITLE
        + paragraph(PROSE + " (", field(' HYPERLINK \\l "_ENREF_4" \\o "Ann, 2016 #4" ', run("Ann, 2016")), ").")
        + paragraph("They nest", '<w:hyperlink w:anchor="_ENREF_1">' + sup("1-3") + "</w:hyperlink>", " and stay.")
        + paragraph("They go, as ", '<w:fldSimple w:instr=" REF _ENREF_2 \\r \\h ">' + run("[2]") + "</w:fldSimple>", " says.")
        + entries
    )
    assert cited(article) == [("4",), ("1", "2", "3"), ("2",)]
    assert raw(article) == list(ENTRIES)


def test_citations_that_endnote_has_not_formatted_are_names_and_years() -> None:
    article = read_word(
        TITLE + paragraph(PROSE + " {Smith, 2019 #12;Lee, 2020 #3@45}. They nest in pairs all over the village, and they go in autumn.")
    )
    assert "{" not in article.text
    assert "#12" not in article.text
