"""A store on a server, by the SPARQL 1.1 protocol, with the methods of an Oxigraph store that we use.

What is written is gathered and sent together before the next question, in the order in which it was written. The server
has to answer over the union of its named graphs where a query names none, which :func:`check_server` tries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import urllib3

from kg.errors import StoreError
from kg.resources import BASE

QUADS_A_REQUEST, CHARACTERS_A_REQUEST = 1_000, 500_000
"""Quads, and characters of them, that are sent together; servers have limits."""
PATIENCE = urllib3.Timeout(connect=10.0, read=600.0)
"""Seconds to wait for a server."""
VIRTUOSO = (
    "Virtuoso answers some queries wrongly, such as FILTER (… || EXISTS { … }) with GROUP BY; docs/scale.md lists them"
)
"""Seen with 7.2.5: rows are missing from such answers."""
_JSON, _TRIPLES = "application/sparql-results+json", "application/n-triples, text/turtle;q=0.5"
_PROBE = ox.Quad(
    ox.NamedNode(BASE + "probe"), ox.NamedNode(BASE + "probe"), ox.Literal("?"), ox.NamedNode(BASE + "probe")
)

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class RemoteStore:
    """The store behind two addresses; arguments and results of methods are those of :class:`pyoxigraph.Store`.

    Only graphs of ours are seen: a server may keep some of its own.

    Raises:
        OSError: by any method: the server does not answer, or refuses.
    """

    def __init__(self, query: str, update: str) -> None:
        self.addresses = query, update
        self._pool = urllib3.PoolManager(maxsize=8, timeout=PATIENCE, retries=urllib3.Retry(3, status=0, read=0))
        self._waiting: list[tuple[str, ox.Quad | None]] = []
        self._size = 0
        self.caveat = ""
        """What whoever reads answers of this server should know."""

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = False,
        default_graph: Sequence[ox.NamedNode] = (),
        named_graphs: Sequence[ox.NamedNode] = (),
    ) -> Result:
        """As there; the default graph is the union in any case where neither arguments nor query name graphs.

        Raises:
            SyntaxError: it is no SPARQL, or the server takes it for none.
        """
        names = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        sources = [("default-graph-uri", one.value) for one in default_graph]
        sources += [("named-graph-uri", one.value) for one in named_graphs]
        return self._ask(names + query, sources)

    def quads_for_pattern(
        self, subject: Term | None, predicate: ox.NamedNode | None, object: Term | None,
        graph_name: Node | ox.DefaultGraph | None = None,
    ) -> Iterator[ox.Quad]:  # fmt: skip
        """As there."""
        if isinstance(graph_name, ox.DefaultGraph):
            return iter(())  # nothing of ours stands in no graph
        given: list[Any] = [subject, predicate, object, graph_name]
        s, p, o, g = (str(term) if term is not None else f"?{name}" for name, term in zip("spog", given))
        free = [name for name, term in zip("spog", given) if term is None]
        if not free:
            quad = ox.Quad(given[0], given[1], given[2], given[3])
            return iter([quad] if quad in self else [])
        query = f"SELECT {' '.join('?' + name for name in free)} {{ GRAPH {g} {{ {s} {p} {o} }} }}"
        found = self._ask(query, stream=len(free) == 4)  # all of it may not fit into memory
        return self._quads(found, given, free)

    def _quads(self, rows: Any, given: Sequence[Any], free: Sequence[str]) -> Iterator[ox.Quad]:
        for row in rows:
            values = [term if term is not None else row[name] for name, term in zip("spog", given)]
            if given[3] is not None or _is_ours(values[3]):
                yield ox.Quad(*values)

    def __contains__(self, quad: ox.Quad) -> bool:
        return bool(self._ask(f"ASK {{ {_in_graph(quad.graph_name, [quad])} }}"))

    def __iter__(self) -> Iterator[ox.Quad]:
        return self.quads_for_pattern(None, None, None, None)

    def __len__(self) -> int:
        ours = f'FILTER (STRSTARTS(STR(?g), "{BASE}"))'
        (row,) = self._ask(f"SELECT (COUNT(*) AS ?count) {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}")  # type: ignore[misc]
        return int(row["count"].value)

    def named_graphs(self) -> Iterator[Node]:
        """As there."""
        rows: Any = self._ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        return (row["g"] for row in rows if _is_ours(row["g"]))

    def contains_named_graph(self, graph_name: Node) -> bool:
        """As there; a graph without a quad is none."""
        return bool(self._ask(f"ASK {{ GRAPH {graph_name} {{ ?s ?p ?o }} }}"))

    def add(self, quad: ox.Quad) -> None:
        """As there."""
        self._write("INSERT DATA", quad)

    def extend(self, quads: Iterable[ox.Quad]) -> None:
        """As there, but in parts where it is much."""
        for quad in quads:
            self.add(quad)

    bulk_extend = extend

    def bulk_load(self, *, path: str, format: ox.RdfFormat, to_graph: ox.NamedNode | None = None) -> None:
        """As there."""
        for quad in ox.parse(path=path, format=format):
            self.add(quad if to_graph is None else ox.Quad(quad.subject, quad.predicate, quad.object, to_graph))

    def remove(self, quad: ox.Quad) -> None:
        """As there."""
        self._write("DELETE DATA", quad)

    def remove_graph(self, graph_name: Node) -> None:
        """As there."""
        self._write(f"DROP SILENT GRAPH {graph_name}", None)

    def dump(self, output: str, format: ox.RdfFormat) -> None:
        """As there, to a file."""
        with Path(output).open("wb") as file:
            ox.serialize(self, output=file, format=format)

    def flush(self) -> None:
        """Send what waits to be written."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        if not waiting:
            return
        parts: list[str] = []
        group: list[ox.Quad] = []
        for number, (what, quad) in enumerate(waiting):
            if quad is None:
                parts.append(what)
                continue
            group.append(quad)
            if number + 1 == len(waiting) or waiting[number + 1][0] != what:
                parts.append(f"{what} {{ {_in_graphs(group)} }}")
                group = []
        self._send(self.addresses[1], [("update", " ;\n".join(parts))], "*/*")

    def _write(self, what: str, quad: ox.Quad | None) -> None:
        self._waiting.append((what, quad))
        self._size += len(str(quad))
        if len(self._waiting) >= QUADS_A_REQUEST or self._size > CHARACTERS_A_REQUEST:
            self.flush()

    def _ask(self, query: str, sources: Sequence[tuple[str, str]] = (), *, stream: bool = False) -> Result:
        self.flush()
        kind = _kind(query)
        accept = _TRIPLES if kind is ox.QueryTriples else _JSON
        answer = self._send(self.addresses[0], [("query", query), *sources], accept, stream=stream)
        try:
            if kind is not ox.QueryTriples:
                body: Any = answer if stream else answer.data
                rows = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
                if kind is ox.QuerySolutions or isinstance(rows, ox.QueryBoolean):
                    return rows
                is_true = next(rows, None) is not None  # Virtuoso gives a row for yes and none for no
                return ox.Store().query(f"ASK {{ FILTER ({str(is_true).lower()}) }}")
            is_turtle = "turtle" in answer.headers.get("Content-Type", "")
            found = ox.Store()
            found.bulk_load(answer.data, ox.RdfFormat.TURTLE if is_turtle else ox.RdfFormat.N_TRIPLES)
        except (SyntaxError, ValueError) as error:
            raise OSError(f"{self.addresses[0]} gave an answer that can't be read: {error}") from error
        return found.query("CONSTRUCT WHERE { ?s ?p ?o }")  # the same kind of answer as a local store's

    def _send(
        self, address: str, fields: Sequence[tuple[str, str]], accept: str, *, stream: bool = False
    ) -> urllib3.BaseHTTPResponse:
        try:
            answer = self._pool.request(
                "POST", address, fields=fields, encode_multipart=False, headers={"Accept": accept},
                preload_content=not stream,
            )  # fmt: skip
        except urllib3.exceptions.HTTPError as error:
            raise OSError(f"{address}: {error}") from error
        if answer.headers.get("Server", "").startswith("Virtuoso"):
            self.caveat = VIRTUOSO
        if answer.status < 300:
            return answer
        message = answer.data.decode("utf-8", "replace").strip()[:500] or answer.reason
        if answer.status == 400:
            raise SyntaxError(f"{address}: {message}")
        raise OSError(f"{address}: {answer.status} {message}")


Native = ox.Store | RemoteStore
"""The store below a graph: here, or on a server."""


def check_server(store: RemoteStore, *, writing: bool) -> None:
    """Try whether a server can be asked, and written to where that is wanted.

    Raises:
        StoreError: it can't, or it does not answer over the union of its graphs.
    """
    one = f"{_PROBE.subject} {_PROBE.predicate}"
    try:
        if writing:
            store.add(_PROBE)
            is_seen = bool(store.query(f"ASK {{ {one} ?o }}"))
            store.remove_graph(_PROBE.graph_name)  # type: ignore[arg-type]
            store.flush()
        else:
            known = f"<{BASE}Claim> ?p ?o"
            there = bool(store.query(f"ASK {{ GRAPH <{BASE}vocabulary> {{ {known} }} }}"))
            is_seen = not there or bool(store.query(f"ASK {{ {known} }}"))
    except (OSError, SyntaxError) as error:
        raise StoreError(f"the server can't be used: {error}") from error
    if not is_seen:
        raise StoreError(
            f"{store.addresses[0]}: queries there see no named graphs; set the server so that the default graph is the "
            "union of all (oxigraph serve --union-default-graph, Fuseki tdb2:unionDefaultGraph)"
        )


@lru_cache(maxsize=1024)
def _kind(query: str) -> type:
    """Which kind of answer a query has; a SyntaxError where it is none."""
    return type(ox.Store().query(query))


def _in_graphs(quads: Iterable[ox.Quad]) -> str:
    graphs: defaultdict[Any, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad)
    return "\n".join(_in_graph(name, some) for name, some in graphs.items())


def _in_graph(name: Any, quads: Iterable[ox.Quad]) -> str:
    triples = " .\n".join(f"{quad.subject} {quad.predicate} {quad.object}" for quad in quads)
    return triples if isinstance(name, ox.DefaultGraph) else f"GRAPH {name} {{ {triples} }}"


def _is_ours(graph: Any) -> bool:
    return isinstance(graph, ox.NamedNode) and graph.value.startswith(BASE)
