"""The relations of ontology/geopolitics.ttl, as data: their names, labels, parents and PLOVER types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import VocabularyError
from kg.resources import BASE, ontology_path

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RELATION = BASE + "relation/"
PLOVER = BASE + "plover/"

_Facts = Mapping[str, Mapping[str, list[str]]]
"""Subject IRI → predicate IRI → values, sorted."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation. Lasting ones have no PLOVER type (``plover`` is None).

    ``quad`` is the local name of its quad category: verbalCooperation, materialCooperation, verbalConflict,
    materialConflict (Schrodt's quad counts) or lasting. ``ends`` are the relations whose state it brings to an end,
    ``when_stopped`` is the relation that "an end to" this one says.
    """

    name: str
    label: str
    comment: str
    plover: str | None
    quad: str
    parent: str | None
    symmetric: bool
    inverse: str | None
    ends: tuple[str, ...]
    when_stopped: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All relations by local name, the label of each quad category, and the names of PLOVER's types and contexts."""

    relations: Mapping[str, Relation]
    quads: Mapping[str, str]
    event_types: frozenset[str]
    contexts: frozenset[str]

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Names of the relations above ``name``, nearest first."""
        found: list[str] = []
        parent = self.relations[name].parent
        while parent is not None:
            found.append(parent)
            parent = self.relations[parent].parent
        return tuple(found)

    def descendants(self, name: str) -> tuple[str, ...]:
        """Names of the relations below ``name``, in alphabetical order."""
        return tuple(sorted(other for other in self.relations if name in self.ancestors(other)))


@cache
def load_vocabulary(path: Path | None = None) -> Vocabulary:
    """Read and check ontology/geopolitics.ttl.

    Raises:
        VocabularyError: not valid Turtle, or a relation that is incomplete or contradicts its parent.
    """
    path = path or ontology_path("geopolitics.ttl")
    facts = _read(path)
    quads = {_local(iri): _one(facts, iri, RDFS + "label", path) for iri in _instances(facts, BASE + "QuadCategory")}
    types = frozenset(_local(iri) for iri in _instances(facts, BASE + "EventType"))
    contexts = frozenset(_local(iri) for iri in _instances(facts, BASE + "Context"))
    names = [iri for iri in _instances(facts, OWL + "ObjectProperty") if iri.startswith(RELATION)]
    relations = {_local(iri): _relation(facts, iri, path) for iri in names}
    # Each by itself first, so that a parent's fault is not laid at its children's door.
    problems = chain(
        ((relation, _fault(relation, relations, quads, types)) for relation in relations.values()),
        ((relation, _contradiction(relation, relations)) for relation in relations.values()),
    )
    for relation, problem in problems:
        if problem:
            raise VocabularyError(f"{path}: rel:{relation.name} {problem}")
    return Vocabulary(MappingProxyType(relations), MappingProxyType(quads), types, contexts)


def announced_type(plover: str, quad: str) -> str:
    """Event type of announcing an act: willingness to cooperate is AGREE, to harm THREATEN (PLOVER manual, 2021)."""
    if plover in {"AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT"}:
        return plover
    return "AGREE" if quad in {"verbalCooperation", "materialCooperation"} else "THREATEN"


def _read(path: Path) -> _Facts:
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            found[_value(triple.subject)][_value(triple.predicate)].append(_value(triple.object))
    except SyntaxError as error:
        raise VocabularyError(f"{path}:{error.lineno or 1}: not valid Turtle: {error.msg}") from error
    except OSError as error:
        raise VocabularyError(f"{path}: can't be read: {error.strerror or error}") from error
    return {subject: {key: sorted(values) for key, values in entry.items()} for subject, entry in found.items()}


def _relation(facts: _Facts, iri: str, path: Path) -> Relation:
    inverses = _values(facts, iri, OWL + "inverseOf")
    inverses += [other for other in facts if iri in _values(facts, other, OWL + "inverseOf")]
    parents = [_local(parent) for parent in _values(facts, iri, RDFS + "subPropertyOf") if parent.startswith(RELATION)]
    codes = _values(facts, iri, SKOS + "notation")
    if len(parents) > 1 or len(codes) > 1 or len(inverses) > 1:
        raise VocabularyError(f"{path}: rel:{_local(iri)} has more than one parent, notation or inverse")
    return Relation(
        name=_local(iri),
        label=_one(facts, iri, RDFS + "label", path),
        comment=_one(facts, iri, RDFS + "comment", path),
        plover=codes[0] if codes else None,
        quad=_local(_one(facts, iri, BASE + "quadCategory", path)),
        parent=parents[0] if parents else None,
        symmetric=OWL + "SymmetricProperty" in _values(facts, iri, RDF + "type"),
        inverse=_local(inverses[0]) if inverses else None,
        ends=tuple(_local(ended) for ended in _values(facts, iri, BASE + "ends")),
        when_stopped=next((_local(other) for other in _values(facts, iri, BASE + "whenStopped")), None),
    )


def _fault(
    relation: Relation, relations: Mapping[str, Relation], quads: Mapping[str, str], types: frozenset[str]
) -> str | None:
    for other in (relation.parent, relation.inverse, relation.when_stopped, *relation.ends):
        if other is not None and other not in relations:
            return f"names rel:{other}, which is not there"
    if relation.quad not in quads:
        return f"has the quad category {relation.quad!r}, not one of {', '.join(sorted(quads))}"
    if relation.plover is None and relation.quad != "lasting":
        return "needs a skos:notation, its PLOVER event type"
    if relation.plover is not None and relation.plover not in types:
        return f"has the notation {relation.plover!r}, which is no kg:EventType"
    if relation.symmetric and relation.inverse is not None:
        return "is symmetric, so it can have no owl:inverseOf"
    return None


def _contradiction(relation: Relation, relations: Mapping[str, Relation]) -> str | None:
    above = relation
    seen = {relation.name}
    while above.parent is not None:
        above = relations[above.parent]
        if above.name in seen:
            return f"stands below a circle of parents, through rel:{above.name}"
        seen.add(above.name)
        if (above.plover, above.quad) != (relation.plover, relation.quad):
            return f"is {relation.plover} {relation.quad}, but rel:{above.name} above it is {above.plover} {above.quad}"
    return None


def _instances(facts: _Facts, kind: str) -> list[str]:
    return sorted(iri for iri in facts if kind in _values(facts, iri, RDF + "type"))


def _values(facts: _Facts, subject: str, predicate: str) -> list[str]:
    return list(facts.get(subject, {}).get(predicate, ()))


def _one(facts: _Facts, subject: str, predicate: str, path: Path) -> str:
    values = _values(facts, subject, predicate)
    if len(values) != 1:
        raise VocabularyError(f"{path}: {_local(subject)} needs one {_local(predicate)}, has {len(values)}")
    return values[0]


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]
