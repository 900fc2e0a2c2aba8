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
    found: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in select(graph, at_level(_CLAIMS, level)):
        relation = known.get(row["relation"].removeprefix(RELATION))
        if row["subject"] == row["object"] or relation is None or relation.plover is None:
            continue
        one, other = row["subject"], row["object"]
        if relation.symmetric:
            one, other = sorted((one, other))
        found[one, relation.name, other, row.get("date") or row.get("published", "")].append(row)
    return [_deed(key, rows) for key, rows in sorted(found.items())]


def within(found: Iterable[Deed], since: dt.date | None, until: dt.date | None) -> list[Deed]:
    """Those from ``since`` to ``until``, both included; a deed without a date where neither is given."""
    return [one for one in found if _is_within(one.date, since, until)]


def _is_within(date: PartialDate | None, since: dt.date | None, until: dt.date | None) -> bool:
    return is_within({"date": date.isoformat()} if date else {}, since, until)


def _deed(key: tuple[str, str, str, str], rows: list[Row]) -> Deed:
    parties = {row[role]: _party(row, role) for row in rows for role in ("subject", "object")}
    return Deed(
        parties[key[0]], key[1], parties[key[2]], date_of(rows[0]), len({row["origin"] for row in rows}),
        tuple(sorted({row["claim"].removeprefix(CLAIM) for row in rows})),
    )  # fmt: skip


def _party(row: Row, role: str) -> Party:
    return Party(row[role], row[role + "Label"], row[role + "Type"].removeprefix(BASE), row.get(role + "Sector"),
                 row.get(role + "Country"))  # fmt: skip


_CLAIMS = """
SELECT ?claim ?subject ?relation ?object ?origin ?date ?published
       ?subjectLabel ?subjectType ?subjectSector ?subjectCountry
       ?objectLabel ?objectType ?objectSector ?objectCountry
WHERE {
  ?claim a kg:Claim ; kg:polarity kg:affirmed ; kg:modality kg:actual ; prov:wasQuotedFrom ?article ;
         rdf:subject/kg:canonical ?subject ; rdf:predicate ?relation ; rdf:object/kg:canonical ?object .
  FILTER NOT EXISTS { ?claim kg:reported false }
  ?subject rdfs:label ?subjectLabel ; a ?subjectType .
  ?object rdfs:label ?objectLabel ; a ?objectType .
  OPTIONAL { ?subject kg:sector ?subjectSector }
  OPTIONAL { ?object kg:sector ?objectSector }
  OPTIONAL { ?subject kg:country ?subjectCountry }
  OPTIONAL { ?object kg:country ?objectCountry }
  OPTIONAL { ?claim kg:date ?date }
  OPTIONAL { ?article schema:datePublished ?published }
  ?article kg:origin ?origin .
}"""
