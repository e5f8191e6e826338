"""The encoder and the reader that a configuration names, each loaded when it is first needed.

In: a configuration. Out: models that several engines share.
"""

import threading
from functools import cached_property

from qa.config import Config
from qa.encoder import Encoder
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
