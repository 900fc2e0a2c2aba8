"""Decisions on who is the same: applied, undone, contradicting each other, in any order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.actors import find_actor
from kg.graph.claims import claims, claims_between, select
from kg.graph.decisions import Decision, Link, Verdict, groups
from kg.graph.derive import derive
from kg.graph.identities import canonical, read_decisions, write_decisions
from kg.graph.store import KnowledgeGraph, dump_nquads, open_graph
from kg.graph.validate import validate
from kg.graph.write import add_claims
from kg.networks import network
from kg.query import run_query
from kg.resources import BASE
from tests.graph.samples import IRAN, KNOWN, RUSSIA, USA, article, claim
from tests.identity.crowd import LAVROFF, LAVROV, NEWS, ZAREEF, ZARIF

ONE_ZARIF = Decision("Javad Zarif", "Jawad Zareef", "same", "A. Analyst", "2026-11-23", "same post", "d.csv:2")
ONE_LAVROV = Decision(LAVROV.id, "sergei lavroff", "same", "A. Analyst", place="d.csv:3")


def decided(*decisions: Decision) -> KnowledgeGraph:
    """The news with these decisions applied; the graph is valid."""
    graph = open_graph()
    add_claims(graph, NEWS)
    write_decisions(graph, decisions)
    derive(graph, KNOWN)
    assert [str(problem) for problem in validate(graph)] == []
    return graph


def edges(graph: KnowledgeGraph) -> set[tuple[str, str, str]]:
    return {(source, name, target) for source, target, name in network(graph).edges(keys=True)}


def test_joined_actors_are_one_node_in_relations_network_and_queries() -> None:
    graph = decided(ONE_ZARIF, ONE_LAVROV)
    assert canonical(graph) == {ZAREEF.id: ZARIF.id, LAVROV.id: LAVROFF.id}
    assert edges(graph) == {(ZARIF.id, "meetsWith", LAVROFF.id), (ZARIF.id, "accuses", USA.id)}
    pairs = {
        (row["a"], row["b"]) for row in select(graph, "SELECT ?a ?b { GRAPH kg:relations { ?a rel:meetsWith ?b } }")
    }
    assert pairs == {(ZARIF.id, LAVROFF.id), (LAVROFF.id, ZARIF.id)}
    assert {row.article for row in claims_between(graph, subject=ZARIF.id, relation="meetsWith")} == {"meeting", "call"}
    people = list(select(graph, "SELECT ?label { ?who a kg:Person ; rdfs:label ?label } ORDER BY ?label"))
    assert [row["label"] for row in people] == ["Javad Zarif", "Sergei Lavroff"]
    (row, *others) = run_query(graph, "claims-by-speaker", {"actor": "United States"}).rows
    assert others == []
    assert "Javad Zarif" in [term.value for term in row if term is not None]


def test_ids_in_claims_are_linked_and_never_rewritten() -> None:
    before = {claim.id for _, found in NEWS for claim in found}
    graph = decided(ONE_ZARIF)
    assert {claim.id for claim in claims(graph)} == before
    assert {row["s"] for row in select(graph, "SELECT ?s { ?claim rdf:subject ?s }")} == {ZARIF.id, ZAREEF.id}


def test_claim_and_denial_under_two_spellings_become_a_dispute() -> None:
    query = "SELECT ?who { ?d a kg:Dispute ; kg:disputedSubject ?who ; kg:disputedRelation rel:accuses }"
    assert list(select(decided(), query)) == []
    assert [row["who"] for row in select(decided(ONE_ZARIF), query)] == [ZARIF.id]


def test_actor_is_found_by_every_name_and_id_of_it() -> None:
    graph = decided(ONE_ZARIF)
    assert {find_actor(graph, name) for name in ("Javad Zarif", "Jawad Zareef", ZARIF.id, ZAREEF.id)} == {ZARIF.id}


def test_known_id_stands_for_ours() -> None:
    """Wikidata's id before any other, whichever comes first in the alphabet."""
    graph = decided(Decision("Jawad Zareef", "Iran", "same"))
    assert canonical(graph) == {ZAREEF.id: IRAN.id}


def test_fuller_name_stands_for_the_last_name_alone() -> None:
    last_name = replace(ZAREEF, id=BASE + "person/a-zareef", label="Zareef")
    read = article("short", "Zareef accused the United States.")
    graph = open_graph()
    add_claims(graph, [*NEWS, (read, [claim(read, "Zareef accused", last_name, "accuses", USA)])])
    outcome = derive(graph, KNOWN, decisions=[Decision("Zareef", "Jawad Zareef", "same")])
    assert outcome.joined == {last_name.id: ZAREEF.id}


def test_taking_a_line_out_gives_the_same_bytes_as_never_writing_it(tmp_path: Path) -> None:
    graph = decided(ONE_ZARIF, ONE_LAVROV)
    write_decisions(graph, [])
    derive(graph, KNOWN)
    without = dump_nquads(graph, tmp_path / "without.nq").read_bytes()
    assert without == dump_nquads(decided(), tmp_path / "never.nq").read_bytes()


def test_decisions_stay_in_the_graph_until_the_next_ones_take_their_place() -> None:
    graph = decided(ONE_ZARIF)
    derive(graph, KNOWN)
    assert read_decisions(graph) == [ONE_ZARIF]
    assert canonical(graph) == {ZAREEF.id: ZARIF.id}


def test_contradiction_is_named_with_both_lines_and_its_group_left_alone() -> None:
    graph = open_graph()
    add_claims(graph, NEWS)
    apart = Decision("Javad Zarif", "Jawad Zareef", "different", place="d.csv:9")
    outcome = derive(graph, KNOWN, decisions=[ONE_ZARIF, apart, ONE_LAVROV])
    assert list(map(str, outcome.contradictions)) == [
        "d.csv:9: 'Javad Zarif' and 'Jawad Zareef' are different, which contradicts d.csv:2 ('Javad Zarif' and "
        "'Jawad Zareef' are the same); none of these lines is applied: take one out"
    ]
    assert outcome.joined == {LAVROV.id: LAVROFF.id}


def test_different_through_a_third_is_a_contradiction_with_the_whole_way() -> None:
    a_b, b_c = Decision("a", "b", "same", place="f:1"), Decision("b", "c", "same", place="f:2")
    a_c = Decision("a", "c", "different", place="f:3")
    joined, contradictions = groups([Link(one.name, one.other, one) for one in (a_b, b_c, a_c)])
    assert joined == []
    assert [(it.different, it.same) for it in contradictions] == [(a_c, (a_b, b_c))]


def test_names_that_nobody_has_are_counted_and_the_rest_applied() -> None:
    graph = open_graph()
    add_claims(graph, NEWS)
    outcome = derive(graph, KNOWN, decisions=[Decision("Nobody Atall", "Iran", "same", place="d.csv:4"), ONE_ZARIF])
    assert outcome.unknown == ["d.csv:4: 'Nobody Atall' is not in the graph"]
    assert outcome.joined == {ZAREEF.id: ZARIF.id}


def test_two_of_one_spelling_can_not_be_kept_apart_where_they_have_one_id() -> None:
    graph = open_graph()
    add_claims(graph, NEWS)
    outcome = derive(graph, KNOWN, decisions=[Decision("Russia", RUSSIA.id, "different", place="d.csv:5")])
    assert outcome.unknown == [f"d.csv:5: 'Russia' and '{RUSSIA.id}' are one already when read, {RUSSIA.id}"]


NAMES = ["Javad Zarif", "Jawad Zareef", "Sergey Lavrov", "Sergei Lavroff", "United States", "Nobody Atall"]
VERDICTS: list[Verdict] = ["same", "different"]
LINES = st.lists(
    st.builds(Decision, st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(VERDICTS)), max_size=5
)


@settings(max_examples=25, deadline=None)
@given(LINES, st.randoms(use_true_random=False))
def test_order_of_lines_makes_no_difference(lines: list[Decision], random: Random) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)
    assert written(lines) == written(shuffled)


@settings(max_examples=15, deadline=None)
@given(LINES, st.builds(Decision, st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(VERDICTS)))
def test_adding_a_line_and_taking_it_out_gives_the_same_graph(lines: list[Decision], line: Decision) -> None:
    graph = open_graph()
    add_claims(graph, NEWS)
    for decisions in (lines, [*lines, line], lines):
        write_decisions(graph, decisions)
        derive(graph, KNOWN)
    assert sorted(map(str, graph.native)) == written(lines)


def written(decisions: list[Decision]) -> list[str]:
    """All statements of the graph with these decisions."""
    graph = open_graph()
    add_claims(graph, NEWS)
    write_decisions(graph, decisions)
    derive(graph, KNOWN)
    return sorted(map(str, graph.native))
