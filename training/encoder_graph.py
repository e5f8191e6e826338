"""The encoder's graph without its weights: `python -m training.encoder_graph [--out qa/weights/encoder.onnx]`.

In: nothing. Out: MiniLM-L6 with mean pooling as an ONNX graph of onnxruntime's fused operators; every weight in it is
a name, which qa/minilm.py fills from the package's model.safetensors. So the weights stay in one verified file.
"""

import argparse
from pathlib import Path

import onnx
from onnx import NodeProto, TensorProto, helper

from qa.minilm import FUSED, GRAPH, HIDDEN, N_LAYERS, TRANSPOSED

N_HEADS, INNER, VOCABULARY, POSITIONS, TYPES = 12, 1536, 30522, 512, 2
EPSILON = 1e-12
MICROSOFT = "com.microsoft"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=GRAPH)
    arguments = parser.parse_args()
    onnx.save(graph(), arguments.out)
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


def graph() -> onnx.ModelProto:
    """Token ids and mask, both int32 of shape (n, t), to unit vectors of shape (n, HIDDEN)."""
    shapes: dict[str, list[int]] = {}

    def weight(name: str, *shape: int) -> str:
        shapes[name] = list(shape)
        return name

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
        qkv = [
            weight(f"{at}.attention.self{FUSED}.weight", HIDDEN, 3 * HIDDEN),
            weight(f"{at}.attention.self{FUSED}.bias", 3 * HIDDEN),
        ]
        out, inner, last = f"{at}.attention.output", f"{at}.intermediate.dense", f"{at}.output"
        nodes += [
            _fused("Attention", [f"h{layer}", *qkv, "mask"], [f"a{layer}"], num_heads=N_HEADS),
            helper.make_node("MatMul", [f"a{layer}", weight(f"{out}.dense.weight{TRANSPOSED}", HIDDEN, HIDDEN)], [f"o{layer}"]),
            _fused(
                "SkipLayerNormalization",
                [f"o{layer}", f"h{layer}", *normed(out), weight(f"{out}.dense.bias", HIDDEN)],
                [f"s{layer}"],
                epsilon=EPSILON,
            ),
            helper.make_node("MatMul", [f"s{layer}", weight(f"{inner}.weight{TRANSPOSED}", HIDDEN, INNER)], [f"i{layer}"]),
            _fused("BiasGelu", [f"i{layer}", weight(f"{inner}.bias", INNER)], [f"g{layer}"]),
            helper.make_node("MatMul", [f"g{layer}", weight(f"{last}.dense.weight{TRANSPOSED}", INNER, HIDDEN)], [f"f{layer}"]),
            _fused(
                "SkipLayerNormalization",
                [f"f{layer}", f"s{layer}", *normed(last), weight(f"{last}.dense.bias", HIDDEN)],
                [f"h{layer + 1}"],
                epsilon=EPSILON,
            ),
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
    named = [_named(name, shape) for name, shape in shapes.items()]
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(helper.make_graph(nodes, "minilm", tokens, [vectors], [*axes, *named]), opset_imports=opsets, ir_version=8)


def _fused(kind: str, inputs: list[str], outputs: list[str], **attributes: float) -> NodeProto:
    return helper.make_node(kind, inputs, outputs, domain=MICROSOFT, **attributes)


def _named(name: str, shape: list[int]) -> TensorProto:
    """A weight that is given when the graph is loaded."""
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape, data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="given")
    return tensor


if __name__ == "__main__":
    main()
