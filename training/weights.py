"""The one file of weights."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np


def write(out: Path, arrays: dict[str, Any], about: dict[str, Any]) -> None:
    """One file with all arrays and what is to be known of them."""
    buffer = io.BytesIO()
    np.savez(buffer, **arrays | {"about": np.frombuffer(json.dumps(about).encode(), np.uint8)})
    out.write_bytes(buffer.getvalue())
