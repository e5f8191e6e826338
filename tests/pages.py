"""The app as its operator starts it, and a visitor who speaks to it over HTTP as the page in his browser does."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest

from tests.conftest import REPOSITORY

T = TypeVar("T")
START_SECONDS = 120
WAIT_SECONDS = 300.0


@contextlib.contextmanager
def running(folder: Path, *arguments: str, **variables: str) -> Iterator[str]:
    """Start the app, its temporary files in `folder`, its working folder `here` in it; gives its address."""
    (folder / "here").mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "app.log"
    environment = {name: value for name, value in os.environ.items() if name != "QA_LIBRARY"} | {"TMPDIR": str(folder)} | variables
    command = [sys.executable, str(REPOSITORY / "app.py"), "--port", str(port), *arguments]
    with log.open("w") as file:
        process = subprocess.Popen(command, cwd=folder / "here", env=environment, stdout=file, stderr=file)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(START_SECONDS * 2):
            if process.poll() is not None:
                pytest.fail(f"the app ended: {log.read_text()}")
            with contextlib.suppress(httpx.TransportError):
                httpx.get(address, timeout=5)
                break
            time.sleep(0.5)
        else:
            pytest.fail(f"the app did not start: {log.read_text()}")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def in_a_loop(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """What a coroutine gives, run in a loop of its own in a thread of its own: Playwright keeps one running in the tests' thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()


class Visitor:
    """Somebody with cookies of his own, who has opened the page."""

    def __init__(self, address: str, keeps_cookies: bool = True) -> None:
        self.http = httpx.Client(base_url=address, timeout=WAIT_SECONDS)
        self.opened = self.http.get("/")
        if not keeps_cookies:
            self.http.cookies.clear()
        self.session = uuid.uuid4().hex
        self.meanwhile: list[str] = []  # what the page was told before an event was done
        self.config: Mapping[str, Any] = self.http.get("/config").json()
        self.by_name = {c["props"].get("elem_id"): c["id"] for c in self.config["components"] if c["props"].get("elem_id")}

    def does(self, element: str, event: str, values: Mapping[str, Any] | None = None, event_data: Any = None) -> dict[str, Any]:
        """Let an element's event happen; gives what the page is told to show, by the element's name, or {"error": …}.

        Args:
            values: what the elements hold that the event reads.
        """
        target = [self.by_name[element], event]
        (called,) = [d for d in self.config["dependencies"] if target in [list(t) for t in d["targets"]]]
        names = {number: name for name, number in self.by_name.items()}
        data = [(values or {}).get(names.get(number, ""), [] if names.get(number) == "chosen" else None) for number in called["inputs"]]
        body = {"data": data, "fn_index": called["id"], "session_hash": self.session, "trigger_id": target[0], "event_data": event_data}
        joined = self.http.post("/gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            return {"error": joined.json()["detail"]}
        shown: list[Any] = []
        with self.http.stream("GET", "/gradio_api/queue/data", params={"session_hash": self.session}) as stream:
            for line in stream.iter_lines():
                message = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if message.get("msg") in ("process_generating", "process_completed") and not message["success"]:
                    return {"error": message["output"].get("error") or "refused"}
                if message.get("msg") == "process_generating":
                    self.meanwhile.append(line)
                if message.get("msg") == "process_completed":
                    shown = message["output"].get("data", shown)
                    break
        return {names.get(number, str(number)): value for number, value in zip(called["outputs"], shown, strict=False)}

    def ask(self, question: str) -> str:
        """What the conversation shows that is new after a question."""
        asked = {"question": question, "key": uuid.uuid4().hex[:8], "again": "", "seen": []}
        shown = self.does("conversation", "submit", event_data=asked)["said"]
        return "".join(turn["html"] for turn in json.loads(shown))

    def send(self, file: Path) -> dict[str, Any]:
        """Send a file's bytes, and have it added; gives what the page shows."""
        return self.does("upload", "upload", {"upload": [self.sent(file)]})

    def sent(self, file: Path) -> dict[str, Any]:
        """Send a file's bytes; gives what stands for it."""
        (path,) = self.http.post("/gradio_api/upload", files={"files": (file.name, file.read_bytes())}).json()
        return {"path": path, "orig_name": file.name, "meta": {"_type": "gradio.FileData"}}
