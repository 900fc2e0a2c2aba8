"""Alignment of two actors: how alike their ties to everybody else are.

Signorino and Ritter's S ("Tau-b or not tau-b: measuring the similarity of foreign policy positions", International
Studies Quarterly 43 (1999) 115–144): 1 - 2 d / dmax, where d is the sum of the differences of their ties to third
parties and dmax the most that it could be. 1: the same ties; -1: the opposite ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Alignment:
    """``value`` is S between -1 and 1, None where they have no third party in common; ``shared`` counts those."""

    one: str
    other: str
    value: float | None
    shared: int
    claims: tuple[str, ...]


def alignment(graph: nx.Graph[str], one: str, other: str) -> Alignment:
    """S over the third parties that both have a tie with; a tie counts by its balance, from -1 to 1.

    The balance of a tie is its weight by the weight of the strongest tie of that actor, so that actors of whom much is
    written compare with those of whom little is.
    """
    if one not in graph or other not in graph:
        return Alignment(one, other, None, 0, ())
    shared = sorted((set(graph[one]) & set(graph[other])) - {one, other})
    if not shared:
        return Alignment(one, other, None, 0, ())
    distance = sum(abs(_tie(graph, one, third) - _tie(graph, other, third)) for third in shared)
    claims = {claim for third in shared for actor in (one, other) for claim in graph[actor][third].get("claims", ())}
    return Alignment(one, other, round(1 - 2 * distance / (2 * len(shared)), 6), len(shared), tuple(sorted(claims)))


def _tie(graph: nx.Graph[str], actor: str, third: str) -> float:
    strongest = max(abs(tie["weight"]) for *_, tie in graph.edges(actor, data=True))
    return float(graph[actor][third]["weight"]) / strongest if strongest else 0.0
