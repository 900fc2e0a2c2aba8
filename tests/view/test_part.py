"""The best-evidenced part of a graph that is too large to be shown at once."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.graph.claims import claims_where, values
from kg.graph.store import KnowledgeGraph
from kg.model import Article, Entity
from kg.resources import BASE, WIKIDATA
from kg.view import page_html, part
from tests.graph.samples import ARTICLES, CHINA, IRAN, graph_of
from tests.view.news import claim
from tests.view.news import graph_of as news_graph

CHAD = Entity(WIKIDATA + "Q657", "Chad", "Country", "TCD")
TOGO = Entity(WIKIDATA + "Q945", "Togo", "Country", "TGO")
BENIN = Entity(WIKIDATA + "Q962", "Benin", "Country", "BEN")


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return graph_of(*ARTICLES)


def relations(graph: KnowledgeGraph, claims: tuple[str, ...]) -> set[tuple[str, str, str]]:
    """Subject, relation and object of claims, in words."""
    rows = claims_where(graph, values("claim", claims))
    return {(row.subject_label, row.relation, row.object_label) for row in rows}


def test_a_small_graph_is_shown_whole(graph: KnowledgeGraph) -> None:
    assert part.best_part(graph, 1) is None


def test_of_a_large_one_the_relation_with_most_behind_it_comes_first(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(part, "LARGE", 1)
    found = part.best_part(graph, 1)
    assert found is not None
    assert found.relations == 1
    assert ("Iran", "suppliesArmsTo", "Russia") in relations(graph, found.claims)


def test_parts_count_as_their_state_where_the_page_opens_on_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """One who acts for Chad in each report: as said three relations of one report each, of the state one of three."""
    forces = [
        Entity(f"{BASE}entity/{name}", name, "GovernmentBody", "TCD", "MIL", CHAD.id)
        for name in ("Army", "Fleet", "Guard")
    ]
    told = []
    for number, force in enumerate(forces):
        report = Article(
            f"report-{number}", f"It was on day {number} that the {force.label} raided the harbour of Togo."
        )
        told.append((report, [claim(report, f"the {force.label} raided the harbour of Togo", force, "attacks", TOGO)]))
    for number in range(2):
        report = Article(f"visit-{number}", f"In week {number} Benin visited Togo, said paper {number}.")
        told.append((report, [claim(report, "Benin visited Togo", BENIN, "visits", TOGO)]))
    graph = news_graph(told)
    monkeypatch.setattr(part, "LARGE", 1)
    as_said, of_states = (part.best_part(graph, 1, level=level) for level in ("said", "state"))
    assert as_said is not None
    assert of_states is not None
    assert {relation for _, relation, _ in relations(graph, as_said.claims)} == {"visits"}
    assert relations(graph, of_states.claims) == {(name, "attacks", "Togo") for name in ("Army", "Fleet", "Guard")}


def test_an_actor_and_days_narrow_it(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "LARGE", 1)
    of_china = part.best_part(graph, 100, focus=CHINA.id)
    assert of_china is not None
    assert of_china.claims
    assert all("China" in (one, other) for one, _, other in relations(graph, of_china.claims))
    later = part.best_part(graph, 100, focus=IRAN.id, since=dt.date(2100, 1, 1))
    assert later is not None
    assert later.claims == ()


def test_the_page_says_that_it_holds_a_part(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "LARGE", 1)
    assert "the 1 best-evidenced relations, with up to 6 claims of each: 2 actors" in page_html(graph, most_relations=1)
    assert "best-evidenced relations" not in page_html(graph)
