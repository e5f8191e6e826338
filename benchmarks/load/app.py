"""The app as its operator starts it, in a process of its own, with a library of its own; and what it takes of the machine.

In: a folder. Out: its address while this lasts; memory in MB and processor seconds of its process.
"""

import contextlib
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

REPOSITORY = Path(__file__).parents[2]
START_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class App:
    """A running app."""

    address: str
    pid: int

    def memory_mb(self) -> float:
        """What it has in memory now (Linux only, as all of /proc)."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6

    def cpu_seconds(self) -> float:
        """Processor time that it has used, all threads together."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def n_threads(self) -> int:
        """How many threads it has."""
        return len(os.listdir(f"/proc/{self.pid}/task"))


@contextlib.contextmanager
def running(folder: Path, *arguments: str) -> Iterator[App]:
    """Start the app with its library, its temporary files and its log in `folder`; end it at the end.

    Raises:
        RuntimeError: it ended by itself, or does not answer.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "app.log"
    environment = {name: value for name, value in os.environ.items() if name != "QA_LIBRARY"} | {"TMPDIR": str(folder)}
    # In a folder of its own the default library is new, and each visitor has his own copy with his first change.
    command: Sequence[str] = [sys.executable, str(REPOSITORY / "app.py"), "--port", str(port), *arguments]
    with log.open("w") as file:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=file)
    try:
        yield App(_answering(f"http://127.0.0.1:{port}", process, log), process.pid)
    finally:
        process.terminate()
        process.wait(30)


def _answering(address: str, process: "subprocess.Popen[bytes]", log: Path) -> str:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(address, timeout=10)
            return address
        time.sleep(0.2)
    raise RuntimeError(f"the app does not answer: {log.read_text()}")
