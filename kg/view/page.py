"""``kg view``: the network of a graph as one HTML file."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

from kg.view.colours import load_colours
from kg.view.page_data import page_data
from kg.view.pyvis_page import render


def write_page(html: str, output: Path) -> Path:
    """Write the page in UTF-8, whole or not at all."""
    output = Path(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.with_name(f".{output.name}.part")
    try:
        part.write_text(html, encoding="utf-8", newline="\n")
        os.replace(part, output)
    finally:
        part.unlink(missing_ok=True)
    return output


def view(
    graph: Any,
    output: Path,
    *,
    focus: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    relation: str | None = None,
) -> Path:
    raise NotImplementedError
