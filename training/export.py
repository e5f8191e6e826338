"""The trained model to the shipped files: `python -m training.export --data DATA --run RUN [--out qa/weights]`.

In: RUN/model.pt (or, before training ends, RUN/checkpoint.pt). Out: model.onnx (8-bit), tokenizer.json and
reader.json with the calibration and the checksums; RUN/fp32.onnx for comparison.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch

from qa.windows import load_tokenizer
from training import cpu_graph
from training.calibrate import calibrate, write_settings
from training.model import WindowModel
from training.train import encoder_folder


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "qa" / "weights")
    parser.add_argument("--encoder", default=None)
    parser.add_argument("--share", type=float, default=1.0, help="share of the calibration questions to use")
    arguments = parser.parse_args()
    encoder = encoder_folder(arguments.encoder)
    with tempfile.TemporaryDirectory(dir=arguments.run) as part:
        folder = Path(part)
        to_onnx(load_model(arguments.run, encoder), folder / "fp32.onnx")
        quantize(folder / "fp32.onnx", folder / "8bit.onnx")
        cpu_graph.rewrite(folder / "8bit.onnx", folder / "model.onnx")
        strip_padding(encoder / "tokenizer.json", folder / "tokenizer.json")
        settings = calibrate(folder, arguments.data, arguments.run, arguments.share)
        write_settings(folder, settings)
        print(json.dumps(settings, indent=1))
        arguments.out.mkdir(parents=True, exist_ok=True)
        shutil.move(folder / "fp32.onnx", arguments.run / "fp32.onnx")
        for file in ("model.onnx", "tokenizer.json", "reader.json"):
            shutil.copy(folder / file, arguments.out / (file + ".part"))
        for file in ("model.onnx", "tokenizer.json", "reader.json"):
            (arguments.out / (file + ".part")).replace(arguments.out / file)


def load_model(run: Path, encoder: Path) -> WindowModel:
    """The trained model, or as far as it is trained."""
    model = WindowModel(encoder)
    if (run / "model.pt").exists():
        model.load_state_dict(torch.load(run / "model.pt", map_location="cpu", weights_only=True))
    else:
        model.load_state_dict(torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)["model"])
    return model.eval()


def to_onnx(model: WindowModel, file: Path) -> None:
    """Write the model for one window (or several of one length), its layers fused for onnxruntime."""
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    model.encoder.set_attn_implementation("eager")
    ids = torch.randint(1000, 20000, (1, 60))
    mask = torch.zeros(1, 3, 60)
    mask[0, 0, 10:20] = mask[0, 1, 20:40] = mask[0, 2, 40:55] = 1
    raw = file.with_suffix(".raw.onnx")
    torch.onnx.export(
        model, (ids, torch.zeros_like(ids), mask), str(raw), dynamo=False, opset_version=17,
        input_names=["input_ids", "token_type_ids", "sentence_mask"], output_names=["scores", "gate"],
        dynamic_axes={
            "input_ids": {0: "n", 1: "t"}, "token_type_ids": {0: "n", 1: "t"},
            "sentence_mask": {0: "n", 1: "s", 2: "t"}, "scores": {0: "n", 1: "s"}, "gate": {0: "n", 1: "t"},
        },
    )  # fmt: skip
    options = FusionOptions("bert")
    fused = optimize_model(str(raw), "bert", num_heads=12, hidden_size=384, optimization_options=options, opt_level=1)
    print({name: n for name, n in fused.get_fused_operator_statistics().items() if n})
    fused.save_model_to_file(str(file))
    raw.unlink()


def quantize(source: Path, target: Path) -> None:
    """8-bit weights, one scale for each column, 7 bits used: without VNNI, x86 adds pairs of 8-bit products in
    16 bits, and full-range weights overflow there (onnxruntime's "U8S8 saturation")."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(source), str(target), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
    )  # fmt: skip


def strip_padding(source: Path, target: Path) -> None:
    """The tokenizer without the padding and truncation of its package."""
    load_tokenizer(source).save(str(target))


if __name__ == "__main__":
    main()
