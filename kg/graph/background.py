"""What the gazetteer knows of actors that articles refer to: whom they belong to, and terms in office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.actors.gazetteer import Holding, load_gazetteer
from kg.graph.claims import select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import BACKGROUND, RDF, RDFS, SCHEMA, XSD, digest, node
from kg.model import Entity
from kg.resources import BASE


@dataclass(frozen=True, slots=True)
class Background:
    """Entities and the states of terms by IRI, as far as they are known before reading."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    terms: Mapping[str, tuple[Holding, ...]] = field(default_factory=dict)
    countries: Mapping[str, Entity] = field(default_factory=dict)


def load_background() -> Background:
    """The gazetteer's knowledge, by IRI."""
    gazetteer = load_gazetteer()
    entities = {name.entity.id: name.entity for name in reversed(gazetteer.names)}
    entities |= {country.id: country for country in gazetteer.countries.values()}
    terms: dict[str, set[Holding]] = {}
    for holdings in gazetteer.people.values():
        for holding in holdings:
            terms.setdefault(holding.person.id, set()).add(holding)
    ordered = {person: tuple(sorted(found, key=_order)) for person, found in terms.items()}
    return Background(entities, ordered, gazetteer.countries)


def background_quads(graph: KnowledgeGraph, background: Background) -> Iterator[ox.Quad]:
    """Descriptions of the wholes that described actors belong to, and terms in office of the people among them.

    An actor that an article describes itself is left as the articles have it.
    """
    described = {row["actor"] for row in select(graph, "SELECT DISTINCT ?actor { ?d kg:describes ?actor }")}
    wholes = {row["whole"] for row in select(graph, "SELECT DISTINCT ?whole { ?d kg:statedPartOf ?whole }")}
    terms = [term for person in sorted(described) for term in background.terms.get(person, ())]
    wholes |= {background.countries[term.state].id for term in terms if term.state in background.countries}
    for entity in _with_wholes(wholes, background.entities):
        if entity.id not in described:
            yield from _describe(entity)
    for term in terms:
        if term.state in background.countries:
            yield from _term(term, background.countries[term.state])


def _with_wholes(start: Iterable[str], entities: Mapping[str, Entity]) -> list[Entity]:
    found: dict[str, Entity] = {}
    waiting = sorted(start)
    while waiting:
        entity = entities.get(waiting.pop())
        if entity is not None and entity.id not in found:
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


def _term(term: Holding, state: Entity) -> Iterator[ox.Quad]:
    iri = BASE + "term/" + digest(term.person.id, term.office, term.state, term.since, term.until)
    yield _quad(iri, RDF + "type", node(BASE + "TermOfOffice"))
    yield _quad(iri, BASE + "holder", node(term.person.id))
    yield _quad(iri, BASE + "officeOf", node(state.id))
    if term.office:
        yield _quad(iri, SCHEMA + "roleName", ox.Literal(term.office))
    for name, day in (("startDate", term.since), ("endDate", term.until)):
        if day:
            yield _quad(iri, SCHEMA + name, ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date")))


def _quad(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(node(subject), ox.NamedNode(predicate), value, BACKGROUND)


def _order(holding: Holding) -> tuple[str, ...]:
    return (holding.state, holding.office, str(holding.since), str(holding.until))
