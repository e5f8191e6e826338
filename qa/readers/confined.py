"""A file is read in a process of its own, so that none can crash, hang or fill the program that serves people.

In: one of our functions that makes a Draft or an Article, with its arguments. Out: what it made, or an InputError.

The worker (qa/readers/worker.py) is a plain new interpreter, kept for the next file. It is not
`multiprocessing`'s: forking a process that runs torch's threads can deadlock, and spawning runs the main
module anew, which a script of three lines does not survive. What goes to the worker is pickled, for it comes
from us. What comes back is text, for a worker that a file took over must not reach us by a pickle.
"""

import atexit
import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, ParamSpec, TypeVar

from qa.article import Article, article_from_json
from qa.errors import InputError
from qa.readers.assembly import Draft, draft_from_json
from qa.readers.worker import ARTICLE, DRAFT, FAILURE, OUT_OF_MEMORY, READY, REFUSAL, receive, send

MAX_WORKERS = 2
# Libraries keep what they once met; a worker that has read this many files makes place for a new one.
MAX_FILES = 200
START_SECONDS = 120.0
END_SECONDS = 5.0
MAX_ANSWER_BYTES = 256_000_000
_LATE, _ENDED = b"late", b"ended"
_FROM_JSON: dict[bytes, Callable[[str], Any]] = {ARTICLE: article_from_json, DRAFT: draft_from_json}
_ADVICE = "save its text as plain text (.txt) and add that."

_NO_START = "The process that reads files cannot be started"

P = ParamSpec("P")
T = TypeVar("T", Draft, Article)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take; memory is limited where the platform can (Linux and other Unix)."""

    seconds: float
    memory_bytes: int
    seconds_per_mb: float = 0.0

    def for_size(self, n_bytes: int) -> "Limits":
        """The limits for a file of a size: more time for a larger one."""
        return Limits(self.seconds + self.seconds_per_mb * n_bytes / 1e6, self.memory_bytes)


def read_confined(limits: Limits, name: str, read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call `read`, a function of a module of ours, in a worker. Safe for several threads at once.

    Args:
        name: of the file, for messages.

    Raises:
        InputError: what `read` raised, or that it crashed, or took more time or memory than the limits give.
    """
    request = pickle.dumps((limits.memory_bytes, limits.seconds, read, args, kwargs))
    slots = _slots
    worker = slots.get()  # waits while all workers are busy
    keep = False
    try:
        if worker is not None and not worker.is_alive():
            worker.end()
            worker = None
        worker = worker or _Worker()
        kind, answer = worker.ask(request, limits.seconds)
        keep = kind in (*_FROM_JSON, REFUSAL) and worker.n_files < MAX_FILES
    finally:
        if worker is not None and not keep:
            worker.end()
        slots.put(worker if keep else None)
    made: T = _result(kind, answer, limits, name)
    return made


def _result(kind: bytes, answer: bytes, limits: Limits, name: str) -> Any:
    if kind in _FROM_JSON:
        try:
            return _FROM_JSON[kind](answer.decode("utf-8", "surrogatepass"))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError(f"{name} could not be read: its reader gave no article; {_ADVICE}") from error
    if kind == REFUSAL:
        raise InputError(answer.decode("utf-8", "surrogatepass"))
    if kind == OUT_OF_MEMORY:
        gibibytes = limits.memory_bytes / 2**30
        raise InputError(f"{name} could not be read within {gibibytes:g} GiB of memory; add a smaller file, or {_ADVICE}")
    if kind == _LATE:
        raise InputError(f"{name} could not be read within {limits.seconds:.0f} seconds; add a smaller file, or {_ADVICE}")
    what = f"failed ({answer.decode('utf-8', 'replace')[:100]})" if kind == FAILURE else "crashed"
    raise InputError(f"{name} could not be read: its reader {what}; {_ADVICE}")


class _Worker:
    """A process that reads one file after the other."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "qa.readers.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get("QA_DEBUG") else subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise InputError(f"{_NO_START} ({error.strerror}); free some memory and try again.") from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in: IO[bytes] = self._process.stdin
        self._out: IO[bytes] = self._process.stdout
        self.n_files = 0
        try:
            if self._receive(START_SECONDS)[0] != READY:
                raise InputError(f"{_NO_START}; QA_DEBUG=1 shows why.")
        except BaseException:
            self.end()
            raise

    def ask(self, request: bytes, seconds: float) -> tuple[bytes, bytes]:
        """Have one file read; returns (kind, answer), where the kind tells of a worker that ended or was late too."""
        self.n_files += 1
        with contextlib.suppress(OSError):
            send(self._in, request)
        return self._receive(seconds)

    def _receive(self, seconds: float) -> tuple[bytes, bytes]:
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            answer = receive(self._out, MAX_ANSWER_BYTES)
        except (EOFError, OSError):
            return _LATE if late.is_set() else _ENDED, b""
        finally:
            timer.cancel()
        return answer[:1], answer[1:]

    def is_alive(self) -> bool:
        """Whether it can be given another file."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process at once; it has nothing to lose."""
        self._process.kill()
        with contextlib.suppress(OSError):
            self._in.close()
        self._out.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)


def _empty_slots() -> "queue.LifoQueue[_Worker | None]":
    # Last in, first out: a second worker is only started while the first is busy.
    slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
    for _ in range(MAX_WORKERS):
        slots.put(None)
    return slots


_slots = _empty_slots()


def _forget_workers() -> None:
    """In a forked process: the workers are its parent's."""
    global _slots
    _slots = _empty_slots()


def end_workers() -> None:
    """End the workers that wait for a file; the next file gets a new one."""
    idle = []
    with contextlib.suppress(queue.Empty):
        while True:
            idle.append(_slots.get_nowait())
    for worker in idle:
        if worker is not None:
            worker.end()
        _slots.put(None)


atexit.register(end_workers)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_workers)
