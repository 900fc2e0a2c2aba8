"""The best-evidenced part of a graph that is too large to be shown whole at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.claims import select
from kg.graph.plan import plan
from kg.graph.sparql import bind
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import XSD, node, relation_iri

LARGE = 10_000
"""Claims from which on a graph is shown in parts."""
MOST_STATEMENTS = 400
"""Relations that are looked at for a part; it ends sooner, with its claims."""


@dataclass(frozen=True, slots=True)
class Part:
    """IRIs of the claims of the best-evidenced relations, by origins, sources and claims, and how many those are."""

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
) -> Part | None:
    """As many of the best-evidenced relations as have ``most`` claims; None where the graph is not :data:`LARGE`.

    ``focus`` is an actor's IRI, ``relation`` a name; with them and the days it is the part of what fits them.
    """
    if sum(1 for _ in select(graph, f"SELECT ?claim {{ ?claim a kg:Claim }} LIMIT {LARGE + 1}")) <= LARGE:
        return None
    values: dict[str, ox.NamedNode | ox.Literal] = {}
    if focus is not None:
        values["actor"] = node(focus)
    if relation is not None:
        values["relation"] = node(relation_iri(relation))
    for name, day in (("since", since), ("until", until)):
        if day is not None:
            values[name] = ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    chosen, claims = [], 0
    for row in select(graph, plan(graph, bind(_BEST, values), values)):
        if chosen and claims + int(row["claims"]) > most:
            break
        chosen.append(str(node(row["statement"])))
        claims += int(row["claims"])
    pattern = f"VALUES ?statement {{ {' '.join(chosen)} }} ?claim kg:statement ?statement"
    found = sorted(row["claim"] for row in select(graph, f"SELECT DISTINCT ?claim {{ {pattern} }}"))
    return Part(tuple(found[: 2 * most]), len(chosen))


_BEST = f"""
SELECT ?statement ?claims
WHERE {{
  ?statement kg:aboutSubject ?from ; kg:aboutRelation ?type ; kg:aboutObject ?to ; kg:claimCount ?claims ;
             kg:sourceCount ?sources ; kg:originCount ?origins .
  OPTIONAL {{ ?statement kg:firstDate ?first ; kg:lastDate ?last }}
  FILTER (!BOUND(?since) || ?last >= ?since)
  FILTER (!BOUND(?until) || ?first <= ?until)
  FILTER (!BOUND(?relation) || EXISTS {{ ?type rdfs:subPropertyOf* ?relation }})
  FILTER (!BOUND(?actor) || EXISTS {{ ?from kg:partOf* ?actor }} || EXISTS {{ ?to kg:partOf* ?actor }})
}}
ORDER BY DESC(?origins) DESC(?sources) DESC(?claims) ?statement
LIMIT {MOST_STATEMENTS}"""
