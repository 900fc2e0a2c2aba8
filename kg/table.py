"""The answer to a query as a table, and its forms: for the terminal, CSV, JSON and a DataFrame."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kg.extras import notebook_package
from kg.graph.terms import XSD, shorten
from kg.printable import printable

if TYPE_CHECKING:
    import pandas as pd

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet takes for a formula; the wide ones in East Asian settings."""
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Table:
    """``columns`` are variable names, ``rows`` RDF terms in their order, None where a variable is not bound.

    ``answer`` is the answer to an ASK query; ``note`` says so where rows were cut off, or the graph is unfinished.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    note: str | None = None
    answer: bool | None = None

    def texts(self) -> list[tuple[str, ...]]:
        """The rows as text, IRIs in full, empty where nothing is bound."""
        return [tuple(_text(term) for term in row) for row in self.rows]

    def only(self, names: Iterable[str]) -> Table:
        """The table with these of its columns, in its own order; columns where nothing is bound are left out."""
        wanted = set(names)
        kept = [place for place, name in enumerate(self.columns)
                if name in wanted and any(row[place] is not None for row in self.rows)]  # fmt: skip
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[place] for place in kept), rows=rows)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a DataFrame with plain values: IRIs in full and texts as ``str``, numbers and truth as such.

        A column of whole days is ``datetime64``; where some are only a month or a year, all stay text. None where
        nothing is bound. The answer to an ASK query is one row.

        Raises:
            KgError: pandas is not installed.
        """
        pandas = notebook_package("pandas")
        if self.answer is not None:
            answered: pd.DataFrame = pandas.DataFrame({"answer": [self.answer]})
            return answered
        columns = {name: pandas.Series([_plain(row[place]) for row in self.rows], dtype="object")
                   for place, name in enumerate(self.columns)}  # fmt: skip
        frame: pd.DataFrame = pandas.DataFrame(columns, columns=list(self.columns))
        for name in frame.columns:
            kinds = {type(value) for value in frame[name] if value is not None}
            if kinds == {dt.date}:
                frame[name] = pandas.to_datetime(frame[name]).astype("datetime64[s]")
            elif kinds in ({int}, {float}, {int, float}, {bool}):
                frame[name] = frame[name].convert_dtypes() if frame[name].isna().any() else frame[name].infer_objects()
            elif dt.date in kinds:
                frame[name] = frame[name].map(lambda value: None if value is None else str(value))
        return frame


def format_table(table: Table, *, width: int | None = None) -> str:
    """For the terminal: IRIs shortened with our prefixes, numbers to the right, no control characters, the note below.

    ``width`` in characters is that of the terminal where it is not given.
    """
    shown = RichTable(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, name in enumerate(table.columns):
        numbers = all(row[index] is None or _is_number(row[index]) for row in table.rows)
        shown.add_column(name, justify="right" if numbers and table.rows else "left", overflow="fold")
    for row in table.rows:
        texts = (shorten(term.value) if isinstance(term, ox.NamedNode) else _text(term) for term in row)
        shown.add_row(*(Text(printable(text)) for text in texts))
    output = io.StringIO()
    console = Console(file=output, width=width, highlight=False)
    if table.columns:
        console.print(shown)
    console.print(Text("\n".join(_footer(table))))
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines()).strip("\n") + "\n"


def format_csv(table: Table) -> str:
    """SPARQL 1.1 Query Results CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/), with \\r\\n line ends.

    Against the letter of it, a text that a spreadsheet would run as a formula is made :func:`harmless`, and control
    characters are left out; JSON is exact.
    """
    output = io.StringIO()
    writer = csv.writer(output)
    if table.answer is not None:
        writer.writerows([["answer"], [str(table.answer).lower()]])
    else:
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow(_text(term) if _is_number(term) else harmless(printable(_text(term))) for term in row)
    return output.getvalue()


def harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run, as OWASP advises against CSV injection."""
    return "'" + text if text.startswith(FORMULA) else text


def format_json(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/); a note stands in its head."""
    head: dict[str, Any] = {"note": table.note} if table.note else {}
    if table.answer is not None:
        document: dict[str, Any] = {"head": head, "boolean": table.answer}
    else:
        bindings = [
            {name: _json(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
            for row in table.rows
        ]
        document = {"head": {"vars": list(table.columns)} | head, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _footer(table: Table) -> list[str]:
    if table.answer is not None:
        lines = ["yes" if table.answer else "no"]
    else:
        lines = [f"{len(table.rows):,} row{'' if len(table.rows) == 1 else 's'}"]
    return lines + ([table.note] if table.note else [])


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.Triple) else term.value


def _plain(term: Term | None) -> str | int | float | bool | dt.date | None:
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.removeprefix(XSD)
        with contextlib.suppress(ValueError):
            if kind in ("integer", "decimal", "double", "float"):
                return int(term.value) if kind == "integer" else float(term.value)
            if kind == "date":
                return dt.date.fromisoformat(term.value)
        if kind == "boolean":
            return term.value in ("true", "1")
    return _text(term)


def _is_number(term: Term | None) -> bool:
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS


def _json(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == XSD + "string":
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
