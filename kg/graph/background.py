"""What the gazetteer knows of actors that articles refer to: whom they belong to, and terms in office."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.actors.gazetteer import Holding, load_gazetteer
from kg.actors.members import Membership, memberships
from kg.graph.claims import select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import BACKGROUND, RDF, RDFS, SCHEMA, XSD, digest, node
from kg.model import Entity
from kg.resources import BASE


def _nobody(name: str) -> Sequence[Holding]:
    return ()


@dataclass(frozen=True, slots=True)
class Background:
    """What is known before reading: entities by IRI, terms in office of people with a name, memberships of states."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    holders: Callable[[str], Sequence[Holding]] = _nobody
    memberships: Sequence[Membership] = ()


def load_background() -> Background:
    """The gazetteer's knowledge."""
    gazetteer = load_gazetteer()
    entities = {name.entity.id: name.entity for name in reversed(gazetteer.names)}
    entities |= {country.id: country for country in gazetteer.countries.values()}
    return Background(entities, gazetteer.holders, memberships())


def background_quads(
    graph: KnowledgeGraph, background: Background, joined: Mapping[str, str] | None = None
) -> Iterator[ox.Quad]:
    """Descriptions of the wholes that described actors belong to, and terms in office of the people among them.

    An actor that an article describes itself is left as the articles have it. ``joined`` are ids that another stands
    for: it takes their place.
    """
    joined = joined or {}
    described = {row["actor"] for row in select(graph, "SELECT DISTINCT ?actor { ?d kg:describes ?actor }")}
    wholes = {row["whole"] for row in select(graph, "SELECT DISTINCT ?whole { ?d kg:statedPartOf ?whole }")}
    people = sorted((row["person"], row["label"]) for row in select(graph, _PEOPLE))
    terms = [term for person, label in people for term in background.holders(label) if term.person.id == person]
    wholes |= {term.person.part_of for term in terms if term.person.part_of}
    wholes = {joined.get(whole, whole) for whole in wholes}
    for entity in _with_wholes(wholes, background.entities, joined):
        if entity.id not in described:
            yield from _describe(entity)
    present = {joined.get(iri, iri) for iri in described | wholes}
    for one in background.memberships:
        member, club = (joined.get(entity.id, entity.id) for entity in (one.member, one.organisation))
        if member in present and club in present:
            yield from _membership(member, club, one)
    for term in terms:
        person, whole = term.person, term.person.part_of
        person = replace(person, id=joined.get(person.id, person.id), part_of=joined.get(whole or "", whole))
        yield from _term(replace(term, person=person))


_PEOPLE = "SELECT DISTINCT ?person ?label { ?d kg:describes ?person ; kg:statedType kg:Person ; kg:statedLabel ?label }"


def _with_wholes(start: Iterable[str], entities: Mapping[str, Entity], joined: Mapping[str, str]) -> list[Entity]:
    found: dict[str, Entity] = {}
    waiting = sorted(start)
    while waiting:
        entity = entities.get(waiting.pop())
        if entity is not None and entity.id not in found:
            entity = replace(entity, part_of=joined.get(entity.part_of or "", entity.part_of))
            found[entity.id] = entity
            waiting += [entity.part_of] if entity.part_of else []
    return [found[iri] for iri in sorted(found)]


def _describe(entity: Entity) -> Iterator[ox.Quad]:
    yield _quad(entity.id, RDF + "type", node(BASE + entity.type))
    yield _quad(entity.id, RDFS + "label", ox.Literal(entity.label))
    if entity.country:
        yield _quad(entity.id, BASE + "country", ox.Literal(entity.country))
    if entity.sector:
        yield _quad(entity.id, BASE + "sector", ox.Literal(entity.sector))
    if entity.part_of:
        yield _quad(entity.id, BASE + "partOf", node(entity.part_of))


def _term(term: Holding) -> Iterator[ox.Quad]:
    if not term.person.part_of:
        return
    iri = BASE + "term/" + digest(term.person.id, term.office, term.person.part_of, term.since, term.until)
    yield _quad(iri, RDF + "type", node(BASE + "TermOfOffice"))
    yield _quad(iri, BASE + "holder", node(term.person.id))
    yield _quad(iri, BASE + "officeOf", node(term.person.part_of))
    if term.office:
        yield _quad(iri, SCHEMA + "roleName", ox.Literal(term.office))
    for name, day in (("startDate", term.since), ("endDate", term.until)):
        if day:
            yield _quad(iri, SCHEMA + name, ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date")))


def _membership(member: str, organisation: str, one: Membership) -> Iterator[ox.Quad]:
    iri = BASE + "membership/" + digest(member, organisation, one.since, one.until)
    yield _quad(iri, RDF + "type", node(BASE + "Membership"))
    yield _quad(iri, BASE + "member", node(member))
    yield _quad(iri, BASE + "memberIn", node(organisation))
    for name, year in (("sinceYear", one.since), ("untilYear", one.until)):
        if year:
            yield _quad(iri, BASE + name, ox.Literal(str(year), datatype=ox.NamedNode(XSD + "gYear")))


def _quad(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(node(subject), ox.NamedNode(predicate), value, BACKGROUND)
