"""From network and claims to the data of the page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import networkx as nx
import pytest

from kg.graph.claims import ClaimRow
from kg.view.actors import on_canvas
from kg.view.colours import load_colours
from kg.view.page_data import PageData, page_data, web_address
from kg.vocabulary import load_vocabulary

ROW = ClaimRow(
    "c1", "e:varnia", "Varnia", "suppliesArmsTo", "e:ostland", "Ostland", "affirmed", "actual", 0.9,
    "Varnia armed Ostland", "Everyone knows that Varnia armed Ostland.", "a1",
    title="Arms", source="North Wire", published=dt.date(2021, 3, 2), url="https://example.org/1",
)  # fmt: skip


def network_of(*rows: ClaimRow) -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in rows:
        network.add_node(row.subject, label=row.subject_label, type="Country", country=None, sector=None)
        network.add_node(row.object, label=row.object_label, type="Country", country=None, sector=None)
        if not network.has_edge(row.subject, row.object, row.relation):
            network.add_edge(row.subject, row.object, key=row.relation, claim_ids=[])
        network[row.subject][row.object][row.relation]["claim_ids"].append(row.id)
    return network


def data_of(*rows: ClaimRow) -> PageData:
    return page_data(network_of(*rows), rows, load_colours(), load_vocabulary())


def test_an_edge_points_to_its_claims_and_a_claim_to_its_article() -> None:
    other = replace(ROW, id="c0", article="a2", title="Later", published=dt.date(2021, 4, 1), polarity="negated")
    data = data_of(ROW, other)
    (edge,) = data.edges
    assert (edge["label"], edge["quad"], edge["plover"]) == ("supplies arms to", "materialCooperation", "AID")
    claims = [data.record["claims"][number] for number in edge["claims"]]
    assert [(claim["id"], claim["polarity"]) for claim in claims] == [("c0", "negated"), ("c1", "affirmed")]
    assert [data.record["articles"][claim["article"]]["title"] for claim in claims] == ["Later", "Arms"]
    assert claims[1]["quote"] == "Varnia armed Ostland"
    assert claims[1]["sentence"] == "Everyone knows that Varnia armed Ostland."


def test_a_relation_that_holds_both_ways_is_one_edge_whoever_is_named_first() -> None:
    met = replace(ROW, relation="meetsWith")
    back = replace(met, id="c2", subject="e:ostland", subject_label="Ostland", object="e:varnia", object_label="Varnia")
    (edge,) = data_of(met, back).edges
    assert (edge["from"], edge["to"], edge["symmetric"], len(edge["claims"])) == ("e:ostland", "e:varnia", True, 2)


def test_the_network_is_left_as_it_was() -> None:
    network = network_of(ROW)
    before = nx.node_link_data(network, edges="edges")
    page_data(network, [ROW], load_colours(), load_vocabulary())
    assert nx.node_link_data(network, edges="edges") == before


def test_only_what_occurs_is_in_the_legend() -> None:
    record = data_of(ROW).record
    assert [quad["label"] for quad in record["quads"]] == ["material cooperation"]
    assert [style["name"] for style in record["types"].values()] == ["Country"]
    assert record["summary"] == "2 actors, 1 claim from 1 article, 2021-03-02"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x",
        "http://",
        "http://[",
        "",
        None,
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert web_address(url) is None
    assert data_of(replace(ROW, url=url)).record["articles"][0]["url"] is None


def test_names_lose_the_characters_that_would_disturb_a_canvas() -> None:
    assert on_canvas("Var\u202enia\u2066\x00") == "Varnia"
    assert on_canvas("  İstanbul\n🏛 ") == "İstanbul 🏛"
    assert on_canvas("\u200b") == "?"
