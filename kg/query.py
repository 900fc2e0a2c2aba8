"""Ask the graph: a named question of ontology/queries, a file, or SPARQL of one's own."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.actors import find_actor
from kg.graph.rules import Parameter, SparqlFile, queries, read_head
from kg.graph.sparql import bind, check_query, named_sources, variables
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import PREFIXES, XSD, node, relation_iri
from kg.table import Table, Term, format_csv, format_json, format_table
from kg.vocabulary import load_vocabulary

__all__ = ["ROW_LIMIT", "TIME_LIMIT", "Table", "format_csv", "format_json", "format_table", "list_queries", "run_query"]

ROW_LIMIT = 10_000
"""Rows that a query may give before it is cut off."""
TIME_LIMIT = 60.0
"""Seconds that a query may take."""


def list_queries() -> Sequence[SparqlFile]:
    """The named queries with title, description and parameters, in order of name."""
    return queries()


def run_query(
    graph: KnowledgeGraph,
    text_or_name: str,
    params: Mapping[str, str] | None = None,
    *,
    row_limit: int | None = ROW_LIMIT,
    time_limit: float | None = TIME_LIMIT,
) -> Table:
    """Answer a query over the union of all graphs.

    ``text_or_name`` is a name of :func:`list_queries`, the path of a .rq file, or SPARQL. ``params`` bind its
    variables: an actor by any name, a relation by its name, a date as 2024-05-31, a text as it is.

    Raises:
        QueryError: no such query, a syntax error, a parameter that fits nothing, an update or a call to another server,
            or more seconds than ``time_limit``. More rows than ``row_limit`` are cut off, and the table's note says so.
    """
    query = _find(text_or_name)
    check_query(query.text)
    text = bind(query.text, _bindings(graph, query, params or {}))
    known = {str(name) for name in graph.native.named_graphs()}
    sources = named_sources(query.text)
    for source in sources:
        if str(node(source)) not in known:
            raise QueryError(f"FROM <{source}>: there is no such graph here, and queries fetch nothing from elsewhere")
    return _Run(graph, text, union=not sources, row_limit=row_limit).within(time_limit)


class _Run:
    """One evaluation, in a thread of its own so that it can be given up; Oxigraph frees the interpreter meanwhile."""

    def __init__(self, graph: KnowledgeGraph, text: str, *, union: bool, row_limit: int | None) -> None:
        self.native, self.text, self.union, self.row_limit = graph.native, text, union, row_limit
        self.table: Table | None = None
        self.error: Exception | None = None

    def within(self, seconds: float | None) -> Table:
        thread = threading.Thread(target=self._evaluate, daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            raise QueryError(
                f"the query took more than {seconds:g} seconds and was given up: ask for less, or add a LIMIT"
            )
        if isinstance(self.error, (SyntaxError, OSError, ValueError, RuntimeError)):
            raise QueryError(f"the query can't be run: {self.error}") from self.error
        if self.error is not None or self.table is None:
            raise self.error or QueryError("the query gave no answer")
        return self.table

    def _evaluate(self) -> None:
        try:
            self.table = self._answer()
        except Exception as error:  # handed to the thread that waits, which raises it
            self.error = error

    def _answer(self) -> Table:
        result = self.native.query(self.text, prefixes=dict(PREFIXES), use_default_graph_as_union=self.union)
        if isinstance(result, ox.QueryBoolean):
            return Table((), (), answer=bool(result))
        if isinstance(result, ox.QuerySolutions):
            columns = tuple(variable.value for variable in result.variables)
            rows = [tuple(solution) for solution in islice(result, self._one_more())]
        else:
            columns = ("subject", "predicate", "object")
            triples = ((one.subject, one.predicate, one.object) for one in result)
            rows = list(islice(_each_once(triples), self._one_more()))
        note = None
        if self.row_limit is not None and len(rows) > self.row_limit:
            rows = rows[: self.row_limit]
            note = f"cut off at {self.row_limit:,} rows: there are more; ask for less, or page with LIMIT and OFFSET"
        return Table(columns, tuple(rows), note)

    def _one_more(self) -> int | None:
        return None if self.row_limit is None else self.row_limit + 1


def _each_once(rows: Iterable[tuple[Term, ...]]) -> Iterator[tuple[Term, ...]]:
    seen: set[tuple[Term, ...]] = set()
    for row in rows:
        if row not in seen:
            seen.add(row)
            yield row


def _find(text_or_name: str) -> SparqlFile:
    if not re.search(r"[\s{]", text_or_name.strip()):
        named = {query.name: query for query in list_queries()}
        if text_or_name in named:
            return named[text_or_name]
        path = Path(text_or_name)
        if path.suffix == ".rq" or path.is_file():
            try:
                return read_head(path.read_text(encoding="utf-8"), path)
            except OSError as error:
                raise QueryError(f"{path}: can't be read: {error.strerror}") from error
            except UnicodeDecodeError as error:
                raise QueryError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
        if text_or_name:
            raise QueryError(f"no query is called {text_or_name!r}; there are {', '.join(named)}")
    return read_head(text_or_name, Path("query"))


def _bindings(
    graph: KnowledgeGraph, query: SparqlFile, params: Mapping[str, str]
) -> dict[str, ox.NamedNode | ox.Literal]:
    declared = {parameter.name: parameter for parameter in query.parameters}
    possible = set(declared) or variables(query.text)
    for name in params:
        if name not in possible:
            raise QueryError(f"{query.name} has no parameter {name!r}; it has {', '.join(sorted(possible)) or 'none'}")
    missing = [parameter for parameter in query.parameters if not parameter.optional and parameter.name not in params]
    if missing:
        needed = ", ".join(f"{parameter.name} ({parameter.help})" for parameter in missing)
        raise QueryError(f"{query.name} needs {needed}: add --param {missing[0].name}=…")
    return {
        name: _term(graph, declared.get(name) or Parameter(name, _kind(name, value), True, ""), value)
        for name, value in sorted(params.items())
    }


def _kind(name: str, value: str) -> str:
    """What a parameter is that its query does not declare."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "date"
    return "relation" if value in load_vocabulary().relations else "actor"


def _term(graph: KnowledgeGraph, parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    if parameter.kind == "text":
        return ox.Literal(value)
    if parameter.kind == "date":
        try:
            return ox.Literal(dt.date.fromisoformat(value).isoformat(), datatype=ox.NamedNode(XSD + "date"))
        except ValueError as error:
            raise QueryError(f"{parameter.name}: {value!r} is no date; write it as 2024-05-31") from error
    if parameter.kind == "relation":
        name = value.removeprefix("rel:")
        if name not in load_vocabulary().relations:
            raise QueryError(f"{parameter.name}: no relation is called {value!r}; see ontology/geopolitics.ttl")
        return node(relation_iri(name))
    return node(find_actor(graph, value))
