"""Blocs beside alliances that are known: do members of NATO, the EU, the CSTO and BRICS fall into one bloc?

Members and their years come from the gazetteer (ontology/actors/memberships*.tsv); the blocs know nothing of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.analyse.weights import load_weights
from kg.gazetteer.bodies import body_entries
from kg.gazetteer.members import memberships


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far an organisation, or two of them (``rival``), show in the network.

    ``members`` of it are in the network. Of their pairs the share ``together`` is in one bloc, where ``expected`` is
    the share among all actors. Of their ties the share ``friendly`` is positive, where ``usual`` is that of all
    ties. With a ``rival`` pairs and ties are between members of the one and of the other only. None where there are no
    pairs or ties.
    """

    organisation: str
    rival: str | None
    members: int
    ties: int
    together: float | None
    expected: float | None
    friendly: float | None
    usual: float | None
    claims: tuple[str, ...]


def agreements(graph: nx.Graph[str], groups: Sequence[Sequence[str]], year: int | None) -> list[Agreement]:
    """Each compared organisation as it was in a year (None: as it is), then each two of them."""
    bloc = {actor: number for number, group in enumerate(groups) for actor in group}
    known = [(label, members & set(graph)) for label, members in _members(year)]
    everybody = list(combinations(sorted(graph), 2))
    expected = _share([bloc[one] == bloc[other] for one, other in everybody])
    usual = _share([tie["weight"] > 0 for *_, tie in graph.edges(data=True)])
    found = []
    for label, members in known:
        pairs = list(combinations(sorted(members), 2))
        found.append(_agreement(graph, bloc, (label, None), members, pairs, expected, usual))
    for (label, members), (rival, others) in combinations(known, 2):
        pairs = [(one, other) for one in sorted(members - others) for other in sorted(others - members)]
        found.append(_agreement(graph, bloc, (label, rival), members | others, pairs, expected, usual))
    return found


def _agreement(
    graph: nx.Graph[str], bloc: dict[str, int], names: tuple[str, str | None], members: Collection[str],
    pairs: Sequence[tuple[str, str]], expected: float | None, usual: float | None,
) -> Agreement:  # fmt: skip
    ties = [graph[one][other] for one, other in pairs if graph.has_edge(one, other)]
    claims = {claim for tie in ties for claim in tie.get("claims", ())}
    return Agreement(
        *names, len(members), len(ties), _share([bloc[one] == bloc[other] for one, other in pairs]), expected,
        _share([tie["weight"] > 0 for tie in ties]), usual, tuple(sorted(claims)),
    )  # fmt: skip


def _members(year: int | None) -> list[tuple[str, frozenset[str]]]:
    """Label and members, by IRI, of each organisation that blocs are compared with."""
    by_key = {entry.key: entity for entry, entity in body_entries()}
    found = []
    for key in load_weights().compared:
        members = {
            one.member.id
            for one in memberships()
            if one.organisation.id == by_key[key].id
            and (one.until is None if year is None else (one.since or 0) <= year <= (one.until or year))
        }
        found.append((by_key[key].label, frozenset(members)))
    return found


def _share(values: Sequence[bool]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
