"""The network of actors."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.graph.store import KnowledgeGraph
from kg.networks import network
from kg.partial_date import PartialDate
from tests.graph.samples import (
    ARTICLES,
    CHINA,
    DRONE_CLAIMS,
    EU,
    IRAN,
    IRAN_MINISTRY,
    IRAN_OPPOSITION,
    RUSSIA,
    SAUDI_ARABIA,
    SHIPMENT_CLAIMS,
    UKRAINE,
    USA,
    article,
    claim,
    graph_of,
)  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return graph_of(*ARTICLES)


def test_edge_says_how_often_by_whom_since_when_and_how_far_denied(graph: KnowledgeGraph) -> None:
    assert network(graph).edges[IRAN.id, RUSSIA.id, "suppliesArmsTo"] == {
        "claims": 3, "sources": 2, "origins": 2, "first": PartialDate(2023, 2, 26), "last": PartialDate(2023, 5, 4),
        "affirmed": 2, "negated": 1, "actual": 2, "planned": 0, "possible": 0, "demanded": 0,
        "standing": "disputed", "share_denied": 1 / 3,
        "quad": "material cooperation", "plover": "AID",
        "claim_ids": sorted(one.id for one in (DRONE_CLAIMS[0], DRONE_CLAIMS[1], SHIPMENT_CLAIMS[0])),
    }  # fmt: skip


def test_node_says_who_it_is(graph: KnowledgeGraph) -> None:
    found = network(graph)
    assert found.nodes[IRAN.id] == {"label": "Iran", "type": "Country", "country": "IRN", "sector": None}
    assert found.nodes[IRAN_OPPOSITION.id] == {
        "label": "Iranian opposition", "type": "RoleActor", "country": "IRN", "sector": "OPP",
    }  # fmt: skip


def test_speakers_that_do_nothing_are_no_nodes(graph: KnowledgeGraph) -> None:
    assert IRAN_MINISTRY.id not in network(graph)


def test_what_is_only_denied_or_planned_is_there_and_marked() -> None:
    read = article("only", "Iran did not arm Russia. Russia will arm Iran.")
    found = network(
        graph_of(
            (read, [
                claim(read, "did not arm", IRAN, "suppliesArmsTo", RUSSIA, polarity="negated"),
                claim(read, "will arm", RUSSIA, "suppliesArmsTo", IRAN, modality="planned"),
            ])
        )
    )  # fmt: skip
    denied, planned = (
        found.edges[IRAN.id, RUSSIA.id, "suppliesArmsTo"],
        found.edges[RUSSIA.id, IRAN.id, "suppliesArmsTo"],
    )
    assert (denied["share_denied"], denied["actual"]) == (1.0, 0)
    assert (planned["share_denied"], planned["actual"], planned["first"]) == (0.0, 0, None)


def test_symmetric_relation_is_one_edge() -> None:
    read = article("met", "Iran met Saudi Arabia, and Saudi Arabia met Iran.")
    both = [
        claim(read, "Iran met Saudi Arabia", IRAN, "meetsWith", SAUDI_ARABIA),
        claim(read, "Saudi Arabia met Iran", SAUDI_ARABIA, "meetsWith", IRAN),
    ]
    found = network(graph_of((read, both)))
    (edge,) = found.edges(keys=True, data="claims")
    assert edge == (*sorted((IRAN.id, SAUDI_ARABIA.id)), "meetsWith", 2)


@pytest.mark.parametrize(("url", "sources"), [(None, 2), ("https://news.example.org/a", 1)])
def test_article_without_a_source_counts_as_its_own_or_by_its_host(url: str | None, sources: int) -> None:
    read = [replace(article(name, "Iran armed Russia."), url=url) for name in ("one", "other")]
    found = network(graph_of(*((one, [claim(one, "armed", IRAN, "suppliesArmsTo", RUSSIA)]) for one in read)))
    assert found.edges[IRAN.id, RUSSIA.id, "suppliesArmsTo"]["sources"] == sources


def test_dates_are_included_and_what_has_none_is_left_out() -> None:
    read = article("undated", "Iran armed Russia.")
    graph = graph_of(*ARTICLES, (read, [claim(read, "armed", IRAN, "suppliesArmsTo", RUSSIA)]))
    found = network(graph, since=dt.date(2022, 2, 24), until=dt.date(2023, 2, 26))
    assert found.edges[IRAN.id, RUSSIA.id, "suppliesArmsTo"]["claims"] == 2
    days = [data["last"] for _, _, data in found.edges(data=True)]
    assert (min(days), max(days)) == (PartialDate(2022, 2, 24), PartialDate(2023, 2, 26))


def test_event_counts_on_its_own_day_not_on_that_of_the_article(graph: KnowledgeGraph) -> None:
    assert network(graph, since=dt.date(2022, 2, 24), until=dt.date(2022, 2, 24)).number_of_edges() == 1


def test_relation_stands_for_those_below_it(graph: KnowledgeGraph) -> None:
    found = network(graph, relation="suppliesSupportTo")
    assert {key for _, _, key in found.edges(keys=True)} == {"suppliesArmsTo", "givesEconomicAidTo"}
    assert set(found) == {IRAN.id, RUSSIA.id, SAUDI_ARABIA.id}


def test_focus_keeps_what_concerns_an_actor_and_those_who_belong_to_it(graph: KnowledgeGraph) -> None:
    found = network(graph, focus="Tehran")
    assert all({IRAN.id, IRAN_OPPOSITION.id} & {source, target} for source, target in found.edges())
    assert found.has_edge(IRAN_OPPOSITION.id, RUSSIA.id, "condemns")
    assert set(found) == {IRAN.id, RUSSIA.id, USA.id, EU.id, SAUDI_ARABIA.id, CHINA.id, IRAN_OPPOSITION.id}
    assert UKRAINE.id not in found


def test_same_graph_gives_the_same_network_in_the_same_order(graph: KnowledgeGraph) -> None:
    other = network(graph_of(*ARTICLES[::-1]))
    assert list(network(graph).edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert list(network(graph).nodes(data=True)) == list(other.nodes(data=True))


def test_unknown_relation_is_named(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="no relation is called 'befriends'"):
        network(graph, relation="befriends")
