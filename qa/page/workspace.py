"""Whose library a request is about: the one that all share, or a visitor's own copy of it.

In: the app's engine and a request. Out: the engine to answer with. A visitor reads the app's library until
his first change; then he gets a copy, in a folder of his own, which is removed when he has been away for
long, and at the latest when the program ends. All engines share the models.
"""

import contextlib
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from qa.engine import Engine
from qa.errors import InputError
from qa.library import Library
from qa.page.visitors import Visitors

SWEEP_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class WorkspaceLimits:
    """What visitors' own libraries may take.

    Attributes:
        max_visitors: own libraries at one time.
        max_bytes: size of one of them, above which nothing more is added.
        idle_seconds: time without a request after which one is removed.
        busy_idle_seconds: the same while there are as many as there may be.
    """

    max_visitors: int = 200
    max_bytes: int = 200_000_000
    idle_seconds: float = 6 * 3600.0
    busy_idle_seconds: float = 900.0


@dataclass
class _Workspace:
    folder: Path
    engine: Engine
    used: float


class Libraries:
    """The engine for each request: call it with the request to read, `to_change` to change. Safe for several threads."""

    def __init__(self, engine: Engine, shared: bool, visitors: Visitors | None = None, limits: WorkspaceLimits | None = None) -> None:
        """Args: engine: the app's. shared: all visitors change the app's library; else each has his own."""
        self.shared = shared
        self.visitors = visitors or Visitors()
        self.limits = limits or WorkspaceLimits()
        # What nobody may change cannot be changed by mistake either.
        self._common = engine if shared else engine.over(engine.library.read_only())
        self._own: dict[str, _Workspace] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._root = None if shared else Path(tempfile.mkdtemp(prefix="qa-visitors-"))
        if not shared:
            threading.Thread(target=self._sweep, daemon=True).start()

    def __call__(self, request: gr.Request) -> Engine:
        """The engine over the library that this visitor sees."""
        if self.shared:
            return self._common
        with self._lock:
            own = self._own.get(self.visitors.who(request))
            if own is None:
                return self._common
            own.used = time.monotonic()
            return own.engine

    def to_change(self, request: gr.Request, adds: bool = True) -> Engine:
        """The engine over a library that this visitor may change.

        Raises:
            InputError: his library is full, there are too many visitors, or it cannot be told who he is.
        """
        if self.shared:
            return self._common
        who = self.visitors.who(request)
        if not who:
            raise InputError("Your browser sends no cookie, so that the page cannot tell what is yours; allow cookies for it.")
        with self._lock:
            own = self._own.get(who) or self._open(who)
            own.used = time.monotonic()
        if adds and _size(own.folder) > self.limits.max_bytes:
            raise InputError(f"Your library is full ({self.limits.max_bytes / 1e6:g} MB); remove articles before you add more.")
        return own.engine

    def has_own(self, request: gr.Request) -> bool:
        """Whether this visitor has a library of his own by now."""
        return not self.shared and self.visitors.who(request) in self._own

    def remove_idle(self) -> None:
        """Remove the libraries of those who have been away for long."""
        with self._lock:
            self._remove_idle(self.limits.idle_seconds)

    def close(self) -> None:
        """Remove all visitors' libraries; the app's stays."""
        self._ended.set()
        with self._lock:
            self._own.clear()
            if self._root:
                shutil.rmtree(self._root, ignore_errors=True)

    def _open(self, who: str) -> _Workspace:
        if len(self._own) >= self.limits.max_visitors:
            self._remove_idle(self.limits.busy_idle_seconds)
        if len(self._own) >= self.limits.max_visitors or self._root is None or self._ended.is_set():
            raise InputError("There is no room for another visitor's own library just now; try again in a quarter of an hour.")
        folder = Path(tempfile.mkdtemp(dir=self._root))
        try:
            self._common.library.copy_to(folder)
            # Copies hold the same articles for the most part, and together no more of them in memory than one library.
            library = Library(folder, self._common.encoder.fingerprint, self._common.library.memory)
            own = _Workspace(folder, self._common.over(library), time.monotonic())
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._own[who] = own
        return own

    def _remove_idle(self, seconds: float) -> None:
        now = time.monotonic()
        for who in [who for who, own in self._own.items() if now - own.used > seconds]:
            shutil.rmtree(self._own.pop(who).folder, ignore_errors=True)

    def _sweep(self) -> None:
        while not self._ended.wait(SWEEP_SECONDS):
            self.remove_idle()


def _size(folder: Path) -> int:
    """The bytes of the files in a folder; of those that are there still."""
    total = 0
    for file in folder.iterdir():
        with contextlib.suppress(OSError):
            total += file.stat().st_size
    return total
