"""Series, ties and successions count deeds: the same actors, relation and day once, and no mention of a known deed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kg.data_frames import events
from kg.graph.claims import claims, claims_between
from kg.model import Article, Claim, Entity
from kg.query import run_query
from tests.graph.samples import IRAN, RUSSIA, UKRAINE, USA, article, claim, graph_of


def said(
    identifier: str, subject: Entity, relation: str, target: Entity, day: str, *, reported: bool = True
) -> tuple[Article, list[Claim]]:
    read = article(identifier, f"So it went in {identifier}.", day=day)
    made = claim(read, "So it went", subject, relation, target, plover="ASSAULT")
    return read, [replace(made, reported=reported)]


WAR = [
    said("first", RUSSIA, "invades", UKRAINE, "2022-02-24"),
    said("second", RUSSIA, "invades", UKRAINE, "2022-02-24"),
    said("later", RUSSIA, "invades", UKRAINE, "2022-06-01", reported=False),
    said("much-later", RUSSIA, "invades", UKRAINE, "2022-07-01", reported=False),
]


def test_a_mention_is_no_report_of_a_deed_in_the_timeline() -> None:
    ((day, *_, reports),) = run_query(graph_of(*WAR), "timeline").texts()
    assert (day, reports) == ("2022-02-24", "2")


def test_quad_counts_are_deeds_with_their_reports() -> None:
    ((one, other, *counts, reports),) = run_query(graph_of(*WAR), "cooperation-and-conflict").texts()
    assert {one, other} == {"Russia", "Ukraine"}
    assert (counts, reports) == (["0", "0", "0", "1"], "2")


def test_relations_between_dates_count_days_beside_claims() -> None:
    graph = graph_of(*WAR, said("again", RUSSIA, "invades", UKRAINE, "2022-03-01"))
    (row,) = run_query(graph, "relations-between", {"since": "2022-01-01", "until": "2022-12-31"}).texts()
    assert row[3:5] == ("2", "3")


def test_sanctions_that_are_referred_to_neither_begin_nor_end() -> None:
    graph = graph_of(
        said("imposed", USA, "sanctions", IRAN, "2020-01-01"), said("copied", USA, "sanctions", IRAN, "2020-01-01"),
        said("mentioned", USA, "sanctions", IRAN, "2020-05-01", reported=False),
        said("lifted", USA, "liftsSanctionsOn", IRAN, "2021-01-01"),
        said("after", USA, "liftsSanctionsOn", IRAN, "2021-06-01", reported=False),
    )  # fmt: skip
    table = run_query(graph, "successions")
    (row,) = (dict(zip(table.columns, texts, strict=True)) for texts in table.texts())
    assert (row["from"], row["until"], row["beginnings"], row["endings"], row["reports"]) == (
        "2020-01-01", "2021-01-01", "1", "1", "3",
    )  # fmt: skip


def test_a_claim_keeps_whether_it_reports_in_graph_and_json() -> None:
    graph = graph_of(*WAR)
    assert sorted(one.reported for one in claims(graph)) == [False, False, True, True]
    assert sorted(row.reported for row in claims_between(graph)) == [False, False, True, True]
    mention = WAR[2][1][0]
    assert json.loads(json.dumps(mention.to_json()))["reported"] is False
    assert Claim.from_json(mention.to_json()) == mention


def test_events_leave_mentions_out() -> None:
    pytest.importorskip("pandas")
    frame = events(graph_of(*WAR))
    assert list(frame["reports"]) == [2]
