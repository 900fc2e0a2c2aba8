"""Relations with how well they are founded and when they held: between dates, or as of a day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import QueryError
from kg.graph.claims import Row, date_of, is_within, select
from kg.graph.levels import Level, at_level
from kg.graph.outlets import outlets_by_article
from kg.graph.stand_ins import find_actor_at
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM
from kg.partial_date import PartialDate
from kg.vocabulary import RELATION, load_vocabulary


@dataclass(frozen=True, slots=True)
class Relation:
    """What claims affirm as actual. ``subject`` and ``object`` are IRIs, ``relation`` is the relation's name.

    ``first`` and ``last`` are the dates of its claims (of the event, else of publication), ``ended`` the first later
    day on which an ending was claimed (sanctions lifted), None where none was. ``sources`` are outlets, ``origins``
    articles with copies counted once, ``speakers`` those who are named; ``claims`` are ids.
    """

    subject: str
    subject_label: str
    relation: str
    object: str
    object_label: str
    first: PartialDate | None
    last: PartialDate | None
    ended: PartialDate | None
    sources: int
    origins: int
    speakers: int
    claims: tuple[str, ...]


def relations(
    graph: KnowledgeGraph,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    as_of: dt.date | None = None,
    subject: str | None = None,
    relation: str | None = None,
    object: str | None = None,
    level: Level = "said",
) -> list[Relation]:
    """Relations in order of subject, relation and object, with the claims that they rest on.

    ``since`` and ``until`` keep claims dated within, both included; a claim without a date then drops out.
    ``as_of`` keeps what held on that day by what had been claimed: what lasts (a membership, an alliance) and what can
    be ended (sanctions, an occupation) from its first claim until an ending is claimed, and an event on its own days.
    ``relation`` stands for those below it too; actors go by any name. At the ``level`` "state" they are rolled up
    (:mod:`kg.graph.levels`), and what stays within one state is left out.

    Raises:
        QueryError: no such relation, or nobody is meant by a name.
    """
    vocabulary = load_vocabulary()
    if relation is not None and relation not in vocabulary.relations:
        raise QueryError(f"no relation is called {relation!r}; see ontology/geopolitics.ttl")
    wanted = set(vocabulary.relations) if relation is None else {relation, *vocabulary.descendants(relation)}
    ends = {
        "subject": find_actor_at(graph, subject, level) if subject else None,
        "object": find_actor_at(graph, object, level) if object else None,
    }
    stated: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    endings: dict[tuple[str, str, str], list[PartialDate]] = defaultdict(list)
    for row in select(graph, at_level(_CLAIMS, level)):
        if level == "state" and row["subject"] == row["object"]:
            continue
        name, day = row["relation"].removeprefix(RELATION), date_of(row)
        for ended in vocabulary.relations[name].ends:
            if day:
                endings[_key(row["subject"], ended, row["object"])].append(day)
        if name in wanted:
            stated[_key(row["subject"], name, row["object"])].append(row)
    outlets = outlets_by_article(graph, {row["article"] for rows in stated.values() for row in rows})
    found = []
    for key, rows in sorted(stated.items()):
        if any(end and end != key[place] for end, place in ((ends["subject"], 0), (ends["object"], 2))):
            if not (vocabulary.relations[key[1]].symmetric and {key[0], key[2]} >= {*filter(None, ends.values())}):
                continue
        kept = [row for row in rows if is_within(row, since, until)]
        if kept and (one := _relation(key, kept, endings[key], outlets)) and (as_of is None or _held(one, kept, as_of)):
            found.append(one)
    return found


def _key(subject: str, relation: str, object: str) -> tuple[str, str, str]:
    if load_vocabulary().relations[relation].symmetric:
        subject, object = sorted((subject, object))
    return subject, relation, object


def _relation(
    key: tuple[str, str, str],
    rows: Iterable[Row],
    endings: Iterable[PartialDate],
    outlets: Mapping[str, frozenset[str]],
) -> Relation:
    rows = list(rows)
    days = sorted(day for row in rows if (day := date_of(row)))
    ended = min((day for day in endings if days and day >= days[-1]), default=None)
    labels = {row[role]: row[role + "Label"] for row in rows for role in ("subject", "object")}
    return Relation(
        subject=key[0], subject_label=labels[key[0]], relation=key[1], object=key[2], object_label=labels[key[2]],
        first=days[0] if days else None, last=days[-1] if days else None, ended=ended,
        sources=len({one for row in rows for one in outlets.get(row["article"], [row["article"]])}),
        origins=len({row.get("origin", row["article"]) for row in rows}),
        speakers=len({row["speaker"] for row in rows if "speaker" in row}),
        claims=tuple(sorted(row["claim"].removeprefix(CLAIM) for row in rows)),
    )  # fmt: skip


def _held(one: Relation, rows: Iterable[Row], day: dt.date) -> bool:
    vocabulary = load_vocabulary()
    lasts = vocabulary.relations[one.relation].plover is None
    can_end = any(one.relation in other.ends for other in vocabulary.relations.values())
    if not (lasts or can_end):
        return any((date := date_of(row)) and date.earliest() <= day <= date.latest() for row in rows)
    return one.first is not None and one.first.latest() <= day and (one.ended is None or day < one.ended.latest())


_CLAIMS = """
SELECT ?claim ?subject ?subjectLabel ?relation ?object ?objectLabel ?article ?origin ?speaker ?date ?published
WHERE {
  ?claim a kg:Claim ; kg:polarity kg:affirmed ; kg:modality kg:actual ; prov:wasQuotedFrom ?article ;
         rdf:subject/kg:canonical ?subject ; rdf:predicate ?relation ; rdf:object/kg:canonical ?object .
  ?subject rdfs:label ?subjectLabel .
  ?object rdfs:label ?objectLabel .
  OPTIONAL { ?article kg:origin ?origin }
  OPTIONAL { ?claim kg:attributedTo/kg:canonical ?speaker }
  OPTIONAL { ?claim kg:date ?date }
  OPTIONAL { ?article schema:datePublished ?published }
}"""
