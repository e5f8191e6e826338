"""The packaged MiniLM by onnxruntime, without torch: text to unit vectors.

In: the folder of all-MiniLM-L6-v2 as sentence-transformers keeps it. Out: the vectors that sentence-transformers
gives, up to rounding. The graph (weights/encoder.onnx, see training/encoder_graph.py) takes its weights from the
folder's model.safetensors.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

GRAPH = Path(__file__).parent / "weights" / "encoder.onnx"
N_LAYERS, HIDDEN, MAX_TOKENS = 6, 384, 256
# Ends of the names of weights that the graph has in another shape than the file.
TRANSPOSED, FUSED = ".transposed", ".qkv"
N_THREADS = 2
BATCH_SIZE = 16
ONNX_FLOAT = 1


class MiniLM:
    """all-MiniLM-L6-v2. Safe for several threads at once.

    Raises:
        OSError, ValueError, KeyError: the folder's files are not those of this model.
    """

    def __init__(self, folder: Path, n_threads: int = N_THREADS) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()
        # Kept for as long as the session, which reads them where they lie.
        self._weights = _weights(folder / "model.safetensors")
        self._session = _session(self._weights)
        self._threads = ThreadPoolExecutor(n_threads, "encoder")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), HIDDEN); texts of like length are best given next to each other."""
        batches = [texts[start : start + BATCH_SIZE] for start in range(0, len(texts), BATCH_SIZE)]
        return np.concatenate(list(self._threads.map(self._encode, batches)))

    def _encode(self, batch: Sequence[str]) -> NDArray[np.float32]:
        read = self._tokenizer.encode_batch(list(batch))
        feed = {
            "ids": np.array([encoding.ids for encoding in read], dtype=np.int32),
            "mask": np.array([encoding.attention_mask for encoding in read], dtype=np.int32),
        }
        vectors: NDArray[np.float32] = self._session.run(["vectors"], feed)[0]
        return vectors


def _weights(file: Path) -> dict[str, NDArray[np.float32]]:
    """The file's weights by the names that the graph has for them."""
    from safetensors.numpy import load_file

    found: dict[str, NDArray[np.float32]] = {}
    held = load_file(file)
    for layer in range(N_LAYERS):
        at = f"encoder.layer.{layer}"
        parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
        found[f"{at}.attention.self{FUSED}.weight"] = np.concatenate([held[f"{part}.weight"] for part in parts]).T
        found[f"{at}.attention.self{FUSED}.bias"] = np.concatenate([held[f"{part}.bias"] for part in parts])
        for dense in ("attention.output.dense", "intermediate.dense", "output.dense"):
            found[f"{at}.{dense}.weight{TRANSPOSED}"] = held[f"{at}.{dense}.weight"].T
            found[f"{at}.{dense}.bias"] = held[f"{at}.{dense}.bias"]
        for norm in ("attention.output.LayerNorm", "output.LayerNorm"):
            found |= {name: held[name] for name in (f"{at}.{norm}.weight", f"{at}.{norm}.bias")}
    for table in ("word_embeddings", "position_embeddings", "token_type_embeddings", "LayerNorm"):
        found[f"embeddings.{table}.weight"] = held[f"embeddings.{table}.weight"]
    found["embeddings.LayerNorm.bias"] = held["embeddings.LayerNorm.bias"]
    return {name: np.ascontiguousarray(array) for name, array in found.items()}


def _session(weights: dict[str, NDArray[np.float32]]) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    values = [onnxruntime.OrtValue.ortvalue_from_numpy_with_onnx_type(array, ONNX_FLOAT) for array in weights.values()]
    options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(str(GRAPH), options, providers=["CPUExecutionProvider"])
