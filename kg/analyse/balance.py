"""Structural balance: a triad is in tension where the product of its signs is negative.

Heider 1946; Cartwright and Harary, "Structural balance: a generalization of Heider's theory", Psychological Review 63
(1956) 277–293. "The friend of my friend is my friend, the enemy of my friend is my enemy."
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

Triad = tuple[str, str, str]
Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Balance:
    """``tense`` triads of IRIs, sorted; of ``triads`` in all ``share`` are balanced, ``expected`` by chance.

    ``expected`` is the share if the same signs were spread over the ties at random. ``resolves`` are the ties whose
    change of sign would leave fewer triads in tension, with how many fewer, the most first. ``two_camps`` says whether
    the actors fall into two camps with cooperation within and conflict between only (Harary's theorem).
    """

    tense: tuple[Triad, ...]
    triads: int
    share: float
    expected: float
    resolves: tuple[tuple[Edge, int], ...]
    two_camps: bool
    claims: tuple[str, ...]


def balance(graph: nx.Graph[str]) -> Balance:
    """Balance of all triads whose three ties have a sign; ``share`` and ``expected`` are 1 where there is no triad."""
    signs: dict[Edge, int] = {
        (min(one, other), max(one, other)): tie["sign"] for one, other, tie in graph.edges(data=True) if tie["sign"]
    }
    tense: list[Triad] = []
    change: dict[Edge, int] = defaultdict(int)
    count = 0
    for triad in _triads(signs):
        sides = list(combinations(triad, 2))
        product = signs[sides[0]] * signs[sides[1]] * signs[sides[2]]
        count += 1
        if product < 0:
            tense.append(triad)
        for side in sides:
            change[side] += 1 if product < 0 else -1
    resolves = sorted(((edge, fewer) for edge, fewer in change.items() if fewer > 0), key=lambda one: (-one[1], one[0]))
    claims = {
        claim
        for triad in tense
        for one, other in combinations(triad, 2)
        for claim in graph[one][other].get("claims", ())
    }
    positive = sum(sign > 0 for sign in signs.values()) / len(signs) if signs else 1.0
    expected = positive**3 + 3 * positive * (1 - positive) ** 2
    return Balance(
        tuple(tense), count, round(1 - len(tense) / count, 6) if count else 1.0, round(expected, 6) if count else 1.0,
        tuple(resolves), _two_camps(signs), tuple(sorted(claims)),
    )  # fmt: skip


def _triads(signs: dict[Edge, int]) -> list[Triad]:
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in signs:
        near[one].add(other)
        near[other].add(one)
    return sorted(
        (one, other, third)
        for one, other in signs
        for third in near[one] & near[other]
        if other < third
    )  # fmt: skip


def _two_camps(signs: dict[Edge, int]) -> bool:
    """True where every actor can be put on a side so that friends share it and foes don't."""
    near: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (one, other), sign in signs.items():
        near[one].append((other, sign))
        near[other].append((one, sign))
    side: dict[str, int] = {}
    for start in sorted(near):
        if start in side:
            continue
        side[start] = 1
        waiting = [start]
        while waiting:
            node = waiting.pop()
            for other, sign in near[node]:
                if other not in side:
                    side[other] = side[node] * sign
                    waiting.append(other)
                elif side[other] != side[node] * sign:
                    return False
    return True
