"""Reads the tables of ontology/actors (.tsv): column names, then rows divided by tabs; # begins a comment line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.errors import VocabularyError
from kg.resources import ontology_path


class Row(NamedTuple):
    """One row: its cells as text, and where it stands, for messages."""

    path: Path
    line: int
    cells: Sequence[str]

    def error(self, message: str) -> VocabularyError:
        """An error that names file and line."""
        return VocabularyError(f"{self.path}:{self.line}: {message}")


def read_rows(file: str, columns: Sequence[str]) -> Iterator[Row]:
    """Rows of ``ontology/actors/<file>``; raises VocabularyError naming file and line.

    A last column named "..." stands for any number of cells.
    """
    path = ontology_path("actors", file)
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise VocabularyError(f"{path}: can't be read: {error.strerror}") from error
    headed, ragged = False, columns[-1] == "..."
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        row = Row(path, number, line.split("\t"))
        if not headed:
            if row.cells != columns:
                raise row.error(f"the first row should be {' '.join(columns)}, divided by tabs")
            headed = True
        elif len(row.cells) != len(columns) and not (ragged and len(row.cells) >= len(columns) - 1):
            raise row.error(f"expected {len(columns)} columns, found {len(row.cells)}")
        else:
            yield row
