"""Blocs: groups that cooperate within and are in conflict between, by signed modularity.

Gómez, Jensen and Arenas, "Analysis of community structure in networks of correlated data", Physical Review E 80 (2009)
016114: the modularity of the positive part minus that of the negative part, each weighted by its share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

_LEAST_GAIN = 1e-12


@dataclass(frozen=True, slots=True)
class Blocs:
    """``groups`` of actors' IRIs, the largest first; ``modularity`` between -1 and 1; ``claims`` that they rest on.

    ``against`` is the share of the weight of all ties that runs against the blocs: conflict within, or cooperation
    between.
    """

    groups: tuple[tuple[str, ...], ...]
    modularity: float
    against: float
    claims: tuple[str, ...]


def blocs(graph: nx.Graph[str]) -> Blocs:
    """Groups found by moving one actor at a time to the group that gains most, then joining groups, until none gains.

    Actors and groups are tried in order of name, so that the same graph gives the same blocs.
    """
    groups = {node: number for number, node in enumerate(sorted(graph))}
    gained = True
    while gained:
        gained = _move_actors(graph, groups) or _join_groups(graph, groups)
    members: dict[int, list[str]] = {}
    for node in sorted(graph):
        members.setdefault(groups[node], []).append(node)
    found = sorted((tuple(group) for group in members.values()), key=lambda group: (-len(group), group))
    claims = sorted({claim for *_, tie in graph.edges(data=True) for claim in tie.get("claims", ())})
    return Blocs(tuple(found), modularity(graph, found), _against(graph, groups), tuple(claims))


def modularity(graph: nx.Graph[str], groups: Sequence[Sequence[str]]) -> float:
    """Signed modularity of a partition; 0 for a graph without weight."""
    of = {node: number for number, group in enumerate(groups) for node in group}
    return round(sum(_parts(graph, of).values()), 9) + 0.0


def _parts(graph: nx.Graph[str], of: Mapping[str, int]) -> dict[int, float]:
    """What each group adds to the modularity."""
    total = sum(abs(tie["weight"]) for *_, tie in graph.edges(data=True))
    parts: dict[int, float] = dict.fromkeys(of.values(), 0.0)
    if not total:
        return parts
    for sign in (1, -1):
        weights = [(one, other, max(sign * tie["weight"], 0.0)) for one, other, tie in graph.edges(data=True)]
        whole = sum(weight for *_, weight in weights)
        if not whole:
            continue
        strength: dict[int, float] = dict.fromkeys(parts, 0.0)
        for one, other, weight in weights:
            strength[of[one]] += weight
            strength[of[other]] += weight
            if of[one] == of[other]:
                parts[of[one]] += sign * weight / total
        for group, sum_ in strength.items():
            parts[group] -= sign * (sum_ * sum_) / (4 * whole * total)
    return parts


def _move_actors(graph: nx.Graph[str], groups: dict[str, int]) -> bool:
    total = sum(abs(tie["weight"]) for *_, tie in graph.edges(data=True))
    signs = [_Signed(graph, groups, sign, total) for sign in (1, -1)] if total else []
    moved = False
    free = max(groups.values(), default=0) + 1
    for node in sorted(graph):
        own = groups[node]
        stays = sum(one.gain(node, own) for one in signs)
        best, gain = own, _LEAST_GAIN
        for group in [*sorted({groups[other] for other in graph[node]} - {own}), free]:
            if (gained := sum(one.gain(node, group) for one in signs) - stays) > gain:
                best, gain = group, gained
        groups[node] = best
        free += best == free
        for one in signs:
            one.move(node, own, best)
        moved = moved or best != own
    return moved


class _Signed:
    """The positive or the negative part of the ties: the strength of each actor and group, kept while actors move."""

    def __init__(self, graph: nx.Graph[str], groups: Mapping[str, int], sign: int, total: float) -> None:
        self.groups, self.sign, self.total = groups, sign, total
        self.near: dict[str, dict[str, float]] = {
            node: {other: weight for other, tie in graph[node].items() if (weight := max(sign * tie["weight"], 0.0))}
            for node in graph
        }
        self.strength = {node: sum(near.values()) for node, near in self.near.items()}
        self.whole = sum(self.strength.values()) / 2
        self.of_group: defaultdict[int, float] = defaultdict(float)
        for node, group in groups.items():
            self.of_group[group] += self.strength[node]

    def gain(self, node: str, group: int) -> float:
        """What the actor adds to the modularity as one of the group."""
        if not self.whole:
            return 0.0
        own = self.strength[node]
        others = self.of_group[group] - (own if self.groups[node] == group else 0.0)
        inside = sum(weight for other, weight in self.near[node].items() if self.groups[other] == group)
        return self.sign * (inside - (2 * others * own + own * own) / (4 * self.whole)) / self.total

    def move(self, node: str, before: int, after: int) -> None:
        """Keep the strength of the groups."""
        self.of_group[before] -= self.strength[node]
        self.of_group[after] += self.strength[node]


def _join_groups(graph: nx.Graph[str], groups: dict[str, int]) -> bool:
    """Join the two groups whose union adds most to the modularity, by their strengths and the ties between them."""
    total = sum(abs(tie["weight"]) for *_, tie in graph.edges(data=True))
    gains: defaultdict[tuple[int, int], float] = defaultdict(float)
    signs = [_Signed(graph, groups, sign, total) for sign in (1, -1)] if total else []
    for one, other, tie in graph.edges(data=True):
        if groups[one] != groups[other]:
            gains[min(groups[one], groups[other]), max(groups[one], groups[other])] += tie["weight"] / total
    best, gain = None, _LEAST_GAIN
    for pair in sorted(gains):
        gained = gains[pair] - sum(
            part.sign * 2 * part.of_group[pair[0]] * part.of_group[pair[1]] / (4 * part.whole * total)
            for part in signs if part.whole
        )  # fmt: skip
        if (gained := round(gained, 12)) > gain:  # so that the order of summing decides nothing
            best, gain = pair, gained
    if best is None:
        return False
    for node, group in groups.items():
        if group == best[1]:
            groups[node] = best[0]
    return True


def _against(graph: nx.Graph[str], groups: Mapping[str, int]) -> float:
    total = against = 0.0
    for one, other, tie in graph.edges(data=True):
        total += abs(tie["weight"])
        if (groups[one] == groups[other]) != (tie["weight"] > 0):
            against += abs(tie["weight"])
    return round(against / total, 6) if total else 0.0
