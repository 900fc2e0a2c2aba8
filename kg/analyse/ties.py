"""The signed network: how much two actors cooperate and how much they are in conflict, by what is affirmed as done.

Cooperation counts as positive and conflict as negative, as in the quad counts of event data (Schrodt 2012). What is
denied, planned, possible or demanded does not count.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from kg.graph.claims import Row, date_of, is_within, select
from kg.graph.levels import Level, at_level
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM
from kg.vocabulary import RELATION, load_vocabulary

WEIGHTS = {"verbalCooperation": 1.0, "materialCooperation": 2.0, "verbalConflict": -1.0, "materialConflict": -2.0}
"""A deed counts twice as much as a word."""
HALF_LIFE = 365.0
"""Days after which a claim counts half."""
REPETITION = 0.5
"""How much less each further claim of one source adds: corroboration by another source counts, repetition fades."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Two actors, ``one`` before ``other`` by IRI. ``weight`` is ``positive`` minus ``negative``, both at least 0.

    ``claims`` are the ids of the claims that it rests on, sorted.
    """

    one: str
    other: str
    one_label: str
    other_label: str
    positive: float
    negative: float
    claims: tuple[str, ...]

    @property
    def weight(self) -> float:
        """Positive where they cooperate more than they are in conflict."""
        return self.positive - self.negative

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
    """Ties by what was claimed from ``since`` to ``until``, both included, in order of actors.

    Claims of one quad category between two actors in articles of one source count as one with repetition: the first
    fully, the n-th ``REPETITION ** (n - 1)`` of it; other sources count anew. A copy counts for the source of its
    origin, so that forty reprints are one source. Each is weighted by ``WEIGHTS`` and by
    its age: half after ``half_life`` days before the newest claim, so that the same graph gives the same ties; None
    weighs all ages alike. A claim without a date counts as the oldest, and drops out where ``since`` or ``until`` is
    given. At the ``level`` "state" whoever acts for a state or body counts for it, and what stays within one does not.
    """
    rows = [row for row in select(graph, at_level(_CLAIMS, level)) if is_within(row, since, until)]
    newest = max((day for row in rows if (day := _day(row))), default=None)
    oldest = min((day for row in rows if (day := _day(row))), default=None)
    counted: dict[tuple[str, str], dict[tuple[str, str], list[float]]] = defaultdict(lambda: defaultdict(list))
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    labels: dict[str, str] = {}
    for row in rows:
        quad = load_vocabulary().relations[row["relation"].removeprefix(RELATION)].quad
        if quad not in WEIGHTS:
            continue
        ends = row["subject"], row["object"]
        if ends[0] == ends[1]:
            continue
        labels |= {row[role]: row[role + "Label"] for role in ("subject", "object")}
        pair = min(ends), max(ends)
        day = _day(row) or oldest
        age = (newest - day).days if newest and day else 0
        recency = 0.5 ** (age / half_life) if half_life else 1.0
        counted[pair][quad, row.get("source", row["origin"])].append(recency)
        claims[pair].add(row["claim"].removeprefix(CLAIM))
    found = []
    for pair in sorted(counted):
        sums = {1: 0.0, -1: 0.0}
        for (quad, _), parts in sorted(counted[pair].items()):
            weight = WEIGHTS[quad]
            strongest_first = sorted(parts, reverse=True)
            said = sum(part * REPETITION**place for place, part in enumerate(strongest_first))
            sums[1 if weight > 0 else -1] += abs(weight) * said
        one, other = pair
        found.append(Tie(one, other, labels[one], labels[other], round(sums[1], 6), round(sums[-1], 6),
                         tuple(sorted(claims[pair]))))  # fmt: skip
    return found


def signed_graph(found: Iterable[Tie]) -> nx.Graph[str]:
    """The ties as an undirected networkx graph: nodes have ``label``; edges ``weight``, ``sign`` and ``claims``."""
    graph: nx.Graph[str] = nx.Graph()
    for tie in found:
        graph.add_node(tie.one, label=tie.one_label)
        graph.add_node(tie.other, label=tie.other_label)
        graph.add_edge(tie.one, tie.other, weight=tie.weight, sign=tie.sign, claims=tie.claims)
    return graph


def dated(graph: KnowledgeGraph, *, until: dt.date | None = None) -> list[dt.date]:
    """The days of all claims that count, up to ``until``, in order."""
    days = (_day(row) for row in select(graph, _CLAIMS))
    return sorted(day for day in days if day and (until is None or day <= until))


def _day(row: Row) -> dt.date | None:
    """The last day of its date: what is of a whole year is no older than that."""
    date = date_of(row)
    return date.latest() if date else None


_CLAIMS = """
SELECT ?claim ?subject ?relation ?object ?origin ?source ?date ?published
       ?subjectLabel ?objectLabel
WHERE {
  ?claim a kg:Claim ; kg:polarity kg:affirmed ; kg:modality kg:actual ; prov:wasQuotedFrom ?article ;
         rdf:subject/kg:canonical ?subject ; rdf:predicate ?relation ; rdf:object/kg:canonical ?object .
  ?subject rdfs:label ?subjectLabel .
  ?object rdfs:label ?objectLabel .
  OPTIONAL { ?claim kg:date ?date }
  OPTIONAL { ?article schema:datePublished ?published }
  ?article kg:origin ?origin .
  OPTIONAL { ?origin dc:publisher ?source }
}"""
