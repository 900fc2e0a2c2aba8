"""The weights of a released file as a network to train on: 8-bit matrices as the numbers that they stand for."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx.numpy_helper import to_array
from torch import Tensor

LAST_STEP = {"about", "threshold", "weigh"}
"""First parts of the names of what is no part of the network."""
_LAYER = re.compile(r"/(encoder/.+)/MatMul_quant")
_EMBEDDING = re.compile(r"(encoder\.embeddings\.\w+\.weight)_quantized")


def released(path: Path) -> dict[str, Tensor]:
    """Name in :class:`training.model.Reader` → its weights, in 32 bits, rounded as they were released."""
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files if name.split(".")[0] not in LAST_STEP}
    encoder = onnx.load_from_string(arrays.pop("encoder").tobytes())
    held = {one.name: to_array(one) for one in encoder.graph.initializer}
    found = {name: value for name, value in held.items() if name.startswith("encoder.") and value.dtype == np.float32}
    for name in held:
        if match := _EMBEDDING.fullmatch(name):
            found[match[1]] = _numbers(held, name.removesuffix("_quantized"))
    for node in encoder.graph.node:
        if node.op_type == "MatMulInteger" and (match := _LAYER.fullmatch(node.name)):
            found[match[1].replace("/", ".") + ".weight"] = _numbers(held, node.input[1].removesuffix("_quantized")).T
    found = {name: value for name, value in found.items() if not name.endswith(("_scale", "_zero_point"))}
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in (arrays | found).items()}


def _numbers(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    """What integers stand for: their distance from zero times their column's scale."""
    whole, scale, zero = (held[f"{name}_{part}"] for part in ("quantized", "scale", "zero_point"))
    numbers: np.ndarray = (whole.astype(np.float32) - zero.astype(np.float32)) * scale
    return numbers
