"""Named queries as addresses: ``/query/denials`` is a form and a table, ``/query/denials.csv?actor=Iran`` a file."""

from __future__ import annotations

from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.graph.levels import at_level
from kg.graph.rules import SparqlFile
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import ARTICLE, shorten
from kg.query import list_queries
from kg.serve.formats import HTML, RESULTS, choose
from kg.serve.live import Live
from kg.serve.protocol import respond, status_of
from kg.serve.render import page
from kg.serve.work import named_answer, named_table
from kg.table import Term

SHOWN = 500
"""Rows that the page shows; the files have all."""

LONG, BRIEF = 70, 12
"""Characters from which on a column needs room for sentences, and up to which it never breaks."""

Cells = list[list[tuple[str, str | None]]]
"""Rows of cells, each its text and, where it is one, its IRI."""


async def queries(request: Request) -> Response:
    """The named queries with what they answer."""
    return page(request, "queries.html", queries=list_queries())


async def query(request: Request) -> Response:
    """One named query: a page with its form and answer, or the answer as a file."""
    name: str = request.path_params["name"]
    style = next((one for one in RESULTS if name.endswith(f".{one.suffix}")), None)
    if style is not None:
        name = name.removesuffix(f".{style.suffix}")
    else:
        style = choose(",".join(request.headers.getlist("accept")) or None, (HTML, *RESULTS))
        if style is None:
            raise HTTPException(406, "the answer comes as HTML, JSON, XML, CSV and TSV")
    named = next((one for one in list_queries() if one.name == name), None)
    if named is None:
        raise HTTPException(404, f"no query is called {name!r}; see /query")
    given = {key: value.strip() for key, value in request.query_params.items() if value.strip()}
    live: Live = request.app.state.live
    if style != HTML:
        return await respond(request, live.query(named_answer, name, given, style, live.limits.rows))
    return await _form(request, named, given)


async def _form(request: Request, named: SparqlFile, given: dict[str, str]) -> Response:
    live: Live = request.app.state.live
    missing = [one.name for one in named.parameters if not one.optional and one.name not in given]
    columns: tuple[str, ...] = ()
    rows: Cells = []
    note, error, status = None, None, 200
    if not missing:
        try:
            columns, rows, note = await live.query(cells, named.name, given, live.limits.rows)
        except KgError as problem:
            error, status = str(problem), status_of(problem)
    return page(
        request, "query.html", status, query=named, given=given, missing=missing, columns=columns, rows=rows[:SHOWN],
        total=len(rows), note=note, error=error, tail=f"?{urlencode(given)}" if given else "",
        has_levels=at_level(named.text, "state") != named.text,
        long=_columns(rows[:SHOWN], LONG, 10_000_000), brief=_columns(rows[:SHOWN], 0, BRIEF),
    )  # fmt: skip


def _columns(rows: Cells, least: int, most: int) -> frozenset[int]:
    """Numbers of the columns whose longest text has so many characters."""
    longest = [max(len(text) for text, _ in column) for column in zip(*rows)]
    return frozenset(number for number, length in enumerate(longest) if least <= length <= most)


def cells(
    graph: KnowledgeGraph, name: str, params: dict[str, str], limit: int
) -> tuple[tuple[str, ...], Cells, str | None]:
    """Columns, rows and note of a named query, as the page shows them."""
    table = named_table(graph, name, params, limit)
    rows: Cells = [
        [(shorten(iri) if iri else text, iri) for text, iri in zip(texts, map(_iri, row))]
        for texts, row in zip(table.texts(), table.rows)
    ]
    return table.columns, rows, table.note


def _iri(term: Term | None) -> str | None:
    """What a cell leads to; an article without a title is told by its IRI as text."""
    if isinstance(term, ox.NamedNode) or (isinstance(term, ox.Literal) and term.value.startswith(ARTICLE)):
        return term.value
    return None
