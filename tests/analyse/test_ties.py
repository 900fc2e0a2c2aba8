"""From claims to ties: what counts, for whom, and how much; and the command."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.analyse.report import METHODS, Question, report
from kg.analyse.ties import signed_graph, ties
from kg.cli import main
from kg.errors import QueryError
from kg.gazetteer.index import load_gazetteer
from kg.graph.derive import derive
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.write import add_claims
from kg.model import Article, Claim, Entity
from kg.resources import BASE
from tests.graph.samples import (
    CHINA,
    EU,
    IRAN,
    IRAN_OPPOSITION,
    KNOWN,
    RUSSIA,
    RUSSIAN_ARMY,
    SAUDI_ARABIA,
    UKRAINE,
    USA,
    article,
    claim,
)


def graph_of(*read: tuple[Article, list[Claim]]) -> KnowledgeGraph:
    graph = open_graph()
    add_claims(graph, read)
    derive(graph, KNOWN)
    return graph


def said(identifier: str, day: str, source: str, *facts: tuple[object, ...]) -> tuple[Article, list[Claim]]:
    """An article with a sentence for each (subject, relation, object)."""
    read = article(
        identifier, " ".join(f"Fact {n} of {identifier}." for n in range(len(facts))), day=day, source=source
    )
    return read, [
        claim(read, f"Fact {n} of {identifier}.", one, relation, other, **dict(fields))  # type: ignore[arg-type]
        for n, (one, relation, other, *fields) in enumerate(facts)
    ]


def weights(graph: KnowledgeGraph, **options: object) -> dict[tuple[str, str], float]:
    return {(tie.one_label, tie.other_label): tie.weight for tie in ties(graph, **options)}  # type: ignore[arg-type]


def sums(graph: KnowledgeGraph) -> dict[frozenset[str], tuple[float, float]]:
    return {frozenset({tie.one_label, tie.other_label}): (tie.positive, tie.negative) for tie in ties(graph)}


def test_cooperation_is_positive_conflict_negative_and_deeds_weigh_twice_as_much() -> None:
    graph = graph_of(said("a", "2024-01-01", "Wire", (IRAN, "praises", CHINA), (IRAN, "suppliesArmsTo", RUSSIA),
                          (USA, "accuses", IRAN), (USA, "sanctions", RUSSIA)))  # fmt: skip
    assert sums(graph) == {
        frozenset({"Iran", "China"}): (1.0, 0.0), frozenset({"Iran", "Russia"}): (2.0, 0.0),
        frozenset({"Iran", "United States"}): (0.0, 1.0), frozenset({"Russia", "United States"}): (0.0, 2.0),
    }  # fmt: skip


def test_weight_is_the_log_ratio_of_cooperation_to_conflict() -> None:
    graph = graph_of(said("a", "2024-01-01", "Wire", (IRAN, "suppliesArmsTo", RUSSIA), (IRAN, "praises", RUSSIA),
                          (RUSSIA, "accuses", IRAN)))  # fmt: skip
    assert list(weights(graph).values()) == [1.0]  # log2((1 + 3) / (1 + 1))


def test_rivals_meet_ask_and_concede_without_becoming_friends() -> None:
    graph = graph_of(said("a", "2024-01-01", "Wire", (USA, "meetsWith", IRAN), (USA, "urges", IRAN),
                          (USA, "liftsSanctionsOn", IRAN), (IRAN, "releases", USA)))  # fmt: skip
    assert weights(graph) == {}


@pytest.mark.parametrize("field", [{"polarity": "negated"}, {"modality": "planned"}, {"modality": "demanded"}])
def test_what_is_denied_planned_or_demanded_does_not_count(field: dict[str, str]) -> None:
    assert weights(graph_of(said("a", "2024-01-01", "Wire", (IRAN, "suppliesArmsTo", RUSSIA, *field.items())))) == {}


def test_a_deed_counts_once_whatever_the_number_of_reports() -> None:
    one = said("a", "2024-01-01", "Wire", (USA, "sanctions", IRAN))
    again = said("b", "2024-01-01", "Herald", (USA, "sanctions", IRAN))
    next_day = said("c", "2024-01-02", "Wire", (USA, "sanctions", IRAN))
    (tie,) = ties(graph_of(one, again, next_day), half_life=None)
    assert (tie.negative, tie.deeds, tie.reports, len(tie.claims)) == (4.0, 2, 3, 3)


def test_what_is_only_referred_to_is_no_deed() -> None:
    read, found = said("a", "2024-01-01", "Wire", (USA, "sanctions", IRAN))
    assert ties(graph_of((read, [replace(one, reported=False) for one in found]))) == []


def test_reprints_are_one_report() -> None:
    text = "The council sat for nine hours and rose without a vote, to nobody's surprise. America sanctioned Iran."
    papers = []
    for source in ("Wire", "Herald", "Courier"):
        read = article(f"in the {source}", text, day="2024-01-01", source=source)
        papers.append((read, [claim(read, "America sanctioned Iran", USA, "sanctions", IRAN)]))
    (tie,) = ties(graph_of(*papers))
    assert (tie.deeds, tie.reports) == (1, 1)


def test_what_is_a_half_life_older_than_the_newest_counts_half() -> None:
    graph = graph_of(said("a", "2023-01-01", "Wire", (USA, "accuses", IRAN)),
                     said("b", "2024-01-01", "Herald", (RUSSIA, "accuses", UKRAINE)))  # fmt: skip
    assert sorted(one.negative for one in ties(graph, half_life=365)) == [0.5, 1.0]
    assert sorted(one.negative for one in ties(graph, half_life=None)) == [1.0, 1.0]


def test_armies_count_for_their_state_or_stand_for_themselves() -> None:
    graph = graph_of(said("a", "2024-01-01", "Wire", (RUSSIAN_ARMY, "invades", UKRAINE), (USA, "accuses", RUSSIA)))
    assert {label for pair in weights(graph) for label in pair} == {"Russia", "Ukraine", "United States"}
    assert "Russian military" in {label for pair in weights(graph, level="said") for label in pair}


def test_whoever_acts_for_a_state_is_found_by_its_ties() -> None:
    graph = graph_of(said("a", "2024-01-01", "Wire", (RUSSIAN_ARMY, "invades", UKRAINE)))
    for name in ("Russia", "Russian military"):
        ((one, other, *_),) = report(graph, "signed", Question(actors=(name,))).texts()
        assert {one, other} == {"Russia", "Ukraine"}


def test_rebels_and_opposition_do_not_count_for_their_state() -> None:
    graph = graph_of(said("a", "2024-01-01", "Wire", (IRAN_OPPOSITION, "condemns", RUSSIA)))
    assert {label for pair in weights(graph) for label in pair} == {"Iranian opposition", "Russia"}


UKRAINIANS = Entity(BASE + "entity/ukr-cvl", "Ukrainian civilians", "RoleActor", "UKR", "CVL", UKRAINE.id)


def test_civilians_attacked_by_another_state_are_harm_to_their_own() -> None:
    graph = graph_of(said("a", "2024-01-01", "Wire", (RUSSIA, "kills", UKRAINIANS), (RUSSIA, "accuses", UKRAINIANS)))
    assert sums(graph) == {
        frozenset({"Russia", "Ukraine"}): (0.0, 2.0), frozenset({"Russia", "Ukrainian civilians"}): (0.0, 1.0),
    }  # fmt: skip


def test_span_keeps_what_happened_within() -> None:
    graph = graph_of(said("a", "2023-01-01", "Wire", (USA, "accuses", IRAN)),
                     said("b", "2024-01-01", "Herald", (RUSSIA, "accuses", UKRAINE)))  # fmt: skip
    (tie,) = ties(graph, since=dt.date(2023, 6, 1))
    assert {tie.one_label, tie.other_label} == {"Russia", "Ukraine"}
    assert len(tie.claims) == 1
    assert signed_graph([tie])[tie.one][tie.other]["sign"] == -1


FRANCE, POLAND, BELARUS = map(load_gazetteer().country, ("FRA", "POL", "BLR"))
NEWS = (
    said("a", "2023-01-01", "Wire", (IRAN, "cooperatesWith", RUSSIA), (USA, "sanctions", IRAN),
         (USA, "sanctions", RUSSIA), (CHINA, "praises", SAUDI_ARABIA), (CHINA, "praises", IRAN)),
    said("b", "2024-05-01", "Herald", (IRAN, "praises", SAUDI_ARABIA), (USA, "cooperatesWith", SAUDI_ARABIA),
         (USA, "sanctions", IRAN)),
)  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
def test_each_row_names_the_claims_that_it_rests_on(method: str) -> None:
    graph = graph_of(*NEWS)
    table = report(graph, method, Question(actors=("Iran", "Russia") if method == "alignment" else ()))
    assert table.rows
    for row in table.texts():
        identifiers = row[-1].split()
        assert len(identifiers) == int(row[-2]) > 0
        assert all(identifier.startswith("https://w3id.org/geopolitical-kg/claim/") for identifier in identifiers)


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_graph_says_so_kindly(method: str) -> None:
    if method == "alignment":
        with pytest.raises(QueryError, match="give --actor twice"):
            report(graph_of(), method, Question())
    else:
        table = report(graph_of(), method, Question())
        assert table.rows == ()
        assert table.note


def test_by_year_each_year_stands_for_itself() -> None:
    table = report(graph_of(*NEWS), "signed", Question(by_year=True))
    assert table.columns[0] == "year"
    pairs = {(row[0], frozenset(row[1:3])) for row in table.texts()}
    assert ("2023", frozenset({"Iran", "Russia"})) in pairs
    assert ("2024", frozenset({"Iran", "Russia"})) not in pairs
    assert ("2024", frozenset({"Saudi Arabia", "United States"})) in pairs
    with pytest.raises(QueryError, match="goes over time as it is"):
        report(graph_of(*NEWS), "movers", Question(by_year=True))


def test_movers_compare_the_halves_of_the_graphs_own_span() -> None:
    table = report(graph_of(*NEWS), "movers", Question())
    assert table.note == "2023-01-01 to 2023-08-31, and 2023-09-01 to 2024-05-01"


def test_known_alliances_are_held_against_the_blocs() -> None:
    graph = graph_of(said("a", "2024-01-01", "Wire", (USA, "suppliesArmsTo", POLAND), (USA, "supports", FRANCE),
                          (FRANCE, "sanctions", RUSSIA), (POLAND, "sanctions", RUSSIA), (RUSSIA, "accuses", USA),
                          (RUSSIA, "suppliesArmsTo", BELARUS)))  # fmt: skip
    table = report(graph, "known", Question(by_year=True))
    rows = {row[1:3]: row for row in table.texts()}
    nato = dict(zip(table.columns, rows["NATO", ""], strict=True))
    assert (nato["members"], nato["in one bloc"], nato["friendly ties"]) == ("3", "1.000", "1.000")
    assert max(float(nato["of all pairs"]), float(nato["of all ties"])) < 1
    rivals = dict(zip(table.columns, rows["NATO", "Collective Security Treaty Organization"], strict=True))
    assert (rivals["in one bloc"], rivals["friendly ties"]) == ("0.000", "0.000")


def test_organisations_and_groups_are_in_the_blocs_only_where_asked_for() -> None:
    graph = graph_of(said("a", "2024-01-01", "Wire", (USA, "supports", EU), (USA, "supports", UKRAINE)))
    (states,), (everybody,) = (report(graph, "blocs", Question(everybody=all_)).texts() for all_ in (False, True))
    assert states[2] == "Ukraine, United States"
    assert everybody[2] == "European Union, Ukraine, United States"


def test_a_friend_of_two_enemies_is_in_tension() -> None:
    table = report(graph_of(*NEWS), "balance", Question(half_life=None))
    assert {frozenset(row[:2]) for row in table.texts()} == {frozenset({"Saudi Arabia", "United States"})}
    assert "in tension" in (table.note or "")


def test_command_prints_all_methods_and_json_names_claims(tmp_path: Path) -> None:
    with open_graph(tmp_path / "graph", create=True) as graph:
        add_claims(graph, NEWS)
        derive(graph, KNOWN)
    shown = CliRunner().invoke(main, ["analyse", str(tmp_path)], catch_exceptions=False).stdout
    assert all(word in shown for word in ("Ties:", "Blocs:", "Balance:", "Brokers:", "Movers:", "Iran"))
    said_ = CliRunner().invoke(main, ["analyse", str(tmp_path), "signed", "--actor", "Iran", "--format", "json"])
    rows = json.loads(said_.stdout)["results"]["bindings"]
    assert {"Iran"} <= {row["actor"]["value"] for row in rows} | {row["other"]["value"] for row in rows}
    assert all(row["claim_ids"]["value"] for row in rows)
