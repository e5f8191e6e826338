"""A saved web page yields its article, its links from marker to entry, and nothing that is hidden or furniture."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.article import Article
from qa.errors import InputError
from qa.readers import read_article
from tests.conftest import MAX_BYTES

HEAD = """<meta charset="utf-8"><title>Storks on the roof | Bird News</title>
<meta name="citation_title" content="Storks on &lt;b&gt;212&lt;/b&gt; roofs"><meta name="citation_author" content="Berg, Ida">
<meta name="citation_author" content="Ole Holm"><meta name="citation_journal_title" content="Journal of Birds">
<meta name="citation_volume" content="12"><meta name="citation_publication_date" content="2020/03/05">
<meta name="citation_doi" content="10.1000/birds.7"><script>var stolen = "script words";</script>
<style>p { content: "style words" }</style>"""
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">Latest bird news of the day</a></li></ul></nav>'
FOOT = """<aside><h3>Related articles</h3><p>Another article that you may
like to read about the owls in the barn of the village.</p></aside>
<footer><p>© 2020 Bird News. All rights reserved.</p></footer>"""
BODY = """<h1>Storks on 212 roofs</h1><p class="byline">By Ida Berg</p>
<h2>Nests</h2><p>White storks nest on 212 <em>roofs</em> of the village<sup><a href="#r1">1</a>,<a href="#r3">3</a></sup>, and nobody minds.
They return in March from a journey of 10<sup>4</sup> km [<a href="#r1">1</a>–<a href="#r3">3</a>].</p>
<p>Farmers mow late for them (<a href="#r2">Holm, 2018</a>). <a href="#r2">Holm (2018)</a> counted the nests twice in every year.</p>
<p style="display:none">hidden words that nobody sees on the page at all</p><p hidden>other hidden words of the page</p>
<ul><li>They eat frogs and mice that they find in the wet meadows near the river.</li></ul>
<figure><img src="x.png"><figcaption>Caption words.</figcaption></figure><table><tr><td>Cell words of a table.</td></tr></table>
<h2>Journeys</h2><p>The storks leave for Africa in the end of August, as the
<a href="https://example.com/">village chronicle</a> tells in every year since the war.</p>"""
REFERENCES = """<h2>References</h2><ol>
<li id="r1">Berg I, Lee K. Storks at home. Bird J. 2019;4:10–19.
<a href="https://doi.org/10.1000/a">CrossRef</a> <a href="x">Google Scholar</a></li>
<li id="r2">Holm O. Nests counted. Bird J. 2018;3:1–9. <a href="https://pubmed.ncbi.nlm.nih.gov/123456/">PubMed</a></li>
<li id="r3">Chu B. Roofs. Roof J. 2017;1:1–2.</li></ol>"""


def page(body: str = BODY, references: str = REFERENCES, head: str = HEAD) -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{MENU}<main><article>{body}{references}</article></main>{FOOT}</body></html>"


def read(tmp_path: Path, content: str | bytes, name: str = "saved.html") -> Article:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_article(file, MAX_BYTES)


def cited(article: Article) -> list[tuple[str, ...]]:
    return [s.references for s in article.sentences if s.references]


def test_a_journal_page_yields_its_article_and_nothing_else(tmp_path: Path) -> None:
    article = read(tmp_path, page())
    assert (article.title, article.authors) == ("Storks on <b>212</b> roofs", "Ida Berg, Ole Holm")
    assert (article.publication, article.issue, article.published) == ("Journal of Birds", "Volume 12", "March 5, 2020")
    assert article.link == "https://doi.org/10.1000/birds.7"
    body = [(section.heading, s.text) for section in article.sections if section.kind == "body" for s in section.sentences]
    assert body == [
        ("Nests", "White storks nest on 212 roofs of the village, and nobody minds."),
        ("Nests", "They return in March from a journey of 10⁴ km."),
        ("Nests", "Farmers mow late for them."),
        ("Nests", "Holm (2018) counted the nests twice in every year."),
        ("Nests", "They eat frogs and mice that they find in the wet meadows near the river."),
        ("Journeys", "The storks leave for Africa in the end of August, as the village chronicle tells in every year since the war."),
    ]
    assert cited(article) == [("1", "3"), ("1", "2", "3"), ("2",), ("2",)]


def test_entries_have_their_fields_and_no_buttons(tmp_path: Path) -> None:
    one, two, three = read(tmp_path, page()).references
    assert (one.raw, one.doi) == ("Berg I, Lee K. Storks at home. Bird J. 2019;4:10–19.", "10.1000/a")
    assert (one.authors, one.title) == ("Berg, I; Lee, K", "Storks at home")
    assert (two.raw, two.pmid) == ("Holm O. Nests counted. Bird J. 2018;3:1–9.", "123456")
    assert three.label == "3"


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.replace("<h2>References</h2>", ""),
        lambda p: p.replace("<article>", "<div><div>").replace("</article>", "</div></div>").replace("main>", "div>"),
        lambda p: p.replace('href="#', 'href="https://birds.example/7#'),
        lambda p: p.replace('<li id="r1">', '<li><a name="r1"></a>').replace('<li id="r2">', '<li><span id="r2">2.</span> '),
        lambda p: p.replace("<ol>", "<div>").replace("</ol>", "</div>").replace("<li", "<p").replace("</li>", "</p>"),
    ],
    ids=["no heading", "div soup", "absolute links", "anchors", "paragraphs"],
)
def test_the_list_is_found_however_it_is_marked(tmp_path: Path, change: "object") -> None:
    assert callable(change)
    article = read(tmp_path, change(page()))
    assert cited(article) == [("1", "3"), ("1", "2", "3"), ("2",), ("2",)]
    assert len(article.references) == 3
    assert "Storks at home" not in article.text


def test_markers_without_links_are_told_by_their_form(tmp_path: Path) -> None:
    body = BODY.replace('<a href="#r1">1</a>,<a href="#r3">3</a>', "1,3").replace('<a href="#r1">1</a>–<a href="#r3">3</a>', "1–3")
    article = read(tmp_path, page(body.replace('href="#r2"', "")))
    assert cited(article)[:2] == [("1", "3"), ("1", "2", "3")]
    assert "10⁴ km" in article.text


def test_a_blog_without_tags_is_read(tmp_path: Path) -> None:
    head = """<title>Why storks return – Bird Blog</title><link rel="canonical" href="javascript:alert(1)">
    <script type="application/ld+json">{"@graph": [{"@type": "BlogPosting", "headline": "Why storks return",
    "author": [{"name": "Ann Lee"}],
    "datePublished": "2021-05-17T08:00"}]}
    </script>"""
    article = read(
        tmp_path, page("<h1>Why storks return</h1>" + "<p>The storks return to the village in every spring of the year.</p>" * 5, "", head)
    )
    assert (article.title, article.authors, article.published) == ("Why storks return", "Ann Lee", "May 17, 2021")
    assert article.link == ""
    assert article.references == ()


def test_an_mhtml_file_is_read(tmp_path: Path) -> None:
    mhtml = (
        "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n"
        "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page() + "\r\n--b\r\n"
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n"
    )  # fmt: skip
    assert cited(read(tmp_path, mhtml, "saved.mhtml")) == [("1", "3"), ("1", "2", "3"), ("2",), ("2",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_usual_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    content = (
        page()
        .replace('charset="utf-8"', f'charset="{encoding}"')
        .replace("10<sup>4</sup>", "10 000")
        .replace("village chronicle", "café’s chronicle")
    )
    assert "café’s chronicle" in read(tmp_path, content.encode(encoding)).text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<div>" * 5_000, "deep"),
        ("<b>" * 50_000, "deep"),
        ("<p>x</p>" * 90_000, "elements"),
        ("<p>Home</p>", "No article was found"),
        ("<script>" + "The words of a script are not an article at all. " * 50 + "</script>", "No article was found"),
    ],
)
def test_an_attack_ends_in_one_sentence(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read(tmp_path, page(body, ""))
    assert "\n" not in str(caught.value)


def test_what_stands_between_links_in_a_superscript_is_kept(tmp_path: Path) -> None:
    sup = '<sup><a href="/notes/1">1</a>,<a href="/notes/3">3</a></sup>'
    article = read(
        tmp_path,
        page(f"<h1>Storks</h1><p>White storks nest on the roofs of the village{sup}, and nobody in it minds. {'They stay. ' * 20}</p>"),
    )
    assert cited(article) == [("1", "3")]


def test_a_link_around_a_range_names_all_of_it(tmp_path: Path) -> None:
    text = "White storks nest on roofs"
    ranged = "".join(f'<p>{text} of village {n} [<a href="#r1">1–3</a>], and nobody in the houses minds them much.</p>' for n in range(4))
    assert cited(read(tmp_path, page(f"<h1>Storks</h1>{ranged}"))) == [("1", "2", "3")] * 4


def test_control_characters_by_their_number_are_no_text(tmp_path: Path) -> None:
    body = BODY.replace("<p>Farmers", "<p><script>1</script>&#1;&#11;Farmers")
    assert "\x01" not in read(tmp_path, page(body)).text


def test_huge_attributes_do_not_slow_reading_down(tmp_path: Path) -> None:
    started = time.process_time()
    read(tmp_path, page(f"<p class='{'author ' * 20_000}' style='{'x' * 200_000}' id='{'#' * 100_000}'>" + BODY))
    assert time.process_time() - started < 20


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"<>/&;#", "<p>", "</p>", "<a href='#r1'>", "</a>", "<sup>", "<li>", "<h2>", "[", "]", " word ", "1"]), max_size=40
    )
)
def test_joining_the_sentences_of_any_page_gives_back_the_text(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    article = read(tmp_path_factory.mktemp("page"), page(BODY + "".join(pieces)))
    joined = [" ".join(s.text for s in paragraph) for section in article.sections for paragraph in section.paragraphs]
    assert "\n\n".join(joined) == article.text
    for sentence in article.sentences:
        assert all(sentence.start <= citation.position <= sentence.end for citation in sentence.citations)
    assert not any(words in article.text for words in ("script words", "style words", "hidden words", "Caption words", "Cell words"))
