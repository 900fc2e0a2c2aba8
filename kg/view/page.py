"""``kg view``: the network of a graph as one HTML file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import networkx as nx

from kg.graph.claims import claims_between, claims_listed, select, values
from kg.graph.levels import Level
from kg.graph.stand_ins import find_actor_at
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import article_id, article_iri
from kg.networks import network
from kg.view.colours import load_colours
from kg.view.facts import actor_facts
from kg.view.levels import wholes
from kg.view.page_data import page_data
from kg.view.part import OF_EACH, best_part
from kg.view.pyvis_page import render
from kg.vocabulary import load_vocabulary
from kg.whole import whole_file

MOST_RELATIONS = 20_000
"""Relations that a page holds. Of more than that it holds the best-evidenced, and says so."""


def write_page(
    graph: KnowledgeGraph,
    output: Path,
    *,
    focus: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    relation: str | None = None,
    level: Level = "said",
    progress: Callable[[float], None] | None = None,
) -> Path:
    """Draw the graph's network into the HTML file ``output`` and return its path.

    ``focus`` is an actor's IRI or name, ``relation`` the name of a relation, which stands for those below it too;
    ``since`` and ``until`` are the first and last day. Actors are states and bodies with those who act for them, or as
    said at the ``level`` "said". ``progress`` is told the share of the work that is done,
    up to 1. The same graph gives the same bytes.

    Raises:
        QueryError: no such relation, or nobody is meant by ``focus``.
        StoreError: the file can't be written; what was there before stays.
    """
    page = page_html(graph, focus=focus, since=since, until=until, relation=relation, level=level, progress=progress)
    return _write(page, Path(output))


def page_html(
    graph: KnowledgeGraph,
    *,
    focus: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    relation: str | None = None,
    level: Level = "said",
    links: Mapping[str, str] = MappingProxyType({}),
    most_relations: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> str:
    """The page of :func:`write_page` as text.

    ``links`` are addresses of a server's pages, by what they are about ("actor", "pair", "article"); ``{}`` in them
    stands for the percent-encoded IRI of an actor or id of an article. Without them the page links to articles' own
    addresses only. Of a large graph the page holds the ``most_relations`` best-evidenced, and says so.

    Raises:
        QueryError: no such relation, or nobody is meant by ``focus``.
    """
    tell = progress or (lambda share: None)
    centre = None if focus is None else find_actor_at(graph, focus, level)
    chosen = {"focus": centre, "since": since, "until": until, "relation": relation}
    above = wholes(graph)
    # The page opens on states and bodies, but for a part that is looked for by name.
    opened: Level = "said" if centre in above else "state"
    part = None if most_relations is None else best_part(graph, most_relations, **chosen, level=opened)  # type: ignore[arg-type]
    claims = None if part is None else part.claims
    whole = network(graph, claims=claims, level=level, **chosen)  # type: ignore[arg-type]
    drawn = best_evidenced(whole, MOST_RELATIONS)
    tell(0.3)
    rows = (
        claims_between(graph, relation=relation, level=level) if claims is None else claims_listed(graph, claims, level)
    )
    tell(0.5)
    read = None if claims is None else sorted({article_iri(row.article) for row in rows})
    origins = {
        article_id(row["article"]): article_id(row["origin"])
        for row in select(graph, f"SELECT ?article ?origin {{ {values('article', read)} ?article kg:origin ?origin }}")
    }
    actors = None if claims is None else sorted(drawn)
    data = page_data(
        drawn, rows, load_colours(), load_vocabulary(), actor_facts(graph, actors, claims), above, focus=centre,
        origins=origins, progress=lambda share: tell(0.6 + 0.2 * share),
    )  # fmt: skip
    if part is not None:
        data.record["part"] = True
        left = f"the {part.relations:,} best-evidenced relations, with up to {OF_EACH} claims of each"
        data.record["summary"] = f"{left}: {data.record['summary']}"
    elif drawn is not whole:
        left = f"the best-evidenced {MOST_RELATIONS:,} of {whole.number_of_edges():,} relations"
        data.record["summary"] = f"{left}: {data.record['summary']}"
    page = render(data.nodes, data.edges, data.record | {"links": dict(links)}, "Geopolitical network")
    tell(1.0)
    return page


def best_evidenced(network: nx.MultiDiGraph[str], most: int) -> nx.MultiDiGraph[str]:
    """The network itself, or a copy with the ``most`` relations that most origins, sources and claims stand behind."""
    if network.number_of_edges() <= most:
        return network

    def evidence(edge: tuple[str, str, str, dict[str, Any]]) -> tuple[int, int, int, tuple[str, str, str]]:
        one, other, relation, data = edge
        return -data["origins"], -data["sources"], -data["claims"], (one, other, relation)

    ranked = sorted(network.edges(keys=True, data=True), key=evidence)
    found = network.copy()
    found.remove_edges_from([edge[:3] for edge in ranked[most:]])
    found.remove_nodes_from(list(nx.isolates(found)))
    return found


def _write(html: str, output: Path) -> Path:
    """In UTF-8, whole or not at all."""
    with whole_file(output) as file:
        file.write(html.encode())
    return output
