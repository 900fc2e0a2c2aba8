"""The best-evidenced part of a graph that is too large to be shown whole at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.claims import select
from kg.graph.levels import Level, at_level
from kg.graph.plan import plan
from kg.graph.sparql import bind
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import XSD, node, relation_iri

LARGE = 10_000
"""Claims from which on a graph is shown in parts."""
OF_EACH = 6
"""Claims of a relation that a part holds at most."""


@dataclass(frozen=True, slots=True)
class Part:
    """IRIs of claims of the best-evidenced relations, :data:`OF_EACH` at most of each, and how many those are."""

    claims: tuple[str, ...]
    relations: int


def best_part(
    graph: KnowledgeGraph,
    most: int,
    *,
    focus: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    relation: str | None = None,
    level: Level = "said",
) -> Part | None:
    """The ``most`` best-evidenced relations, by origins, sources and claims; None where the graph is not :data:`LARGE`.

    ``focus`` is an actor's IRI, ``relation`` a name; with them and the days it is the part of what fits them.
    At the ``level`` "state" relations are those of states and bodies, with the claims of all who act for them.
    """
    count = f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?claim {{ ?claim a kg:Claim }} LIMIT {LARGE + 1} }} }}"
    if int(next(select(graph, count))["n"]) <= LARGE:
        return None
    values: dict[str, ox.NamedNode | ox.Literal] = {}
    narrowed = ""
    if focus is not None:
        values["actor"] = node(focus)
        narrowed += _OF_ACTOR
    if relation is not None:
        values["relation"] = node(relation_iri(relation))
        narrowed += _OF_RELATION
    for name, day, pattern in (("since", since, _SINCE), ("until", until, _UNTIL)):
        if day is not None:
            values[name] = ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
            narrowed += pattern
    best = at_level(_BEST.replace("$narrowed", narrowed), level)
    claims_of = at_level(f"SELECT ?claim {{ ?claim kg:statement $statement }} LIMIT {OF_EACH}", level)
    # Equals are told apart here: in the query the name of every relation of the graph would be read for that.
    asked = plan(graph, bind(best, values), values) + f"LIMIT {2 * most}"
    rows = sorted(
        select(graph, asked),
        key=lambda row: (*(-int(row[name]) for name in ("origins", "sources", "claims")), row["statement"]),
    )[:most]
    claims = [
        found["claim"]
        for row in rows
        for found in select(graph, claims_of.replace("$statement", str(node(row["statement"]))))
    ]
    return Part(tuple(sorted(claims)), len(rows))


_BEST = """
SELECT ?statement ?origins ?sources ?claims
WHERE {
  ?statement a kg:Statement ; kg:claimCount ?claims ; kg:sourceCount ?sources ; kg:originCount ?origins .
  $narrowed
}
ORDER BY DESC(?origins) DESC(?sources) DESC(?claims)
"""
_OF_ACTOR = """
  ?statement kg:aboutSubject ?from ; kg:aboutObject ?to .
  FILTER (!BOUND(?actor) || EXISTS { ?from kg:partOf* ?actor } || EXISTS { ?to kg:partOf* ?actor })"""
_OF_RELATION = """
  ?statement kg:aboutRelation ?type .
  FILTER (!BOUND(?relation) || EXISTS { ?type rdfs:subPropertyOf* ?relation })"""
_SINCE = "\n  ?statement kg:lastDate ?last . FILTER (?last >= ?since)"
_UNTIL = "\n  ?statement kg:firstDate ?first . FILTER (?first <= ?until)"
