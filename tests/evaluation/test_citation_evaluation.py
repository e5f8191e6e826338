"""What is measured is what the tags say: gold is right, a fault in reading shows, and every format is read."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from qa.cli.main import main
from qa.errors import InputError
from qa.evaluation.citation_gold import gold_of
from qa.evaluation.citations import CitationFigures, _compare, evaluate_citations, jats_files, report_data, report_lines
from qa.evaluation.flattening import flatten
from qa.readers import read_article
from tests.conftest import MAX_BYTES
from tests.readers.test_jats import FRONT, JATS, REFERENCES, RUNNING, xref

BODY = f"""<sec><title>Nests</title><p>They left [{xref(1)}–{xref(3)}]. They came back.<sup>{xref(4)}</sup> Nobody minds.</p>
<p>Smith <italic>et al</italic>. ({xref(2, "2001")}) saw it.<fig><caption><p>Caption [{xref(1)}].</p></caption></fig></p>{RUNNING}</sec>"""
DOCUMENT = f'<?xml version="1.0"?><article article-type="research-article">{FRONT}<body>{BODY}</body>{REFERENCES}</article>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "storks.nxml").write_text(DOCUMENT, encoding="utf-8")
    return tmp_path


def test_gold_is_what_the_tags_say() -> None:
    gold = gold_of(etree.fromstring(DOCUMENT.encode()))
    cited = {sentence.text: sorted(sentence.works) for sentence in gold.sentences if sentence.works}
    assert cited == {
        "They left.": [0, 1, 2],
        "They came back.": [3],
        "Smith et al. (2001) saw it.": [1],
        "We counted twice.": [1],
    }
    assert gold.labels == ("1", "2", "3", "4")
    assert gold.entries[0].startswith("Holm Ole A., Nest Group. Nests & roofs?")


def test_an_article_is_flattened_as_a_reader_saves_it() -> None:
    saved = flatten(etree.fromstring(DOCUMENT.encode()))
    assert '<p>They left [<a href="#B1">1</a>–<a href="#B3">3</a>]. They came back.<sup><a href="#B4">4</a></sup>' in saved["html"]
    assert "They left [[1](#B1)–[3](#B3)]. They came back.[4](#B4) Nobody minds." in saved["markdown"]
    assert "They left [1–3]. They came back.4 Nobody minds." in saved["text"]
    assert "Caption" not in "".join(saved.values())


def test_jats_and_html_are_read_without_a_fault(folder: Path) -> None:
    data = report_data(evaluate_citations(jats_files(folder), MAX_BYTES))
    for name in ("jats", "html"):
        for kind in ("citations", "links", "references"):
            assert (data[name][kind]["precision"], data[name][kind]["recall"]) == (1, 1), (name, kind, data["misses"])
    assert data["jats"]["citations"]["gold"] == 6
    assert data["text"]["references"]["recall"] == 1


def test_a_fault_in_reading_shows(folder: Path) -> None:
    article = read_article(folder / "storks.nxml", MAX_BYTES)
    broken = replace(article, references=article.references[1:], sections=article.sections[:-2])
    found = CitationFigures()
    _compare(broken, gold_of(etree.fromstring(DOCUMENT.encode())), found, "jats", "storks.nxml")
    tallies = found.tallies["jats"]
    assert tallies["references"].recall.value == 0.75
    assert tallies["citations"].recall.value < 1
    assert any("entry 1 not read" in what for _, _, what in found.misses)
    assert any("missing" in what for _, _, what in found.misses)
    assert len(report_lines(found)) > 14


def test_a_folder_without_jats_gets_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match="holds no JATS files"):
        jats_files(tmp_path)
    assert main(["eval-citations", str(tmp_path / "nothing")]) == 2
    assert "holds no JATS files" in capsys.readouterr().err
    (tmp_path / "bad.xml").write_text("<article>")
    assert main(["eval-citations", str(tmp_path)]) == 2
    assert "cannot be read as XML" in capsys.readouterr().err


@pytest.mark.skipif(not JATS, reason="the journals' articles are not on this machine")
def test_articles_of_journals_reach_our_goals() -> None:
    data = report_data(evaluate_citations(JATS, MAX_BYTES))
    for name, precision, recall in (("jats", 0.999, 0.999), ("html", 0.98, 0.98), ("markdown", 0.97, 0.95), ("text", 0.97, 0.95)):
        for kind in ("citations", "links", "references"):
            assert data[name][kind]["precision"] >= precision
            assert data[name][kind]["recall"] >= recall
