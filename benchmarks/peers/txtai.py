"""txtai as its documentation sets it up: an embeddings database with content, hybrid as ours is; text segmented into paragraphs.

In and out: the verbs of worker.py.
"""

from pathlib import Path
from typing import Any

from txtai import Embeddings
from txtai.pipeline import Segmentation


def load(model_folder: Path) -> dict[str, Any]:
    """The settings, and the cache of models that databases share."""
    models: dict[str, Any] = {}
    settings = {"path": str(model_folder), "content": True, "hybrid": True}
    Embeddings(settings, models=models)
    return {"settings": settings, "models": models}


def ingest(model: dict[str, Any], texts: list[dict[str, str]], folder: Path, split: bool) -> int:
    """Index the texts and save; returns the number of passages."""
    segment = Segmentation(paragraphs=True)
    rows = [part for text in texts for part in (segment(text["text"]) if split else [text["text"]])]
    embeddings = Embeddings(model["settings"], models=model["models"])
    embeddings.index(rows)
    embeddings.save(str(folder / "index"))
    return len(rows)


def open_library(model: dict[str, Any], folder: Path) -> Embeddings:
    """The database as saved."""
    embeddings = Embeddings(models=model["models"])
    embeddings.load(str(folder / "index"))
    return embeddings


def ask(library: Embeddings, question: str, n: int) -> list[str]:
    """The texts of the `n` best rows."""
    return [row["text"] for row in library.search(question, n)]
