"""A Word file yields its article as it shows it: its headings, superscripts, notes and references, and nothing that is hidden."""

import contextlib
import subprocess
import sys

import pytest

from qa.article import Article
from qa.errors import InputError
from qa.readers import read_draft
from qa.readers.assembly import assemble
from tests.office_files import ENTRIES, NUMBERING, PROSE, W, bold, field, notes, paragraph, run, style, sup, word

STYLES = (
    f"<w:styles {W}>"
    + style("T", "Title")
    + style("H", "heading 1")
    + style("Sec", "Section Head", based_on="H")
    + style("Cap", "caption")
    + style("Toc", "toc 1")
    + style("Lvl", "My Level", says='<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
    + style("Heavy", "Heavy", says="<w:rPr><w:b/></w:rPr>")
    + style("Cit", "Cite Number", kind="character", says='<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>')
    + style("Gone", "Gone", kind="character", says="<w:rPr><w:vanish/></w:rPr>")
    + style("Ent", "EndNote Bibliography")
    + "</w:styles>"
)
TITLE = paragraph("Storks on roofs", style="T")
NUMBERED = paragraph("References", style="H") + "".join(paragraph(entry, numbered=True) for entry in ENTRIES)
PARTS = {"styles": STYLES, "numbering": NUMBERING}


def read(body: str, parts: dict[str, str] | None = None, **more: object) -> Article:
    return assemble(read_draft(word(body, PARTS | (parts or {}), **more), "file.docx"), "file.docx")  # type: ignore[arg-type]


def body_of(article: Article) -> list[tuple[str, str]]:
    return [(section.heading, s.text) for section in article.sections if section.kind == "body" for s in section.sentences]


def cited(article: Article) -> list[tuple[str, ...]]:
    return [s.references for s in article.sentences if s.references]


def raw(article: Article) -> list[str]:
    return [reference.raw for reference in article.references]


def typed(*labels: str) -> str:
    return "".join(paragraph(f"{label}{entry}") for label, entry in zip(labels, ENTRIES, strict=False))


def test_a_manuscript_without_any_style_is_read() -> None:
    article = read(
        paragraph(bold("Storks on the roofs of "), bold("a village"))
        + paragraph("Ida Berg", sup("1,"), sup("2"), ", Ole Holm", sup("1"), " and Bo Chu", sup("*"))
        + paragraph(sup("1"), "Department of Birds, University of Leeds, Leeds, UK")
        + paragraph("Correspondence: ida@birds.example")
        + paragraph(bold("Abstract"))
        + paragraph("Storks were counted in the village from the roofs down.")
        + paragraph(bold("1. Introduction"))
        + paragraph(
            PROSE, sup("1"), sup(",2"), ". Others count 10", sup("4"), " frogs", sup("2"), sup("–"), sup("4"), " on 3 km", sup("2"), "."
        )
        + paragraph("METHODS")
        + paragraph("Frogs were counted by the people of the village [1,3].")
        + paragraph("References")
        + typed("1. ", "2. ", "3. ", "4. ")
        + paragraph("Figure 1. The roofs of the village.")
    )
    assert (article.title, article.authors) == ("Storks on the roofs of a village", "Ida Berg, Ole Holm and Bo Chu")
    assert body_of(article) == [
        ("Abstract", "Storks were counted in the village from the roofs down."),
        ("1. Introduction", PROSE + "."),
        ("1. Introduction", "Others count 10⁴ frogs on 3 km²."),
        ("METHODS", "Frogs were counted by the people of the village."),
    ]
    assert cited(article) == [("1", "2"), ("2", "3", "4"), ("1", "3")]
    assert raw(article) == list(ENTRIES)


def test_headings_are_known_by_their_style_by_what_it_is_based_on_and_by_their_level() -> None:
    article = read(
        TITLE
        + "".join(
            paragraph(f"Part {key}", style=key) + paragraph(f"{PROSE} {number}.") for number, key in enumerate(("H", "Sec", "Lvl", "Heavy"))
        )
    )
    assert [heading for heading, _ in body_of(article)] == ["Part H", "Part Sec", "Part Lvl", "Part Heavy"]


def test_a_reference_list_numbered_by_word_has_the_numbers_that_word_shows() -> None:
    article = read(TITLE + paragraph(PROSE, run("1-3", '<w:rStyle w:val="Cit"/>'), ".") + NUMBERED)
    assert cited(article) == [("1", "2", "3")]
    assert [(r.label, r.raw) for r in article.references] == [(str(n), entry) for n, entry in enumerate(ENTRIES, start=1)]


@pytest.mark.parametrize("labels", [("1. ", "2. ", "3. "), ("[1] ", "[2] ", "[3] "), ("1\t", "2\t", "3\t"), ("", "", "")])
def test_a_reference_list_typed_by_hand_is_found_under_its_heading(labels: tuple[str, ...]) -> None:
    article = read(TITLE + paragraph(PROSE + " [1, 3].") + paragraph(bold("REFERENCES")) + typed(*labels) + paragraph("Figure legends"))
    assert [(r.label, r.raw) for r in article.references] == [(str(n), entry) for n, entry in enumerate(ENTRIES[:3], start=1)]
    assert cited(article) == [("1", "3")]


def test_an_entry_broken_into_two_lines_is_one_entry() -> None:
    article = read(
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
    article = read(TITLE + paragraph(PROSE + " [2], [4].") + paragraph("Bibliography") + f"<w:tbl>{rows}</w:tbl>")
    assert raw(article) == list(ENTRIES)
    assert cited(article) == [("2", "4")]


def endnote(key: int, kind: str = "endnote") -> str:
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def test_endnotes_are_the_reference_list_and_a_remark_in_a_footnote_is_none() -> None:
    article = read(
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
    article = read(
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
    article = read(
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
    article = read(
        TITLE
        + paragraph(PROSE + " (", field(' HYPERLINK \\l "_ENREF_4" \\o "Ann, 2016 #4" ', run("Ann, 2016")), ").")
        + paragraph("They nest", '<w:hyperlink w:anchor="_ENREF_1">' + sup("1-3") + "</w:hyperlink>", " and stay.")
        + paragraph("They go, as ", '<w:fldSimple w:instr=" REF _ENREF_2 \\r \\h ">' + run("[2]") + "</w:fldSimple>", " says.")
        + entries
    )
    assert cited(article) == [("4",), ("1", "2", "3"), ("2",)]
    assert raw(article) == list(ENTRIES)


def test_citations_that_endnote_has_not_formatted_are_names_and_years() -> None:
    article = read(
        TITLE + paragraph(PROSE + " {Smith, 2019 #12;Lee, 2020 #3@45}. They nest in pairs all over the village, and they go in autumn.")
    )
    assert "{" not in article.text
    assert "#12" not in article.text


def test_insertions_are_kept_and_deletions_are_not() -> None:
    article = read(
        TITLE
        + paragraph(
            *(PROSE + ". They nest", '<w:ins w:id="1" w:author="a">' + run(" often") + "</w:ins>"),
            '<w:del w:id="2" w:author="a"><w:r><w:delText> never</w:delText></w:r></w:del>',
            *('<w:moveFrom w:id="3">' + run(" gone") + "</w:moveFrom>", '<w:moveTo w:id="4">' + run(" here") + "</w:moveTo>", "."),
        )
        + paragraph("They go", properties='<w:rPr><w:del w:id="5" w:author="a"/></w:rPr>')
        + paragraph(" in autumn.")
    )
    assert [text for _, text in body_of(article)] == [PROSE + ".", "They nest often here.", "They go in autumn."]


def test_what_is_hidden_floats_or_only_looks_like_text_is_left_out() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{paragraph('Cell words of a table.')}</w:tc></w:tr></w:tbl>"
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Box words of a text box.')}</w:txbxContent></w:pict></w:r>"
    article = read(
        TITLE
        + paragraph("Contents words\t3", style="Toc")
        + paragraph(field(' TOC \\o "1-3" ', run("Listed words"), run("7")))
        + paragraph(PROSE, run(" hidden words", "<w:vanish/>"), run(" veiled words", '<w:rStyle w:val="Gone"/>'), ".", box)
        + cell
        + paragraph("Figure 1. Caption words.", style="Cap")
        + paragraph("Table 2. More caption words of the table.")
        + paragraph("Figure 1 shows the nests of the storks."),
        more={"word/comments.xml": f"<w:comments {W}/>", "word/header1.xml": f"<w:hdr {W}>{paragraph('Header words')}</w:hdr>"},
    )
    assert [text for _, text in body_of(article)] == [PROSE + ".", "Figure 1 shows the nests of the storks."]


def test_formulas_large_first_letters_and_wrapped_words_keep_their_place() -> None:
    power = "<m:oMath><m:r><m:t>p&lt;10</m:t></m:r><m:sSup><m:e/><m:sup><m:r><m:t>-3</m:t></m:r></m:sup></m:sSup></m:oMath>"
    article = read(
        TITLE
        + paragraph("W", properties='<w:framePr w:dropCap="drop"/>')
        + paragraph(PROSE[1:] + ".")
        + paragraph(
            "It was sure (", power, ") in ", "<w:smartTag>" + run("Leeds") + "</w:smartTag>", "<w:dir>" + run(" and York") + "</w:dir>", "."
        )
    )
    assert [text for _, text in body_of(article)] == [PROSE + ".", "It was sure (p<10⁻³) in Leeds and York."]


def test_a_page_laid_out_in_a_table_is_read() -> None:
    cell = f"<w:tc>{paragraph(PROSE + '.')}{paragraph('They go in autumn, as the village chronicle tells.')}</w:tc>"
    assert PROSE in read(TITLE + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>").text


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator></cp:coreProperties>'
)


@pytest.mark.parametrize(
    ("title", "creator", "found"),
    [
        ("Storks in the file", "Ida Berg;Ole Holm", ("Storks in the file", "Ida Berg, Ole Holm")),
        ("Microsoft Word - draft.doc", "Microsoft Office User", ("file", "")),
    ],
)
def test_the_properties_tell_title_and_authors_where_the_text_does_not(title: str, creator: str, found: tuple[str, str]) -> None:
    article = read(paragraph(PROSE + ".") * 2, more={"docProps/core.xml": CORE.format(title, creator)})
    assert (article.title, article.authors) == found


def test_the_title_in_the_text_counts_more_than_that_in_the_properties() -> None:
    article = read(TITLE + paragraph("Bo Chu") + paragraph(PROSE + ".") * 2, more={"docProps/core.xml": CORE.format("Old name", "Typist")})
    assert (article.title, article.authors) == ("Storks on roofs", "Bo Chu")


def test_the_name_of_a_site_is_no_part_of_the_title() -> None:
    body = (
        paragraph("Storks on roofs and towers | Bird News", style="T")
        + paragraph("Home")
        + paragraph("Storks on roofs and towers", style="H")
    )
    article = read(body + paragraph("Ida Berg, Ole Holm") + paragraph(PROSE + "."))
    assert (article.title, article.authors) == ("Storks on roofs and towers", "Ida Berg, Ole Holm")
    assert [text for _, text in body_of(article)] == [PROSE + "."]


def test_what_kind_of_paper_it_is_names_no_author() -> None:
    article = read(TITLE + paragraph("Case Report") + paragraph("Early Nests", style="H") + paragraph(PROSE + "."))
    assert (article.authors, body_of(article)) == ("", [("Early Nests", PROSE + ".")])


def test_the_links_of_an_entry_are_kept() -> None:
    link = f'<Relationship Id="rId9" Type="{W.split(chr(34))[-2]}/hyperlink" Target="https://doi.org/10.1000/a" TargetMode="External"/>'
    listed = "".join(
        paragraph(entry, '<w:hyperlink r:id="rId9">' + run(" CrossRef") + "</w:hyperlink>", numbered=True) for entry in ENTRIES
    )
    article = read(TITLE + paragraph(PROSE + " [1].") + paragraph("References") + listed, links=link)
    assert article.references[0].doi == "10.1000/a"


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("styles", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "entities"),
        ("styles", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "entities"),
        ("footnotes", "<w:broken", "well-formed"),
    ],
)
def test_a_part_that_attacks_ends_in_one_sentence(part: str, content: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(TITLE + paragraph(PROSE + ".") * 2, {part: content})


@pytest.mark.parametrize(
    "body",
    [
        "<w:p>" + "<w:smartTag>" * 190 + run(PROSE) + "</w:smartTag>" * 190 + "</w:p>",
        "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000 + "</w:p>" + paragraph(PROSE + ".") * 3,
        "<w:p>"
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 20
        + "<w:r><w:sym/></w:r>"
        + run(PROSE)
        + "</w:p>"
        + paragraph(PROSE + "."),
        '<w:bookmarkStart w:id="1" w:name="a"/>' * 20_000 + paragraph(PROSE + ".") * 3,
        "<w:p>" + "<w:r/>" * 70_000 + "</w:p>",
        '<w:p><w:pPr><w:numPr><w:numId w:val="77"/></w:numPr></w:pPr>' + run(PROSE) + "</w:p><w:tc/><w:tr/>",
    ],
    ids=["deep", "fields", "broken", "bookmarks", "runs", "numbering"],
)
def test_a_strange_body_is_read_or_refused(body: str) -> None:
    with contextlib.suppress(InputError):
        assert read(body).text


def test_mammoth_is_loaded_only_for_a_word_file() -> None:
    code = "import sys, qa.readers; assert 'mammoth' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0
