"""Deeds: the same actors, relation and day once, whatever the number of reports.

Only claims that report something affirmed as done count: a sentence that refers to a known deed ("since the invasion")
reports none.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.graph.claims import Row, date_of, is_within, select
from kg.graph.levels import Level, at_level
from kg.graph.plan import plan
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM
from kg.partial_date import PartialDate
from kg.resources import BASE
from kg.vocabulary import RELATION, load_vocabulary


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part: IRI, label, class of actors, and sector and ISO code of the state where there is one."""

    id: str
    label: str
    type: str
    sector: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """``subject`` did ``relation`` to ``object``, in order of IRI where it is symmetric.

    ``date`` is when it happened, else when it was reported. ``reports`` are articles, copies counted once; ``claims``
    are ids, sorted.
    """

    subject: Party
    relation: str
    object: Party
    date: PartialDate | None
    reports: int
    claims: tuple[str, ...]

    @property
    def day(self) -> dt.date | None:
        """The last day of its date: what is of a whole year is no older than that."""
        return self.date.latest() if self.date else None


def deeds(graph: KnowledgeGraph, level: Level = "state") -> list[Deed]:
    """All deeds between two actors of this level, in order of actors, relation and date; what lasts is none."""
    known = load_vocabulary().relations
    parties = {
        row["actor"]: Party(row["actor"], row["label"], row["type"].removeprefix(BASE), row.get("sector"),
                            row.get("country"))
        for row in select(graph, _PARTIES)
    }  # fmt: skip
    found: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in select(graph, plan(graph, at_level(_CLAIMS, level), {})):
        relation = known.get(row["relation"].removeprefix(RELATION))
        if row["subject"] == row["object"] or relation is None or relation.plover is None:
            continue
        one, other = row["subject"], row["object"]
        if relation.symmetric:
            one, other = sorted((one, other))
        found[one, relation.name, other, row.get("date", "")].append(row)
    return [
        Deed(
            parties[one], relation, parties[other], date_of(rows[0]), len({row["origin"] for row in rows}),
            tuple(sorted({row["claim"].removeprefix(CLAIM) for row in rows})),
        )
        for (one, relation, other, _), rows in sorted(found.items())
    ]  # fmt: skip


def within(found: Iterable[Deed], since: dt.date | None, until: dt.date | None) -> list[Deed]:
    """Those from ``since`` to ``until``, both included; a deed without a date where neither is given."""
    return [one for one in found if _is_within(one.date, since, until)]


def _is_within(date: PartialDate | None, since: dt.date | None, until: dt.date | None) -> bool:
    return is_within({"date": date.isoformat()} if date else {}, since, until)


_PARTIES = """
SELECT ?actor ?label ?type ?sector ?country
WHERE {
  ?actor rdfs:label ?label ; a ?type .
  OPTIONAL { ?actor kg:sector ?sector }
  OPTIONAL { ?actor kg:country ?country }
}"""
_CLAIMS = """
SELECT ?claim ?subject ?relation ?object ?origin ?date
WHERE {
  ?claim kg:deed ?deed ; prov:wasQuotedFrom ?article ;
         rdf:subject/kg:canonical ?subject ; rdf:predicate ?relation ; rdf:object/kg:canonical ?object .
  ?article kg:origin ?origin .
  OPTIONAL { ?claim kg:date ?happened }
  OPTIONAL { ?article schema:datePublished ?published }
  BIND (COALESCE(?happened, ?published) AS ?date)
}"""
"""Few variables: what comes out of the store as text costs more than finding it."""
