"""What else is known of an actor: its names in articles, its offices, what it belongs to."""

from __future__ import annotations

import datetime as dt

from kg.gazetteer.index import Holding
from kg.graph.background import Background
from kg.graph.derive import derive
from kg.view.facts import Facts, actor_facts
from tests.view.news import ARMS, MINISTER, OSTLAND, VARNIA, claim, graph_of


def test_names_are_what_articles_call_an_actor_and_never_a_pronoun() -> None:
    said = [
        claim(
            ARMS, "Varnia supplied", VARNIA, "suppliesArmsTo", OSTLAND, subject_text="The Varnians", object_text="It"
        ),
        claim(ARMS, "Varnia never", VARNIA, "suppliesArmsTo", OSTLAND, subject_text="The Varnians", object_text="it"),
        claim(ARMS, "Ostland will", OSTLAND, "praises", VARNIA, subject_text="Ostlanders", object_text="Port Varn"),
    ]
    facts = actor_facts(graph_of([(ARMS, said)]))
    assert facts[VARNIA.id].names == ("The Varnians", "Port Varn")
    assert facts[OSTLAND.id].names == ("Ostlanders",)


def test_offices_come_with_their_terms() -> None:
    graph = graph_of([(ARMS, [claim(ARMS, "Ada Mole", MINISTER, "accuses", OSTLAND)])])
    term = Holding(MINISTER, "foreign minister", "VRN", dt.date(2020, 5, 1), None)
    derive(graph, Background({VARNIA.id: VARNIA}, lambda name: [term] if name == "Ada Mole" else []))
    assert actor_facts(graph)[MINISTER.id] == Facts(
        (), ("Belongs to Varnia", "foreign minister, Varnia (since 2020-05-01)")
    )
