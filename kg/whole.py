"""Files that appear whole or not at all, whatever stops the writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import StoreError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A stream beside ``path`` that takes its place when the block ends without an error; its folder is made.

    Raises:
        StoreError: the file can't be written; what was there before stays.
    """
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; name a file")
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as stream:
            yield stream
        unfinished.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):  # its folder may be none
            unfinished.unlink(missing_ok=True)
