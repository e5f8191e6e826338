"""LangChain as its documentation sets it up: RecursiveCharacterTextSplitter, HuggingFaceEmbeddings, FAISS.

In and out: the verbs of worker.py. The sizes of the splitter are those of the documentation's search tutorial.
"""

from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter


def load(model_folder: Path) -> HuggingFaceEmbeddings:
    """The model."""
    return HuggingFaceEmbeddings(model_name=str(model_folder))


def ingest(model: HuggingFaceEmbeddings, texts: list[dict[str, str]], folder: Path, split: bool) -> int:
    """Split, index, and save; returns the number of passages."""
    documents = [Document(page_content=text["text"], metadata={"source": text["name"]}) for text in texts]
    if split:
        documents = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200, add_start_index=True).split_documents(documents)
    FAISS.from_documents(documents, model).save_local(str(folder))
    return len(documents)


def open_library(model: HuggingFaceEmbeddings, folder: Path) -> FAISS:
    """The store as saved."""
    return FAISS.load_local(str(folder), model, allow_dangerous_deserialization=True)


def ask(library: FAISS, question: str, n: int) -> list[str]:
    """The texts of the `n` best documents."""
    return [document.page_content for document in library.similarity_search(question, k=n)]
