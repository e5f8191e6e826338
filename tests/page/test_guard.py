"""What visitors can do to each other, to the machine and to its network through the page: nothing."""

import json
import re
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.page.test_visitors import storks
from tests.pages import Visitor, running
from tests.serving import page, serving

OWN_HOSTS = "127.0.0.1 localhost [::1] 0.0.0.0 2130706433 0x7f.1 [::ffff:127.0.0.1] 169.254.169.254 10.0.0.1".split()
NO_ADDRESSES = ["/etc/passwd", "file:///etc/passwd", "app.log", "ftp://example.org/a", "javascript:alert(1)", "", "data:text/html,a"]
NAMES = ["../../evil.md", "..\\evil.md", "\u202egnp.md", '<img src=x onerror="alert(1)">.md', "a" * 300 + ".md", "con.md", ".md"]
SECRET = "The secret of this machine is that storks nest in its attic. "


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("guarded")) as address:
        yield address


@pytest.fixture(scope="module")
def visitor(app: str) -> Visitor:
    return Visitor(app)


def test_every_answer_carries_the_security_headers(visitor: Visitor) -> None:
    for path in ("/", "/config", "/gradio_api/info", "/gradio_api/file=/etc/passwd", "/nothing"):
        headers = visitor.http.get(path).headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert "connect-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../../../../../etc/passwd",
        "/gradio_api/file=%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
        "/gradio_api/file=library/library.sqlite3",
        "/gradio_api/file/etc/passwd",
        "/static/../../../../../../etc/passwd",
        "/static/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2f..%2f..%2f..%2f..%2fetc/passwd",
        "/gradio_api/custom_component/1/server/component/..%2f..%2fetc/passwd",
    ],
)
def test_no_path_leads_to_a_file_of_the_machine(visitor: Visitor, path: str) -> None:
    answer = visitor.http.get(path)
    assert answer.status_code in (403, 404)
    assert "root:" not in answer.text
    assert "SQLite" not in answer.text


def test_nothing_is_fetched_for_others(visitor: Visitor) -> None:
    asked: list[str] = []

    def secret(request: object) -> None:
        asked.append("asked")
        page(SECRET.encode())(request)  # type: ignore[arg-type]

    with serving({"/": secret}) as address:
        for path in (f"/gradio_api/file={address}/", f"/gradio_api/proxy={address}/", f"/gradio_api/file={address.replace('://', ':/')}/"):
            assert visitor.http.get(path).status_code in (403, 404)
        named = {"path": f"{address}/", "url": f"{address}/", "orig_name": "a.md", "meta": {"_type": "gradio.FileData"}}
        assert "named by its address" in visitor.does("upload", "upload", {"upload": [named]})["error"]
        escaped = json.dumps({"data": [[named]], "fn_index": 0, "session_hash": "a"}).replace("path", "\\u0070ath")
        joined = visitor.http.post("/gradio_api/queue/join", content=escaped, headers={"content-type": "application/json"})
        assert joined.status_code == 400
    assert asked == []


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../etc/passwd", "app.log", "library/library.sqlite3"])
def test_a_file_of_the_machine_cannot_be_named_as_one_that_was_sent(visitor: Visitor, path: str) -> None:
    named = {"path": path, "orig_name": "a.md", "meta": {"_type": "gradio.FileData"}}
    shown = visitor.does("upload", "upload", {"upload": [named]})
    assert "error" in shown
    assert "root:" not in json.dumps(shown)


def test_an_address_of_the_machine_or_its_network_is_not_read(visitor: Visitor) -> None:
    asked: list[str] = []

    def secret(request: object) -> None:
        asked.append("asked")
        page(f"<html><body><p>{SECRET * 20}</p></body></html>".encode())(request)  # type: ignore[arg-type]

    with serving({"/": secret}) as address:
        port = address.rsplit(":", 1)[1]
        for host in (
            "127.0.0.1",
            "localhost",
            "[::1]",
            "0.0.0.0",
            "2130706433",
            "0x7f.1",
            "[::ffff:127.0.0.1]",
            "169.254.169.254",
            "10.0.0.1",
        ):
            shown = visitor.does("add-address", "click", {"address": f"http://{host}:{port}/"})
            assert 'class="error"' in shown["report"]
            assert "secret of this machine" not in shown["report"]
    assert asked == []


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_web_address_is_not_read(visitor: Visitor, address: str) -> None:
    shown = visitor.does("add-address", "click", {"address": address})
    assert "no web address" in shown["report"] or "not a web address" in shown["report"]
    assert "Traceback" not in shown["report"]


def bomb(folder: Path) -> Path:
    file = folder / "bomb.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 300_000_000)
    return file


def junk(folder: Path) -> list[Path]:
    contents = {
        "a.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 40,
        "b.docx": b"PK\x03\x04" + b"\0" * 400,
        "c.txt": bytes(range(256)) * 40,
        "d.html": b"<html>" + b"<div>" * 50_000,
        "e.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><article><body><p>&b;</p></body></article>',
        "f.md": b" \n ",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def test_bombs_and_junk_get_a_sentence_each_and_the_next_file_is_added(app: str, tmp_path: Path) -> None:
    visitor = Visitor(app)
    files = [bomb(tmp_path), *junk(tmp_path), storks(tmp_path)]
    report = visitor.does("upload", "upload", {"upload": [visitor.sent(file) for file in files]})["report"]
    assert report.count('class="error"') == len(files) - 1
    assert "Storks of Altdorf" in report
    assert "Traceback" not in report
    assert "root:" not in report
    assert str(tmp_path) not in report
    assert "gradio/" not in report
    assert "212" in visitor.ask("On how many roofs do white storks nest?")


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_is_only_a_name(app: str, tmp_path: Path, name: str) -> None:
    visitor = Visitor(app)
    content = ("White storks nest on 212 roofs of the village. They leave in August. " * 6).encode()
    sent = visitor.http.post("/gradio_api/upload", files={"files": (name, content)}).json()
    data = [{"path": path, "orig_name": name, "meta": {"_type": "gradio.FileData"}} for path in sent]
    report = visitor.does("upload", "upload", {"upload": data})["report"]
    assert "12 sentences" in report
    assert "<img" not in report
    assert "\u202e" not in report
    assert "212" in visitor.ask("On how many roofs do white storks nest?")


def test_too_much_at_once_is_refused_in_a_sentence(visitor: Visitor) -> None:
    headers = {"content-type": "application/json"}
    told = visitor.http.post("/gradio_api/queue/join", content=b"[" + b" " * 5_000_000, headers=headers)
    assert told.status_code == 413
    assert "sent at once" in told.json()["detail"]

    def pieces() -> Iterator[bytes]:
        yield from [b" " * 1_000_000] * 6

    assert visitor.http.post("/gradio_api/queue/join", content=pieces(), headers=headers).status_code == 413
    nested = b'{"path": ' + b"[" * 100_000
    assert visitor.http.post("/gradio_api/queue/join", content=nested, headers=headers).status_code in (400, 422)


def test_pasted_text_is_added_under_its_title(app: str) -> None:
    visitor = Visitor(app)
    sentences = "White storks nest on 17 roofs of the village [1]. They leave in August, as others found [2]. " * 4
    text = f"{sentences}\n\nReferences\n1. Berg A. Roofs. J Storks. 2019;3:1-9."
    report = visitor.does("add-text", "click", {"pasted-title": "Pasted <b>storks</b>", "pasted-text": text})["report"]
    assert "Pasted &lt;b&gt;storks" in report
    assert "could not be found in the reference list: 2." in report
    assert "8 sentences, 8 in-text citations, 1 reference listed" in report
    assert "Of 2 works cited in the text, 1 is in the reference list." in report
    assert "17" in visitor.ask("On how many roofs do white storks nest?")
    assert "no text yet" in visitor.does("add-text", "click", {"pasted-title": "a", "pasted-text": " \n"})["report"]


def test_fifty_visitors_asking_at_once_all_get_right_answers(app: str) -> None:
    asked = {
        "What share of patients improved with hyperbaric oxygen?": "58%",
        "Who wrote this article?": "Joey Kim",
        "What is the capital of France?": "does not answer",
    }
    visitors = [Visitor(app) for _ in range(50)]
    questions = [list(asked)[number % len(asked)] for number in range(50)]
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda pair: pair[0].ask(pair[1]), zip(visitors, questions, strict=True)))
    for question, answer in zip(questions, answers, strict=True):
        assert asked[question] in answer
        assert answer.count('class="answer"') == 1
    told = "".join(line for visitor in visitors for line in visitor.meanwhile)
    assert re.search(r"before\W+30\b", told)


def test_one_visitor_with_many_questions_holds_up_nobody(app: str) -> None:
    eager, other = Visitor(app), Visitor(app)
    tabs = []
    for _ in range(8):
        tab = Visitor(app)
        tab.http.cookies = httpx.Cookies(eager.http.cookies)
        tabs.append(tab)
    with ThreadPoolExecutor(9) as pool:
        many = [pool.submit(tab.ask, "What share of patients improved with hyperbaric oxygen?") for tab in tabs]
        answer = pool.submit(other.ask, "Who wrote this article?").result()
        said = [one.result() for one in many]
    assert "Joey Kim" in answer
    assert all("58%" in one or "waiting already" in one for one in said)
