"""Actors as said, or rolled up to the state or body that they act for: in rules, queries, networks and exports."""

from __future__ import annotations

import io

import pytest

from kg.errors import QueryError, StoreError
from kg.export import export
from kg.graph.claims import claims_between, select
from kg.graph.levels import at_level, known_level
from kg.graph.stand_ins import counts_for
from kg.graph.store import KnowledgeGraph
from kg.model import Article, Claim, Entity
from kg.networks import network
from kg.query import list_queries, run_query
from kg.relation_history import relations
from kg.resources import BASE
from tests.graph.samples import (
    ARTICLES,
    EU,
    IRAN,
    IRAN_MINISTRY,
    IRAN_OPPOSITION,
    RUSSIA,
    RUSSIAN_ARMY,
    SPOKESWOMAN,
    UKRAINE,
    US_OFFICIALS,
    USA,
    article,
    claim,
    graph_of,
)

COMMISSION = Entity(BASE + "entity/commission", "Commission", "Organisation", sector="IGO", part_of=EU.id)
COMMISSIONER = Entity(BASE + "person/commissioner", "Bo Example", "Person", sector="IGO", part_of=COMMISSION.id)
PORT = Entity(BASE + "place/port", "Port", "Place", "UKR", part_of=UKRAINE.id)


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return graph_of(*ARTICLES)


def one(
    identifier: str, subject: Entity, relation: str, target: Entity, **fields: object
) -> tuple[Article, list[Claim]]:
    read = article(identifier, f"So it went in {identifier}.", day=str(fields.pop("day", "2024-01-01")))
    return read, [claim(read, "So it went", subject, relation, target, **fields)]


@pytest.mark.parametrize(
    ("actor", "state"),
    [(RUSSIAN_ARMY, RUSSIA), (RUSSIA, RUSSIA), (IRAN_MINISTRY, IRAN), (SPOKESWOMAN, USA),
     (IRAN_OPPOSITION, IRAN_OPPOSITION), (COMMISSION, EU), (COMMISSIONER, EU), (PORT, UKRAINE)],
    ids=lambda actor: actor.label,
)  # fmt: skip
def test_who_acts_for_a_state_or_body_stands_for_it(actor: Entity, state: Entity) -> None:
    graph = graph_of(
        one("a", actor, "meetsWith", US_OFFICIALS), one("b", COMMISSION, "praises", EU),
        one("c", UKRAINE, "praises", USA), one("d", RUSSIA, "praises", IRAN),
    )  # fmt: skip
    assert counts_for(graph, actor.id) == state.id


def test_parts_of_a_state_are_one_row_or_each_their_own() -> None:
    graph = graph_of(one("a", RUSSIAN_ARMY, "attacks", UKRAINE), one("b", RUSSIA, "attacks", UKRAINE))
    said = run_query(graph, "relations-between", {"since": "2024-01-01", "until": "2024-12-31"}).texts()
    assert [row[:5] for row in said] == [
        ("Russia", "attacks", "Ukraine", "1", "1"), ("Russian military", "attacks", "Ukraine", "1", "1"),
    ]  # fmt: skip
    rolled = run_query(graph, "relations-between", {"since": "2024-01-01", "until": "2024-12-31"}, level="state")
    assert [row[:5] for row in rolled.texts()] == [("Russia", "attacks", "Ukraine", "1", "2")]  # one deed, said twice


def test_an_actor_given_by_name_is_rolled_up_too(graph: KnowledgeGraph) -> None:
    rows = run_query(graph, "neighbours", {"actor": "Russian military"}, level="state").texts()
    assert rows == run_query(graph, "neighbours", {"actor": "Russia"}, level="state").texts() != []


@pytest.mark.parametrize("name", [query.name for query in list_queries()])
def test_each_named_query_can_be_asked_of_states(graph: KnowledgeGraph, name: str) -> None:
    given = {"since": "2020-01-01", "until": "2030-01-01", "day": "2023-06-01", "relation": "consults"}
    query = next(query for query in list_queries() if query.name == name)
    needed = {one.name: given.get(one.name, "Iran") for one in query.parameters if not one.optional}
    run_query(graph, name, needed, level="state")


def test_a_state_is_contradicted_by_what_is_said_of_its_army() -> None:
    graph = graph_of(
        one("a", RUSSIAN_ARMY, "attacks", UKRAINE, attributed_to=US_OFFICIALS),
        one("b", RUSSIA, "attacks", UKRAINE, polarity="negated", attributed_to=IRAN_MINISTRY),
    )
    assert run_query(graph, "disputed-claims").rows == ()
    ((subject, relation, target, affirms, _, denies, *_),) = run_query(graph, "disputed-claims", level="state").texts()
    assert (subject, relation, target, affirms, denies) == ("Russia", "attacks", "Ukraine", "United States", "Iran")


def test_what_a_ministry_began_its_state_can_end() -> None:
    graph = graph_of(
        one("a", US_OFFICIALS, "sanctions", IRAN, day="2020-01-01"),
        one("b", USA, "liftsSanctionsOn", IRAN, day="2021-01-01"),
    )
    assert run_query(graph, "successions").rows == ()
    ((who, _, whom, began, until, *_),) = run_query(graph, "successions", level="state").texts()
    assert (who, whom, began, until) == ("United States", "Iran", "2020-01-01", "2021-01-01")


def test_network_of_states_leaves_out_what_stays_within_one() -> None:
    graph = graph_of(one("a", RUSSIAN_ARMY, "attacks", UKRAINE), one("b", RUSSIAN_ARMY, "defies", RUSSIA))
    assert {(one, other) for one, other in network(graph, level="state").edges()} == {(RUSSIA.id, UKRAINE.id)}
    assert len(network(graph).edges()) == 2


def test_relations_and_claims_of_states(graph: KnowledgeGraph) -> None:
    held = relations(graph, relation="invades", level="state")
    assert [(one.subject_label, one.object_label) for one in held] == [("Russia", "Ukraine")]
    rows = claims_between(graph, RUSSIA.id, UKRAINE.id, "invades", level="state")
    assert [(row.subject, row.subject_label) for row in rows] == [(RUSSIA.id, "Russia")]
    assert claims_between(graph, RUSSIA.id, UKRAINE.id, "invades") == []


def test_speakers_of_rolled_up_claims_stay_as_said(graph: KnowledgeGraph) -> None:
    rows = claims_between(graph, IRAN.id, RUSSIA.id, "suppliesArmsTo", level="state")
    assert {row.speaker for row in rows} == {"US officials", "Foreign Ministry of Iran", None}
    assert US_OFFICIALS.id in {row.speaker_id for row in rows}


@pytest.mark.parametrize("format", ["graphml", "gexf", "csv", "followthemoney"])
def test_exports_of_states_have_no_armies_in_their_claims(format: str) -> None:
    graph = graph_of(one("a", RUSSIAN_ARMY, "attacks", UKRAINE))
    said, rolled = io.BytesIO(), io.BytesIO()
    export(graph, format, said)
    export(graph, format, rolled, level="state")
    assert said.getvalue() != rolled.getvalue()
    assert RUSSIA.id.rsplit("/", 1)[-1].encode() in rolled.getvalue()


def test_rdf_holds_both_levels_and_is_not_rolled_up() -> None:
    with pytest.raises(StoreError, match="one level"):
        export(graph_of(one("a", RUSSIAN_ARMY, "attacks", UKRAINE)), "trig", io.BytesIO(), level="state")


def test_every_description_stands_for_one_actor(graph: KnowledgeGraph) -> None:
    rows = list(select(graph, "SELECT ?d (COUNT(?s) AS ?n) { ?d kg:describes ?a . ?d kg:standsFor ?s } GROUP BY ?d"))
    assert {row["n"] for row in rows} == {"1"}


def test_level_changes_whole_words_only() -> None:
    assert at_level("?c rdf:subject/kg:canonical ?s ; kg:statementOf ?x", "state") == (
        "?c kg:subjectAs/kg:standsFor ?s ; kg:statementOf ?x"
    )
    with pytest.raises(QueryError, match="write said or state"):
        known_level("country")
