"""Weights as the one file that the reader loads: ``python -m training.export MODEL_DIR --base BASE --out reader.npz``."""

from __future__ import annotations

import argparse
import io
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel

from kg.reader.weigh import FEATURES
from training.model import Reader


class _Encoder(torch.nn.Module):
    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--about", default="{}")
    args = parser.parse_args()
    model = Reader(AutoModel.from_pretrained(args.base, add_pooling_layer=False, attn_implementation="eager"))
    model.load_state_dict(torch.load(args.model / "reader.pt"))
    model.eval()
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        ids = torch.tensor([[101, 2000, 3000, 102]])
        torch.onnx.export(
            _Encoder(model.encoder), (ids, torch.ones_like(ids)), str(full), input_names=["input_ids", "attention_mask"],
            output_names=["hidden"], dynamic_axes={n: {0: "batch", 1: "pieces"} for n in ("input_ids", "attention_mask", "hidden")},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(str(full), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        encoder = small.read_bytes()
        print("full", full.stat().st_size >> 20, "MB, 8-bit", len(encoder) >> 20, "MB")
        (args.model / "full.onnx").write_bytes(full.read_bytes())
    arrays = {
        name: value.numpy().astype(np.float16)
        for name, value in model.state_dict().items()
        if not name.startswith("encoder.")
    }
    arrays["weigh.weight"], arrays["weigh.bias"], arrays["threshold"] = (
        np.zeros(len(FEATURES)),
        np.zeros(()),
        np.float32(0.5),
    )
    arrays["encoder"] = np.frombuffer(encoder, np.uint8)
    arrays["about"] = np.frombuffer(args.about.encode(), np.uint8)
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    args.out.write_bytes(buffer.getvalue())
    print(args.out, len(buffer.getvalue()) >> 20, "MB")


if __name__ == "__main__":
    main()
