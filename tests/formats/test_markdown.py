"""Answers leave as Markdown in which nothing from outside is markup, and the works they cite as BibTeX and RIS, each once."""

from dataclasses import replace

import pytest
import rispy
from markdown_it import MarkdownIt

from qa.answer import compose
from qa.article import Reference
from qa.citations.bibliography import to_bibtex, to_ris
from qa.formats.cited import cited_works
from qa.formats.markdown import escape, to_markdown
from tests.cli.test_cli import library, qa  # noqa: F401
from tests.test_answers import TEXTS, article, read

GITHUB = MarkdownIt("gfm-like", {"html": True, "linkify": False})
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(2))",
    "![x](https://example.org/x.png)",
    "# no heading",
    "- no list",
    "12. no list",
    "+ no list",
    "> no quotation",
    "*no* **strength** _or_ __stress__ ~~gone~~ `code`",
    "a | b\n|---|---|\n| c | d",
    "===\n---\n***",
    "$x^2$ and $$y$$ &lt;b&gt; &#60;",
    "[1]: https://example.org",
    "<https://example.org> https://example.org www.example.org mail@example.org",
    "back\\*slash\\",
    "    no code",
    "\u202egnp.exe\u200b\x00",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_is_no_markup(text: str) -> None:
    (opening, inline, closing) = GITHUB.parse(escape(text))
    assert (opening.type, inline.type, closing.type) == ("paragraph_open", "inline", "paragraph_close")
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    shown = "".join(child.content for child in inline.children or ())
    assert shown == " ".join(text.translate(dict.fromkeys((0x202E, 0x200B, 0))).split())


def test_a_text_that_programs_would_link_is_left_in_no_form_that_they_know() -> None:
    written = escape("https://example.org www.example.org mail@example.org")
    assert "://" not in written
    assert "www." not in written
    assert "@" not in written


def test_a_conversation_has_each_question_with_its_numbered_sources() -> None:
    answer = compose("On how many roofs?", read(0.9, 0.8, 0.1, 0.1)[:2], read(0.9, 0.8, 0.1, 0.1), (), 1)
    declined = compose("What do storks [eat]?", [], read(0.4, 0.3, 0.2, 0.1), (), 1)
    text = to_markdown([answer, declined])
    shown = GITHUB.render(text)
    assert shown.index("On how many roofs?") < shown.index(TEXTS[0]) < shown.index("What do storks [eat]?")
    for source in answer.sources:
        assert f"<p>{TEXTS[0]} [1]" in shown
        assert f"<li>[{source.number}] <em>Storks</em>, Nests: “{source.sentence}” (the article cites {source.references[0]})" in shown
    assert "2. Berg I. 2019." in shown
    assert "Not an answer, but related:" in shown
    assert "not medical advice" in shown


def test_links_lead_to_the_works_and_nowhere_else() -> None:
    (answer,) = (compose("?", read(0.9, 0.8, 0.1, 0.1)[:2], read(0.9, 0.8, 0.1, 0.1), (), 1),)
    work = Reference("2", "Berg I.](javascript:x) <b>", doi="10.1000/a)b(c", pmid="1234567")
    source = replace(answer.sources[1], works=(work,), name="](javascript:y)")
    shown = GITHUB.render(to_markdown([replace(answer, sources=(source,))]))
    assert shown.count("<a ") == 2
    assert 'href="https://doi.org/10.1000/a)b(c"' in shown
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/1234567/"' in shown
    assert "<b>" not in shown


def test_a_work_is_there_once_however_often_it_is_cited() -> None:
    answer = compose("?", read(0.9, 0.8, 0.1, 0.1)[:2], read(0.9, 0.8, 0.1, 0.1), (), 1)
    assert cited_works([answer, answer]) == article().references
    assert cited_works([]) == ()


def test_works_of_several_articles_are_told_apart() -> None:
    answer = compose("?", read(0.9, 0.8, 0.1, 0.1)[:2], read(0.9, 0.8, 0.1, 0.1), (), 1)
    first, again, other = (
        Reference("1", "Berg I. Storks. 2019.", title="Storks", doi="10.1000/A"),
        Reference("7", "I. Berg, Storks", title="Storks", doi="10.1000/a"),
        Reference("1", "Tal U. Cranes.", title="Cranes"),
    )
    works = cited_works([replace(answer, sources=(replace(answer.sources[0], works=(first, again, other)),))])
    assert [(work.label, work.title) for work in works] == [("1", "Storks"), ("2", "Cranes")]
    assert [entry["id"] for entry in rispy.loads(to_ris(works))] == ["1", "2"]
    assert to_bibtex(works).count("@misc{") == 2


def test_the_command_line_writes_markdown(library: str) -> None:  # noqa: F811
    done = qa("ask", "Which parts of the body are affected?", "--format", "markdown", "--library", library)
    assert done.returncode == 0
    assert done.stdout.startswith("# Questions and answers\n\n## Which parts of the body are affected?\n\n")
    assert "\n- \\[1\\] *Case Report: Refractory Calciphylaxis in Lupus*, " in done.stdout


def test_works_that_are_not_there_are_told(library: str) -> None:  # noqa: F811
    done = qa("ask", "Which parts of the body are affected?", "--format", "ris", "--library", library)
    assert done.returncode == 2
    assert "entry is in what was added" in done.stderr
