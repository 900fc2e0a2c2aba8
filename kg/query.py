"""Ask the graph: a named question of ontology/queries, a file, or SPARQL of one's own."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.levels import Level, at_level
from kg.graph.plan import plan
from kg.graph.remote import RemoteStore
from kg.graph.rules import Parameter, SparqlFile, queries, read_head
from kg.graph.sparql import bind, check_query, named_sources, variables
from kg.graph.stand_ins import find_actor_at
from kg.graph.store import BEHIND, KnowledgeGraph, is_behind
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
    level: Level = "said",
    row_limit: int | None = ROW_LIMIT,
    time_limit: float | None = TIME_LIMIT,
) -> Table:
    """Answer a query over the union of all graphs.

    ``text_or_name`` is a name of :func:`list_queries`, the path of a .rq file, or SPARQL. ``params`` bind its
    variables: an actor by any name, a relation by its name, a date as 2024-05-31, a text as it is. At the ``level``
    "state" actors are rolled up (:mod:`kg.graph.levels`), those of ``params`` too.

    Raises:
        QueryError: no such query, a syntax error, a parameter that fits nothing, an update or a call to another server,
            or more seconds than ``time_limit``. More rows than ``row_limit`` are cut off, and the table's note says so.
    """
    text = prepare(graph, text_or_name, params, level=level)
    return _Run(graph, text, row_limit=row_limit).within(time_limit)


def prepare(
    graph: KnowledgeGraph, text_or_name: str, params: Mapping[str, str] | None = None, *, level: Level = "said"
) -> str:
    """The SPARQL that :func:`run_query` would run: found, checked, with its parameters bound.

    Raises:
        QueryError: as for :func:`run_query`.
    """
    query = _find(text_or_name)
    check_query(query.text)
    values = _bindings(graph, query, params or {}, level)
    text = bind(at_level(query.text, level), values)
    return plan(graph, text, values) if query in list_queries() else text


def evaluate(
    graph: KnowledgeGraph,
    text: str,
    *,
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
    row_limit: int | None = ROW_LIMIT,
) -> Table:
    """Answer SPARQL that was checked, here and now: for callers who can give up a whole process.

    ``default_graphs`` and ``named_graphs`` are IRIs of graphs, which stand in place of any FROM and FROM NAMED; where
    neither they nor the query name a graph, the union of all graphs is asked. The table's note says where the graph
    is unfinished (:func:`kg.graph.store.is_behind`), and where a server is known for wrong answers.

    Raises:
        QueryError: no such graph.
    """
    if default_graphs or named_graphs:
        _check_sources(graph, [*default_graphs, *named_graphs], "dataset")
        result = graph.native.query(
            text,
            prefixes=dict(PREFIXES),
            default_graph=[node(iri) for iri in default_graphs],
            named_graphs=[node(iri) for iri in named_graphs],
        )
    else:
        sources = named_sources(text)
        _check_sources(graph, sources, "FROM")
        result = graph.native.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=not sources)
    table = _table(result, row_limit)
    caveat = graph.native.caveat if isinstance(graph.native, RemoteStore) else ""
    notes = [note for note in (table.note, BEHIND if is_behind(graph) else "", caveat) if note]
    return replace(table, note="; ".join(notes) or None)


def _check_sources(graph: KnowledgeGraph, iris: Sequence[str], where: str) -> None:
    known = {str(name) for name in graph.native.named_graphs()} if iris else set()
    for iri in iris:
        if str(node(iri)) not in known:
            raise QueryError(f"{where} <{iri}>: there is no such graph here, and queries fetch nothing from elsewhere")


class _Run:
    """One evaluation, in a thread of its own so that it can be given up; Oxigraph frees the interpreter meanwhile."""

    def __init__(self, graph: KnowledgeGraph, text: str, *, row_limit: int | None) -> None:
        self.graph, self.text, self.row_limit = graph, text, row_limit
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
            self.table = evaluate(self.graph, self.text, row_limit=self.row_limit)
        except Exception as error:  # handed to the thread that waits, which raises it
            self.error = error


def _table(result: ox.QueryBoolean | ox.QuerySolutions | ox.QueryTriples, row_limit: int | None) -> Table:
    if isinstance(result, ox.QueryBoolean):
        return Table((), (), answer=bool(result))
    one_more = None if row_limit is None else row_limit + 1
    if isinstance(result, ox.QuerySolutions):
        columns = tuple(variable.value for variable in result.variables)
        rows = [tuple(solution) for solution in islice(result, one_more)]
    else:
        columns = ("subject", "predicate", "object")
        triples = ((one.subject, one.predicate, one.object) for one in result)
        rows = list(islice(_each_once(triples), one_more))
    note = None
    if row_limit is not None and len(rows) > row_limit:
        rows = rows[:row_limit]
        note = f"cut off at {row_limit:,} rows: there are more; ask for less, or page with LIMIT and OFFSET"
    return Table(columns, tuple(rows), note)


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
            near = difflib.get_close_matches(text_or_name, named, n=3)
            hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(named)}"
            raise QueryError(f"no query is called {text_or_name!r}; {hint}")
    return read_head(text_or_name, Path("query"))


def _bindings(
    graph: KnowledgeGraph, query: SparqlFile, params: Mapping[str, str], level: Level
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
        name: _term(graph, declared.get(name) or Parameter(name, _kind(name, value), True, ""), value, level)
        for name, value in sorted(params.items())
    }


def _kind(name: str, value: str) -> str:
    """What a parameter is that its query does not declare."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "date"
    return "relation" if value in load_vocabulary().relations else "actor"


def _term(graph: KnowledgeGraph, parameter: Parameter, value: str, level: Level) -> ox.NamedNode | ox.Literal:
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
    return node(find_actor_at(graph, value, level))
