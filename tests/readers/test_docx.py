"""A Word file yields its article as it shows it: its headings, superscripts, notes and references, and nothing that is hidden."""

import contextlib
import subprocess
import sys

import pytest

from qa.errors import InputError
from tests.office_files import (
    ENTRIES,
    PROSE,
    TITLE,
    W,
    body_of,
    bold,
    cited,
    field,
    paragraph,
    raw,
    read_word,
    run,
    sup,
    typed,
)


def test_a_manuscript_without_any_style_is_read() -> None:
    article = read_word(
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
    article = read_word(
        TITLE
        + "".join(
            paragraph(f"Part {key}", style=key) + paragraph(f"{PROSE} {number}.") for number, key in enumerate(("H", "Sec", "Lvl", "Heavy"))
        )
    )
    assert [heading for heading, _ in body_of(article)] == ["Part H", "Part Sec", "Part Lvl", "Part Heavy"]


def test_insertions_are_kept_and_deletions_are_not() -> None:
    article = read_word(
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
    article = read_word(
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
    article = read_word(
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
    assert PROSE in read_word(TITLE + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>").text


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
    article = read_word(paragraph(PROSE + ".") * 2, more={"docProps/core.xml": CORE.format(title, creator)})
    assert (article.title, article.authors) == found


def test_the_title_in_the_text_counts_more_than_that_in_the_properties() -> None:
    article = read_word(
        TITLE + paragraph("Bo Chu") + paragraph(PROSE + ".") * 2, more={"docProps/core.xml": CORE.format("Old name", "Typist")}
    )
    assert (article.title, article.authors) == ("Storks on roofs", "Bo Chu")


def test_the_name_of_a_site_is_no_part_of_the_title() -> None:
    body = (
        paragraph("Storks on roofs and towers | Bird News", style="T")
        + paragraph("Home")
        + paragraph("Storks on roofs and towers", style="H")
    )
    article = read_word(body + paragraph("Ida Berg, Ole Holm") + paragraph(PROSE + "."))
    assert (article.title, article.authors) == ("Storks on roofs and towers", "Ida Berg, Ole Holm")
    assert [text for _, text in body_of(article)] == [PROSE + "."]


def test_what_kind_of_paper_it_is_names_no_author() -> None:
    article = read_word(TITLE + paragraph("Case Report") + paragraph("Early Nests", style="H") + paragraph(PROSE + "."))
    assert (article.authors, body_of(article)) == ("", [("Early Nests", PROSE + ".")])


def test_the_links_of_an_entry_are_kept() -> None:
    link = f'<Relationship Id="rId9" Type="{W.split(chr(34))[-2]}/hyperlink" Target="https://doi.org/10.1000/a" TargetMode="External"/>'
    listed = "".join(
        paragraph(entry, '<w:hyperlink r:id="rId9">' + run(" CrossRef") + "</w:hyperlink>", numbered=True) for entry in ENTRIES
    )
    article = read_word(TITLE + paragraph(PROSE + " [1].") + paragraph("References") + listed, links=link)
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
        read_word(TITLE + paragraph(PROSE + ".") * 2, {part: content})


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
        assert read_word(body).text


def test_mammoth_is_loaded_only_for_a_word_file() -> None:
    code = "import sys, qa.readers; assert 'mammoth' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=120).returncode == 0
