"""Files that are written at once or not at all.

In: a path. Out: a file to write, which takes its name once it is whole and on the disk.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write in the place of `path`; where that fails or is broken off, nothing is left of it. Raises OSError."""
    half_written = path.with_suffix(f".{secrets.token_hex(4)}.part")
    try:
        with half_written.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half_written.replace(path)
    finally:
        half_written.unlink(missing_ok=True)
