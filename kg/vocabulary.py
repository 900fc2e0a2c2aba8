"""The relations of ontology/geopolitics.ttl, as data: the one place where their names, parents and PLOVER types stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import SKOS

from kg.errors import VocabularyError
from kg.resources import BASE, ontology_path

KG = Namespace(BASE)
REL = Namespace(BASE + "relation/")
QUADS = frozenset({"verbalCooperation", "materialCooperation", "verbalConflict", "materialConflict", "lasting"})


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation. ``plover`` is None for a lasting fact; ``quad`` its quad category (Schrodt's quad counts)."""

    name: str
    label: str
    comment: str
    plover: str | None
    quad: str
    parent: str | None
    symmetric: bool
    inverse: str | None
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All relations by local name."""

    relations: Mapping[str, Relation]

    def ancestors(self, name: str) -> tuple[str, ...]:
        """Names of the relations above ``name``, nearest first."""
        found: list[str] = []
        parent = self.relations[name].parent
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.relations[parent].parent
        return tuple(found)


@cache
def load_vocabulary() -> Vocabulary:
    """Read and check ontology/geopolitics.ttl.

    Raises:
        VocabularyError: not valid Turtle, or a relation without label, comment, quad category or known parent.
    """
    path = ontology_path("geopolitics.ttl")
    graph = Graph()
    try:
        graph.parse(path, format="turtle")
    except Exception as error:
        raise VocabularyError(f"{path}: not valid Turtle: {error}") from error
    names = sorted(_local(iri) for iri in set(graph.subjects(RDF.type, OWL.ObjectProperty)) if str(iri).startswith(str(REL)))
    relations = {name: _relation(graph, name, str(path)) for name in names}
    for relation in relations.values():
        for other in (relation.parent, relation.inverse, *relation.ends):
            if other is not None and other not in relations:
                raise VocabularyError(f"{path}: {relation.name} names the relation {other!r}, which is not there")
    return Vocabulary(relations)


def _relation(graph: Graph, name: str, path: str) -> Relation:
    node = REL[name]

    def literal(predicate: URIRef) -> str | None:
        value = graph.value(node, predicate)
        return str(value) if value is not None else None

    quad = graph.value(node, URIRef(BASE + "quadCategory"))
    label, comment = literal(RDFS.label), literal(RDFS.comment)
    if quad is None or _local(quad) not in QUADS or label is None or comment is None:
        raise VocabularyError(f"{path}: {name} needs a label, a comment and one of the quad categories {sorted(QUADS)}")
    parent = next((_local(iri) for iri in sorted(graph.objects(node, RDFS.subPropertyOf)) if str(iri).startswith(str(REL))), None)
    inverse = graph.value(node, OWL.inverseOf) or graph.value(predicate=OWL.inverseOf, object=node)
    return Relation(
        name=name,
        label=label,
        comment=comment,
        plover=literal(SKOS.notation),
        quad=_local(quad),
        parent=parent,
        symmetric=(node, RDF.type, OWL.SymmetricProperty) in graph,
        inverse=_local(inverse) if inverse is not None else None,
        ends=tuple(sorted(_local(iri) for iri in graph.objects(node, URIRef(BASE + "ends")))),
    )


def _local(iri: object) -> str:
    return str(iri).rsplit("/", 1)[-1]
