"""Files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO

from kg.errors import StoreError
from kg.graph.store import KnowledgeGraph


def write_whole(graph: KnowledgeGraph, files: Mapping[Path, Callable[[KnowledgeGraph, BinaryIO], None]]) -> None:
    """Write all files beside their places, then move them there.

    Raises:
        StoreError: a file can't be written; what was there before stays.
    """
    unfinished = {path: path.with_name(f".{path.name}.unfinished") for path in files}
    try:
        for path, writer in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with unfinished[path].open("wb") as stream:
                writer(graph, stream)
        for path, temporary in unfinished.items():
            if path.is_dir():
                raise StoreError(f"{path}: is a folder; name a file")
            temporary.replace(path)
    except OSError as error:
        raise StoreError(f"{error.filename or path}: can't be written: {error.strerror or error}") from error
    finally:
        for temporary in unfinished.values():
            if temporary.parent.is_dir():
                temporary.unlink(missing_ok=True)
