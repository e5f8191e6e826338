"""The encoder and the reader that a configuration names, each loaded when it is first needed.

In: a configuration. Out: models that several engines share.
"""

import contextlib
import threading
from collections.abc import Callable
from functools import cached_property

from qa.config import Config
from qa.encoder import Encoder
from qa.errors import ModelError
from qa.reader import Reader, load_reader


class Models:
    """The models of one or several engines. Safe for several threads at once."""

    def __init__(self, encoder: Encoder, config: Config) -> None:
        self.encoder = encoder
        self._reader_name = config.reader
        self._loading = threading.Lock()

    @property
    def reader(self) -> Reader | None:
        """The reader, None where the configuration wants none. Raises ModelError where it cannot be loaded."""
        with self._loading:
            return self._reader

    @cached_property
    def _reader(self) -> Reader | None:
        return None if self._reader_name == "none" else load_reader(self._reader_name or None)

    def load(self) -> None:
        """Load both now. Raises ModelError where one cannot be."""
        self.encoder.load()
        _ = self.reader

    def begin_loading(self) -> None:
        """Load both, each in a thread, beside what the program goes on to do; what cannot be loaded is told where it is needed."""
        for load in (self.encoder.load, lambda: self.reader):
            threading.Thread(target=_quietly, args=(load,), name="loading").start()


def _quietly(load: Callable[[], object]) -> None:
    with contextlib.suppress(ModelError):
        load()
