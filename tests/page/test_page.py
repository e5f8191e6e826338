"""What the page writes is safe and leads where it says; how it starts is told plainly."""

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from qa.answer import compose
from qa.article import Article
from qa.page import markup
from qa.page.asking import news
from qa.page.turns import Turn, checked_key
from tests.conftest import REPOSITORY
from tests.test_answers import article, read

HOSTILE = '<script>alert(1)</script>" onclick="x" ${alert(2)} {{value}} `x` \u202eabc'


def test_text_is_escaped_for_html_and_for_templates() -> None:
    safe = markup.escape(HOSTILE)
    assert not re.search(r'[<>"${}`\u202e]', safe)


def test_every_number_leads_to_a_sentence_of_the_reading_pane() -> None:
    ranked = read(0.9, 0.85, 0.1, 0.8)
    answer = compose("?", ranked[:3], ranked, (), 1)
    said = markup.turn(Turn("On how many roofs?", answer))
    pane = markup.article(article())
    targets = re.findall(r'class="cite" href="#([^"]+)"', said)
    assert len(targets) == 6
    for target in targets:
        assert f'id="{target}"' in pane


def test_superscripts_stand_where_they_were_printed_and_lead_to_their_entry(shipped: Article) -> None:
    pane = markup.article(article()) + markup.article(shipped)
    assert re.search(r'roofs\.<sup><a class="ref" href="#r-\w+"', pane)
    (target,) = set(re.findall(r'August\.<sup><a class="ref" href="#([^"]+)"', pane))
    assert f'<li id="{target}"' in pane
    assert f'id="r-{shipped.id}"' in pane
    assert "The reference list is not in what was added" in pane


def test_a_refusal_an_error_and_a_wait_look_different() -> None:
    declined = compose("?", [], read(0.4, 0.3, 0.2, 0.1), (), 1)
    said = "".join(map(markup.turn, (Turn(HOSTILE, declined), Turn("?", error=f"One sentence. {HOSTILE}"), Turn("?"))))
    assert "Not an answer, but related" in said
    assert 'class="error">One sentence.' in said
    assert "Reading the article" in said
    assert "<script>" not in said


def test_an_answer_sends_the_turns_only_that_the_page_has_not_got() -> None:
    turns = [Turn("?", error=f"Number {key}.", key=key) for key in ("a", "b", "c")]
    assert [turn["key"] for turn in json.loads(news(turns, ["a"]))] == ["b", "c"]
    assert "Number a" not in news(turns, ["a"])


@pytest.mark.parametrize("key", [None, 7, "", "x" * 17, "<b>", "A", ["a"]])
def test_a_key_that_no_page_makes_up_is_dropped(key: object) -> None:
    assert checked_key(key) == ""
    assert checked_key("kq3x9a1") == "kq3x9a1"


def start(*arguments: str, tmp_path: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "app.py", "--library", str(tmp_path / "library"), *arguments]
    return subprocess.run(command, cwd=REPOSITORY, env=os.environ | variables, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_told(tmp_path: Path, port: str) -> None:
    done = start("--port", port, tmp_path=tmp_path)
    assert done.returncode == 2
    assert "is not a port" in done.stderr


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = start("--port", str(taken.getsockname()[1]), tmp_path=tmp_path)
    assert done.returncode == 2
    assert "cannot be served" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_variable_that_is_none_is_told(tmp_path: Path) -> None:
    done = start(tmp_path=tmp_path, GRADIO_SERVER_PORT="http")
    assert done.returncode == 2
    assert "GRADIO_SERVER_PORT: http is not a port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("host", ["999.1.1.1", "192.0.2.1", "no such host"])
def test_a_host_that_is_not_this_machine_is_told(tmp_path: Path, host: str) -> None:
    done = start("--host", host, tmp_path=tmp_path)
    assert done.returncode == 2
    assert "not an address of this machine" in done.stderr


def test_what_is_near_a_refused_question_says_where_it_stands() -> None:
    declined = compose("?", [], read(0.4, 0.3, 0.2, 0.1), (), 1)
    said = markup.turn(Turn("?", declined))
    for related in declined.related:
        assert f'href="#{markup.sentence_id(related.article, related.start)}"' in said
        assert not related.references or f"cites {', '.join(related.references)}" in said
