"""SPARQL answered in a process of the pool: checked, evaluated and written in the form that was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.levels import known_level
from kg.graph.sparql import check_query, query_form
from kg.graph.store import KnowledgeGraph
from kg.query import evaluate, list_queries, prepare
from kg.serve.formats import RDF, RESULTS, Format, choose, write_rdf, write_results
from kg.table import Table


class NotAcceptableError(QueryError):
    """The client accepts no form that the answer could have."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A body, its form, and what the reader should know of it (that rows were cut off)."""

    body: bytes
    style: Format
    note: str | None = None


def answer(
    graph: KnowledgeGraph,
    query: str,
    default_graphs: Sequence[str],
    named_graphs: Sequence[str],
    accept: str | None,
    rows: int,
) -> Answer:
    """Answer a query as the SPARQL protocol has it.

    Raises:
        QueryError: what :func:`kg.graph.sparql.check_query` refuses, no such graph, or no sense in the query.
        NotAcceptableError: ``accept`` names no form that there is.
    """
    check_query(query)
    form = query_form(query)
    offers = RESULTS if form in ("SELECT", "ASK") else RDF
    style = choose(accept, offers)
    if style is None:
        types = ", ".join(offer.media_type for offer in offers)
        raise NotAcceptableError(f"the answer to {form} comes as {types}; ask for one of them in Accept")
    table = _evaluate(graph, query, rows, default_graphs, named_graphs)
    return Answer(_written(table, style), style, table.note)


def named_answer(graph: KnowledgeGraph, name: str, params: Mapping[str, str], style: Format, rows: int) -> Answer:
    """The answer to a query of ontology/queries in one of the forms of ``RESULTS``."""
    table = named_table(graph, name, params, rows)
    return Answer(write_results(table, style), style, table.note)


def named_table(graph: KnowledgeGraph, name: str, params: Mapping[str, str], rows: int) -> Table:
    """The answer to a query of ontology/queries; beside its parameters ``level`` may be "said" or "state".

    Raises:
        QueryError: no such query, or a parameter that fits nothing.
    """
    if name not in {query.name for query in list_queries()}:
        raise QueryError(f"no query is called {name!r}")
    given = dict(params)
    level = known_level(given.pop("level", "said"))
    return _evaluate(graph, prepare(graph, name, given, level=level), rows)


def _evaluate(
    graph: KnowledgeGraph, text: str, rows: int, default: Sequence[str] = (), named: Sequence[str] = ()
) -> Table:
    try:
        return evaluate(graph, text, default_graphs=default, named_graphs=named, row_limit=rows)
    except (SyntaxError, OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query can't be run: {error}") from error


def _written(table: Table, style: Format) -> bytes:
    if style in RESULTS:
        return write_results(table, style)
    return write_rdf([ox.Triple(*row) for row in table.rows], style)  # type: ignore[arg-type]
