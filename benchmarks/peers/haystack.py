"""Haystack as its documentation sets it up: pipelines around an InMemoryDocumentStore with sentence-transformers embedders.

In and out: the verbs of worker.py.
"""

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)


def load(model_folder: Path) -> str:
    """The model's name, once an embedder has loaded it; other embedders of the same settings share it."""
    SentenceTransformersTextEmbedder(model=str(model_folder), progress_bar=False).warm_up()
    return str(model_folder)


def ingest(model: str, texts: list[dict[str, str]], folder: Path, split: bool) -> int:
    """Run an indexing pipeline and save the store; returns the number of passages."""
    store = InMemoryDocumentStore()
    indexing = Pipeline()
    indexing.add_component("embedder", SentenceTransformersDocumentEmbedder(model=model, progress_bar=False))
    indexing.add_component("writer", DocumentWriter(store))
    indexing.connect("embedder", "writer")
    first = "embedder"
    if split:
        indexing.add_component("splitter", DocumentSplitter())
        indexing.connect("splitter", "embedder")
        first = "splitter"
    indexing.run({first: {"documents": [Document(content=text["text"], meta={"file_name": text["name"]}) for text in texts]}})
    store.save_to_disk(str(folder / "store.json"))
    return store.count_documents()


def open_library(model: str, folder: Path) -> Pipeline:
    """A query pipeline over the store as saved."""
    asking = Pipeline()
    asking.add_component("embedder", SentenceTransformersTextEmbedder(model=model, progress_bar=False))
    store = InMemoryDocumentStore.load_from_disk(str(folder / "store.json"))
    asking.add_component("retriever", InMemoryEmbeddingRetriever(document_store=store))
    asking.connect("embedder.embedding", "retriever.query_embedding")
    return asking


def ask(library: Pipeline, question: str, n: int) -> list[str]:
    """The texts of the `n` best documents."""
    found = library.run({"embedder": {"text": question}, "retriever": {"top_k": n}})
    return [document.content for document in found["retriever"]["documents"]]
