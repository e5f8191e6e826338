"""Vectors to what is kept of them, and back: half precision, which changes a cosine of unit vectors by less than 0.0005."""

import numpy as np

from qa.encoder import Vectors

HALF_BYTES = 2


def to_blob(vectors: Vectors) -> bytes:
    """Vectors as they are kept."""
    return vectors.astype(np.float16).tobytes()


def from_blob(blob: bytes) -> Vectors:
    """The inverse of `to_blob`, as one row. Raises ValueError on other input."""
    return np.frombuffer(blob, dtype=np.float16).astype(np.float32)
