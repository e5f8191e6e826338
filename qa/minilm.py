"""The packaged MiniLM by onnxruntime, without torch: text to unit vectors.

In: the folder of all-MiniLM-L6-v2 as sentence-transformers keeps it. Out: the vectors that sentence-transformers
gives, up to rounding, or sooner, by 8-bit products, close to them. The graphs (weights/, see
training/encoder_graph.py) take their weights from the folder's model.safetensors.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

GRAPH = Path(__file__).parent / "weights" / "encoder.onnx"
GRAPH_8_BIT = GRAPH.with_name("encoder-8bit.onnx")
N_LAYERS, HIDDEN, MAX_TOKENS = 6, 384, 256
# Ends of the names of weights that the graphs have in another shape than the file.
TRANSPOSED, FUSED, SCALE, ZERO = ".transposed", ".qkv", ".scale", ".zero"
N_THREADS = 2
# Seven bits of eight: processors without VNNI add pairs of 8-bit products in 16 bits, which full-range weights overflow.
LARGEST_8_BIT = 63
ONNX_TYPES = {np.dtype(np.float32): 1, np.dtype(np.int8): 3}

Weights = dict[str, NDArray[Any]]


class MiniLM:
    """all-MiniLM-L6-v2. Safe for several threads at once.

    A text is run alone, beside as many others as there are threads: so nothing is padded, and its vector does not
    depend on its company, not even by the scale of its 8-bit products.

    Raises:
        OSError, ValueError, KeyError: the folder's files are not those of this model.
    """

    def __init__(self, folder: Path, n_threads: int = N_THREADS) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        # Kept for as long as the sessions, which read them where they lie.
        self._weights = _weights(folder / "model.safetensors")
        self._session = _session(GRAPH, self._weights)
        self._session_8_bit: Any = None
        self._making = Lock()
        self._threads = ThreadPoolExecutor(n_threads, "encoder")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), HIDDEN)."""
        return np.concatenate(list(self._threads.map(partial(self._encode, self._session), texts)))

    def encode_8_bit(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `encode`, in less time: cosine to its vectors about .99."""
        with self._making:
            if self._session_8_bit is None:
                self._weights_8_bit = _in_8_bits(self._weights)
                self._session_8_bit = _session(GRAPH_8_BIT, self._weights_8_bit)
        return np.concatenate(list(self._threads.map(partial(self._encode, self._session_8_bit), texts)))

    def _encode(self, session: Any, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int32)
        vectors: NDArray[np.float32] = session.run(["vectors"], {"ids": ids, "mask": np.ones_like(ids)})[0]
        return vectors


def _weights(file: Path) -> Weights:
    """The file's weights by the names that the graph has for them."""
    from safetensors.numpy import load_file

    found: Weights = {}
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


def _in_8_bits(weights: Weights) -> Weights:
    """The weights with matrices of the layers in 8 bits, each column with a scale and a zero of its own."""
    found: Weights = {}
    for name, array in weights.items():
        if array.ndim < 2 or not name.startswith("encoder."):
            found[name] = array
            continue
        scale = np.maximum(np.abs(array).max(axis=0), np.finfo(np.float32).tiny) / np.float32(LARGEST_8_BIT)
        found[name] = np.rint(array / scale).astype(np.int8)
        found[f"{name}{SCALE}"] = scale
        found[f"{name}{ZERO}"] = np.zeros(len(scale), dtype=np.int8)
    return found


def _session(graph: Path, weights: Weights) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graphs are as they should be; onnxruntime would fuse sum and norm to an operator that is slower on the CPU.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    values = [onnxruntime.OrtValue.ortvalue_from_numpy_with_onnx_type(array, ONNX_TYPES[array.dtype]) for array in weights.values()]
    options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
