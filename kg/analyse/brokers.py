"""Brokers: actors that stand between others who have no direct tie, by betweenness.

Freeman, "A set of measures of centrality based on betweenness", Sociometry 40 (1977) 35–41; Brandes' algorithm, as
networkx has it. Only cooperation carries: a path runs over positive ties, and a stronger tie is a shorter step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx

from kg.analyse.measures import positive_part


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor with its ``betweenness`` (0 to 1), the number of partners, and of blocs that it has a partner in."""

    actor: str
    label: str
    betweenness: float
    partners: int
    blocs: int
    claims: tuple[str, ...]


def brokers(graph: nx.Graph[str], groups: Sequence[Sequence[str]] = ()) -> list[Broker]:
    """Actors by betweenness, the highest first, those with none left out. A step is as long as 1 / weight of the tie.

    ``groups`` are blocs, to say how many of them each broker reaches.
    """
    positive = positive_part(graph)
    of = {node: number for number, group in enumerate(groups) for node in group}
    found = []
    for actor, value in nx.betweenness_centrality(positive, weight="distance").items():
        if value > 0:
            claims = sorted({claim for *_, tie in positive.edges(actor, data=True) for claim in tie["claims"]})
            reached = {of[partner] for partner in positive[actor] if partner in of}
            found.append(Broker(actor, graph.nodes[actor].get("label", actor), round(value, 6), len(positive[actor]),
                                len(reached), tuple(claims)))  # fmt: skip
    return sorted(found, key=lambda broker: (-broker.betweenness, broker.actor))
