"""The signed network: how much two actors cooperate and how much they are in conflict, by deeds affirmed as done.

Cooperation counts as positive and conflict as negative, as in the quad counts of event data (Schrodt 2012); what
counts, how much and why stands in ontology/ties.yaml. What is denied, planned, possible or demanded does not count.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from kg.analyse.deeds import Deed, Party, deeds, within
from kg.analyse.weights import load_weights
from kg.gazetteer.index import load_gazetteer
from kg.graph.levels import Level
from kg.graph.store import KnowledgeGraph
from kg.vocabulary import load_vocabulary

HALF_LIFE = 365.0
"""Days after which a deed counts half."""
STATE = "Country"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors, ``one`` before ``other`` by IRI.

    ``positive`` and ``negative`` are the weights of their deeds, both at least 0; ``deeds`` is how many there are,
    ``reports`` in how many articles. ``claims`` are the ids of the claims that it rests on, sorted.
    """

    one: str
    other: str
    one_label: str
    other_label: str
    positive: float
    negative: float
    deeds: int
    reports: int
    claims: tuple[str, ...]

    @property
    def weight(self) -> float:
        """log2((1 + positive) / (1 + negative)): positive where they cooperate more than they are in conflict.

        The logarithm keeps a war of a thousand attacks from outweighing all else.
        """
        return round(math.log2((1 + self.positive) / (1 + self.negative)), 6)

    @property
    def sign(self) -> int:
        """1, -1, or 0 where both are as strong."""
        return (self.weight > 0) - (self.weight < 0)


def ties(
    graph: KnowledgeGraph,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    level: Level = "state",
    half_life: float | None = HALF_LIFE,
) -> list[Tie]:
    """Ties by what was done from ``since`` to ``until``, both included, in order of actors; see :func:`ties_of`.

    At the ``level`` "state" whoever acts for a state or body counts for it, and what stays within one does not.
    """
    return ties_of(within(deeds(graph, level), since, until), level=level, half_life=half_life)


def ties_of(
    found: Iterable[Deed], *, level: Level = "state", half_life: float | None = HALF_LIFE, states_only: bool = False
) -> list[Tie]:
    """Ties by these deeds, in order of actors.

    A deed weighs what ontology/ties.yaml says, by its age: half after ``half_life`` days before the newest deed, so
    that the same graph gives the same ties; None weighs all ages alike. A deed without a date counts as the oldest. At
    the ``level`` "state", civilians and the like who are attacked by another state count for their own. ``states_only``
    leaves out whatever is no state.
    """
    found, weights = list(found), load_weights()
    days = [day for one in found if (day := one.day)]
    newest, oldest = max(days, default=None), min(days, default=None)
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    behind: dict[tuple[str, str], list[Deed]] = defaultdict(list)
    labels: dict[str, str] = {}
    for one in found:
        weight = weights.of.get(one.relation, 0.0)
        target = _harmed(one) if level == "state" else one.object
        if not weight or target.id == one.subject.id:
            continue
        if states_only and not one.subject.type == target.type == STATE:
            continue
        labels |= {one.subject.id: one.subject.label, target.id: target.label}
        pair = min(one.subject.id, target.id), max(one.subject.id, target.id)
        day = one.day or oldest
        age = (newest - day).days if newest and day else 0
        sums[pair][weight < 0] += abs(weight) * (0.5 ** (age / half_life) if half_life else 1.0)
        behind[pair].append(one)
    return [
        Tie(pair[0], pair[1], labels[pair[0]], labels[pair[1]], round(positive, 6), round(negative, 6),
            len(behind[pair]), sum(one.reports for one in behind[pair]),
            tuple(sorted({claim for one in behind[pair] for claim in one.claims})))
        for pair, (positive, negative) in sorted(sums.items())
    ]  # fmt: skip


def signed_graph(found: Iterable[Tie]) -> nx.Graph[str]:
    """The ties as an undirected networkx graph: nodes have ``label``; edges ``weight``, ``sign`` and ``claims``."""
    graph: nx.Graph[str] = nx.Graph()
    for tie in found:
        graph.add_node(tie.one, label=tie.one_label)
        graph.add_node(tie.other, label=tie.other_label)
        graph.add_edge(tie.one, tie.other, weight=tie.weight, sign=tie.sign, claims=tie.claims)
    return graph


def _harmed(deed: Deed) -> Party:
    """Whom it is done to: of civilians whom another state attacks, their state."""
    target = deed.object
    if (
        target.country is None
        or target.sector not in load_weights().harmed
        or deed.subject.type != STATE
        or load_vocabulary().relations[deed.relation].plover != "ASSAULT"
        or deed.subject.country == target.country
    ):
        return target
    state = load_gazetteer().countries.get(target.country)
    return Party(state.id, state.label, STATE, country=state.country) if state else target
