"""The shapes notice what is wrong; that every other test graph fits them is asserted where it is made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.graph.derive import derive
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.validate import validate
from kg.graph.write import add_claims
from kg.model import Claim
from tests.graph.samples import DRONE_CLAIMS, DRONES, IRAN, KNOWN


def graph_with(claim: Claim) -> KnowledgeGraph:
    graph = open_graph()
    add_claims(graph, [(DRONES, [claim])])
    derive(graph, KNOWN)
    return graph


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"relation": "befriends"}, "a claim has one predicate, a relation of geopolitics.ttl"),
        ({"plover": "DANCE"}, "a claim has at most one PLOVER event type"),
        ({"context": "musical"}, "a claim's context is one of geopolitics.ttl"),
        ({"polarity": "unsure"}, "a claim is affirmed or negated"),
        ({"modality": "dreamt"}, "a claim is actual, planned, possible or demanded"),
        ({"confidence": 1.5}, "a claim has one confidence from 0 to 1"),
        ({"rule": ""}, "a claim says what found it"),
        ({"evidence": replace(DRONE_CLAIMS[0].evidence, end=0)}, "a quote starts at one offset, before its end"),
        ({"evidence": replace(DRONE_CLAIMS[0].evidence, text="")}, "a claim has one quote"),
        ({"subject": replace(IRAN, type="Dragon")}, "a claim has one subject, an actor"),
        ({"subject": replace(IRAN, country="Iran")}, "a country code is three capitals (ISO 3166-1 alpha-3)"),
        ({"subject": replace(IRAN, country=None)}, "a country has its code"),
        ({"subject": replace(IRAN, sector="XYZ")}, "an actor has at most one sector, one of geopolitics.ttl"),
        ({"subject": replace(IRAN, label="")}, "an actor has one label"),
    ],
)
def test_fault_is_named(fault: dict[str, object], message: str) -> None:
    problems = validate(graph_with(replace(DRONE_CLAIMS[0], **fault)))  # type: ignore[arg-type]
    assert message in {problem.message for problem in problems}


def test_problem_says_where() -> None:
    wrong = replace(DRONE_CLAIMS[0], confidence=1.5)
    (problem,) = validate(graph_with(wrong))
    assert str(problem) == f"claim:{wrong.id} kg:confidence: a claim has one confidence from 0 to 1"


def test_claim_whose_article_is_missing_is_found() -> None:
    graph = graph_with(DRONE_CLAIMS[0])
    graph.native.update("DELETE WHERE { GRAPH ?g { ?a a <https://schema.org/NewsArticle> } }")
    assert "a claim is quoted from one article" in {problem.message for problem in validate(graph)}
