"""Trained weights as the one file that the reader loads."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel

from training.model import Reader
from training.trees import trees
from training.weights import write


class _Encoder(torch.nn.Module):
    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return hidden


def export(trained: Path, base: str, out: Path, about: dict[str, Any]) -> None:
    """The encoder as ONNX with 8-bit weights, the heads as 16-bit arrays; the last step knows nothing yet."""
    model = Reader(AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="eager"))
    model.load_state_dict(torch.load(trained))
    model.eval()
    heads = {name: value for name, value in model.state_dict().items() if not name.startswith("encoder.")}
    arrays = {name: value.numpy().astype(np.float16) for name, value in heads.items()}
    arrays["encoder"] = np.frombuffer(_small(model), np.uint8)
    arrays |= trees(None)
    arrays["threshold"] = np.array(0.5, np.float32)
    write(out, arrays, about)


def _small(model: Reader) -> bytes:
    """The encoder with matrices of 8-bit integers, a scale a column; 7 bits are used: no processor overflows then."""
    axes = {name: {0: "batch", 1: "pieces"} for name in ("input_ids", "attention_mask", "hidden")}
    ids = torch.tensor([[101, 2000, 3000, 102]])
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            _Encoder(model.encoder), (ids, torch.ones_like(ids)), str(full), opset_version=17, dynamo=False,
            input_names=["input_ids", "attention_mask"], output_names=["hidden"], dynamic_axes=axes,
        )  # fmt: skip
        quantize_dynamic(str(full), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        return small.read_bytes()
