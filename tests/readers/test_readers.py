"""Files become articles: the article and nothing else of a saved page, or one clear sentence."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.article import Article, Citation, Reference, article_from_json, article_to_json
from qa.errors import InputError
from qa.readers import read_article
from qa.readers.assembly import Block, Draft, assemble
from qa.readers.furniture import ends_article, is_caption, is_furniture, page_count
from qa.readers.text.byline import parse_byline
from qa.readers.text.plaintext import split_run_in_heading

MAX_BYTES = 1_000_000
BLOG = """Skip to content
Kidney Corner
Home
About

Why Phosphate Binders Fail
Posted on March 3, 2021 by Dana Holt

Phosphate binders are prescribed to most people on dialysis, yet phosphate stays high in roughly 40% of them.[1] The reasons are practical.

What goes wrong

Patients miss about half of their doses.[2,3] Common complaints include:
  • nausea
  • a chalky taste

Advertisement

Diet matters too. Processed cheese carries 3 times more phosphate than milk [4–6].

Figure 2. Cheese and milk.

References
1. Smith J, Lee K. Phosphate in dialysis. Kidney J. 2015;12:100-9.
2. Park H. Missed doses. Dial Today. 2016;3:1-4.

Share this:
Tweet
Related
Potassium myths debunked
3 thoughts on “Why Phosphate Binders Fail”
My mother had exactly this problem and her doctor changed everything after reading your post.
Leave a Reply
Your email address will not be published.
"""
NEWS = """   #[1]Home [2]alternate

   [3]News [4]Sport

                     Coffee drinkers live longer, study finds

   By Jane Roe and Peter Lim
   12 June 2019

   People who drink three cups of coffee a day have a 12% lower risk of
   dying early than people who drink none, according to a study of half a
   million adults in ten countries.

   The researchers followed volunteers for 16.4 years. "We were surprised
   by how consistent it was," said Dr. Marc Gunter of the agency.

   Not everyone agrees

   Critics say that coffee drinkers may simply be healthier. Prof. Ann
   Shaw, who was not involved, called the evidence "suggestive at best".
   Read more: Tea and the heart

   Page 2 of 3

   Most read
   1. Dog found after three years by the very family that had lost it.

   Copyright © 2019 The Daily Example. All rights reserved.

References

   1. https://example.com/
   2. https://example.com/alt
"""
JOURNAL = """We use cookies to improve your experience. By continuing to use this site you agree to our privacy policy.
Journal of Invented Medicine
Volume 12, Issue 3, March 2014
ORIGINAL ARTICLE
Magnesium and muscle cramps in older adults: a randomized trial
Ana Ortiz, PhD1, Bo Chen, MD2, and Carla Diaz, MSc1
1Department of Medicine, University of Somewhere; 2Clinic of Elsewhere
Published: 14 March 2014
1. Introduction
Nocturnal leg cramps affect up to 37% of people older than 60 years.1 Quinine works but is unsafe.2–4
2. Methods
Adults with four or more cramps during two weeks took part. Serum magnesium was 0.85 mmol/L on average (Table 1).
Table 1. Baseline characteristics of the participants.
3. Results
Cramps fell from 8.41 to 5.38 a week with magnesium and from 7.55 to 5.03 with placebo (P = .67).7
References
1. Abdulla AJ. Leg cramps in the elderly. Int J Clin Pract 1999;53:494-6.
7. Seventh A. Title. J. 2004.
Cited by 12 articles
"""


def read(tmp_path: Path, text: str | bytes, name: str = "saved.txt") -> Article:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_article(file, MAX_BYTES)


def body(article: Article) -> list[tuple[str, str]]:
    return [(section.heading, s.text) for section in article.sections if section.kind == "body" for s in section.sentences]


def test_a_blog_page_yields_its_article_and_nothing_else(tmp_path: Path) -> None:
    article = read(tmp_path, BLOG)
    assert (article.title, article.authors, article.published) == ("Why Phosphate Binders Fail", "Dana Holt", "March 3, 2021")
    assert body(article) == [
        ("", "Phosphate binders are prescribed to most people on dialysis, yet phosphate stays high in roughly 40% of them."),
        ("", "The reasons are practical."),
        ("What goes wrong", "Patients miss about half of their doses."),
        ("What goes wrong", "Common complaints include: • nausea • a chalky taste"),
        ("What goes wrong", "Diet matters too."),
        ("What goes wrong", "Processed cheese carries 3 times more phosphate than milk."),
    ]
    assert [s.references for s in article.sentences if s.references] == [("1",), ("2", "3"), ("4", "5", "6")]
    assert article.reference("2") == Reference(
        "2", "Park H. Missed doses. Dial Today. 2016;3:1-4.", "Park, H", "Missed doses", "Dial Today", "2016", "3", "1-4"
    )
    assert article.reference("4") is None


def test_hard_wrapped_lines_become_paragraphs(tmp_path: Path) -> None:
    article = read(tmp_path, NEWS)
    assert (article.title, article.authors) == ("Coffee drinkers live longer, study finds", "Jane Roe and Peter Lim")
    assert [heading for heading, _ in body(article)] == ["", "", "", "Not everyone agrees", "Not everyone agrees"]
    assert body(article)[2][1] == '"We were surprised by how consistent it was," said Dr. Marc Gunter of the agency.'
    assert "page 2 of 3" in article.notes[0]
    assert article.references == ()


def test_a_journal_page_keeps_its_figures_and_loses_its_captions(tmp_path: Path) -> None:
    article = read(tmp_path, JOURNAL)
    assert article.title == "Magnesium and muscle cramps in older adults: a randomized trial"
    assert article.authors == "Ana Ortiz, PhD, Bo Chen, MD, and Carla Diaz, MSc"
    assert article.publication == "Journal of Invented Medicine"
    assert [section.heading for section in article.sections if section.kind == "body"] == ["Introduction", "Methods", "Results"]
    assert "cookies" not in article.text
    assert "Baseline characteristics" not in article.text
    assert "0.85 mmol/L" in article.text
    assert [s.references for s in article.sentences if s.references] == [("1",), ("2", "3", "4"), ("7",)]


def test_the_saved_page_of_the_article_is_read_as_it_stands(saved_page: Article) -> None:
    assert saved_page.title == "Case Report: Refractory Calciphylaxis in Lupus"
    assert saved_page.authors == "Joey Kim, MD, Navneet Kaur, MD, Phillip Zhang, MD, & Irene Blanco, MD, MS"
    assert (saved_page.issue, saved_page.published) == ("Issue: May 2018", "May 17, 2018")
    assert "page 4 of 6" in saved_page.notes[0]
    assert "reference list is not on this page" in saved_page.notes[1]
    counts = {section.heading: len(list(section.sentences)) for section in saved_page.sections if section.kind == "body"}
    assert counts == {"Clinical Presentation & Diagnosis": 7, "Management": 24, "Conclusion": 4}
    cited = [" ".join(s.references) for s in saved_page.sentences if s.references]
    assert cited == ["1", "8 9", "10", "11", "12 13", "14 15 16", "17", "15", "18", "19", "20"]
    for stranger in ("arfarin", "enosumab", "omplement", "cleroderma", "ADVERT", "Table 1", "Page:", "Filed under"):
        assert stranger not in saved_page.text


@pytest.mark.parametrize("heading", ["References", "6. References", "References and notes", "Notes and References", "Works Cited"])
def test_a_list_in_markdown_is_found_under_each_of_its_usual_headings(tmp_path: Path, heading: str) -> None:
    listed = "1. Smith J. Storks. J Birds. 2019;3:4-5.\n2. Lee K. Herons. J Birds. 2018;4:4-6.\n"
    article = read(tmp_path, f"# Storks\n\n{RUNNING}\n\n## {heading}\n\n{listed}", "storks.md")
    assert [entry.raw[:5] for entry in article.references] == ["Smith", "Lee K"]
    assert "Smith J." not in article.text


def test_a_section_on_sources_is_text_in_markdown(tmp_path: Path) -> None:
    article = read(tmp_path, f"# Lead\n\n## Sources\n\n{RUNNING}", "lead.md")
    assert article.references == ()
    assert article.sections[-1].heading == "Sources"


def test_markdown_with_front_matter_is_read(tmp_path: Path) -> None:
    text = (
        "---\ntitle: On Storks\nauthors: [Ida Berg, Ole Holm]\njournal: Birds\ndate: 2020-05-01\nsource: javascript:alert(1)\n---\n"
        "## Nests\n\nWhite *storks* nest on [212 roofs](http://example.com) of the village.[1,3]\n\n"
        "- They leave for Africa at the end of August each year.\n\n```\ncode\n```\n\n<b>They</b> raise three young ones in a year of "
        "plenty, and fewer in a dry one.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "## References\n\n1. Berg I. Storks. 2019.\n3. Holm O. Nests. 2018.\n"
    )
    article = read(tmp_path, text, "storks.md")
    assert (article.title, article.authors, article.publication) == ("On Storks", "Ida Berg; Ole Holm", "Birds")
    assert (article.published, article.link) == ("2020-05-01", "")
    assert body(article)[0] == ("Nests", "White storks nest on 212 roofs of the village.")
    assert len(body(article)) == 3
    assert [(entry.label, entry.raw) for entry in article.references] == [("1", "Berg I. Storks. 2019."), ("3", "Holm O. Nests. 2018.")]


RUNNING = "The patient improved after treatment with oxygen in the ward. " * 10


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.txt", "is empty"),
        (b" \n\n ", "a.txt", "is empty"),
        (bytes(range(256)) * 20, "a.txt", "cannot be decoded|not text"),
        (b"hello\0world " * 100, "a.txt", "not text"),
        (b"%PDF-1.7 x", "a.txt", "damaged PDF"),
        (b"PK\x03\x04 x", "a.docx", "damaged"),
        (b"<!DOCTYPE html><p>x", "a.txt", "No article was found"),
        (b"<?xml version='1.0'?><article/>", "a.nxml", "XML file other than JATS"),
        (b"word. " * 200_000, "a.txt", "larger than 1 MB"),
        (b"Home\nAbout\nContact us\n" * 20, "a.txt", "No article was found"),
        (b"a,b,c\n1,2,3\n" * 300, "a.csv", "No article was found"),
        (b"---\ntitle: [unclosed\n---\n# Hi\n", "a.md", "not valid YAML"),
    ],
)
def test_a_file_without_an_article_gets_one_sentence(tmp_path: Path, content: bytes, name: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read(tmp_path, content, name)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)


def test_a_missing_file_and_a_folder_get_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        read_article(tmp_path / "nothing", MAX_BYTES)
    with pytest.raises(InputError, match="is a folder"):
        read_article(tmp_path, MAX_BYTES)


def test_aliases_in_front_matter_do_not_grow(tmp_path: Path) -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    article = read(tmp_path, "---\n" + "\n".join(levels) + "\ntitle: *a11\nauthors: *a11\n---\n# Real title\n\n" + RUNNING, "a.md")
    assert (article.title, article.authors) == ("Real title", "")


def test_files_whose_names_are_not_unicode_stay_apart(tmp_path: Path) -> None:
    sources = set()
    for name in (b"x\xff.txt", b"x\xfe.txt"):
        path = tmp_path / os.fsdecode(name)
        path.write_text("Storks nest on the roofs of the village. " * 9, encoding="utf-8")
        article = read_article(path, MAX_BYTES)
        sources.add(article.source)
        article_to_json(article).encode("utf-8")  # as the library keeps it
    assert len(sources) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    assert "The café’s patient" in read(tmp_path, ("The café’s patient came. " + RUNNING).encode(encoding)).text


def test_what_cannot_be_seen_is_taken_out(tmp_path: Path) -> None:
    assert "gpj.exe then" in read(tmp_path, "They opened \u202egpj\u200b.exe\x1b then. " + RUNNING).text


def test_the_id_depends_on_the_content_alone(tmp_path: Path) -> None:
    one, other = read(tmp_path, BLOG, "one.txt"), read(tmp_path, BLOG.replace("Tweet", "Toot"), "other.txt")
    assert one.id == other.id
    assert one.source != other.source
    assert read(tmp_path, BLOG.replace("40%", "41%")).id != one.id


def test_an_article_survives_being_kept(tmp_path: Path) -> None:
    article = read(tmp_path, BLOG)
    assert article_from_json(article_to_json(article)) == article


@given(st.lists(st.text(max_size=200), max_size=6))
def test_joining_the_sentences_gives_back_the_text(paragraphs: list[str]) -> None:
    blocks = [Block("paragraph", text) for text in [*paragraphs, RUNNING + "It ended well.4,5"]]
    try:
        article = assemble(Draft(title="A title", authors="Ann Lee", blocks=blocks), "test")
    except InputError:
        return  # noise outweighed the words
    joined = [" ".join(s.text for s in paragraph) for section in article.sections for paragraph in section.paragraphs]
    assert "\n\n".join(joined) == article.text
    for sentence in article.sentences:
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert all(sentence.start <= citation.position <= sentence.end for citation in sentence.citations)
    assert article.sentences[-1].citations == tuple(Citation(label, len(article.text)) for label in "45")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Management: To treat it, doctors look first.", "Management"),
        ("Clinical Presentation & Diagnosis: Clinicians suspect it.", "Clinical Presentation & Diagnosis"),
        ("But remember: Regardless of that, wounds matter.", ""),
        ("The ratio was 2:1 in both groups.", ""),
    ],
)
def test_a_run_in_heading_is_set_like_a_title(text: str, heading: str) -> None:
    assert split_run_in_heading(text)[0] == heading


def test_bylines_are_told_from_sentences() -> None:
    assert parse_byline("By Ann Lee, May 17, 2018").published == "May 17, 2018"
    assert parse_byline("Ann Lee, MD, & Bo Chu  |  Issue: May 2018").issue == "Issue: May 2018"
    assert not parse_byline("Calciphylaxis is rare.")
    assert not parse_byline("Systemic Lupus Erythematosus")


def test_furniture_is_told_from_text() -> None:
    assert ends_article("Related Articles")
    assert ends_article("Copyright © 2025 by Someone")
    assert is_furniture("ADVERTISEMENT")
    assert is_caption("Table 1. The initial laboratory findings.")
    assert not is_caption("Table 1 shows the initial findings.")
    for sentence in (
        "Fig. 6 shows the nests.",
        "Figs. 4(b) and 4(c) plot them.",
        "Fig. 6 A shows eggs.",
        "Fig. 5 C and D (see below) show eggs.",
    ):
        assert not is_caption(sentence)
    for caption in ("Fig. 2. 5 nests", "Fig. 6 A map of nests", "Figure 3 A, nests. B, eggs.", "Table. Results"):
        assert is_caption(caption)
    assert not is_furniture("Patients should subscribe to no single theory of pain.")
    assert page_count("Page: 1 2 3 4 5 6 | Single Page") == (0, 6)
    assert page_count("In 2018 there were 3 cases") is None
