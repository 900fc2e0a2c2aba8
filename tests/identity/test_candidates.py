"""Which actors are proposed as one, why, and in which order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kg.graph.decisions import Decision
from kg.graph.derive import derive
from kg.graph.identities import write_decisions
from kg.identity.candidates import candidates, propose
from kg.identity.overview import Seen
from kg.resources import BASE, WIKIDATA
from tests.graph.samples import IRAN, KNOWN, RUSSIA, USA, article, claim, graph_of
from tests.identity.crowd import LAVROFF, LAVROV, NEWS, ZAREEF, ZARIF


def test_spellings_of_one_person_are_proposed_with_reasons_best_first() -> None:
    found = [(it.actor.label, it.other.label, it.score, it.reasons) for it in candidates(graph_of(*NEWS))]
    assert found == [
        (
            "Javad Zarif",
            "Jawad Zareef",
            0.94,
            (
                "names alike (0.94)",
                "same state (IRN)",
                "same sector (GOV)",
                "speak for the same body",
                "1 shared neighbour",
                "1 of the same relations with the same actor",
                "never in one article",
            ),
        ),
        (
            "Sergei Lavroff",
            "Sergey Lavrov",
            0.9,
            (
                "names alike (0.94)",
                "same state (RUS)",
                "same sector (GOV)",
                "speak for the same body",
                "never in one article",
            ),
        ),
    ]


def test_decided_pairs_are_proposed_no_more() -> None:
    graph = graph_of(*NEWS)
    write_decisions(
        graph,
        [Decision(ZARIF.id, ZAREEF.id, "same"), Decision("Sergey Lavrov", "Sergei Lavroff", "different")],
    )
    derive(graph, KNOWN)
    assert candidates(graph) == []


def test_merging_one_pair_brings_another_nearer() -> None:
    graph = graph_of(*NEWS)
    (_, before) = candidates(graph)
    write_decisions(graph, [Decision(ZARIF.id, ZAREEF.id, "same")])
    derive(graph, KNOWN)
    (after,) = candidates(graph)
    assert {after.actor.id, after.other.id} == {LAVROV.id, LAVROFF.id} == {before.actor.id, before.other.id}
    assert after.score > before.score
    assert "1 shared neighbour" in after.reasons


def test_two_in_one_sentence_are_hardly_one() -> None:
    read = article("both", "Sergey Lavrov met Sergei Lavroff.")
    met = claim(read, "Sergey Lavrov met Sergei Lavroff", LAVROV, "meetsWith", LAVROFF)
    assert candidates(graph_of((read, [met]))) == []
    also = article("also", "Sergey Lavrov left Russia. Sergei Lavroff came to Russia.")
    visits = [
        claim(also, "Sergey Lavrov left Russia", LAVROV, "accuses", RUSSIA),
        replace(claim(also, "Sergei Lavroff came to Russia", LAVROFF, "visits", RUSSIA)),
    ]
    (found,) = candidates(graph_of((also, visits)))
    assert "both named in 1 article" in found.reasons


def test_namesakes_of_other_states_and_kinds_are_not_proposed() -> None:
    elsewhere = replace(ZAREEF, country="IRQ", part_of=None)
    company = replace(ZAREEF, id=BASE + "entity/javad-zarif-co", label="Javad Zarif", type="Company")
    read = article("all", "One accused the other.")
    for other in (elsewhere, company):
        made = [claim(read, "One accused", ZARIF, "accuses", USA), claim(read, "the other", IRAN, "accuses", other)]
        assert candidates(graph_of((read, made))) == []


def test_what_sources_keep_apart_is_not_proposed() -> None:
    pair = {
        iri: Seen(iri, "Hamas Union", "Organisation", "IRN", claims=1, articles=Counter({iri[-1]: 1}))
        for iri in ("x:1", "x:2", WIKIDATA + "Q3", WIKIDATA + "Q4")
    }
    found = {(it.actor.id, it.other.id) for it in propose(pair, known=frozenset({"x:1", "x:2"}))}
    assert found == {
        (WIKIDATA + "Q3", "x:1"),
        (WIKIDATA + "Q3", "x:2"),
        (WIKIDATA + "Q4", "x:1"),
        (WIKIDATA + "Q4", "x:2"),
    }


def test_a_thousand_of_one_name_are_not_all_compared() -> None:
    crowd = {f"x:{number:04}": Seen(f"x:{number:04}", "Ali Example", "Person", "IRN") for number in range(1000)}
    found = propose(crowd)
    assert 1000 < len(found) < 1000 * 10
    assert found == propose(dict(reversed(crowd.items())))
