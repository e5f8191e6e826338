"""An EPUB of an article or a short book yields its text, with markers that lead to entries in any of its files."""

import contextlib

import pytest

from qa.article import Article
from qa.errors import InputError
from qa.readers import read_draft
from qa.readers.assembly import assemble
from tests.office_files import ENTRIES, PROSE, epub

FACTS = (
    '<dc:title>Storks of the North</dc:title><dc:creator opf:role="aut">Berg, Ida</dc:creator>'
    '<dc:creator opf:role="edt">Ed Itor</dc:creator>'
    "<dc:creator>Ole Holm</dc:creator><dc:date>2019-03-05</dc:date><dc:publisher>Bird Press</dc:publisher>"
    "<dc:identifier>doi:10.1000/birds.7</dc:identifier>"
)


def read(documents: dict[str, str], **more: object) -> Article:
    return assemble(read_draft(epub(documents, FACTS, **more), "book.epub"), "book.epub")  # type: ignore[arg-type]


def body_of(article: Article) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(section.heading, s.text, s.references) for section in article.sections if section.kind == "body" for s in section.sentences]


def listed(article: Article) -> list[tuple[str, str]]:
    return [(reference.label, reference.raw) for reference in article.references]


def marker(number: int, target: str, own: str = "") -> str:
    return f'<sup><a id="{own or f"r{number}"}" href="{target}">{number}</a></sup>'


ONE_FILE = (
    f"<h1>Storks of the North</h1><p>Ida Berg, Ole Holm</p><h2>Nests</h2><p>{PROSE}<sup>1,3</sup>, on 10<sup>4</sup> roofs [2].</p>"
    "<h2>References</h2><ol>" + "".join(f"<li>{entry}</li>" for entry in ENTRIES[:3]) + "</ol>"
)


def test_an_article_in_one_file_is_read_with_what_the_package_says_of_it() -> None:
    article = read({"article.xhtml": ONE_FILE})
    assert (article.title, article.authors, article.published) == ("Storks of the North", "Ida Berg, Ole Holm", "March 5, 2019")
    assert (article.publication, article.link) == ("Bird Press", "https://doi.org/10.1000/birds.7")
    assert body_of(article) == [("Nests", f"{PROSE}, on 10⁴ roofs.", ("1", "3", "2"))]
    assert listed(article) == [("1", ENTRIES[0]), ("2", ENTRIES[1]), ("3", ENTRIES[2])]


def test_the_order_is_that_of_the_spine_and_what_stands_around_the_text_is_left_out() -> None:
    article = read(
        {
            "x1.xhtml": '<div><img src="c.jpg"/></div>',
            "x2.xhtml": "<p>Copyright © 2019 Ida Berg. All rights reserved. ISBN 978-3-16-148410-0</p>",
            "x3.xhtml": "<section epub:type='titlepage'><p>Title page words of the book.</p></section>",
            "x4.xhtml": '<h1>Contents</h1><p><a href="z.xhtml">Nests</a></p>',
            "x5.xhtml": '<nav epub:type="toc"><ol><li><a href="z.xhtml">Nests</a></li></ol></nav>',
            "z.xhtml": f"<h1>Nests</h1><p>{PROSE}.</p>",
            "a.xhtml": "<h1>Roads</h1><p>They go in autumn, as the chronicle of the village tells.</p>",
            "x6.xhtml": "<h1>About the Author</h1><p>Ida Berg lives in the north with two storks.</p>",
            "x7.xhtml": "<p>Words that the guide says are a cover of the book.</p>",
        },
        properties={"x5.xhtml": "nav"},
        guide='<reference type="cover" href="x7.xhtml"/>',
    )
    assert body_of(article) == [("Nests", PROSE + ".", ()), ("Roads", "They go in autumn, as the chronicle of the village tells.", ())]


def test_markers_lead_to_notes_in_another_file_that_lead_back() -> None:
    notes = "<h1>Notes</h1>" + "".join(
        f'<p><a id="n{n}" href="{"one" if n < 3 else "two"}.xhtml#r{n}">{n}</a>. {entry}</p>' for n, entry in enumerate(ENTRIES, start=1)
    )
    article = read(
        {
            "one.xhtml": f'<h1>Nests</h1><p><a id="page1"/>{PROSE}.{marker(1, "notes.xhtml#n1")} They&nbsp;return.'
            f"{marker(2, 'notes.xhtml#n2')}</p>",
            "two.xhtml": f"<h1>Roads</h1><p>{PROSE}.{marker(3, 'notes.xhtml#n3')}</p><p>They stay.{marker(4, 'notes.xhtml#n4')}</p>",
            "notes.xhtml": notes,
        }
    )
    assert [references for _, _, references in body_of(article)] == [("1",), ("2",), ("3",), ("4",)]
    assert [text for _, text, _ in body_of(article)] == [PROSE + ".", "They return.", PROSE + ".", "They stay."]
    assert listed(article) == [(str(n), entry) for n, entry in enumerate(ENTRIES, start=1)]


def test_notes_that_count_anew_in_each_chapter_are_kept_apart() -> None:
    def chapter(name: str) -> str:
        return f"<h1>{name}</h1><p>{PROSE}.{marker(1, f'notes.xhtml#{name}1')} They stay.{marker(2, f'notes.xhtml#{name}2', 'q')}</p>"

    notes = "<h1>Notes</h1>" + "".join(
        f'<h2>{name}</h2><ol><li id="{name}1">{first}</li><li id="{name}2">{second}</li></ol>'
        for name, first, second in (("Nests", *ENTRIES[:2]), ("Roads", *ENTRIES[2:]))
    )
    article = read({"one.xhtml": chapter("Nests"), "two.xhtml": chapter("Roads"), "notes.xhtml": notes})
    assert [references for _, _, references in body_of(article)] == [("1.1",), ("1.2",), ("2.1",), ("2.2",)]
    assert listed(article) == [("1.1", ENTRIES[0]), ("1.2", ENTRIES[1]), ("2.1", ENTRIES[2]), ("2.2", ENTRIES[3])]


def test_each_chapter_cites_its_own_list_where_each_has_one() -> None:
    article = read(
        {
            f"c{n}.xhtml": f"<h1>Chapter {n}</h1><p>{PROSE} [1]. They stay [1,2].</p>"
            f"<h2>References</h2><ol><li>{first}</li><li>{second}</li></ol>"
            for n, (first, second) in enumerate((ENTRIES[:2], ENTRIES[2:]), start=1)
        }
    )
    assert [references for _, _, references in body_of(article)] == [("1.1",), ("1.1", "1.2"), ("2.1",), ("2.1", "2.2")]


def test_footnotes_that_name_works_are_references_and_remarks_are_not() -> None:
    def note(key: str, text: str) -> str:
        return f'<aside epub:type="footnote" id="{key}"><p>{text}</p></aside>'

    article = read(
        {
            "a.xhtml": f'<h1>Nests</h1><p>{PROSE}.<a epub:type="noteref" href="#f1">1</a> More'
            '<a epub:type="noteref" href="#f2">*</a> of it.'
            '<a epub:type="noteref" href="#f3">2</a></p>'
            + note("f1", ENTRIES[0])
            + note("f2", "A remark on the village.")
            + note("f3", ENTRIES[1])
            + "<figure><figcaption>Figure words</figcaption></figure><p class='caption'>Caption words</p>"
        }
    )
    assert body_of(article) == [("Nests", PROSE + ".", ("1",)), ("Nests", "More of it.", ("2",))]
    assert listed(article) == [("1", ENTRIES[0]), ("2", ENTRIES[1])]


def test_pages_that_are_not_well_formed_are_read_as_browsers_read_them() -> None:
    loose = f"<!DOCTYPE html><html><body><h1>Nests</h1><p>{PROSE}.<br><p>They &amp; their&eacute; nests &nosuch; stay.</body></html>"
    assert [text for _, text, _ in body_of(read({"a.xhtml": loose}))] == [PROSE + ".", "They & theiré nests &nosuch; stay."]


def test_a_locked_book_says_so_and_veiled_fonts_are_no_lock() -> None:
    def lock(path: str) -> dict[str, str]:
        return {
            "META-INF/encryption.xml": '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData>'
            f'<CipherReference URI="{path}"/></CipherData></EncryptedData></encryption>'
        }

    with pytest.raises(InputError, match="DRM"):
        read({"a.xhtml": ONE_FILE}, more=lock("OPS/a.xhtml"))
    assert read({"a.xhtml": ONE_FILE}, more=lock("OPS/font.otf")).text


def test_a_book_without_one_of_its_chapters_says_so() -> None:
    data = epub({"a.xhtml": ONE_FILE, "b.xhtml": ONE_FILE})
    with pytest.raises(InputError, match="incomplete"):
        read_draft(data.replace(b"OPS/b.xhtml", b"OPS/c.xhtml"), "book.epub")


@pytest.mark.parametrize(
    "page",
    [
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><body><p>&b;</p></body></html>',
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>&a;</p></body></html>',
    ],
)
def test_entities_are_refused(page: str) -> None:
    with pytest.raises(InputError, match="entities"):
        read({"a.xhtml": page})


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 190 + f"<p>{PROSE}.</p>" + "</div>" * 190,
        "<div>" * 400 + "</div>" * 400,
        "".join(f'<p id="p{n}">{n}. {PROSE} <a href="#p{n + 1}">{n + 1}</a></p>' for n in range(500)),
        f"<!DOCTYPE html><html><h2>References</h2><p>{ENTRIES[0]}</p><body><p>{PROSE}.</p></body><p>{ENTRIES[1]}</p></html>",
        "<!DOCTYPE html><html><body><p id='&#1;'>&#1;" + PROSE + "<script/>&#2;</p></body></html>",
    ],
    ids=["nested", "deep", "loop", "body in a list", "controls"],
)
def test_a_strange_page_is_read_or_refused(page: str) -> None:
    with contextlib.suppress(InputError):
        assert read({"a.xhtml": page}).text


def test_a_web_page_with_menus_that_was_made_an_epub_has_the_title_and_authors_of_the_article() -> None:
    pages = {"1.xhtml": "<h1>Storks of the North | Bird Press</h1><ul><li>Home</li><li>About</li></ul>", "2.xhtml": ONE_FILE}
    facts = "<dc:title>Storks of the North | Bird Press</dc:title>"
    article = assemble(read_draft(epub(pages, facts), "book.epub"), "book.epub")
    assert (article.title, article.authors) == ("Storks of the North", "Ida Berg, Ole Holm")
    assert body_of(article) == [("Nests", f"{PROSE}, on 10⁴ roofs.", ("1", "3", "2"))]
