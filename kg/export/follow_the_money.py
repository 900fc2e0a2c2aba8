"""followthemoney entities as JSON lines, for Aleph and OpenSanctions' tools; schemata of followthemoney 4.11.2.

Only what some article affirms as actual becomes a link between actors. What is denied, planned, possible or demanded
becomes a Note about both, whose name begins with that word: their model has no other way to keep claim and fact apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from kg.export.tables import ACTOR_ROWS, ARTICLE_ROWS, CLAIM_ROWS
from kg.graph.claims import Row, select
from kg.graph.levels import Level, at_level
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM, article_iri, digest
from kg.resources import BASE, WIKIDATA
from kg.vocabulary import RELATION, load_vocabulary

Entity = dict[str, object]

SCHEMATA = {
    "Country": "PublicBody",
    "Territory": "Territory",
    "Organisation": "Organization",
    "Company": "Company",
    "ArmedGroup": "Organization",
    "PoliticalGroup": "Organization",
    "GovernmentBody": "PublicBody",
    "RoleActor": "Organization",
    "Person": "Person",
    "Place": "Address",
}
"""Class of actor → schema. A country is the state and its government, which Membership takes; Territory is land."""

_ORGANIZATIONS = frozenset(("Company", "Organization", "PublicBody"))
_LEGAL = _ORGANIZATIONS | {"Person"}


def write_entities(graph: KnowledgeGraph, stream: BinaryIO, level: Level = "said") -> None:
    """One entity a line: actors, articles, links, notes, terms of office; each kind in order of id."""
    for entity in entities(graph, level):
        line = json.dumps(entity, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        stream.write(line.encode() + b"\n")


def entities(graph: KnowledgeGraph, level: Level = "said") -> Iterator[Entity]:
    """Entities as ``{"id", "schema", "properties"}``, where each property has a list of texts."""
    schemata: dict[str, str] = {}
    for row in select(graph, ACTOR_ROWS):
        schemata[row["id"]] = SCHEMATA[row["type"].removeprefix(BASE)]
        yield _actor(row, schemata[row["id"]])
    for row in select(graph, ARTICLE_ROWS):
        yield _entity(
            _id(article_iri(row["id"])), "Article", name=row.get("title") or row["id"],
            fileName=row["id"], title=row.get("title"),
            publisher=row.get("source"), author=row.get("author"), publishedAt=row.get("published"),
            sourceUrl=_web(row.get("url")),
        )  # fmt: skip
    for row in select(graph, at_level(CLAIM_ROWS, level)):
        yield _claim(row, schemata)
    yield from _terms(graph, schemata)


def _actor(row: Row, schema: str) -> Entity:
    iri = row["id"]
    wikidata = iri.removeprefix(WIKIDATA) if iri.startswith(WIKIDATA) else None
    known = {"name": row["label"], "wikidataId": wikidata}
    if schema not in ("Territory", "Address"):
        known["sector"] = row.get("sector")
    return _entity(_id(iri), schema, None, **known)


def _claim(row: Row, schemata: Mapping[str, str]) -> Entity:
    name = row["relation"].removeprefix(RELATION)
    label = load_vocabulary().relations[name].label
    claim, subject, object_ = row["claim"].removeprefix(CLAIM), row["subject_id"], row["object_id"]
    polarity, modality = row["polarity"].removeprefix(BASE), row["modality"].removeprefix(BASE)
    proof = _id(article_iri(row["article"]))
    if (polarity, modality) != ("affirmed", "actual"):
        kind = ", ".join(word for word in (polarity, modality) if word not in ("affirmed", "actual"))
        said = f"{kind}: {row['subject']} {label} {row['object']}"
        if "speaker" in row:
            said += f" (according to {row['speaker']})"
        return _entity(
            f"kg-{claim}", "Note", [_id(subject), _id(object_)], name=said, description=row["quote"], proof=proof,
            publisher=row.get("source"), sourceUrl=_web(row.get("url")),
        )  # fmt: skip
    about = {
        "role": label, "status": f"according to {row['speaker']}" if "speaker" in row else None,
        **_when(row.get("date")), "summary": row["quote"], "proof": proof, "recordId": claim,
        "publisher": row.get("source"), "sourceUrl": _web(row.get("url")),
    }  # fmt: skip
    if name == "memberOf" and schemata[subject] in _LEGAL and schemata[object_] in _ORGANIZATIONS:
        return _entity(f"kg-{claim}", "Membership", None, member=_id(subject), organization=_id(object_), **about)
    return _entity(f"kg-{claim}", "UnknownLink", None, subject=_id(subject), object=_id(object_), **about)


def _when(date: str | None) -> dict[str, str]:
    """A date of any precision as FollowTheMoney has it: a run of years as its start and end."""
    if date is None:
        return {}
    first, _, last = date.partition("/")
    return {"startDate": first, "endDate": last} if last else {"date": date}


def _terms(graph: KnowledgeGraph, schemata: Mapping[str, str]) -> Iterator[Entity]:
    """A Position for each post of a body that is in the graph, and an Occupancy for each of its terms."""
    positions: dict[str, Entity] = {}
    occupancies: dict[str, Entity] = {}
    for row in select(graph, _TERMS):
        body = row["body"]
        if schemata.get(row["holder"]) != "Person" or body not in schemata:
            continue
        post = "kg-" + digest("position", body, row["role"])
        organization = _id(body) if schemata[body] in _ORGANIZATIONS else None
        positions[post] = _entity(post, "Position", name=row["role"], organization=organization)
        term = "kg-" + digest("occupancy", row["term"], body)
        occupancies[term] = _entity(
            term, "Occupancy", holder=_id(row["holder"]), post=post, startDate=row.get("start"), endDate=row.get("end")
        )
    for identifier in sorted(positions):
        yield positions[identifier]
    for identifier in sorted(occupancies):
        yield occupancies[identifier]


def _entity(identifier: str, schema: str, noted: list[str] | None = None, **values: str | None) -> Entity:
    properties = {name: [value] for name, value in values.items() if value}
    if noted:
        properties["entity"] = sorted(set(noted))
    return {"id": identifier, "schema": schema, "properties": properties}


def _id(iri: str) -> str:
    """Wikidata's Q-number, as in OpenSanctions, where the actor has one."""
    return iri.removeprefix(WIKIDATA) if iri.startswith(WIKIDATA) else "kg-" + digest(iri)


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


_TERMS = """
SELECT ?term ?holder ?body ?role ?start ?end WHERE {
  ?term a kg:TermOfOffice ; kg:holder ?holder ; kg:officeOf ?body ; schema:roleName ?role .
  OPTIONAL { ?term schema:startDate ?start }
  OPTIONAL { ?term schema:endDate ?end }
} ORDER BY ?term ?body"""
