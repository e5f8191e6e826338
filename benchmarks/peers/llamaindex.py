"""LlamaIndex as its documentation sets it up: a VectorStoreIndex with HuggingFaceEmbedding, persisted to a folder.

In and out: the verbs of worker.py.
"""

from pathlib import Path
from typing import Any

from llama_index.core import Document, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding


def load(model_folder: Path) -> HuggingFaceEmbedding:
    """The model."""
    return HuggingFaceEmbedding(model_name=str(model_folder))


def ingest(model: HuggingFaceEmbedding, texts: list[dict[str, str]], folder: Path, split: bool) -> int:
    """Index the texts and persist; returns the number of passages."""
    if split:
        documents = [Document(text=text["text"], metadata={"file_name": text["name"]}) for text in texts]
        index = VectorStoreIndex.from_documents(documents, embed_model=model)
    else:
        index = VectorStoreIndex([TextNode(text=text["text"]) for text in texts], embed_model=model)
    index.storage_context.persist(persist_dir=str(folder))
    return len(index.docstore.docs)


def open_library(model: HuggingFaceEmbedding, folder: Path) -> Any:
    """The index as persisted."""
    return load_index_from_storage(StorageContext.from_defaults(persist_dir=str(folder)), embed_model=model)


def ask(library: Any, question: str, n: int) -> list[str]:
    """The texts of the `n` best nodes."""
    return [found.node.get_content() for found in library.as_retriever(similarity_top_k=n).retrieve(question)]
