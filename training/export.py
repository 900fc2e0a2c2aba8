"""Trained weights as the one file that the reader loads."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor
from transformers import AutoModel

from training.encoder import encode, nothing
from training.model import Reader
from training.trees import trees
from training.weights import write


class _Encoder(torch.nn.Module):
    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(
        self, ids: Tensor, positions: Tensor, extra: Tensor, mask: Tensor, keys: Tensor, values: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        hidden, (own_keys, own_values) = encode(self.encoder, ids, positions, extra, mask, (keys, values))
        return hidden, own_keys, own_values


def export(trained: Path, base: str, out: Path, about: dict[str, Any]) -> None:
    """The encoder as ONNX with 8-bit weights, the heads as 16-bit arrays; the last step knows nothing yet."""
    model = Reader(AutoModel.from_pretrained(base, add_pooling_layer=False))
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
    keys, values = nothing(model.encoder, 1)
    ids = torch.tensor([[101, 2000, 3000, 102]])
    count, hidden = ids.shape[1], model.role.shape[1]
    given = (ids, torch.arange(count)[None], torch.zeros(1, count, hidden), torch.zeros(1, count, count + 2))
    past = (torch.cat([keys, keys.new_zeros(*keys.shape[:3], 2, keys.shape[4])], 3),) * 2
    axes = {name: {1: "pieces"} for name in ("ids", "positions", "extra", "hidden")}
    axes |= {name: {3: "past"} for name in ("keys", "values")} | {"mask": {1: "pieces", 2: "past and pieces"}}
    axes |= {name: {3: "pieces"} for name in ("own_keys", "own_values")}
    with tempfile.TemporaryDirectory() as folder:
        full, small = Path(folder) / "full.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            _Encoder(model.encoder), (*given, *past), str(full), opset_version=17, dynamo=False,
            input_names=["ids", "positions", "extra", "mask", "keys", "values"],
            output_names=["hidden", "own_keys", "own_values"], dynamic_axes=axes,
        )  # fmt: skip
        quantize_dynamic(str(full), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        return small.read_bytes()
