"""What an analyst decided about who is the same, and what all decisions together come to.

"Same" joins two actors, and what they are joined with (a union-find); "different" keeps two apart. Where actors
that one line keeps apart are joined by others, nothing of the whole group is applied, so the order of lines makes no
difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

import networkx as nx

Verdict = Literal["same", "different"]


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """Two names (or IRIs, or Q-numbers), whether they are the same actor, and who decided so, when and why.

    ``place`` is the file and line, for messages; it makes no difference to what is decided.
    """

    name: str
    other: str
    verdict: Verdict
    who: str = ""
    when: str = ""
    why: str = ""
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A decision that keeps two actors apart, and those that join them."""

    different: Decision
    same: tuple[Decision, ...]

    def __str__(self) -> str:
        joined = ", ".join(f"{one.place} ({one.name!r} and {one.other!r} are the same)" for one in self.same)
        return (
            f"{self.different.place}: {self.different.name!r} and {self.different.other!r} are different, which "
            f"contradicts {joined}; none of these lines is applied: take one out"
        )


@dataclass(frozen=True, slots=True)
class Link:
    """A decision between the actors that its names mean, by IRI."""

    actor: str
    other: str
    decision: Decision


def groups(links: Iterable[Link]) -> tuple[list[frozenset[str]], list[Contradiction]]:
    """Actors that are one, at least two a group, and the contradictions; both in a fixed order."""
    ordered = sorted(links, key=lambda link: (link.decision, link.actor, link.other))
    graph: nx.Graph[str] = nx.Graph()
    for link in ordered:
        if link.decision.verdict == "same" and not graph.has_edge(link.actor, link.other):
            graph.add_edge(link.actor, link.other, decision=link.decision)
    contradictions: list[Contradiction] = []
    refused: set[str] = set()
    for link in ordered:
        if link.decision.verdict == "different" and link.actor in graph and link.other in graph:
            if not nx.has_path(graph, link.actor, link.other):
                continue
            way = nx.shortest_path(graph, link.actor, link.other)
            contradictions.append(
                Contradiction(link.decision, tuple(graph[a][b]["decision"] for a, b in pairwise(way)))
            )
            refused.update(nx.node_connected_component(graph, link.actor))
    found = [frozenset(group) for group in nx.connected_components(graph) if not group & refused]
    return sorted((group for group in found if len(group) > 1), key=min), contradictions
