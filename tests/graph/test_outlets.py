"""Corroboration counts outlets: those whom an aggregator cites, and those of one owner or wire once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from kg.errors import VocabularyError
from kg.graph import outlets
from kg.graph.claims import claims_between
from kg.graph.outlets import Outlets, load_outlets, outlets_of
from kg.graph.store import KnowledgeGraph
from kg.model import Article, Claim
from kg.networks import network
from kg.query import run_query
from kg.relation_history import relations
from tests.graph.samples import IRAN, RUSSIA, article, claim, graph_of

PORTAL = "Wikipedia, Portal:Current events"
ARMED = [
    "Crates of drones left the port for Russia on Monday, dock workers said. Iran armed Russia.",
    "A freighter under guard brought engines across the lake. Iran armed Russia, as three pilots tell it.",
    "Auditors in Bern traced payments for a thousand rotors. Iran armed Russia, they wrote in the annex.",
]


def report(number: int, **fields: str | None) -> tuple[Article, list[Claim]]:
    read = replace(article(f"report-{number}", ARMED[number], day=f"2023-01-0{number + 1}"), **fields)  # type: ignore[arg-type]
    return read, [claim(read, "Iran armed Russia", IRAN, "suppliesArmsTo", RUSSIA, plover="AID")]


def counted(graph: KnowledgeGraph) -> Mapping[str, str]:
    table = run_query(graph, "corroborated", {"relation": "suppliesArmsTo"})
    (row,) = table.texts()
    return dict(zip(table.columns, row, strict=True))


@pytest.mark.parametrize(
    ("source", "author", "url", "expected"),
    [
        ("North Wire", "Ada Example", None, ["North Wire"]),
        (PORTAL, "Reuters", None, ["Reuters"]),
        (
            PORTAL,
            "North Wire; Gulf Courier, Lake and Port Herald",
            None,
            ["Gulf Courier", "Lake and Port Herald", "North Wire"],
        ),
        (PORTAL, "(Associated Press), via AFP", None, ["AFP", "AP"]),
        (PORTAL, None, "https://en.example.org/x", [PORTAL]),
        (None, "Ada Example", "https://www.example.org/a/b", ["example.org"]),
        (None, None, None, []),
    ],
)
def test_who_reports_an_article(source: str | None, author: str | None, url: str | None, expected: list[str]) -> None:
    assert outlets_of(source, author, url) == expected


def test_an_aggregators_entries_count_for_the_outlets_that_they_cite() -> None:
    graph = graph_of(report(0, source=PORTAL, author="North Wire"), report(1, source=PORTAL, author="Gulf Courier"),
                     report(2, source=PORTAL, author="North Wire"))  # fmt: skip
    assert (counted(graph)["sources"], counted(graph)["origins"], counted(graph)["claims"]) == ("2", "3", "3")
    assert network(graph).edges[IRAN.id, RUSSIA.id, "suppliesArmsTo"]["sources"] == 2
    (held,) = relations(graph, relation="suppliesArmsTo")
    assert held.sources == 2
    assert {row.outlets for row in claims_between(graph)} == {("Gulf Courier",), ("North Wire",)}


def test_one_entry_that_cites_two_outlets_is_one_claim_of_two_sources() -> None:
    found = counted(graph_of(report(0, source=PORTAL, author="North Wire, Gulf Courier")))
    assert (found["sources"], found["claims"]) == ("2", "1")


def test_articles_without_a_source_count_by_the_host_of_their_address() -> None:
    assert counted(graph_of(report(0), report(1)))["sources"] == "1"  # both on example.org
    assert counted(graph_of(report(0, url=None), report(1, url=None)))["sources"] == "2"


def test_outlets_of_one_owner_count_once() -> None:
    read = [report(0, source="North Wire"), report(1, source="Gulf Courier"), report(2, source="Lake Herald")]
    assert counted(graph_of(*read))["families"] == "3"
    owned = Outlets(frozenset(), {"north wire": "Example Group", "gulf courier": "Example Group"})
    with mock.patch.object(outlets, "load_outlets", return_value=owned):
        found = counted(graph_of(*read))
    assert (found["families"], found["sources"]) == ("2", "3")


def test_outlets_that_credit_one_wire_count_once() -> None:
    texts = [f"LONDON (Reuters) - {text}" for text in ARMED[:2]]
    read = [report(0, source="North Wire"), report(1, source="Gulf Courier")]
    credited = []
    for (about, _), text in zip(read, texts, strict=True):
        again = replace(about, text=text)
        credited.append((again, [claim(again, "Iran armed Russia", IRAN, "suppliesArmsTo", RUSSIA, plover="AID")]))
    assert (counted(graph_of(*credited))["families"], counted(graph_of(*credited))["sources"]) == ("1", "2")


def test_no_family_is_listed_without_a_source_and_faults_are_named(tmp_path: Path) -> None:
    assert load_outlets().families == {}
    broken = tmp_path / "outlets.yaml"
    for families, message in (
        ("{Group: {outlets: [North Wire]}}", "needs source"),
        ("{A: {source: x, outlets: [W]}, B: {source: x, outlets: [w]}}", "stands in two families"),
    ):
        broken.write_text(f"aggregators: []\nfamilies: {families}\n", encoding="utf-8")
        with (
            mock.patch.object(outlets, "ontology_path", return_value=broken),
            pytest.raises(VocabularyError, match=message),
        ):
            load_outlets.__wrapped__()
