"""Saved pages of the main publishers' kinds: the whole article, its citations and entries, and nothing else."""

import re
from pathlib import Path

import pytest

from qa.article import Article
from qa.readers import read_article
from tests.conftest import MAX_BYTES
from tests.publishers import PAGES
from tests.publishers.article import AUTHORS, ENTRIES, TITLE, expected
from tests.publishers.others import no_list

# Of these the form alone does not tell a caption or an author: a class does.
NEEDS_CLASSES = ("plos", "jama", "taylor & francis", "wordpress")


def read(tmp_path: Path, html: str) -> Article:
    file = tmp_path / "saved.html"
    file.write_text(html, encoding="utf-8")
    return read_article(file, MAX_BYTES)


def body(article: Article) -> list[tuple[str, str, tuple[str, ...]]]:
    """Heading without its number, sentence and labels; what a page adds of the article's own is marked."""
    found = [(s.heading, x.text, x.references) for s in article.sections if s.kind == "body" for p in s.paragraphs for x in p]
    return [(re.sub(r"^\d\.? ", "", heading), text, labels) for heading, text, labels in found if "Abstract words" not in text]


@pytest.mark.parametrize("name", PAGES)
def test_a_saved_page_yields_the_article_and_all_its_citations(tmp_path: Path, name: str) -> None:
    article = read(tmp_path, PAGES[name]())
    assert article.title == TITLE
    assert body(article) == expected()
    assert not re.search(r"(?i)furniture words|caption words|affiliation words|script words", article.text)
    if name != "wikipedia":
        assert all(author in article.authors for author in AUTHORS)
        assert len(article.authors) < 60


@pytest.mark.parametrize("name", PAGES)
def test_a_saved_page_yields_all_entries_with_their_labels_and_no_buttons(tmp_path: Path, name: str) -> None:
    references = read(tmp_path, PAGES[name]()).references
    assert [reference.label for reference in references] == [str(entry.n) for entry in ENTRIES]
    for reference, entry in zip(references, ENTRIES, strict=True):
        assert entry.title in reference.raw
        assert reference.raw.startswith((entry.authors[0], entry.title))
        assert not re.search(r"Scholar|PubMed|Cross|View|OpenUrl|[↵^]|\n", reference.raw)
        assert reference.doi in ("", entry.doi)


@pytest.mark.parametrize("name", [name for name in PAGES if name not in NEEDS_CLASSES])
def test_the_names_of_classes_are_not_needed(tmp_path: Path, name: str) -> None:
    article = read(tmp_path, re.sub(r'\sclass="[^"]*"', "", PAGES[name]()))
    assert body(article) == expected()
    assert len(article.references) == len(ENTRIES)


def test_numbers_are_kept_where_the_list_was_never_loaded(tmp_path: Path) -> None:
    article = read(tmp_path, no_list())
    assert body(article) == expected()
    assert article.references == ()
    assert any("no reference list" in note for note in article.notes)


@pytest.mark.parametrize(
    "marker",
    [
        '<a anchor="CR{n}" id="context_ref_{n}">{n}</a>',
        """<a onclick="showRef(event, 'CR{n}'); return false" href="javascript:void(0);" class="ref">{n}</a>""",
        '<a class="citation-link" href="#">{n}</a>',
        '<a data-rid="CR{n} other">{n}</a>',
    ],
)
def test_markers_are_found_whichever_way_their_script_finds_the_entry(tmp_path: Path, marker: str) -> None:
    html = re.sub(r'<a [^>]*href="/articles/x1#ref-CR(\d)"[^>]*>\d</a>', lambda m: marker.format(n=m[1]), PAGES["springer nature"]())
    assert body(read(tmp_path, html.replace("ref-CR", "CR"))) == expected()


def test_one_link_may_stand_for_a_range_and_a_footnote_for_no_work(tmp_path: Path) -> None:
    html = PAGES["jama"]()
    ranged = re.sub(r'(<a [^>]*#joi20r2">)2</a>-<a [^>]*>4</a>', r"\g<1>2-4</a>", html)
    assert ranged != html
    assert body(read(tmp_path, ranged)) == expected()
    noted = html.replace("on a roof, a pole or a tree.", 'on a roof, a pole or a tree.<sup><a href="#note">1</a></sup>')
    noted = noted.replace("<h2>Article Information", "<p id='note'>Abstract words of a note.</p><h2>Article Information")
    assert [labels for _, text, labels in body(read(tmp_path, noted)) if "a pole or a tree" in text] == [()]
