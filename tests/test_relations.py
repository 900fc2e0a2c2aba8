"""Relations in time: between dates, as of a day, and what was reversed or succeeded by its end."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.errors import QueryError
from kg.graph.derive import derive
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.write import add_claims
from kg.model import Article, Claim, Entity
from kg.partial_date import PartialDate
from kg.query import run_query
from kg.relation_history import relations
from tests.graph.samples import EU, IRAN, KNOWN, RUSSIA, USA, article, claim


def said(day: str, subject: Entity, relation: str, target: Entity, **fields: object) -> tuple[Article, list[Claim]]:
    """An article of that day with one claim."""
    read = article(f"{day}-{relation}", f"It was so on {day}.", day=day, source=f"Paper of {day}")
    return read, [claim(read, f"It was so on {day}", subject, relation, target, **fields)]


def graph_of(*read: tuple[Article, list[Claim]]) -> KnowledgeGraph:
    graph = open_graph()
    add_claims(graph, read)
    derive(graph, KNOWN)
    return graph


@pytest.fixture
def graph() -> KnowledgeGraph:
    """Sanctions of March, lifted in June; a visit in April; an alliance said in May; arms affirmed, then denied."""
    return graph_of(
        said("2024-03-01", USA, "sanctions", IRAN),
        said("2024-04-10", IRAN, "visits", RUSSIA),
        said("2024-05-05", RUSSIA, "alliedWith", IRAN),
        said("2024-06-20", USA, "liftsSanctionsOn", IRAN),
        said("2024-02-01", IRAN, "suppliesArmsTo", RUSSIA),
        said("2024-07-01", IRAN, "suppliesArmsTo", RUSSIA, polarity="negated", attributed_to=IRAN),
    )


def names(found: list[object]) -> set[str]:
    return {one.relation for one in found}  # type: ignore[attr-defined]


def test_between_dates_counts_what_is_dated_within(graph: KnowledgeGraph) -> None:
    found = relations(graph, since=dt.date(2024, 4, 1), until=dt.date(2024, 6, 1))
    assert names(found) == {"visits", "alliedWith"}


def test_as_of_a_day_sanctions_hold_until_they_are_lifted(graph: KnowledgeGraph) -> None:
    assert "sanctions" not in names(relations(graph, as_of=dt.date(2024, 2, 29)))
    assert "sanctions" in names(relations(graph, as_of=dt.date(2024, 3, 1)))
    assert "sanctions" in names(relations(graph, as_of=dt.date(2024, 6, 19)))
    assert "sanctions" not in names(relations(graph, as_of=dt.date(2024, 6, 20)))


def test_as_of_a_day_an_event_is_of_its_own_day(graph: KnowledgeGraph) -> None:
    assert "visits" in names(relations(graph, as_of=dt.date(2024, 4, 10)))
    assert "visits" not in names(relations(graph, as_of=dt.date(2024, 4, 11)))


def test_a_relation_tells_its_end_its_sources_and_claims(graph: KnowledgeGraph) -> None:
    (found,) = relations(graph, subject="United States", relation="sanctions", object="Iran")
    assert (found.first, found.ended) == (PartialDate(2024, 3, 1), PartialDate(2024, 6, 20))
    assert (found.sources, found.origins, found.speakers, len(found.claims)) == (1, 1, 0, 1)


def test_a_parent_stands_for_those_below_it(graph: KnowledgeGraph) -> None:
    assert names(relations(graph, relation="suppliesSupportTo")) == {"suppliesArmsTo"}


def test_imposed_again_it_holds_again() -> None:
    graph = graph_of(
        said("2024-03-01", USA, "sanctions", IRAN),
        said("2024-06-20", USA, "liftsSanctionsOn", IRAN),
        said("2024-09-01", USA, "sanctions", IRAN),
    )
    assert "sanctions" in names(relations(graph, as_of=dt.date(2024, 10, 1)))


def test_unknown_relation_is_named(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="no relation is called 'sanctionz'"):
        relations(graph, relation="sanctionz")


def rows(graph: KnowledgeGraph, query: str, **params: str) -> list[tuple[str, ...]]:
    return run_query(graph, query, params).texts()


def test_what_was_lifted_is_a_succession_and_no_dispute(graph: KnowledgeGraph) -> None:
    (row,) = rows(graph, "successions", actor="Iran")
    assert row[:6] == ("United States", "sanctions", "Iran", "2024-03-01", "2024-06-20", "lifts sanctions on")
    assert all("sanctions" not in disputed for disputed in rows(graph, "disputed-claims"))


def test_what_holds_both_ways_is_ended_by_either_side() -> None:
    graph = graph_of(said("2024-03-01", IRAN, "negotiatesWith", USA), said("2024-06-20", USA, "haltsTalksWith", IRAN))
    (row,) = rows(graph, "successions")
    assert row[1] == "negotiates with"
    assert row[3:6] == ("2024-03-01", "2024-06-20", "halts talks with")


def test_what_was_affirmed_before_and_denied_after_is_a_reversal(graph: KnowledgeGraph) -> None:
    (row,) = rows(graph, "reversals")
    assert row[:3] == ("Iran", "supplies arms to", "Russia")
    assert (row[3], row[5]) == ("2024-02-01", "2024-07-01")


def quarrel() -> KnowledgeGraph:
    """Affirmed on three days and denied on three later ones, most surely on the second of each; lifted twice."""
    affirmed = [
        said(day, IRAN, "suppliesArmsTo", RUSSIA, attributed_to=USA, confidence=sure)
        for day, sure in (("2024-01-01", 0.7), ("2024-01-02", 0.95), ("2024-01-03", 0.6))
    ]
    denied = [
        said(day, IRAN, "suppliesArmsTo", RUSSIA, polarity="negated", attributed_to=IRAN, confidence=sure)
        for day, sure in (("2024-02-01", 0.7), ("2024-02-02", 0.95), ("2024-02-03", 0.6))
    ]
    ends = [said(f"2024-0{month}-01", USA, "sanctions", EU) for month in (3, 4)]
    ends += [said(f"2024-0{month}-01", USA, "liftsSanctionsOn", EU) for month in (5, 6)]
    return graph_of(*affirmed, *denied, *ends)


@pytest.mark.parametrize(
    ("question", "pairs", "number"),
    [
        ("reversals", "reversal-pairs", 9),
        ("disputed-claims", "dispute-pairs", 9),
        ("successions", "succession-pairs", 4),
    ],
)
def test_a_quarrel_is_one_row_and_its_pairs_are_to_be_had(question: str, pairs: str, number: int) -> None:
    graph = quarrel()
    assert len(rows(graph, question)) == 1
    assert len(rows(graph, pairs)) == number
    assert rows(graph, question, actor="Russia" if number == 9 else "EU") == rows(graph, question)


def test_row_of_a_quarrel_counts_and_shows_the_first_and_the_surest_words() -> None:
    graph = quarrel()
    (row,) = rows(graph, "reversals")
    assert row == (
        "Iran", "supplies arms to", "Russia", "2024-01-01", "United States", "2024-02-01", "Iran", "3", "3",
        "It was so on 2024-01-01", "It was so on 2024-02-01", "It was so on 2024-01-02", "It was so on 2024-02-02",
    )  # fmt: skip
    (row,) = rows(graph, "disputed-claims")
    assert row == (
        "Iran", "supplies arms to", "Russia", "United States", "It was so on 2024-01-01", "Iran",
        "It was so on 2024-02-01", "3", "3", "It was so on 2024-01-02", "It was so on 2024-02-02",
    )  # fmt: skip
    (row,) = rows(graph, "successions")
    assert row[3:9] == ("2024-03-01", "2024-05-01", "lifts sanctions on", "2", "2", "4")
    assert row[9:11] == ("It was so on 2024-03-01", "It was so on 2024-05-01")


def test_denied_before_and_affirmed_after_is_none() -> None:
    graph = graph_of(
        said("2024-02-01", IRAN, "suppliesArmsTo", RUSSIA, polarity="negated"),
        said("2024-07-01", IRAN, "suppliesArmsTo", RUSSIA),
    )
    assert rows(graph, "reversals") == []


def test_lifted_before_imposed_is_no_succession() -> None:
    graph = graph_of(said("2024-03-01", USA, "liftsSanctionsOn", IRAN), said("2024-06-20", USA, "sanctions", IRAN))
    assert rows(graph, "successions") == []


def test_sparql_and_python_agree_on_what_holds(graph: KnowledgeGraph) -> None:
    for day in ("2024-03-01", "2024-06-19", "2024-06-20", "2024-12-31"):
        asked = {row[1] for row in rows(graph, "relations-as-of", day=day)}
        told = {one.relation for one in relations(graph, as_of=dt.date.fromisoformat(day))} - {"visits"}
        assert ("sanctions" in asked, "is allied with" in asked) == ("sanctions" in told, "alliedWith" in told)


def test_sparql_and_python_agree_between_dates(graph: KnowledgeGraph) -> None:
    asked = rows(graph, "relations-between", since="2024-04-01", until="2024-06-01")
    assert {row[1] for row in asked} == {"visits", "is allied with"}


def test_rival_claims_both_stay(graph: KnowledgeGraph) -> None:
    assert {row[0] for row in rows(graph, "corroborated", relation="suppliesArmsTo")} == {"Iran"}
    assert len(rows(graph, "claims-about-pair", x="Iran", y="Russia")) >= 3


def test_members_as_of_a_day_come_from_the_gazetteer() -> None:
    read = article("nato", "Finland met NATO. Sweden met NATO.", day="2024-01-01")
    from kg.gazetteer.index import load_gazetteer

    gazetteer = load_gazetteer()
    nato = gazetteer.lookup("NATO")[0].entity
    states = [gazetteer.country(code) for code in ("FIN", "SWE")]
    graph = open_graph()
    add_claims(graph, [(read, [claim(read, f"{state.label} met NATO", state, "meetsWith", nato) for state in states])])
    derive(graph)
    members = {row[0] for row in rows(graph, "members-as-of", actor="NATO")}
    assert members <= {"Finland", "Sweden"}
    assert members
    assert rows(graph, "members-as-of", actor="NATO", day="1990-01-01") == []


def test_eu_is_not_taken_for_a_state(graph: KnowledgeGraph) -> None:
    assert EU.id not in {one.subject for one in relations(graph)}


@pytest.fixture
def partly_dated() -> KnowledgeGraph:
    """Arms sent in 2014, a visit in March of that year, sanctions of the 1980s; all said in 2024."""
    return graph_of(
        said("2024-01-01", IRAN, "suppliesArmsTo", RUSSIA, date=PartialDate(2014)),
        said("2024-01-02", IRAN, "visits", RUSSIA, date=PartialDate(2014, 3)),
        said("2024-01-03", USA, "sanctions", IRAN, date=PartialDate(1980, last_year=1989)),
    )


def test_a_whole_year_is_within_a_span_that_holds_all_of_it(partly_dated: KnowledgeGraph) -> None:
    year, month = (dt.date(2014, 1, 1), dt.date(2014, 12, 31)), (dt.date(2014, 3, 1), dt.date(2014, 3, 31))
    assert names(relations(partly_dated, since=year[0], until=year[1])) == {"suppliesArmsTo", "visits"}
    assert names(relations(partly_dated, since=month[0], until=month[1])) == {"visits"}
    for span, wanted in ((year, {"supplies arms to", "visits"}), (month, {"visits"})):
        day = {"since": span[0].isoformat(), "until": span[1].isoformat()}
        assert {row[2] for row in rows(partly_dated, "timeline", **day)} == wanted


def test_dates_are_listed_as_precisely_as_they_were_said(partly_dated: KnowledgeGraph) -> None:
    assert [row[0] for row in rows(partly_dated, "timeline")] == ["1980/1989", "2014-03", "2014"]


def test_what_began_in_a_decade_held_after_it(partly_dated: KnowledgeGraph) -> None:
    for day, wanted in (("1985-06-01", set()), ("1990-01-01", {"sanctions"})):
        assert names(relations(partly_dated, as_of=dt.date.fromisoformat(day))) == wanted
        assert {row[1] for row in rows(partly_dated, "relations-as-of", day=day)} == wanted
