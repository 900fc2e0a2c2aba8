"""Check a graph against ontology/shapes.ttl."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
import pyshacl
from rdflib import RDF, SH, Graph, URIRef

from kg.graph.store import KnowledgeGraph
from kg.graph.terms import shorten
from kg.resources import ontology_path


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong with one node of the graph; ``path`` is the property, empty where the node itself is wrong."""

    focus: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.focus} {self.path}: {self.message}" if self.path else f"{self.focus}: {self.message}"


def validate(graph: KnowledgeGraph) -> list[Problem]:
    """All problems in order; empty for a valid graph. The graph is copied into memory: for tests and small builds.

    Derived graphs have to be there (:func:`kg.graph.derive.derive`), as they hold the vocabulary and the actors.
    """
    triples = (quad.triple for quad in graph.native)
    data = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inference="none")
    assert isinstance(report, Graph)
    return sorted(
        Problem(
            _text(report.value(result, SH.focusNode)),
            _text(report.value(result, SH.resultPath)),
            str(report.value(result, SH.resultMessage)),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


@cache
def _shapes() -> Graph:
    return Graph().parse(ontology_path("shapes.ttl"), format="turtle")


def _text(term: object) -> str:
    if isinstance(term, URIRef):
        return shorten(str(term))
    return "" if term is None else str(term)
