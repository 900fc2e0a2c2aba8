"""Measures of actors in the signed network, as networkx has them.

Degree and strength are of all ties, betweenness (Freeman 1977) and PageRank (Brin and Page 1998) of cooperation alone,
since conflict carries nothing: a path runs over positive ties, and a stronger tie is a shorter step.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Measures:
    """``degree`` counts ties; ``cooperation`` and ``conflict`` are the sums of positive and negative weights, their
    sizes added ``strength``; ``betweenness`` is 0 to 1, ``pagerank`` adds up to 1 over all actors.
    """

    actor: str
    label: str
    degree: int
    cooperation: float
    conflict: float
    betweenness: float
    pagerank: float
    claims: tuple[str, ...]

    @property
    def strength(self) -> float:
        """How much the actor has to do with others, in whatever way."""
        return round(self.cooperation + self.conflict, 6)


def measures(graph: nx.Graph[str]) -> list[Measures]:
    """All actors, the strongest first."""
    carrying = positive_part(graph)
    between = nx.betweenness_centrality(carrying, weight="distance")
    rank = nx.pagerank(carrying, weight="weight") if len(carrying) else {}
    found = []
    for actor in sorted(graph):
        weights = [tie["weight"] for tie in graph[actor].values()]
        claims = {claim for tie in graph[actor].values() for claim in tie.get("claims", ())}
        found.append(Measures(
            actor, graph.nodes[actor].get("label", actor), len(weights),
            round(sum(weight for weight in weights if weight > 0), 6),
            round(-sum(weight for weight in weights if weight < 0), 6),
            round(between[actor], 6), round(rank[actor], 6), tuple(sorted(claims)),
        ))  # fmt: skip
    return sorted(found, key=lambda one: (-one.strength, one.actor))


def positive_part(graph: nx.Graph[str]) -> nx.Graph[str]:
    """All actors with the positive ties; a tie has ``weight``, ``claims`` and as ``distance`` 1 / weight."""
    positive: nx.Graph[str] = nx.Graph()
    positive.add_nodes_from(sorted(graph))
    for one, other, tie in sorted(graph.edges(data=True), key=lambda edge: tuple(sorted(edge[:2]))):
        if tie["weight"] > 0:
            positive.add_edge(
                one, other, weight=tie["weight"], distance=1 / tie["weight"], claims=tie.get("claims", ())
            )
    return positive
