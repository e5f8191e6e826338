"""Entries are parsed, shown with links that are safe to follow, and exported so that other programs read them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from qa.answer import compose
from qa.article import Article, Reference, article_from_json
from qa.citations.bibliography import to_bibtex, to_ris
from qa.citations.links import doi_in, links_of
from qa.citations.references import line_of, parsed
from qa.cli.main import main
from qa.export import answer_data
from qa.page import markup
from qa.page.turns import Turn
from tests.test_answers import article, read

HOLM = Reference(
    "1",
    "Holm OA, Nest Group. Nests & roofs. Bird J. 2019;4:10–19.",
    authors="Holm, Ole A.; Nest and Roof Group; et al",
    title="Nests & 50% {of} roofs",
    container="Bird J",
    year="2019",
    volume="4",
    pages="10–19",
    doi="10.1000/(x)1",
    pmid="123456",
)


@pytest.mark.parametrize(
    ("raw", "known"),
    [
        (
            "Smith J, Lee K. Phosphate in dialysis. Kidney J. 2015;12:100-9.",
            ("Smith, J; Lee, K", "Phosphate in dialysis", "Kidney J", "2015", "12", "100-9"),
        ),
        (
            "van Dam AB, et al. Is it so? N Engl J Med. 2001 Mar 3;344(2):87–94.",
            ("van Dam, AB; et al", "Is it so?", "N Engl J Med", "2001", "344", "87–94"),
        ),
        ("Berg I. Storks. 2019.", ("", "", "", "2019", "", "")),
        ("From 1999 to 2003, a letter.", ("", "", "", "", "", "")),
    ],
)
def test_a_printed_line_gives_the_fields_that_it_surely_tells(raw: str, known: tuple[str, ...]) -> None:
    entry = parsed(Reference("1", raw))
    assert (entry.authors, entry.title, entry.container, entry.year, entry.volume, entry.pages) == known
    assert entry.raw == raw


def test_a_doi_and_a_pubmed_number_are_found_in_a_line() -> None:
    entry = parsed(Reference("1", "A letter (https://doi.org/10.1000/a(b)c). PMID: 1234567."))
    assert (entry.doi, entry.pmid) == ("10.1000/a(b)c", "1234567")
    assert links_of(entry) == {"doi": "https://doi.org/10.1000/a(b)c", "pubmed": "https://pubmed.ncbi.nlm.nih.gov/1234567/"}


@given(st.text(max_size=300))
def test_any_line_is_parsed_and_only_sure_links_are_made(raw: str) -> None:
    entry = parsed(Reference("1", raw))
    assert entry.raw == raw
    assert all(re.fullmatch(r"https://(doi\.org|pubmed\.ncbi\.nlm\.nih\.gov)/[^\s\"'<>]+", link) for link in links_of(entry).values())
    assert doi_in(entry.doi) == entry.doi


def test_a_hostile_identifier_makes_no_link() -> None:
    assert links_of(Reference("1", "", doi='javascript:alert(1)//"', pmid="1/../evil")) == {}
    assert '"' not in links_of(parsed(Reference("1", 'See 10.1000/a"onclick="x')))["doi"]


def test_fields_make_a_line() -> None:
    assert line_of(HOLM) == "Holm OA, Nest and Roof Group, et al. Nests & 50% {of} roofs. Bird J. 2019;4:10–19."


def test_bibtex_is_read_back_by_its_library() -> None:
    hostile = Reference("2", "x", title="}, note = {injected} \\input{/etc/passwd} $x$ #", authors="Ø}berg, Å")
    library = parse_string(to_bibtex([HOLM, HOLM, hostile, Reference("3", "Anon. A {letter}.")]))
    assert not library.failed_blocks
    first, second, third, last = library.entries
    assert first.key != second.key
    assert first["author"] == r"Holm, Ole A. and Nest \& Roof Group and others"
    assert (first["journal"], first["pages"], first["doi"]) == ("Bird J", "10--19", "10.1000/(x)1")
    assert "note" not in third.fields_dict
    assert "letter" in last["note"]


def test_ris_is_read_back_by_its_library() -> None:
    (entry,) = rispy.loads(to_ris([HOLM]))
    assert entry["authors"] == ["Holm, Ole A.", "Nest and Roof Group"]
    assert (entry["secondary_title"], entry["start_page"], entry["end_page"], entry["doi"]) == ("Bird J", "10", "19", "10.1000/(x)1")


def with_works() -> Article:
    return replace(article(), references=(HOLM, replace(HOLM, label="2", raw="<script>alert(1)</script>", doi="10.1000/'><script>")))


def test_an_answer_leads_to_the_works_on_the_page_and_in_data(monkeypatch: pytest.MonkeyPatch) -> None:
    ranked = [replace(r, article=with_works()) for r in read(0.9, 0.85, 0.1, 0.2)]
    answer = compose("?", ranked[:2], ranked, (), 1)
    (work,) = answer_data(answer)["sources"][0]["works"]
    assert work["title"] == HOLM.title
    assert work["links"] == {"doi": "https://doi.org/10.1000/(x)1", "pubmed": "https://pubmed.ncbi.nlm.nih.gov/123456/"}
    said = markup.turn(Turn("?", answer)) + markup.article(with_works())
    assert said.count('rel="noopener noreferrer"') == said.count('target="_blank"') == said.count("https://") == 6
    assert "<script>" not in said


def test_the_references_of_an_article_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "storks.md"
    file.write_text(
        "---\ntitle: Storks\n---\n" + "The storks of the village nest on many roofs in spring.[1]\n\n" * 8
        + "## References\n\n1. Smith J, Lee K. Nests. Bird J. 2015;12:100-9. doi:10.1000/7\n2. A letter.\n",
    )  # fmt: skip
    library = ["--library", str(tmp_path / "library"), "--reader", "none"]
    assert main(["add", str(file), *library, "--json"]) == 0
    article_id = json.loads(capsys.readouterr().out)[0]["article"]
    assert main(["cite", article_id, *library]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "1. Smith J, Lee K. Nests. Bird J. 2015;12:100-9. doi:10.1000/7", "    https://doi.org/10.1000/7",
    ]  # fmt: skip
    assert main(["cite", article_id, "--format", "bibtex", *library]) == 0
    assert "@article{Smith2015_1," in capsys.readouterr().out
    assert main(["cite", article_id, "--format", "ris", *library]) == 0
    assert "TY  - JOUR" in capsys.readouterr().out
    assert main(["cite", article_id, "--json", *library]) == 0
    assert json.loads(capsys.readouterr().out)[0]["links"] == {"doi": "https://doi.org/10.1000/7"}
    assert main(["ask", "Where do the storks nest?", *library, "--threshold", "0"]) == 0
    assert "https://doi.org/10.1000/7" in capsys.readouterr().out
    assert main(["cite", "0123456789abcdef", *library]) == 2


KEPT_BEFORE = (
    '{"title": "Storks", "authors": "", "publication": "", "issue": "", "published": "", "source": "storks.txt", "link": "", '
    '"text": "They nest.", "sections": [{"heading": "", "kind": "body", "paragraphs": [[{"text": "They nest.", "start": 0, "end": 10, '
    '"citations": [{"label": "1", "position": 10}]}]]}], "references": [{"label": "1", "raw": "Berg I. 2019."}], "notes": []}'
)


def test_an_article_kept_before_there_were_fields_is_read_and_keeps_its_id() -> None:
    kept = article_from_json(KEPT_BEFORE)
    assert kept.references == (Reference("1", "Berg I. 2019."),)
    assert kept.id == "237039a4327dfc4b"
