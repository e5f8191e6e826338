"""The encoder's graphs without their weights: `python -m training.encoder_graph [--out qa/weights]`.

In: nothing. Out: MiniLM-L6 with mean pooling as ONNX graphs, of onnxruntime's fused operators where these are faster:
encoder.onnx in float32 and encoder-8bit.onnx with 8-bit products. Every weight in them is a name, which qa/minilm.py
fills from the package's model.safetensors. So the weights stay in one verified file.
"""

import argparse
from pathlib import Path

import onnx
from onnx import NodeProto, TensorProto, helper

from qa.minilm import FUSED, GRAPH, GRAPH_8_BIT, HIDDEN, N_LAYERS, SCALE, TRANSPOSED, ZERO
from training.cpu_graph import added_and_normed

N_HEADS, INNER, VOCABULARY, POSITIONS, TYPES = 12, 1536, 30522, 512, 2
EPSILON = 1e-12
MICROSOFT = "com.microsoft"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=GRAPH.parent)
    folder = parser.parse_args().out
    for file, eight_bit in ((folder / GRAPH.name, False), (folder / GRAPH_8_BIT.name, True)):
        onnx.save(graph(eight_bit), file)
        print(f"{file}: {file.stat().st_size} bytes")


def graph(eight_bit: bool = False) -> onnx.ModelProto:
    """Token ids and mask, both int32 of shape (n, t), to unit vectors of shape (n, HIDDEN).

    Args:
        eight_bit: multiply in 8 bits; what is multiplied with a weight gets a scale for each run.
    """
    shapes: dict[str, tuple[int, list[int]]] = {}

    def weight(name: str, *shape: int, kind: int = TensorProto.FLOAT) -> str:
        shapes[name] = (kind, list(shape))
        return name

    def quantized(name: str, n_inputs: int, n_outputs: int) -> tuple[str, str, str]:
        """A matrix in 8 bits, and its scale and zero for each column."""
        matrix = weight(name, n_inputs, n_outputs, kind=TensorProto.INT8)
        return matrix, weight(f"{name}{SCALE}", n_outputs), weight(f"{name}{ZERO}", n_outputs, kind=TensorProto.INT8)

    def product(given: str, name: str, n_inputs: int, n_outputs: int, out: str) -> list[NodeProto]:
        bias = weight(f"{name}.bias", n_outputs)
        matrix = f"{name}.weight{TRANSPOSED}"
        if eight_bit:
            return [_fused("DynamicQuantizeMatMul", [given, *quantized(matrix, n_inputs, n_outputs), bias], [out])]
        return [
            helper.make_node("MatMul", [given, weight(matrix, n_inputs, n_outputs)], [f"{out}.product"]),
            helper.make_node("Add", [f"{out}.product", bias], [out]),
        ]

    def attention(given: str, at: str, out: str) -> list[NodeProto]:
        name = f"{at}.attention.self{FUSED}"
        bias = weight(f"{name}.bias", 3 * HIDDEN)
        if not eight_bit:
            return [_fused("Attention", [given, weight(f"{name}.weight", HIDDEN, 3 * HIDDEN), bias, "mask"], [out], num_heads=N_HEADS)]
        matrix, scale, zero = quantized(f"{name}.weight", HIDDEN, 3 * HIDDEN)
        parts = [f"{given}.bytes", f"{given}.scale", f"{given}.zero"]
        return [
            helper.make_node("DynamicQuantizeLinear", [given], parts),
            _fused("QAttention", [parts[0], matrix, bias, parts[1], scale, "mask", parts[2], zero], [out], num_heads=N_HEADS),
        ]

    def normed(name: str) -> list[str]:
        return [weight(f"{name}.LayerNorm.weight", HIDDEN), weight(f"{name}.LayerNorm.bias", HIDDEN)]

    embedded = [
        weight("embeddings.word_embeddings.weight", VOCABULARY, HIDDEN),
        weight("embeddings.position_embeddings.weight", POSITIONS, HIDDEN),
        weight("embeddings.token_type_embeddings.weight", TYPES, HIDDEN),
    ]
    nodes = [
        helper.make_node("Sub", ["ids", "ids"], ["types"]),
        _fused("EmbedLayerNormalization", ["ids", "types", *embedded, *normed("embeddings"), "mask"], ["h0", "lengths"], epsilon=EPSILON),
    ]
    for layer in range(N_LAYERS):
        at = f"encoder.layer.{layer}"
        out, inner, last = f"{at}.attention.output", f"{at}.intermediate.dense", f"{at}.output"
        nodes += [
            *attention(f"h{layer}", at, f"a{layer}"),
            *product(f"a{layer}", f"{out}.dense", HIDDEN, HIDDEN, f"o{layer}"),
            *added_and_normed(f"o{layer}", f"h{layer}", normed(out), f"s{layer}", EPSILON),
            *product(f"s{layer}", inner, HIDDEN, INNER, f"i{layer}"),
            # By its tanh form (Hendrycks and Gimpel 2016) sooner, and beside 8 bits as exact.
            _fused("FastGelu" if eight_bit else "Gelu", [f"i{layer}"], [f"g{layer}"]),
            *product(f"g{layer}", f"{last}.dense", INNER, HIDDEN, f"f{layer}"),
            *added_and_normed(f"f{layer}", f"s{layer}", normed(last), f"h{layer + 1}", EPSILON),
        ]
    nodes += [
        helper.make_node("Cast", ["mask"], ["counted"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["counted", "last"], ["column"]),
        helper.make_node("Mul", [f"h{N_LAYERS}", "column"], ["kept"]),
        # The mean's divisor falls out of the unit vector.
        helper.make_node("ReduceSum", ["kept", "second"], ["summed"], keepdims=0),
        helper.make_node("LpNormalization", ["summed"], ["vectors"], axis=-1, p=2),
    ]
    tokens = [helper.make_tensor_value_info(name, TensorProto.INT32, ["n", "t"]) for name in ("ids", "mask")]
    vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", HIDDEN])
    axes = [helper.make_tensor("last", TensorProto.INT64, [1], [-1]), helper.make_tensor("second", TensorProto.INT64, [1], [1])]
    named = [_named(name, kind, shape) for name, (kind, shape) in shapes.items()]
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(helper.make_graph(nodes, "minilm", tokens, [vectors], [*axes, *named]), opset_imports=opsets, ir_version=8)


def _fused(kind: str, inputs: list[str], outputs: list[str], **attributes: float) -> NodeProto:
    return helper.make_node(kind, inputs, outputs, domain=MICROSOFT, **attributes)


def _named(name: str, kind: int, shape: list[int]) -> TensorProto:
    """A weight that is given when the graph is loaded."""
    tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="given")
    return tensor


if __name__ == "__main__":
    main()
