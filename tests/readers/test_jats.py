"""JATS XML is read exactly: each citation on its sentence, each entry with its fields, and no attack works."""

import time
from pathlib import Path

import pytest

from qa.article import Article
from qa.errors import InputError
from qa.readers import read_article
from tests.conftest import MAX_BYTES, REPOSITORY

JATS = sorted((REPOSITORY.parent / "shared" / "articles" / "jats").glob("*.nxml"))
RUNNING = "<p>" + "The storks of the village nest on the roofs in every spring. " * 8 + "</p>"
FRONT = """<front><journal-meta><journal-title-group><journal-title>Journal of Birds</journal-title></journal-title-group>
</journal-meta>
<article-meta><article-id pub-id-type="doi">10.1000/birds.7</article-id>
<title-group><article-title>Storks on <italic>212</italic> roofs<xref ref-type="fn" rid="f1">*</xref></article-title>
<subtitle>A count</subtitle></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Berg</surname><given-names>Ida</given-names></name>
<xref ref-type="aff" rid="a1">1</xref></contrib>
<contrib contrib-type="author"><collab>The Stork Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>No</surname><given-names>One</given-names></name></contrib></contrib-group>
<pub-date pub-type="collection"><year>2021</year></pub-date><pub-date pub-type="epub"><day>05</day><month>3</month>
<year>2020</year></pub-date>
<volume>12</volume><issue>3</issue><abstract><sec><title>Aims:</title><p>We counted the nests.</p></sec></abstract>
</article-meta></front>"""
REFERENCES = """<back><app-group><app><title>Appendix</title><p>We counted twice [<xref ref-type="bibr" rid="B2">2</xref>].</p>
</app></app-group>
<ref-list><title>References</title>
<ref id="B1"><label>1.</label><element-citation publication-type="journal"><person-group person-group-type="author">
<name><surname>Holm</surname><given-names>Ole A.</given-names></name><collab>Nest Group</collab><etal/></person-group>
<article-title>Nests &amp; roofs?</article-title>
<source>Bird J</source><year>2019</year><volume>4</volume><fpage>10</fpage><lpage>19</lpage>
<pub-id pub-id-type="doi">10.1000/(x)1</pub-id><pub-id pub-id-type="pmid">123456</pub-id></element-citation></ref>
<ref id="B2"><label>2.</label><mixed-citation publication-type="book"><name><surname>Smith</surname><given-names>J</given-names>
</name> (<year>2001</year>) <source>Storks</source>. <publisher-name>Roof Press</publisher-name></mixed-citation></ref>
<ref id="B3"><label>3.</label><mixed-citation>Anon. A letter about storks, 1999. doi:10.1000/abc.</mixed-citation></ref>
<ref id="B4"><label>4.</label><mixed-citation>Anon. Another letter.</mixed-citation></ref></ref-list></back>"""


def xref(number: int, text: str = "") -> str:
    return f'<xref ref-type="bibr" rid="B{number}">{text or number}</xref>'


def read(tmp_path: Path, body: str, head: str = '<?xml version="1.0"?>', back: str = REFERENCES) -> Article:
    file = tmp_path / "storks.nxml"
    file.write_text(f'{head}<article article-type="research-article">{FRONT}<body>{body}{RUNNING}</body>{back}</article>', encoding="utf-8")
    return read_article(file, MAX_BYTES)


def first_paragraph(tmp_path: Path, body: str) -> tuple[str, list[tuple[str, int]]]:
    """The text of the first paragraph of the body, and its citations as (label, offset in it)."""
    article = read(tmp_path, f"<sec><title>S</title><p>{body}</p></sec>")
    paragraph = next(section for section in article.sections if section.heading == "S").paragraphs[0]
    start = paragraph[0].start
    return article.text[start : paragraph[-1].end], [(c.label, c.position - start) for s in paragraph for c in s.citations]


def test_the_front_matter_is_told(tmp_path: Path) -> None:
    article = read(tmp_path, "")
    assert article.title == "Storks on 212 roofs: A count"
    assert article.authors == "Ida Berg, The Stork Group"
    assert (article.publication, article.issue, article.published) == ("Journal of Birds", "Volume 12, Issue 3", "March 5, 2020")
    assert article.link == "https://doi.org/10.1000/birds.7"


def test_abstract_body_and_appendix_are_read_with_their_headings(tmp_path: Path) -> None:
    body = f"<p>Before.</p><sec><title>Methods</title><sec><title>Nests</title>{RUNNING}</sec></sec>"
    headings = [section.heading for section in read(tmp_path, body).sections if section.kind == "body"]
    assert headings == ["Abstract: Aims", "", "Nests", "Appendix"]


def test_an_entry_is_read_from_its_fields(tmp_path: Path) -> None:
    one, two, three, _ = read(tmp_path, "").references
    assert (one.label, one.authors) == ("1", "Holm, Ole A.; Nest Group; et al")
    assert (one.title, one.container, one.year, one.volume, one.pages) == ("Nests & roofs?", "Bird J", "2019", "4", "10–19")
    assert (one.doi, one.pmid) == ("10.1000/(x)1", "123456")
    assert one.raw == "Holm OA, Nest Group, et al. Nests & roofs? Bird J. 2019;4:10–19."
    assert (two.title, two.container, two.year) == ("Storks", "Roof Press", "2001")
    assert (three.raw, three.doi) == ("Anon. A letter about storks, 1999. doi:10.1000/abc.", "10.1000/abc")


@pytest.mark.parametrize(
    ("body", "text", "labels"),
    [
        (f"They left [{xref(1)}]. So.", "They left. So.", "1"),
        (f"They left <sup>{xref(1)},{xref(3)}</sup>. So.", "They left. So.", "13"),
        (f"They left.<sup>{xref(1)}–{xref(4)}</sup> So.", "They left. So.", "1234"),
        (f"They left [{xref(1)}-{xref(3)}, {xref(4)}]. So.", "They left. So.", "1234"),
        (f"They left {xref(1, '[1]')}–{xref(3, '[3]')}, and stayed.", "They left, and stayed.", "123"),
        (f"They left ({xref(1)}; {xref(2)}) then.", "They left then.", "12"),
        (f"They left (see {xref(1)} for a review).", "They left.", "1"),
        (f"They left [{xref(2)}, p. 7] then.", "They left [p. 7] then.", "2"),
        (f"They left (212 roofs; [{xref(2)}]).", "They left (212 roofs).", "2"),
        (f"They left ({xref(1, 'Holm <italic>et al</italic>, 2019')}; {xref(2, 'Smith, 2001')}).", "They left.", "12"),
        (f"They left (Holm et al., {xref(1, '2019')}; Smith {xref(2, '2001')}).", "They left.", "12"),
        (f"They left (e.g. {xref(2, 'Smith, 2001')}, and references therein).", "They left.", "2"),
        (f"They left (212 roofs; {xref(2, 'Smith, 2001')}).", "They left (212 roofs).", "2"),
        (f"They left ({xref(2, 'Smith, 2001')}; 212 roofs).", "They left (212 roofs).", "2"),
        (f"{xref(2, 'Smith (2001)')} found it.", "Smith (2001) found it.", "2"),
        (f"Smith ({xref(2, '2001')}) found it.", "Smith (2001) found it.", "2"),
        (f"Smith ({xref(2, '2001a')}, {xref(3, 'b')}) found it.", "Smith (2001a, b) found it.", "23"),
        (f"They left [{xref(1)}, see also {xref(3)}] then.", "They left then.", "13"),
        (f"They left,<sup>{xref(1)}</sup> and came<sup>{xref(2)}</sup>,<sup>{xref(3)}</sup> back.", "They left, and came back.", "123"),
        (f"As Holm et al. [{xref(1)}].", "As Holm et al.", "1"),
        (f"It is in ref. {xref(4)} too.", "It is in ref. 4 too.", "4"),
        (f"They left {xref(1)}<xref ref-type='bibr' rid='B2'/>.", "They left.", "12"),
        ("They left [<xref ref-type='bibr' rid='B1 B4'>1,4</xref>].", "They left.", "14"),
    ],
)
def test_a_marker_goes_and_its_works_stay(tmp_path: Path, body: str, text: str, labels: str) -> None:
    read_text, citations = first_paragraph(tmp_path, body)
    assert read_text == text
    assert [label for label, _ in citations] == list(labels)


def test_a_citation_stands_on_its_own_sentence(tmp_path: Path) -> None:
    article = read(tmp_path, f"<p>They left.<sup>{xref(1)}</sup> They came back [{xref(2)}]. {xref(2, 'Smith (2001)')} saw it.</p>")
    cited = {s.text: s.references for s in article.sentences if s.references}
    assert cited["They left."] == ("1",)
    assert cited["They came back."] == ("2",)
    assert cited["Smith (2001) saw it."] == ("2",)


def test_an_unnumbered_list_is_numbered_through(tmp_path: Path) -> None:
    back = REFERENCES.replace("<label>1.</label>", "").replace("<label>2.</label>", "")
    article = read(tmp_path, f"<p>They left ({xref(3, 'Anon, 1999')}).</p>", back=back)
    assert [entry.label for entry in article.references] == ["1", "2", "3", "4"]
    assert next(s for s in article.sentences if s.text == "They left.").references == ("3",)


def test_what_is_no_running_text_is_left_out(tmp_path: Path) -> None:
    body = (
        "<p>Of 10<sup>6</sup> storks, H<sub>2</sub>O<fig><caption><p>Caption.</p></caption></fig> and <disp-formula>E = mc</disp-formula>"
        "<inline-formula><alternatives><tex-math>\\alpha</tex-math><mml:math xmlns:mml='http://www.w3.org/1998/Math/MathML'>"
        "<mml:mi>α</mml:mi></mml:math></alternatives></inline-formula> stay<xref ref-type='fn' rid='f'>a</xref>"
        " (<xref ref-type='fig' rid='F1'>Figure 1</xref>).</p>"
        "<table-wrap><caption><p>Cells.</p></caption></table-wrap><supplementary-material><p>More.</p></supplementary-material>"
    )
    text = read(tmp_path, body).text
    assert "Of 10⁶ storks, H2O and α stay (Figure 1)." in text
    assert not any(word in text for word in ("Caption", "Cells", "More", "E = mc", "alpha"))


def test_short_items_go_on_with_their_sentence_and_long_ones_stand_alone(tmp_path: Path) -> None:
    long = "A long item that is a whole sentence with many words."
    body = f"<p>They eat:<list><list-item><p>frogs [{xref(1)}]</p></list-item><list-item><p>mice</p></list-item></list>Then they sleep.</p>"
    article = read(tmp_path, body + f"<list><list-item><p>{long}</p></list-item></list>")
    texts = [sentence.text for sentence in article.sentences]
    assert "They eat: • frogs • mice" in texts
    assert "Then they sleep." in texts
    assert long in texts
    assert next(s for s in article.sentences if "frogs" in s.text).references == ("1",)


def test_an_entity_of_xhtml_is_its_character(tmp_path: Path) -> None:
    head = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS-archivearticle1.dtd">'
    assert "They left – again." in read(tmp_path, "<p>They&nbsp;left &ndash; again.</p>", head).text


@pytest.mark.parametrize(
    ("head", "body", "said"),
    [
        ('<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<p>&x;</p>", "declares entities"),
        ('<!DOCTYPE article [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>', "<p>x</p>", "declares entities"),
        (
            '<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a "lol">'
            + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)).replace("&a0;", "&a;")
            + "]>",
            '<p x="&a9;">&a9;</p>',
            "declares entities|not well-formed",
        ),
        ('<?xml version="1.0"?>', "<sec>" * 250 + "</sec>" * 250, "deep|not well-formed"),
        ('<?xml version="1.0"?>', "<sec>" * 100_000, "deep|not well-formed"),
        ('<?xml version="1.0"?>', "<p>never closed", "not well-formed"),
    ],
)
def test_an_attack_ends_in_one_sentence(tmp_path: Path, head: str, body: str, said: str) -> None:
    started = time.process_time()
    with pytest.raises(InputError, match=said) as caught:
        read(tmp_path, body, head)
    assert time.process_time() - started < 5
    assert "\n" not in str(caught.value)
    assert "root:" not in str(caught.value)


def test_huge_attributes_and_many_marks_do_not_slow_reading_down(tmp_path: Path) -> None:
    marks = " ".join(f"word [{xref(1 + n % 4)}]" for n in range(8_000))
    names = " ".join(f"word ({xref(2, 'Smith, 2001')}" for _ in range(4_000))
    started = time.process_time()
    article = read(tmp_path, f"<p id='{'x' * 200_000}'>{marks}</p><p>{names}</p>")
    assert sum(len(s.citations) for s in article.sentences) == 12_000 + 1
    assert time.process_time() - started < 10


def test_markup_in_a_title_is_text(tmp_path: Path) -> None:
    file = tmp_path / "x.nxml"
    front = FRONT.replace("Storks on", "&lt;script&gt;alert(1)&lt;/script&gt;")
    file.write_text(f"<?xml version='1.0'?><article>{front}<body>{RUNNING}</body></article>")
    assert read_article(file, MAX_BYTES).title.startswith("<script>alert(1)</script>")


def test_several_articles_in_one_file_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "set.xml"
    file.write_text(f"<pmc-articleset><article>{FRONT}</article><article>{FRONT}</article></pmc-articleset>")
    with pytest.raises(InputError, match="holds 2 articles"):
        read_article(file, MAX_BYTES)


@pytest.mark.parametrize("file", JATS, ids=lambda file: file.stem)
def test_articles_of_journals_are_read_whole(file: Path) -> None:
    article = read_article(file, MAX_BYTES)
    joined = [" ".join(s.text for s in paragraph) for section in article.sections for paragraph in section.paragraphs]
    assert "\n\n".join(joined) == article.text
    labels = {entry.label for entry in article.references}
    cited = {label for sentence in article.sentences for label in sentence.references}
    assert len(labels) == len(article.references) > 30
    assert cited <= labels
    assert len(cited) >= 0.9 * len(labels)
    assert all(entry.raw for entry in article.references)
    assert sum(bool(entry.title) for entry in article.references) > 0.9 * len(labels)
    assert not any(sign in article.text for sign in ("[]", "()", "[,", " .", " ,", ",,", "  "))


def test_a_stop_behind_a_marker_ends_its_sentence(tmp_path: Path) -> None:
    article = read(
        tmp_path, f"<sec><title>S</title><p>As in Holm et al. [{xref(1)}]. Others saw vitamin D [{xref(2)}]. Nobody minds.</p></sec>"
    )
    sentences = next(section for section in article.sections if section.heading == "S").paragraphs[0]
    assert [(s.text, s.references) for s in sentences] == [
        ("As in Holm et al.", ("1",)),
        ("Others saw vitamin D.", ("2",)),
        ("Nobody minds.", ()),
    ]


def test_an_entry_of_several_works_is_read_whole(tmp_path: Path) -> None:
    works = "".join(
        f'<mixed-citation id="B1{sign}">{name} Storks, Bird J. 4, 1 (2001).</mixed-citation>'
        for sign, name in (("a", "A. Bee,"), ("b", "B. Cee,"))
    )
    back = f'<back><ref-list><ref id="B1"><label>[1]</label>{works}</ref></ref-list></back>'
    cited = '<xref ref-type="bibr" rid="B1b">1b</xref>'
    article = read(tmp_path, f"<p>They left [{cited}].</p>", back=back)
    assert article.references[0].raw == "A. Bee, Storks, Bird J. 4, 1 (2001). B. Cee, Storks, Bird J. 4, 1 (2001)."
    assert [s.text for s in article.sentences if s.references == ("1",)] == ["They left."]


def test_a_work_without_a_journal_keeps_its_address(tmp_path: Path) -> None:
    fields = "<collab>Nests, Roofs and Co</collab><article-title>Storks</article-title><year>2008</year>"
    comment = "<comment>Available: http://storks.example/.</comment>"
    back = f'<back><ref-list><ref id="B1"><element-citation>{fields}{comment}</element-citation></ref></ref-list></back>'
    assert read(tmp_path, "", back=back).references[0].raw == "Nests Roofs and Co. Storks. 2008. Available: http://storks.example/."


def test_a_comment_may_stand_before_the_article(tmp_path: Path) -> None:
    assert read(tmp_path, "", head="<!-- converted: 20051121 -->\n").title.startswith("Storks")


def test_a_run_of_capitals_in_a_parenthesis_is_read_in_the_end(tmp_path: Path) -> None:
    capitals = "A" * 60
    text, citations = first_paragraph(tmp_path, f"They left ({capitals} ! {xref(2, '2001')}).")
    assert text == f"They left ({capitals} ! 2001)."
    assert [label for label, _ in citations] == ["2"]


def test_words_beside_a_marker_are_told_in_time_whatever_they_are(tmp_path: Path) -> None:
    words = "see. " * 60 + "A. " * 60 + "SMITH" * 60
    text, citations = first_paragraph(tmp_path, f"They left ({words}! {xref(2, 'Smith, 2001')}; van Dam &amp; Lee, in press, {xref(1)}).")
    assert text.startswith("They left (see. see.")
    assert [label for label, _ in citations] == ["2", "1"]


def test_what_stands_in_an_entry_is_no_entry_of_its_own(tmp_path: Path) -> None:
    nested = "<ref><label>7</label><mixed-citation>Inner. 1999.</mixed-citation></ref>"
    back = REFERENCES.replace("</ref-list>", f"<ref id='B9'><mixed-citation>Outer. 2001.</mixed-citation>{nested}</ref></ref-list>", 1)
    assert [entry.raw for entry in read(tmp_path, "", back=back).references][-1].startswith("Outer")
