"""From text to a spaCy Doc: one pipeline, whose known faults are mended and whose headlines are read as such."""

from __future__ import annotations

from kg.parse.pipeline import (
    BATCH,
    DEFAULT,
    DEFAULT_MODEL,
    Reader,
    Setup,
    load_parser,
    load_pipeline,
    make_doc,
    original_place,
    parse,
    steps_of,
)

__all__ = [
    "BATCH", "DEFAULT", "DEFAULT_MODEL", "Reader", "Setup", "load_parser", "load_pipeline", "make_doc",
    "original_place", "parse", "steps_of",
]  # fmt: skip
