"""Programs and persons who ask a running app: what each got, and how long it took.

In: an address and questions. Out: outcomes. A program speaks to the named endpoints over HTTP, as curl does; a person
opens the page and asks there, as his browser does.
"""

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import httpx

# What an endpoint says when no more can wait (docs/load.md).
LATER = "try again"
# Nothing is given up before: the app tells at least every 15 seconds that it is there.
SECONDS = httpx.Timeout(60.0)

What = Literal["answered", "declined", "later", "error"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question: an answer, a refusal to answer, a sentence to try again later, or anything else."""

    what: What
    seconds: float
    told: str = ""


def http(address: str) -> httpx.AsyncClient:
    """Somebody's connection, with cookies of his own."""
    return httpx.AsyncClient(base_url=address, timeout=SECONDS, verify=False)


async def asked_by_program(client: httpx.AsyncClient, endpoint: str, question: str) -> Outcome:
    """A question to `ask` or `search`, and what it ended with."""
    started = time.perf_counter()
    try:
        event, data = await _called(client, endpoint, question)
    except (httpx.HTTPError, ValueError, KeyError) as error:
        return Outcome("error", time.perf_counter() - started, f"{type(error).__name__}: {error}")
    return Outcome(_what(event, data), time.perf_counter() - started, "" if event == "complete" else json.dumps(data))


def _what(event: str, data: Any) -> What:
    if event == "complete" and isinstance(data, list):
        declined = isinstance(data[0], dict) and data[0].get("declined")
        return "declined" if declined else "answered"
    return "later" if LATER in json.dumps(data) else "error"


async def _called(client: httpx.AsyncClient, endpoint: str, question: str) -> tuple[str, Any]:
    """The event that a call ends with, and its data."""
    path = f"/gradio_api/call/v2/{endpoint}"
    posted = await client.post(path, json={"question": question})
    if posted.status_code != 200:
        return "refused", posted.json()
    event = "none"
    async with client.stream("GET", f"{path}/{posted.json()['event_id']}") as stream:
        async for line in stream.aiter_lines():
            if line.startswith("event: "):
                event = line.removeprefix("event: ")
            elif line.startswith("data: ") and event in ("complete", "error"):
                return event, json.loads(line.removeprefix("data: "))
    return "ended", event


class Person:
    """Somebody who opened the page in a browser."""

    def __init__(self, address: str) -> None:
        self._http = http(address)
        self._session = uuid.uuid4().hex
        self._config: Mapping[str, Any] = {}

    async def __aenter__(self) -> "Person":
        await self._http.get("/")
        self._config = (await self._http.get("/config")).json()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def opens(self) -> None:
        """What the page does of itself when it is opened."""
        for called in self._config["dependencies"]:
            if any(event == "load" for _, event in called["targets"]):
                await self._does(called, None)

    async def asks(self, question: str) -> Outcome:
        """A question in the box, and what the conversation shows."""
        started = time.perf_counter()
        (box,) = (c["id"] for c in self._config["components"] if c["props"].get("elem_id") == "conversation")
        (called,) = (d for d in self._config["dependencies"] if [box, "submit"] in [list(t) for t in d["targets"]])
        typed = {"question": question, "key": uuid.uuid4().hex[:8], "again": "", "seen": []}
        try:
            told = json.dumps(await self._does(called, typed))
        except (httpx.HTTPError, ValueError, KeyError) as error:
            return Outcome("error", time.perf_counter() - started, f"{type(error).__name__}: {error}")
        what: What = "later" if LATER in told else "error" if 'class=\\"error' in told or told == "null" else "answered"
        return Outcome(what, time.perf_counter() - started, told if what == "error" else "")

    async def _does(self, called: Mapping[str, Any], event_data: Any) -> Any:
        chosen = {c["id"] for c in self._config["components"] if c["props"].get("elem_id") == "chosen"}
        data = [[] if number in chosen else None for number in called["inputs"]]
        body = {"data": data, "fn_index": called["id"], "session_hash": self._session, "event_data": event_data}
        body["trigger_id"] = called["targets"][0][0]
        joined = await self._http.post("/gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            return None
        async with self._http.stream("GET", "/gradio_api/queue/data", params={"session_hash": self._session}) as stream:
            async for line in stream.aiter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if message.get("msg") == "process_completed":
                    return message["output"].get("data") if message["success"] else None
        return None
