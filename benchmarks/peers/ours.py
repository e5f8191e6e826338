"""Ours, retrieval only: files added as `python -m qa add` adds them, passages found by `Engine.search` without a reader.

In and out: the verbs of worker.py. It encodes every sentence besides the passages, and reads citations and references.
"""

from pathlib import Path

from qa import Config, Engine
from qa.library import Library


class Models:
    """The engine that holds the models, once a library was opened."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.engine: Engine | None = None


def load(model_folder: Path) -> Models:
    """Nothing yet: an engine loads its models when it first needs them, from the same package."""
    return Models(Config(reader="none"))


def ingest(model: Models, texts: list[dict[str, str]], folder: Path, split: bool) -> int:
    """Add the files, and make the index; returns the number of passages."""
    engine = open_library(model, folder)
    for added in engine.add_all([(text["file"], "") for text in texts]):
        if not hasattr(added, "article"):
            raise SystemExit(f"Not added: {added}")
    engine.search("Which animals were counted?")
    return sum(summary.n_passages for summary in engine.articles())


def open_library(model: Models, folder: Path) -> Engine:
    """The library, with the models that are loaded already if any are."""
    if model.engine is None:
        model.engine = Engine.open(folder, model.config)
        return model.engine
    return model.engine.over(Library(folder, model.engine.encoder.fingerprint))


def ask(library: Engine, question: str, n: int) -> list[str]:
    """The texts of the `n` best passages."""
    return [passage.text for passage in library.search(question, limit=n)]
