"""What follows from the claims."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import owlrl
import pytest
from rdflib import Graph, URIRef

from kg.errors import VocabularyError
from kg.graph.claims import select
from kg.graph.derive import derive, derived_graphs
from kg.graph.rules import rules
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import shorten
from kg.resources import ontology_path
from kg.vocabulary import RELATION
from tests.graph.samples import (
    ARTICLES,
    DEPARTMENT,
    DRONE_CLAIMS,
    DRONES,
    IRAN,
    IRAN_MINISTRY,
    KNOWN,
    RUSSIA,
    SAUDI_ARABIA,
    SHIPMENT_CLAIMS,
    SHIPMENTS,
    SPOKESWOMAN,
    TALK_CLAIMS,
    TALKS,
    USA,
    WAR,
    WAR_CLAIMS,
    Background,
    article,
    claim,
    graph_of,
)  # fmt: skip


def triples(graph: KnowledgeGraph, name: str) -> set[tuple[str, str, str]]:
    """Statements of a derived graph, by the labels of actors and the names of relations."""
    labels = {row["a"]: row["l"] for row in select(graph, "SELECT ?a ?l { ?a rdfs:label ?l }")}
    rows = select(graph, f"SELECT ?s ?r ?o {{ GRAPH kg:{name} {{ ?s ?r ?o }} }}")
    return {(labels[row["s"]], row["r"].removeprefix(RELATION), labels[row["o"]]) for row in rows}


def test_what_is_affirmed_as_actual_becomes_a_relation_with_its_parents() -> None:
    found = triples(graph_of((DRONES, DRONE_CLAIMS)), "relations")
    assert found == {
        ("Iran", "suppliesArmsTo", "Russia"), ("Iran", "suppliesSupportTo", "Russia"),
        ("United States", "sanctions", "Iran"), ("United States", "sanctions", "Russia"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "how", [{"polarity": "negated"}, {"modality": "planned"}, {"modality": "possible"}, {"modality": "demanded"}]
)
def test_what_is_denied_planned_possible_or_demanded_never_does(how: dict[str, str]) -> None:
    only = replace(DRONE_CLAIMS[0], **how)  # type: ignore[arg-type]
    assert triples(graph_of((DRONES, [only])), "relations") == set()
    assert triples(graph_of((DRONES, [only])), "stateRelations") == set()


def test_symmetric_and_inverse_relations_hold_from_both_sides() -> None:
    found = triples(graph_of((TALKS, TALK_CLAIMS)), "relations")
    assert {("Iran", "meetsWith", "Saudi Arabia"), ("Saudi Arabia", "meetsWith", "Iran")} <= found
    assert {("Iran", "consults", "Saudi Arabia"), ("Saudi Arabia", "cooperatesWith", "Iran")} <= found
    assert {("Iran", "visits", "China"), ("China", "hostsVisitBy", "Iran")} <= found
    assert ("Iran", "mediatesBetween", "China") not in found


def test_relations_are_what_an_owl_reasoner_makes_of_the_direct_ones() -> None:
    """kg:relations against the OWL 2 RL closure by owlrl of the same direct relations."""
    graph = graph_of(*ARTICLES)
    closure = Graph().parse(ontology_path("geopolitics.ttl"), format="turtle")
    direct = """SELECT ?s ?r ?o { ?claim rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?o ;
        kg:polarity kg:affirmed ; kg:modality kg:actual }"""
    for row in select(graph, direct):
        closure.add((URIRef(row["s"]), URIRef(row["r"]), URIRef(row["o"])))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closure)
    expected = {(str(s), str(r), str(o)) for s, r, o in closure if str(r).startswith(RELATION)}
    derived = {(row["s"], row["r"], row["o"]) for row in select(graph, "SELECT * { GRAPH kg:relations { ?s ?r ?o } }")}
    assert derived == expected


class TestRelationsBetweenStates:
    def test_what_an_army_or_spokeswoman_does_its_state_does(self) -> None:
        found = triples(graph_of((WAR, WAR_CLAIMS)), "stateRelations")
        assert {("Russia", "invades", "Ukraine"), ("Russia", "assaults", "Ukraine")} <= found
        assert ("United States", "accuses", "Russia") in found  # through the department that she speaks for

    def test_what_the_opposition_does_its_state_does_not(self) -> None:
        found = triples(graph_of((WAR, WAR_CLAIMS)), "stateRelations")
        assert ("Iran", "condemns", "Russia") not in found
        assert ("Iran", "arrests", "Iran") not in found

    def test_both_sides_at_once(self) -> None:
        read = article("row", "The Foreign Ministry accused the Example Department.")
        found = triples(
            graph_of((read, [claim(read, "accused", IRAN_MINISTRY, "accuses", DEPARTMENT)])), "stateRelations"
        )
        assert found == {
            ("Iran", "accuses", "Example Department"), ("Foreign Ministry of Iran", "accuses", "United States"),
            ("Iran", "accuses", "United States"),
        }  # fmt: skip

    def test_symmetric_relations_hold_from_both_sides(self) -> None:
        read = article("talk", "The Foreign Ministry met Saudi Arabia.")
        found = triples(
            graph_of((read, [claim(read, "met", IRAN_MINISTRY, "meetsWith", SAUDI_ARABIA)])), "stateRelations"
        )
        assert {("Iran", "meetsWith", "Saudi Arabia"), ("Saudi Arabia", "meetsWith", "Iran")} <= found

    def test_office_that_a_claim_gives_counts_where_the_article_names_nobody(self) -> None:
        read = article("post", "Ada Example is at the Example Department. She accused Russia.")
        person = replace(SPOKESWOMAN, part_of=None)
        said = [
            claim(read, "is at", person, "holdsOffice", DEPARTMENT),
            claim(read, "accused", person, "accuses", RUSSIA),
        ]
        found = triples(graph_of((read, said)), "stateRelations")
        assert found == {("United States", "accuses", "Russia")}

    def test_person_speaks_for_whom_the_article_says(self) -> None:
        """Who changed sides accuses for each in its own time only."""
        early, late = (
            article("early", "She accused Russia.", day="2020-01-01"),
            article("late", "She praised Russia.", day="2024-01-01"),
        )
        american, iranian = (replace(SPOKESWOMAN, part_of=state.id, country=state.country) for state in (USA, IRAN))
        found = triples(
            graph_of(
                (early, [claim(early, "accused", american, "accuses", RUSSIA)]),
                (late, [claim(late, "praised", iranian, "praises", RUSSIA)]),
            ),
            "stateRelations",
        )
        assert found == {
            ("United States", "accuses", "Russia"), ("Iran", "praises", "Russia"), ("Iran", "supports", "Russia"),
        }  # fmt: skip


class TestDisputes:
    DISPUTES = """SELECT ?subject ?relation ?object ?yes ?no { GRAPH kg:disputes {
        ?d a kg:Dispute ; kg:disputedSubject ?subject ;
        kg:disputedRelation ?relation ; kg:disputedObject ?object ; kg:affirmedBy ?yes ; kg:deniedBy ?no } }"""

    def test_both_sides_keep_their_claims(self) -> None:
        rows = list(select(graph_of((DRONES, DRONE_CLAIMS), (SHIPMENTS, SHIPMENT_CLAIMS)), self.DISPUTES))
        claimed = {f"claim:{one.id}" for one in (DRONE_CLAIMS[0], SHIPMENT_CLAIMS[0])}
        assert {shorten(row["yes"]) for row in rows} == claimed
        assert {shorten(row["no"]) for row in rows} == {f"claim:{DRONE_CLAIMS[1].id}"}
        assert {(row["subject"], shorten(row["relation"]), row["object"]) for row in rows} == {
            (IRAN.id, "rel:suppliesArmsTo", RUSSIA.id)
        }

    def test_who_contradicts_himself_is_in_no_dispute(self) -> None:
        same = [DRONE_CLAIMS[0], replace(DRONE_CLAIMS[1], attributed_to=DRONE_CLAIMS[0].attributed_to)]
        assert list(select(graph_of((DRONES, same)), self.DISPUTES)) == []

    def test_denying_a_plan_disputes_nothing_that_is(self) -> None:
        plan = replace(DRONE_CLAIMS[1], modality="planned")
        assert list(select(graph_of((DRONES, [DRONE_CLAIMS[0], plan])), self.DISPUTES)) == []

    def test_symmetric_relation_is_disputed_from_either_side(self) -> None:
        read = article("met", "Iran met Saudi Arabia. Riyadh denied that it had met Iran.")
        met = claim(read, "Iran met Saudi Arabia", IRAN, "meetsWith", SAUDI_ARABIA)
        denied = claim(read, "denied", SAUDI_ARABIA, "meetsWith", IRAN, polarity="negated", attributed_to=SAUDI_ARABIA)
        (row,) = select(graph_of((read, [met, denied])), self.DISPUTES)
        assert {row["subject"], row["object"]} == {IRAN.id, SAUDI_ARABIA.id}


class TestActors:
    def test_have_one_label_and_type_and_all_their_wholes(self) -> None:
        other = replace(IRAN_MINISTRY, label="Iran's Foreign Ministry")
        first, second = article("first", "The ministry met Russia."), article("second", "The ministry met Russia.")
        graph = graph_of(
            (first, [claim(first, "met", other, "meetsWith", RUSSIA)]),
            (second, [claim(second, "met", IRAN_MINISTRY, "meetsWith", RUSSIA)]),
        )
        (row,) = select(
            graph,
            f"SELECT * {{ <{IRAN_MINISTRY.id}> rdfs:label ?label ; a ?type ; kg:country ?country ; kg:partOf ?whole }}",
        )
        assert row == {"label": "Foreign Ministry of Iran", "type": "https://w3id.org/geopolitical-kg/GovernmentBody",
                       "country": "IRN", "whole": IRAN.id}  # fmt: skip

    def test_wholes_that_no_article_describes_come_from_the_gazetteer(self) -> None:
        accusation = [one for one in WAR_CLAIMS if one.relation == "accuses"]
        graph = graph_of((WAR, accusation))
        (row,) = select(
            graph,
            f"SELECT ?l ?whole {{ GRAPH kg:background {{ <{DEPARTMENT.id}> rdfs:label ?l ; kg:partOf ?whole }} }}",
        )
        assert row == {"l": "Example Department", "whole": USA.id}

    def test_terms_in_office_come_from_the_gazetteer(self) -> None:
        from kg.gazetteer.index import load_gazetteer
        from kg.graph.background import load_background

        holding = next(term for term in load_gazetteer().holders("Angela Merkel") if "hancellor" in term.office)
        read = article("merkel", "Angela Merkel met Russia.")
        graph = graph_of(
            (read, [claim(read, "met", holding.person, "meetsWith", RUSSIA)]), background=load_background()
        )
        rows = list(
            select(
                graph,
                "SELECT ?role { ?t a kg:TermOfOffice ; kg:holder/rdfs:label 'Angela Merkel' ; schema:roleName ?role }",
            )
        )
        assert holding.office in {row["role"] for row in rows}


class TestDeriving:
    def test_again_changes_nothing(self) -> None:
        graph = graph_of(*ARTICLES)
        before = set(graph.native)
        derive(graph, Background())
        derive(graph, KNOWN)
        assert set(graph.native) == before

    def test_touches_derived_graphs_only(self) -> None:
        alone = article("alone", "Ada Example accused Russia.")
        graph = graph_of(*ARTICLES[:2], (alone, [claim(alone, "accused", SPOKESWOMAN, "accuses", RUSSIA)]))
        names = {str(name) for name in graph.native.named_graphs()}
        read = {f"<https://w3id.org/geopolitical-kg/article/{name}>" for name in ("drones", "shipments", "alone")}
        assert read <= names <= read | {str(name) for name in derived_graphs()}

    def test_rules_run_in_the_order_of_their_numbers(self) -> None:
        assert [rule.name for rule in rules()] == sorted(rule.name for rule in rules())
        assert rules()[0].name == "10-actors"

    def test_rule_without_a_target_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "10-lost.rq").write_text("# title: Lost\n# description: No graph.\nCONSTRUCT WHERE { ?s ?p ?o }\n")
        with pytest.raises(VocabularyError, match=r"10-lost.rq: a rule needs a line `# graph: NAME`"):
            rules(tmp_path)
