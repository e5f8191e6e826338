"""Ours, passages put in order by the reader: `Engine.search` as the product has it.

In and out: the verbs of worker.py, but for `ingest`, which is ours.py's.
"""

from pathlib import Path

from benchmarks.peers.ours import Models, ask, open_library
from qa import Config

__all__ = ["ask", "load", "open_library"]


def load(model_folder: Path) -> Models:
    """Nothing yet, as in ours.py."""
    return Models(Config())
