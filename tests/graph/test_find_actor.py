"""Whom a user means by a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.graph.actors import find_actor
from kg.model import Entity
from kg.resources import BASE, WIKIDATA
from tests.graph.samples import ARTICLES, EU, IRAN, RUSSIA, SAUDI_ARABIA, article, claim, graph_of


@pytest.mark.parametrize(
    "text",
    ["Iran", "iran", " IRN ", "Q794", "wd:Q794", IRAN.id, f"<{IRAN.id}>", "Tehran", "the Islamic Republic of Iran"],
)
def test_iran_by_any_name(text: str) -> None:
    assert find_actor(graph_of(*ARTICLES), text) == IRAN.id


def test_body_by_its_label_and_by_its_prefixed_iri() -> None:
    graph = graph_of(*ARTICLES)
    assert find_actor(graph, "European Union") == find_actor(graph, "entity:eu") == EU.id


def test_capital_means_its_state_even_where_the_graph_has_the_city() -> None:
    city = Entity(BASE + "entity/tehran", "Tehran", "Place", "IRN")
    read = article("strike", "Russia struck Tehran.")
    graph = graph_of((read, [claim(read, "struck", RUSSIA, "bombs", city)]))
    assert find_actor(graph, "Tehran") == IRAN.id


def test_actor_that_the_graph_does_not_have_is_still_meant() -> None:
    assert find_actor(graph_of(), "Saudi Arabia") == SAUDI_ARABIA.id
    assert find_actor(graph_of(), "Q42") == WIKIDATA + "Q42"


def test_near_names_are_offered() -> None:
    with pytest.raises(QueryError, match=r"no actor is called 'Irann'; did you mean Iran\?"):
        find_actor(graph_of(*ARTICLES), "Irann")
    with pytest.raises(QueryError, match=r"no actor is called 'xyzzy'; `kg query DIR most-active-actors` shows"):
        find_actor(graph_of(*ARTICLES), "xyzzy")


def test_two_of_one_name_are_told_apart_by_iri() -> None:
    read = article("two", "One met the other.")
    one, other = (Entity(f"{BASE}entity/union-{name}", "Zanzibar Union", "Organisation") for name in "ab")
    graph = graph_of((read, [claim(read, "met", one, "meetsWith", replace(other))]))
    with pytest.raises(QueryError, match=r"means 2 actors; give the IRI of one: .*union-a, .*union-b"):
        find_actor(graph, "Zanzibar Union")
