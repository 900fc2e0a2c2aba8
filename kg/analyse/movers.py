"""Movers: whose ties changed most between two spans of time."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx


@dataclass(frozen=True, slots=True)
class Mover:
    """An actor, ``moved`` as the sum of the changes of its ties, and those ties: label, weight before and after."""

    actor: str
    label: str
    moved: float
    ties: tuple[tuple[str, float, float], ...]
    claims: tuple[str, ...]


def movers(before: nx.Graph[str], after: nx.Graph[str]) -> list[Mover]:
    """Actors by how far they moved, the farthest first, those that did not move left out.

    A tie that is missing in one of the graphs weighs 0 there. The changes of an actor are in order of their size.
    """
    found = []
    for actor in sorted(set(before) | set(after)):
        changes = []
        claims: set[str] = set()
        for third in sorted(_partners(before, actor) | _partners(after, actor)):
            was, is_ = _weight(before, actor, third), _weight(after, actor, third)
            if was != is_:
                changes.append((_label(before, after, third), round(was, 6), round(is_, 6)))
                claims |= {claim for graph in (before, after) for claim in _claims(graph, actor, third)}
        if changes:
            changes.sort(key=lambda change: (-abs(change[2] - change[1]), change[0]))
            moved = round(sum(abs(is_ - was) for _, was, is_ in changes), 6)
            found.append(Mover(actor, _label(before, after, actor), moved, tuple(changes), tuple(sorted(claims))))
    return sorted(found, key=lambda mover: (-mover.moved, mover.actor))


def _partners(graph: nx.Graph[str], actor: str) -> set[str]:
    return set(graph[actor]) if actor in graph else set()


def _weight(graph: nx.Graph[str], one: str, other: str) -> float:
    return float(graph[one][other]["weight"]) if graph.has_edge(one, other) else 0.0


def _claims(graph: nx.Graph[str], one: str, other: str) -> tuple[str, ...]:
    return tuple(graph[one][other].get("claims", ())) if graph.has_edge(one, other) else ()


def _label(before: nx.Graph[str], after: nx.Graph[str], actor: str) -> str:
    nodes = after.nodes if actor in after else before.nodes
    return str(nodes[actor].get("label", actor))
