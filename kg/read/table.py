"""Tables: .csv, .tsv and .parquet, a row an article; which column holds what is guessed from its name, or given."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import InputError
from kg.read.bounds import bounded_lines
from kg.read.columns import ACCESSION, LEAD, choose_columns, fields_of, listed, shown
from kg.read.record import record_article
from kg.read.skip import Note, Skip, UnreadableError, check_text, decode
from kg.read.source import Item, Source

ROWS = 64
"""Rows of a .parquet that are in memory at once."""
LARGEST_GROUP = 1 << 29
"""Bytes of a row group's text column, unpacked: more can't be read within bounded memory."""


def read_csv(source: Source) -> Iterator[Item]:
    """A row an article, a row at a time; commas, semicolons, tabs or bars between columns."""
    lines = _Lines(source)
    head = source.head()
    check_text(head)
    delimiter = max(",;\t|", key=head.split(b"\n", 1)[0].decode("latin-1").count)
    csv.field_size_limit(max(source.settings.bounds.size, csv.field_size_limit()))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    names: list[str] | None = None
    columns: dict[str, str] = {}
    while True:
        start = lines.number + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Skip(source.name, start, f"not a row of a table: {error}")
            continue
        if row is None:
            break
        if bad := lines.bad():
            yield Skip(source.name, start, bad, kind="not UTF-8" if "UTF-8" in bad else "too large")
        elif not any(cell.strip() for cell in row):
            continue
        elif names is None:
            names = [name.strip() for name in row]
            columns = _columns(source, names)
            yield Note(source.name, _told(columns, source.settings.columns))
        elif len(row) > len(names):
            yield Skip(source.name, start, f"{len(row)} cells in a table of {len(names)} columns")
        else:
            record = dict(zip(names, row, strict=False))
            yield record_article(fields_of(record, columns), source.name, start, source.settings.bounds)
    if names is None:
        raise UnreadableError("the file is empty", kind="empty")


class _Lines:
    """Lines of text for a reader of rows, which may each take several; what was wrong with them is kept till asked."""

    def __init__(self, source: Source) -> None:
        self.bounds = source.settings.bounds
        self.lines = bounded_lines(source.stream, self.bounds.size)
        self.number = 0
        self.problem: str | None = None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.number += 1
        if line == b"\n":  # of which there may be millions
            return "\n"
        if reason := self.bounds.too_large(line):
            self.problem = reason
            return "\n"
        try:
            return decode(line)
        except UnreadableError as error:
            self.problem = str(error)
            return line.replace(b"\0", b"").decode("utf-8", "replace")

    def bad(self) -> str | None:
        """What was wrong with the lines since this was asked last."""
        problem, self.problem = self.problem, None
        return problem


def read_parquet(source: Source) -> Iterator[Item]:
    """A row an article, some rows at a time."""
    import io

    import pyarrow as pa
    from pyarrow import parquet

    stream = source.stream if source.stream.seekable() else io.BytesIO(source.document())
    try:
        file = parquet.ParquetFile(stream)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"no whole Parquet file: {_first_line(error)}") from error
    columns = _columns(source, file.schema_arrow.names)
    yield Note(source.name, _told(columns, source.settings.columns))
    wanted = [name for name in file.schema_arrow.names if name in {*columns.values(), ACCESSION, LEAD}]
    number = 0
    for group in range(file.num_row_groups):
        about = file.metadata.row_group(group)
        if about.total_byte_size > LARGEST_GROUP:
            reason = f"{about.total_byte_size:,} bytes in one row group; write the file anew with smaller ones"
            yield Skip(source.name, number + 1, reason, kind="too large")
            number += about.num_rows
            continue
        try:
            for batch in file.iter_batches(ROWS, row_groups=[group], columns=wanted):
                for row in range(batch.num_rows):
                    number += 1
                    yield _parquet_row(source, batch, row, columns, number)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise UnreadableError(f"broken Parquet: {_first_line(error)}", number + 1) from error


def _parquet_row(source: Source, batch: Any, row: int, columns: Mapping[str, str], number: int) -> Item:
    try:
        record = {name: batch.column(name)[row].as_py() for name in batch.schema.names}
    except (ValueError, OverflowError) as error:
        return Skip(source.name, number, f"a value that can't be read: {_first_line(error)}")
    return record_article(fields_of(record, columns), source.name, number, source.settings.bounds)


def _columns(source: Source, names: list[str]) -> dict[str, str]:
    """Field → column.

    Raises:
        UnreadableError: none holds a text or a title.
    """
    try:
        columns = choose_columns(names, source.settings.columns)
    except InputError as error:
        raise UnreadableError(str(error), 1, kind="no text column") from error
    if "text" not in columns and "title" not in columns:
        raise UnreadableError(f"no column is known to hold a text: there are {listed(names)}; name it with "
                              "--columns text=NAME", 1, kind="no text column")  # fmt: skip
    return columns


def _told(columns: Mapping[str, str], given: Mapping[str, str]) -> str:
    how = "as given" if set(columns) <= set(given) else "guessed from their names; --columns says others"
    return f"columns {shown(columns)} ({how})"


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]
