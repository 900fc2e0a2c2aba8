"""Named queries in words that Oxigraph answers sooner: the answers stay what they were."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.graph import plan as planning
from kg.graph.plan import plan
from kg.graph.sparql import bind
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import XSD, node, relation_iri
from kg.query import evaluate, list_queries
from tests.graph.samples import ARTICLES, IRAN, RUSSIA, graph_of

DAYS = {"day": "2023-06-01", "since": "2020-01-01", "until": "2030-01-01"}
LISTED, JOINED = 2_000, -1
"""Bounds with which all that is chosen is listed, and nothing is."""


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return graph_of(*ARTICLES)


def values_for(query: str, *, optional: bool) -> dict[str, ox.NamedNode | ox.Literal]:
    """Iran, Russia, consulting and days for the parameters of a named query."""
    found: dict[str, ox.NamedNode | ox.Literal] = {}
    for parameter in next(one for one in list_queries() if one.name == query).parameters:
        if parameter.kind == "date":
            found[parameter.name] = ox.Literal(DAYS[parameter.name], datatype=ox.NamedNode(XSD + "date"))
        elif parameter.kind == "relation":
            found[parameter.name] = node(relation_iri("consults"))
        else:
            found[parameter.name] = node(RUSSIA.id if parameter.name == "y" else IRAN.id)
        if parameter.optional and not optional:
            del found[parameter.name]
    return found


@pytest.mark.parametrize("few", [LISTED, JOINED])
@pytest.mark.parametrize("name", [query.name for query in list_queries()])
def test_every_named_query_keeps_its_columns_and_answers(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch, name: str, few: int
) -> None:
    monkeypatch.setattr(planning, "FEW", few)
    text = next(query.text for query in list_queries() if query.name == name)
    for optional in (False, True):
        values = values_for(name, optional=optional)
        plain = bind(text, values)
        planned = plan(graph, plain, values)
        before, after = evaluate(graph, plain), evaluate(graph, planned)
        assert planned != plain
        assert after.columns == before.columns
        assert sorted(after.texts()) == sorted(before.texts())


def test_what_an_actor_leaves_is_found_first_and_listed(graph: KnowledgeGraph) -> None:
    values = {"actor": node(IRAN.id)}
    within = "FILTER (!BOUND(?actor) || EXISTS { ?who kg:partOf* ?actor })"
    text = f"SELECT ?whom {{ ?claim rdf:subject/kg:canonical ?who ; rdf:object ?whom {within} }}"
    planned = plan(graph, bind(text, values), values)
    assert "VALUES ?claim {" in planned
    assert "EXISTS" not in planned


def test_what_a_constant_leaves_is_found_first_too(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "FEW", JOINED)
    within = "FILTER (?mode = kg:demanded || EXISTS { ?type rdfs:subPropertyOf* rel:requests })"
    planned = plan(graph, f"SELECT ?mode {{ ?claim kg:modality ?mode ; rdf:predicate ?type {within} }}", {})
    assert "{ SELECT DISTINCT ?claim { { ?claim kg:modality kg:demanded . } UNION {" in planned
    assert "EXISTS" not in planned


def test_what_lies_below_a_constant_is_read_once(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "FEW", JOINED)
    planned = plan(graph, "SELECT ?claim { ?claim rdf:predicate ?type . ?type rdfs:subPropertyOf* rel:assaults }", {})
    assert "{ SELECT ?type { ?type rdfs:subPropertyOf* rel:assaults . } }" in planned


def test_what_is_listed_stands_in_a_subquery_so_that_what_is_optional_is_read_once(graph: KnowledgeGraph) -> None:
    text = "SELECT ?label { ?claim kg:polarity kg:negated ; rdf:predicate ?type OPTIONAL { ?claim kg:date ?day } }"
    assert "{ SELECT ?claim { VALUES ?claim {" in plan(graph, text, {})


def test_what_nothing_narrows_is_read_predicate_by_predicate(graph: KnowledgeGraph) -> None:
    planned = plan(graph, "SELECT ?claim { ?claim rdf:subject/kg:canonical ?who ; kg:theme ?what }", {})
    assert "{ SELECT ?claim ?what { ?claim kg:theme ?what . } }" in planned
    assert planned.count("SELECT") == 4


def test_a_filter_within_what_is_optional_still_sees_what_is_around_it(graph: KnowledgeGraph) -> None:
    optional = "OPTIONAL { ?other kg:theme ?what FILTER (?other != ?claim) }"
    planned = plan(graph, f"SELECT ?claim {{ ?claim kg:theme ?what {optional} }}", {})
    assert "OPTIONAL { ?other kg:theme ?what FILTER (?other != ?claim) }" in planned


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?s { ?s rdf:subject|rdf:object ?o }",
        "SELECT ?s { ?s kg:theme [] }",
        "SELECT ?s { ?s kg:theme ?a, ?b }",
        "SELECT ?s { ?s kg:theme ?a MINUS { ?s kg:date ?b } }",
    ],
)
def test_what_is_written_otherwise_is_left_as_it_is(graph: KnowledgeGraph, text: str) -> None:
    assert plan(graph, text, {}) == text
