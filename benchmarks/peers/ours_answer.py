"""Ours, the whole way: a question to its answer sentences by `Engine.ask`.

In and out: the verbs of worker.py, but for `ingest`, which is ours.py's.
"""

from benchmarks.peers.ours import open_library
from benchmarks.peers.ours_read import load
from qa import Engine

__all__ = ["ask", "load", "open_library"]


def ask(library: Engine, question: str, n: int) -> list[str]:
    """The answer's sentences, or those related where it declines."""
    answer = library.ask(question)
    return [sentence.text for sentence in answer.sentences or answer.related]
