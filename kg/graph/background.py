"""What the gazetteer knows of actors that articles refer to: whom they belong to, and terms in office."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.gazetteer.index import Holding, load_gazetteer
from kg.gazetteer.members import Membership, memberships
from kg.graph.claims import select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import BACKGROUND, RDF, RDFS, SCHEMA, XSD, digest, node
from kg.model import Entity
from kg.resources import BASE, ontology_path


def _nobody(name: str) -> Sequence[Holding]:
    return ()


@dataclass(frozen=True, slots=True)
class Background:
    """What is known before reading: entities by IRI, terms in office of people with a name, memberships of states."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    holders: Callable[[str], Sequence[Holding]] = _nobody
    memberships: Sequence[Membership] = ()
    version: str = ""
    """Tells whether what was derived with it before still holds."""


def load_background() -> Background:
    """The gazetteer's knowledge."""
    gazetteer = load_gazetteer()
    entities = {name.entity.id: name.entity for name in reversed(gazetteer.names)}
    entities |= {country.id: country for country in gazetteer.countries.values()}
    return Background(entities, gazetteer.holders, memberships(), _version())


def _version() -> str:
    files = sorted(path for path in ontology_path("actors").rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


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
        yield from _term(_as_joined(term, joined))


def background_changes(
    graph: KnowledgeGraph, background: Background, joined: Mapping[str, str], ids: Collection[str]
) -> tuple[set[ox.Quad], set[ox.Quad]]:
    """What kg:background has, and what it should have, of actors that came, changed or went by these ids: what
    :func:`background_quads` says of them, the wholes they belong to, their terms and memberships.
    """
    return _Changes(graph, background, joined).of(ids)


class _Changes:
    """Looks into the graph for one actor at a time, where :func:`background_quads` looks through all."""

    def __init__(self, graph: KnowledgeGraph, background: Background, joined: Mapping[str, str]) -> None:
        self.graph, self.native, self.background, self.joined = graph, graph.native, background, joined
        self.members: defaultdict[str, list[str]] = defaultdict(list)
        for iri, actor in joined.items():
            self.members[actor].append(iri)
        self.parts: defaultdict[str, list[str]] = defaultdict(list)
        for entity in background.entities.values():
            if entity.part_of:
                self.parts[joined.get(entity.part_of, entity.part_of)].append(entity.id)
        self.old: set[ox.Quad] = set()
        self.new: set[ox.Quad] = set()

    def of(self, ids: Collection[str]) -> tuple[set[ox.Quad], set[ox.Quad]]:
        actors = {self.joined.get(iri, iri) for iri in ids}
        self._terms(actors)
        actors |= {quad.object.value for quad in self.old | self.new
                   if quad.predicate == _OFFICE_OF and isinstance(quad.object, ox.NamedNode)}  # fmt: skip
        for entity in _with_wholes(actors, self.background.entities, self.joined):
            self._had(entity.id)
            if self._is_whole_of_some(entity.id) and not self._has(_DESCRIBES, entity.id):
                self.new.update(_describe(entity))
        self._memberships(actors)
        return self.old, self.new

    def _terms(self, actors: Iterable[str]) -> None:
        for actor in actors:
            for quad in self.native.quads_for_pattern(None, _HOLDER, node(actor), BACKGROUND):
                self.old.update(self.native.quads_for_pattern(quad.subject, None, None, BACKGROUND))
        raw = " ".join(str(node(iri)) for actor in actors for iri in self._ids(actor))
        for row in select(self.graph, f"SELECT DISTINCT ?person ?label {{ VALUES ?person {{ {raw} }} {_PERSON} }}"):
            for term in self.background.holders(row["label"]):
                if term.person.id == row["person"]:
                    self.new.update(_term(_as_joined(term, self.joined)))

    def _memberships(self, actors: Collection[str]) -> None:
        for one in self.background.memberships:
            member, club = (self.joined.get(entity.id, entity.id) for entity in (one.member, one.organisation))
            if member in actors or club in actors:
                self._had(_membership_iri(member, club, one))
                if self._is_present(member) and self._is_present(club):
                    self.new.update(_membership(member, club, one))

    def _had(self, iri: str) -> None:
        self.old.update(self.native.quads_for_pattern(node(iri), None, None, BACKGROUND))

    def _is_whole_of_some(self, iri: str) -> bool:
        """Whether a description names it as a whole, or something that it is a whole of, at any depth."""
        waiting, seen = [iri], set()
        while waiting:
            one = waiting.pop()
            if self._is_whole(one):
                return True
            seen.add(one)
            waiting += [part for part in self.parts[one] if part not in seen]
        return False

    def _is_whole(self, actor: str) -> bool:
        return any(self._has(_PART_OF, iri) for iri in self._ids(actor)) or self._is_of_a_term(actor)

    def _is_present(self, actor: str) -> bool:
        return any(self._has(_DESCRIBES, iri) for iri in self._ids(actor)) or self._is_whole(actor)

    def _is_of_a_term(self, actor: str) -> bool:
        stored = self.native.quads_for_pattern(None, _OFFICE_OF, node(actor), BACKGROUND)
        return any(quad not in self.old for quad in stored) or any(
            quad.predicate == _OFFICE_OF and quad.object == node(actor) for quad in self.new
        )

    def _ids(self, actor: str) -> list[str]:
        return [*self.members[actor], *([] if actor in self.joined else [actor])]

    def _has(self, predicate: ox.NamedNode, iri: str) -> bool:
        return next(self.native.quads_for_pattern(None, predicate, node(iri), None), None) is not None


def _as_joined(term: Holding, joined: Mapping[str, str]) -> Holding:
    person, whole = term.person, term.person.part_of
    person = replace(person, id=joined.get(person.id, person.id), part_of=joined.get(whole or "", whole))
    return replace(term, person=person)


_PERSON = "?d kg:describes ?person ; kg:statedType kg:Person ; kg:statedLabel ?label"
_PEOPLE = f"SELECT DISTINCT ?person ?label {{ {_PERSON} }}"
_DESCRIBES, _PART_OF, _HOLDER, _OFFICE_OF = (
    ox.NamedNode(BASE + name) for name in ("describes", "statedPartOf", "holder", "officeOf")
)


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
    iri = _membership_iri(member, organisation, one)
    yield _quad(iri, RDF + "type", node(BASE + "Membership"))
    yield _quad(iri, BASE + "member", node(member))
    yield _quad(iri, BASE + "memberIn", node(organisation))
    for name, year in (("sinceYear", one.since), ("untilYear", one.until)):
        if year:
            yield _quad(iri, BASE + name, ox.Literal(str(year), datatype=ox.NamedNode(XSD + "gYear")))


def _membership_iri(member: str, organisation: str, one: Membership) -> str:
    return BASE + "membership/" + digest(member, organisation, one.since, one.until)


def _quad(subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> ox.Quad:
    return ox.Quad(node(subject), ox.NamedNode(predicate), value, BACKGROUND)
