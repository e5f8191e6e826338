"""sentence-transformers alone, with its defaults: what encoding costs where nothing else is done.

In and out: the verbs of worker.py. It splits nothing: it is always given our passages.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from sentence_transformers import SentenceTransformer


def load(model_folder: Path) -> SentenceTransformer:
    """The model."""
    return SentenceTransformer(str(model_folder), device="cpu")


def ingest(model: SentenceTransformer, texts: list[dict[str, str]], folder: Path, split: bool) -> int:
    """Encode the texts and keep them; returns how many."""
    contents = [text["text"] for text in texts]
    np.save(folder / "vectors.npy", model.encode(contents, batch_size=32, normalize_embeddings=True))
    (folder / "texts.json").write_text(json.dumps(contents), encoding="utf-8")
    return len(contents)


def open_library(model: SentenceTransformer, folder: Path) -> Any:
    """What was kept."""
    return model, np.load(folder / "vectors.npy"), json.loads((folder / "texts.json").read_text(encoding="utf-8"))


def ask(library: Any, question: str, n: int) -> list[str]:
    """The `n` nearest texts."""
    model, vectors, texts = library
    scores = vectors @ model.encode(question, normalize_embeddings=True)
    return [texts[number] for number in np.argsort(-scores)[:n]]
