"""A PDF yields its running text in reading order, each sentence with its page; what cannot be read is said in one sentence."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from qa.article import Article, article_from_json, article_to_json
from qa.cli.printing import print_answer
from qa.engine import Engine
from qa.errors import InputError
from qa.export import answer_data
from qa.page.markup import turn
from qa.page.turns import Turn
from qa.readers import read_article, read_draft
from qa.readers.assembly import assemble
from tests.conftest import MAX_BYTES, NO_READER
from tests.pdf_pages import ITALIC, Paper

STORKS = (
    "White storks nest on the roofs of the village, and the farm\xaders mow late for them.^{1} They re\xadturn in March from a jour\xadney "
    "of 10^{6} steps over an area of 40 km^{2}, and ^{18}F was found in none.^{2,4–6} The nests are counted by vol\xadun\xadteers, known "
    "to climb the lad\xadders of the fire brigade in well-known places.^{3} No\xadbody minds the noise of the young birds in June. "
)
FROGS = (
    "Frogs are eaten in the wet mead\xadows near the river, and mice are eaten on the dry hills above the vil\xadlage. The chroni\xadcle "
    "tells of well-known storks that stayed for the winter, which the old peo\xadple re\xadmember with pleas\xadure and tell their guests. "
)
ENTRIES = [
    "1. Berg I, Lee K. Storks at home: a long title that needs more than one line of the list. Bird J. 2019;4:10–19.",
    "2. Holm O. Nests counted. Bird J. 2018;3:1–9. doi:10.1000/nests.2018.5",
    "3. Chu B. Roofs. Roof J. 2017;1:1–2.",
    "4. Falk E. The village and its birds in the years between the wars, with some remarks on frogs. Old J. 1999;2:3–8.",
    "5. Gold H. Ladders. Fire J. 2001;7:1–2.",
    "6. Hahn J. Evenings in June. Noise J. 2011;9:4–5.",
]


def read(data: bytes, name: str = "storks.pdf") -> Article:
    return assemble(read_draft(data, name), name)


def body(article: Article) -> str:
    return "\n".join(
        f"{section.heading}: " + " ".join(s.text for s in section.sentences) for section in article.sections if section.kind == "body"
    )


def plain(text: str) -> str:
    return re.sub(r"\^\{[^}]*\}", "", text).replace("\xad", "").strip()


def references(paper: Paper, hang: float = 16) -> None:
    paper.heading("References")
    for entry in ENTRIES:
        paper.paragraph(entry, size=8, indent=0, hang=hang)


def journal(columns: int = 2) -> bytes:
    """An article with all that a journal prints."""
    paper = Paper(columns, head="Berg and Holm  Journal of Birds 12 (2020)")
    paper.wide("Storks on the roofs of a village", 18, "Times-Bold")
    paper.wide("Ida Berg^{1}, Ole Holm^{2,*}", 11)
    paper.wide("^{1} Department of Birds, University of the Hills. Published: March 5, 2020. doi:10.1000/birds.7", 8)
    paper.heading("Abstract")
    paper.paragraph(FROGS)
    paper.heading("1. Nests and noise")
    for _ in range(9):
        paper.paragraph(STORKS)
    paper.foot("* Write to Ole Holm, who answers letters about the birds of the village.")
    paper.paragraph("Figure 1. Caption words of a figure that nobody wants in the running text of the article.", size=8, indent=0)
    paper.heading("2. Food")
    for _ in range(8):
        paper.paragraph(FROGS)
    references(paper)
    return paper.bytes()


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_pages_and_hyphens_are_undone(columns: int) -> None:
    article = read(journal(columns))
    expected = " ".join(plain(STORKS.replace("10^{6}", "10⁶").replace("km^{2}", "km²").replace("^{18}F", "¹⁸F")) for _ in range(9))
    assert [section.heading for section in article.sections if section.kind == "body"] == ["Abstract", "Nests and noise", "Food"]
    assert body(article).split("\n")[1] == f"Nests and noise: {expected}"
    assert body(article).split("\n")[2] == "Food: " + " ".join([plain(FROGS)] * 8)
    paragraphs = [p for section in article.sections if section.heading == "Nests and noise" for p in section.paragraphs]
    assert len(paragraphs) == 9


def test_what_a_journal_prints_around_the_text_is_left_out_and_its_facts_are_told() -> None:
    article = read(journal())
    assert article.title == "Storks on the roofs of a village"
    assert article.authors == "Ida Berg, Ole Holm"
    assert (article.published, article.link) == ("March 5, 2020", "https://doi.org/10.1000/birds.7")
    for word in ("Caption", "Write to", "Journal of Birds", "Department", "Bird J"):
        assert word not in body(article)


def test_a_sentence_knows_the_page_on_which_it_begins() -> None:
    paper = Paper(numbered=False)
    for number in range(80):
        paper.paragraph(f"The stork of nest number {number:02} is counted in this sentence. " + FROGS)
    data = paper.bytes()
    article = read(data)
    import pypdfium2

    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert len(pages) > 4
    found = [(s.text, s.page) for s in article.sentences if s.text.startswith("The stork of nest")]
    assert len(found) == 80
    for text, page in found:
        assert text[:30] in pages[page - 1]


def test_a_page_break_within_a_sentence_leaves_it_on_the_page_where_it_begins() -> None:
    paper = Paper(numbered=False)
    for _ in range(10):
        paper.paragraph(FROGS * 3)
    article = read(paper.bytes())
    pages = [s.page for s in article.sentences if s.page]
    assert pages == sorted(pages)
    assert set(pages) == {1, 2}


def test_raised_numbers_are_citations_and_powers_isotopes_and_marks_are_none() -> None:
    article = read(journal())
    cited = [s.references for s in article.sentences if s.references]
    assert cited == [("1",), ("2", "4", "5", "6"), ("3",)] * 9
    assert [r.label for r in article.references] == ["1", "2", "3", "4", "5", "6"]
    assert article.references[0].raw == ENTRIES[0][3:]
    assert article.references[1].doi == "10.1000/nests.2018.5"


def test_a_raised_number_beside_others_that_the_list_lacks_is_told_as_lost() -> None:
    paper = Paper()
    for _ in range(5):
        paper.paragraph(FROGS + "The nests are old.^{1,3} Others were found later.^{2,9} They are few.")
    references(paper)
    article = read(paper.bytes())
    assert [s.references for s in article.sentences if s.references] == [("1", "3"), ("2", "9")] * 5
    assert article.notes[-1] == "5 of 20 citations could not be found in the reference list: 9."


def test_a_footnote_number_in_an_article_that_cites_in_brackets_is_no_citation() -> None:
    paper = Paper()
    for _ in range(3):
        paper.paragraph(FROGS + "The nests are old.^{1} Others were found later [2, 3] and lost [4].")
    references(paper)
    article = read(paper.bytes())
    assert [s.references for s in article.sentences if s.references] == [("2", "3", "4")] * 3
    assert "The nests are old. Others" in body(article)


def test_a_reference_list_without_numbers_is_parted_by_its_hanging_indents() -> None:
    paper = Paper(2)
    for _ in range(20):
        paper.paragraph(FROGS + "This is known (Berg and Lee, 2019).")
    paper.heading("References")
    for entry in ENTRIES:
        paper.paragraph(entry[3:], size=9, indent=0, hang=14)
    article = read(paper.bytes())
    assert [(r.label, r.raw) for r in article.references] == [(str(n), e[3:]) for n, e in enumerate(ENTRIES, start=1)]


def test_a_list_that_a_browser_printed_is_parted_by_its_ends_of_paragraphs_and_loses_its_links() -> None:
    paper = Paper(1, numbered=False)
    paper.facts("Storks on the roofs of a village | Bird Journal")
    paper.wide("Storks on the roofs of a village", 18, "Times-Bold")
    for _ in range(6):
        paper.paragraph(FROGS + "This is known (Berg and Lee, 2019).")
    paper.heading("References")
    long = "Ito K, Abe M. A title of many words that goes on over the end of the line and so has to be set on two lines. Bird J. 2012;1:2."
    entries = [entry[3:] for entry in ENTRIES] + [long]
    for entry in entries:
        paper.paragraph(f"{entry} [Google Scholar]", size=10, indent=0)
    article = read(paper.bytes())
    assert [reference.raw for reference in article.references] == entries
    assert article.title == "Storks on the roofs of a village"
    assert {s.references for section in article.sections for s in section.sentences if "known (Berg" in s.text or s.references} == {("1",)}


def test_a_list_without_a_heading_is_known_by_its_raised_numbers() -> None:
    paper = Paper(2)
    for _ in range(20):
        paper.paragraph(STORKS)
    for number, entry in enumerate(ENTRIES, start=1):
        paper.paragraph(f"^{{{number}}}{entry[3:]}", size=9, indent=0)
    article = read(paper.bytes())
    assert [(r.label, r.raw) for r in article.references] == [(str(n), e[3:]) for n, e in enumerate(ENTRIES, start=1)]
    assert [s.references for s in article.sentences if s.references] == [("1",), ("2", "4", "5", "6"), ("3",)] * 20


def test_tables_and_numbers_of_lines_are_left_out_and_a_paragraph_goes_on_behind_a_table() -> None:
    paper = Paper()
    paper.paragraph(FROGS)
    paper.paragraph("Table 2. Words over a table.", size=10, indent=0)
    paper.rows([("Village", "Nests", "Young"), ("Bergen", "12", "31"), ("Holmen", "8", "19"), ("Hahnau", "5", "7")])
    paper.paragraph(FROGS * 4)
    for number in range(1, 31):
        paper.canvas.setFont("Times-Roman", 7)
        paper.canvas.drawRightString(45, 760 - 12 * number, str(number))
    text = body(read(paper.bytes()))
    assert text == ": " + " ".join([plain(FROGS)] * 5)


def test_a_bold_run_in_heading_and_an_italic_one_over_a_paragraph_are_headings() -> None:
    paper = Paper()
    paper.paragraph(FROGS * 2)
    paper.paragraph("Where they live", indent=0, font=ITALIC)
    paper.paragraph(FROGS * 2, indent=0)
    headings = [section.heading for section in read(paper.bytes()).sections if section.kind == "body"]
    assert headings == ["", "Where they live"]


def test_an_address_over_two_lines_stays_whole() -> None:
    paper = Paper(3)
    for number in range(8):
        paper.paragraph(FROGS + f"See https://example.org/storks/and-nests/{number}/ for more of it.")
    text = body(read(paper.bytes()))
    assert [n for n in range(8) if f"https://example.org/storks/and-nests/{n}/ for more" not in text] == []


def scanned() -> bytes:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 500, 700)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def blank(pages: int) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def without_letters() -> bytes:
    """A file whose font maps each sign to a private character."""
    text = " ".join(["storks nest on roofs"] * 60)
    lines = "".join(f"({text[n : n + 60]}) Tj 0 -14 Td " for n in range(0, len(text), 60))
    content = f"BT /F1 10 Tf 50 780 Td {lines} ET".encode()
    ranges = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <21> <7e> <e021> endbfrange"
    cmap = b"/CIDInit /ProcSet findresource begin begincmap %s endcmap end" % ranges
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    return b"%PDF-1.4\n" + b"".join(b"%d 0 obj %s endobj\n" % pair for pair in enumerate(objects, 1)) + b"trailer << /Root 1 0 R >>\n%%EOF"


def locked(user: str) -> bytes:
    paper = Paper(encrypt=StandardEncryption(user, "owner"))
    paper.paragraph(FROGS * 3)
    return paper.bytes()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (scanned(), "is a scanned PDF, pictures of pages without text; run text recognition"),
        (blank(1), "is a PDF without text in it"),
        (blank(2_001), "has 2001 pages, more than 2000"),
        (locked("secret"), "is a PDF locked with a password"),
        (without_letters(), "is a PDF whose fonts do not say which letters their signs are"),
        (b"%PDF-1.7\n" + b"nothing of a file " * 50, "is a damaged PDF"),
        (journal()[:300], "is a damaged PDF"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(data)
    assert str(error.value).startswith(f"storks.pdf {said}")
    assert str(error.value).count(". ") == 0


def test_a_lock_with_an_empty_password_is_no_hindrance() -> None:
    assert body(read(locked(""))) == ": " + " ".join([plain(FROGS)] * 3)


def test_a_pdf_is_told_by_its_content_behind_other_bytes(tmp_path: Path) -> None:
    file = tmp_path / "storks.txt"
    file.write_bytes(b"\n\njunk\n" + journal())
    assert read_article(file, MAX_BYTES).title == "Storks on the roofs of a village"


def test_a_text_that_speaks_of_the_format_is_no_pdf(tmp_path: Path) -> None:
    file = tmp_path / "formats.txt"
    file.write_text("How files begin\n\n" + "Such a file begins with %PDF-1.7 and ends with a table of places that readers look up. " * 4)
    assert read_article(file, MAX_BYTES).title == "How files begin"


WHOLE = journal()


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE)), st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=30))
def test_a_changed_file_yields_an_article_or_a_clear_error(end: int, flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in flips:
        data[place] = value
    for changed in (bytes(data), bytes(data[: max(9, end)])):
        message = ""
        try:
            article = read(b"%PDF-1.4" + changed[8:])
        except InputError as error:
            message = str(error)
        assert "storks.pdf" in message or article.text


def test_a_page_is_shown_with_a_source_and_changes_no_other_articles_id(
    tmp_path: Path, shipped: Article, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "storks.pdf"
    paper = Paper()
    for _ in range(12):
        paper.paragraph(FROGS)
    paper.break_column()
    paper.paragraph("The mayor of the village paid for the ladder of the fire brigade in 1932. " + FROGS)
    file.write_bytes(paper.bytes())
    engine = Engine.open(tmp_path / "library", NO_READER)
    engine.add(file)
    answer = engine.ask("Who paid for the ladder of the fire brigade?")
    assert [(s.sentence[:9], s.page) for s in answer.sources] == [("The mayor", 2)]
    assert answer_data(answer)["sources"][0]["page"] == 2
    print_answer(answer)
    assert "p. 2" in capsys.readouterr().out
    assert "p. 2</a>" in turn(Turn("?", answer))
    added = engine.article(answer.sources[0].article)
    assert article_from_json(article_to_json(added)) == added
    old = re.sub(r', "page": 0', "", article_to_json(shipped))
    assert '"page"' not in old
    assert article_from_json(old).id == shipped.id
