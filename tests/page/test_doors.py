"""Other programs ask, search and add by named endpoints, and assistants by the same as tools; mistakes end in one sentence."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from tests.page.test_visitors import storks
from tests.pages import Visitor, in_a_loop, running
from tests.test_across import STORKS

QUESTION = "Which parts of the body are affected?"
STORKS_QUESTION = "On how many roofs do white storks nest?"
NOTHING_INSIDE = ("Traceback", "qa-pasted-", "/gradio/", "site-packages")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("doors"), "--mcp") as address:
        yield address


def village(name: str, roofs: int = 212) -> str:
    return STORKS.format(village=name, roofs=roofs, author="Berg")


def over_http(address: str, endpoint: str, *values: Any) -> tuple[str, Any]:
    """What curl does: the event that it ends with, and its data."""
    return fetched(address, endpoint, httpx.post(f"{address}/gradio_api/call/{endpoint}", json={"data": list(values)}, timeout=60))


def fetched(address: str, endpoint: str, posted: httpx.Response) -> tuple[str, Any]:
    """The event that a call ends with, and its data."""
    assert posted.status_code == 200, posted.text
    told = httpx.get(f"{address}/gradio_api/call/{endpoint}/{posted.json()['event_id']}", timeout=300).text
    *_, last = [block for block in told.split("\n\n") if block.strip() and "heartbeat" not in block]
    event, data = last.split("\n", 1)
    return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_endpoints_say_what_they_take_and_give(address: str) -> None:
    endpoints = httpx.get(f"{address}/gradio_api/info").json()["named_endpoints"]
    assert set(endpoints) == {"/ask", "/search", "/support", "/add"}
    for endpoint in endpoints.values():
        assert len(endpoint["description"]) > 60
        (given,) = endpoint["returns"]
        assert given["type"]
    assert set(endpoints["/ask"]["returns"][0]["type"]["properties"]) >= {"declined", "confidence", "text", "sources", "markdown"}
    assert [p["parameter_name"] for p in endpoints["/add"]["parameters"]] == ["title", "text", "address"]


def test_a_program_asks_and_searches(address: str) -> None:
    client = Client(address, verbose=False)
    answer = client.predict(question=QUESTION, api_name="/ask")
    assert not answer["declined"]
    assert "abdomen" in answer["text"]
    assert answer["sources"][0]["sentence"] in answer["text"]
    assert answer["sources"][0]["number"] == 1
    assert answer["markdown"].startswith(f"## {QUESTION}")
    found = client.predict(question=QUESTION, limit=2, api_name="/search")
    assert len(found) == 2
    assert found[0]["ranks"]
    assert client.predict(question=QUESTION, articles=["Calciphylaxis"], api_name="/ask")["text"] == answer["text"]


def test_a_program_looks_for_support(address: str) -> None:
    found = Client(address, verbose=False).predict(claim="Sodium thiosulfate is the drug that is used most often.", api_name="/support")
    (part,) = found["parts"]
    assert found["supported"]
    assert "Sodium thiosulfate" in part["sentences"][0]["sentence"]
    assert part["sentences"][0]["sentence"] in part["sentences"][0]["citation"]
    event, told = over_http(address, "support", "", [])
    assert event == "error"
    assert "claim" in json.dumps(told)


def test_what_a_program_adds_is_its_own(address: str, tmp_path: Path) -> None:
    client, other = Client(address, verbose=False), Client(address, verbose=False)
    added = client.predict(title="Storks of Altdorf", text=village("Altdorf").split("\n", 1)[1], address="", api_name="/add")
    assert (added["status"], added["title"]) == ("added", "Storks of Altdorf")
    file = client.predict(handle_file(storks(tmp_path, "Neudorf", 71)), api_name="/add_file")
    assert file["n_sentences"] > 2
    assert "71" in client.predict(question=STORKS_QUESTION, articles=["Neudorf"], api_name="/ask")["text"]
    assert other.predict(question=STORKS_QUESTION, api_name="/ask")["declined"]


def test_plain_http_is_enough(address: str) -> None:
    event, (answer,) = over_http(address, "ask", QUESTION, [], [])
    assert event == "complete"
    assert "abdomen" in answer["text"]


def test_plain_http_may_name_what_it_gives_and_leave_out_the_rest(address: str) -> None:
    event, (answer,) = by_name(address, "ask", question=QUESTION)
    assert event == "complete"
    assert "abdomen" in answer["text"]


def by_name(address: str, endpoint: str, **values: Any) -> tuple[str, Any]:
    return fetched(address, endpoint, httpx.post(f"{address}/gradio_api/call/v2/{endpoint}", json=values, timeout=60))


def test_a_program_asks_a_follow_up(address: str) -> None:
    client = Client(address, verbose=False)
    answer = client.predict(question="and in lupus?", before=["What is the mortality of calciphylaxis?"], api_name="/ask")
    assert answer["understood_as"] == "What is the mortality of calciphylaxis in lupus?"


def test_a_text_is_read_alike_whether_a_program_sends_it_or_a_person_pastes_it(address: str) -> None:
    text = village("Altdorf").split("\n", 1)[1]
    sent = Client(address, verbose=False).predict(title="Storks of Altdorf", text=text, address="", api_name="/add")
    pasted = Visitor(address).does("add-text", "click", {"pasted-title": "Storks of Altdorf", "pasted-text": text})["report"]
    assert sent["title"] in pasted
    assert f"{sent['n_sentences']} sentence" in pasted
    assert "## " not in pasted
    assert "Nests" in pasted


def test_all_of_many_programs_are_answered_while_a_person_waits_for_one_of_them_at_most(address: str) -> None:
    n_programs = 24

    def ask(number: int) -> tuple[str, Any]:
        return by_name(address, "ask", question=f"Is a biopsy risky, asks program {number}?")

    with ThreadPoolExecutor(n_programs) as pool:
        asked = [pool.submit(ask, number) for number in range(n_programs)]
        person = Visitor(address)
        while not any(one.done() for one in asked):
            pass
        assert "abdomen" in person.ask(QUESTION)
        n_waiting = sum(not one.done() for one in asked)
        answers = [one.result() for one in asked]
    assert n_waiting > n_programs // 2
    assert {event for event, _ in answers} == {"complete"}
    assert {data[0]["question"] for _, data in answers} == {f"Is a biopsy risky, asks program {number}?" for number in range(n_programs)}


def test_nobody_gets_round_the_line(address: str) -> None:
    asked = httpx.post(f"{address}/gradio_api/run/ask", json={"data": [QUESTION, [], []]}, timeout=60)
    assert asked.status_code == 404
    assert "abdomen" not in asked.text


@pytest.mark.parametrize(
    ("endpoint", "values", "said"),
    [
        ("ask", ("", [], []), "question"),
        ("ask", (7, [], []), "has to be a text"),
        ("ask", ("x" * 100_000, [], []), "longer than 2000"),
        ("ask", (QUESTION, ["no <b>such</b> article"], []), "&lt;b&gt;such"),
        ("ask", (QUESTION, ["x"] * 1_000, []), "at most"),
        ("ask", (QUESTION, {"a": 1}, []), "are a list"),
        ("ask", (QUESTION, [["x"]], []), "has to be a text"),
        ("ask", (QUESTION, [], "Is it rare?"), "are a list"),
        ("ask", (QUESTION, [], ["x"] * 1_000), "at most"),
        ("ask", (QUESTION, [], [7]), "has to be a text"),
        ("search", (QUESTION, [], 0), "from 1 to"),
        ("search", (QUESTION, [], 10**9), "from 1 to"),
        ("search", (QUESTION, [], "3"), "from 1 to"),
        ("add", ("", "", ""), "Give either"),
        ("add", ("", "Storks nest on roofs.", "https://example.org/"), "Give either"),
        ("add", ("", "", "/etc/passwd"), "not a web address"),
        ("add", ("", "", "file:///etc/passwd"), "not a web address"),
        ("add", ("", "", "http://127.0.0.1:1/"), "127.0.0.1"),
        ("add", ("", "x" * 2_100_000, ""), "longer than"),
        ("add", ({"path": "/etc/passwd"}, "Storks nest on roofs.", ""), "has to be a text"),
        ("add", ("t" * 1_000, "Storks nest on roofs.", ""), "longer than"),
        ("add_file", (None,), "no file"),
    ],
)
def test_a_mistake_ends_in_one_sentence(address: str, endpoint: str, values: tuple[Any, ...], said: str) -> None:
    event, told = over_http(address, endpoint, *values)
    assert event == "error"
    assert said in json.dumps(told)
    assert not any(inside in json.dumps(told) for inside in NOTHING_INSIDE)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "app.log", "library/library.sqlite3"])
def test_a_file_of_this_machine_is_not_read_for_others(address: str, path: str) -> None:
    named = {"path": path, "orig_name": "a.txt", "meta": {"_type": "gradio.FileData"}}
    event, told = over_http(address, "add_file", named)
    assert event == "error"
    assert not any(inside in json.dumps(told) for inside in ("Traceback", "root:"))


def test_an_address_in_the_place_of_a_file_is_refused(address: str) -> None:
    named = {"path": "http://127.0.0.1:1/a.txt", "meta": {"_type": "gradio.FileData"}}
    assert httpx.post(f"{address}/gradio_api/call/add_file", json={"data": [named]}).status_code == 400


def test_a_broken_file_is_told_by_its_name_alone(address: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing more")
    with pytest.raises(AppError, match=r"^broken\.pdf") as raised:
        Client(address, verbose=False).predict(handle_file(broken), api_name="/add_file")
    assert not any(inside in str(raised.value) for inside in NOTHING_INSIDE)


def as_assistant(address: str, *calls: tuple[str, dict[str, Any]], keeps_cookies: bool = True) -> tuple[list[Any], list[Any]]:
    """An assistant's tools, and what they gave it: (is it an error, text) each."""

    async def speak() -> tuple[list[Any], list[Any]]:
        async def forget(_: httpx.Response) -> None:
            http.cookies.clear()

        http = httpx.AsyncClient(timeout=300, event_hooks={} if keeps_cookies else {"request": [drop], "response": [forget]})
        tools_at = f"{address}/gradio_api/mcp/"
        async with http, streamable_http_client(tools_at, http_client=http) as (read, write, _), ClientSession(read, write) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            results = [await session.call_tool(name, values) for name, values in calls]
        return tools, [(result.isError, "".join(part.text for part in result.content if part.type == "text")) for result in results]

    async def drop(request: httpx.Request) -> None:
        request.headers.pop("cookie", None)

    return in_a_loop(speak)


def test_an_assistant_finds_the_tools_described_and_asks(address: str) -> None:
    tools, ((failed, text),) = as_assistant(address, ("ask", {"question": QUESTION}))
    assert {tool.name for tool in tools} == {"ask", "search", "support", "add"}
    for tool in tools:
        assert len(tool.description) > 60
        assert all(parameter["description"] for parameter in tool.inputSchema["properties"].values())
    assert not failed
    answer = json.loads(text)
    assert "abdomen" in answer["text"]
    assert answer["sources"][0]["start"] > 0


def test_what_an_assistant_adds_is_its_own(address: str) -> None:
    ask = ("ask", {"question": STORKS_QUESTION})
    add = ("add", {"title": "Storks of Altdorf", "text": village("Altdorf").split("\n", 1)[1]})
    _, (added, asked) = as_assistant(address, add, ask)
    assert json.loads(added[1])["status"] == "added"
    assert "212" in json.loads(asked[1])["text"]
    _, ((_, others),) = as_assistant(address, ask)
    assert json.loads(others)["declined"]
    assert "212" not in Client(address, verbose=False).predict(question=STORKS_QUESTION, api_name="/ask")["text"]


def test_an_assistant_that_cannot_be_told_from_others_reads_and_does_not_add(address: str) -> None:
    add = ("add", {"title": "Storks of Altdorf", "text": village("Altdorf").split("\n", 1)[1]})
    _, (added, asked) = as_assistant(address, add, ("ask", {"question": QUESTION}), keeps_cookies=False)
    assert added[0]
    assert "cookie" in added[1]
    assert "abdomen" in asked[1]


@pytest.mark.parametrize(
    ("tool", "values", "said"),
    [
        ("ask", {"question": ""}, "question"),
        ("ask", {}, ""),
        ("add", {"address": "/etc/passwd"}, "not a web address"),
        ("add_file", {"file": "/etc/passwd"}, "Unknown tool"),
        ("open_page", {}, "Unknown tool"),
    ],
)
def test_an_assistants_mistake_ends_in_one_sentence(address: str, tool: str, values: dict[str, Any], said: str) -> None:
    _, ((failed, text),) = as_assistant(address, (tool, values))
    assert failed
    assert said in text
    assert not any(inside in text for inside in NOTHING_INSIDE)


def test_tools_are_there_only_where_the_operator_wants_them(tmp_path: Path) -> None:
    with running(tmp_path, "--reader", "none") as address:
        answer = httpx.post(f"{address}/gradio_api/mcp/", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"})
        assert answer.status_code in (404, 405)
