"""The vocabulary holds together: a reasoner finds nothing impossible, and every relation has its place elsewhere."""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

import pytest
from owlrl import OWLRL_Semantics  # type: ignore[import-untyped]
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.model import ActorType
from kg.resources import BASE, ontology_path
from kg.vocabulary import PLOVER, load_vocabulary
from tests.conftest import ROOT

KG, REL = Namespace(BASE), Namespace(BASE + "relation/")
MATCHES = (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
CONVERSION = ROOT.parent / "shared" / "data" / "CAMEO2PLOVER-2021.txt"


@cache
def vocabulary() -> Graph:
    graph = Graph()
    for name in ("geopolitics.ttl", "alignment.ttl"):
        graph.parse(ontology_path(name), format="turtle")
    return graph


def contradictions(graph: Graph) -> list[str]:
    """What OWL 2 RL finds wrong when each class has one instance: an unsatisfiable class can have none."""
    tried = Graph()
    tried += graph
    for number, kind in enumerate(sorted(set(graph.subjects(RDF.type, OWL.Class)), key=str)):
        tried.add((URIRef(f"urn:witness:{number}"), RDF.type, kind))
    closure = OWLRL_Semantics(tried, axioms=False, daxioms=False, rdfs=False)
    closure.closure()
    return list(closure.error_messages)


def test_no_class_is_unsatisfiable() -> None:
    assert contradictions(vocabulary()) == []


def test_types_of_actors_are_the_classes_below_actor() -> None:
    classes = {str(one) for one in vocabulary().subjects(RDFS.subClassOf, KG.Actor)}
    assert classes == {BASE + name for name in get_args(ActorType)}


def test_wrong_axiom_is_noticed() -> None:
    wrong = Graph()
    wrong += vocabulary()
    wrong.add((KG.Person, URIRef("http://www.w3.org/2000/01/rdf-schema#subClassOf"), KG.Country))
    assert any("disjoint" in message.lower() for message in contradictions(wrong))


@pytest.mark.parametrize("name", load_vocabulary().relations)
def test_relation_has_its_place_in_plover_and_cameo(name: str) -> None:
    graph, relation = vocabulary(), load_vocabulary().relations[name]
    matches = {str(match) for kind in MATCHES for match in graph.objects(REL[name], kind)}
    codes = {match for match in matches if match.startswith(BASE + "cameo/")}
    if relation.plover is None:
        assert matches == set()
        assert graph.value(REL[name], SKOS.scopeNote) is not None
    else:
        assert matches - codes == {PLOVER + relation.plover}
        assert codes
        assert all((URIRef(code), RDF.type, SKOS.Concept) in graph for code in codes)


def test_alignment_speaks_of_our_relations_only() -> None:
    aligned = {str(subject) for kind in MATCHES for subject in vocabulary().subjects(kind)}
    assert {iri.removeprefix(str(REL)) for iri in aligned} <= set(load_vocabulary().relations)


@pytest.mark.skipif(not CONVERSION.exists(), reason="CAMEO's codes are not at hand: ../shared/data is absent")
def test_root_codes_are_cameos() -> None:
    known = set(re.findall(r"^(\d\d):", CONVERSION.read_text(encoding="utf-8"), flags=re.MULTILINE))
    known |= {code[:2] for code in re.findall(r"^(\d{3}):", CONVERSION.read_text(encoding="utf-8"), flags=re.MULTILINE)}
    concepts = vocabulary().subjects(SKOS.inScheme)
    codes = {
        str(code) for concept in concepts if isinstance(code := vocabulary().value(concept, SKOS.notation), Literal)
    }
    assert codes <= known
    assert len(codes) == 18
