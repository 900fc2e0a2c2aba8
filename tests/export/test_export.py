"""What other tools read from an export is what the graph says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset

from kg.errors import StoreError
from kg.export import FORMATS, export
from kg.graph.store import KnowledgeGraph, open_graph
from kg.partial_date import PartialDate
from kg.table import harmless
from tests.graph.samples import ARTICLES, IRAN, RUSSIA, article, claim, graph_of

QUADS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
RDFLIB = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}

FOLLOW_THE_MONEY = {
    "Address": ({"name"}, {"wikidataId"}),
    "Article": ({"name", "fileName"}, {"author", "publishedAt", "publisher", "sourceUrl", "title"}),
    "Company": ({"name"}, {"sector", "wikidataId"}),
    "Membership": (
        {"member", "organization"},
        {"date", "proof", "publisher", "recordId", "role", "sourceUrl", "status", "summary"},
    ),
    "Note": ({"name"}, {"description", "entity", "proof", "publisher", "sourceUrl"}),
    "Occupancy": ({"holder", "post"}, {"endDate", "startDate"}),
    "Organization": ({"name"}, {"sector", "wikidataId"}),
    "Person": ({"name"}, {"sector", "wikidataId"}),
    "Position": ({"name"}, {"organization"}),
    "PublicBody": ({"name"}, {"sector", "wikidataId"}),
    "Territory": ({"name"}, {"wikidataId"}),
    "UnknownLink": (
        {"subject", "object"},
        {"date", "proof", "publisher", "recordId", "role", "sourceUrl", "status", "summary"},
    ),
}
"""Schema → required and further properties that we use, of followthemoney 4.11.2."""

iris = st.sampled_from([ox.NamedNode(f"https://example.org/{name}") for name in "abcd"])
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
literals = st.one_of(
    texts.map(ox.Literal),
    texts.map(lambda text: ox.Literal(text, language="en")),
    st.integers(-9, 9).map(ox.Literal),
)
graph_names = st.one_of(iris, st.just(ox.DefaultGraph()))
quads = st.builds(ox.Quad, iris, iris, st.one_of(iris, literals), graph_names)


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return graph_of(*ARTICLES)


def exported(graph: KnowledgeGraph, format: str) -> bytes:
    stream = io.BytesIO()
    export(graph, format, stream)
    return stream.getvalue()


@pytest.mark.parametrize("format", QUADS)
@settings(max_examples=40, deadline=None)
@given(st.sets(quads, max_size=12))
def test_export_then_import_is_the_identity(format: str, statements: set[ox.Quad]) -> None:
    graph = open_graph()
    graph.native.extend(statements)
    assert set(ox.parse(exported(graph, format), format=QUADS[format])) == statements


@settings(max_examples=40, deadline=None)
@given(st.sets(quads, max_size=12))
def test_turtle_is_the_union_of_all_graphs(statements: set[ox.Quad]) -> None:
    graph = open_graph()
    graph.native.extend(statements)
    triples = [quad.triple for quad in ox.parse(exported(graph, "turtle"), format=ox.RdfFormat.TURTLE)]
    assert sorted(map(str, triples)) == sorted({str(quad.triple) for quad in statements})


@pytest.mark.parametrize("format", QUADS)
def test_rdflib_reads_the_same_statements(graph: KnowledgeGraph, format: str) -> None:
    read = Dataset()
    read.parse(data=exported(graph, format), format=RDFLIB[format])
    nquads = read.serialize(format="nquads")
    assert set(ox.parse(nquads.encode(), format=ox.RdfFormat.N_QUADS)) == set(graph.native)


@pytest.mark.parametrize("format", FORMATS)
def test_same_graph_gives_the_same_bytes(graph: KnowledgeGraph, format: str) -> None:
    assert exported(graph, format) == exported(graph_of(*reversed(ARTICLES)), format)


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_network_has_an_edge_a_relation(graph: KnowledgeGraph, tmp_path: Path, format: str, read: object) -> None:
    path = tmp_path / "network"
    export(graph, format, path)
    network = read(path)  # type: ignore[operator]
    (edge,) = [
        fields
        for source, target, fields in network.edges(data=True)
        if network.nodes[source]["label"] == "Iran"
        and network.nodes[target]["label"] == "Russia"
        and fields["relation"] == "suppliesArmsTo"
    ]
    assert edge["claims"] == edge["affirmed"] + edge["negated"]
    assert edge["negated"] >= 1
    assert {fields["country"] for _, fields in network.nodes(data=True) if fields["label"] == "Iran"} == {"IRN"}


def lines(tmp_path: Path, format: str, *said: tuple[str, str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Edges of a graph by relation, as networkx reads them back, for (day, relation, what else of the claim)."""
    read = []
    for number, (day, relation, fields) in enumerate(said):
        paper = article(f"paper-{number}", "It was so.", day=day)
        read.append((paper, [claim(paper, "It was so", IRAN, relation, RUSSIA, **fields)]))
    path = tmp_path / "network"
    export(graph_of(*read), format, path)
    network = nx.read_graphml(path) if format == "graphml" else nx.read_gexf(path)
    return {fields["relation"]: fields for _, _, fields in network.edges(data=True)}


@pytest.mark.parametrize("format", ["graphml", "gexf"])
class TestLines:
    def test_only_what_is_affirmed_as_actual_has_weight(self, tmp_path: Path, format: str) -> None:
        found = lines(
            tmp_path, format,
            ("2024-01-01", "suppliesArmsTo", {"polarity": "negated"}),
            ("2024-01-02", "visits", {"modality": "planned"}), ("2024-01-03", "visits", {"modality": "possible"}),
            ("2024-01-04", "sanctions", {"modality": "demanded"}),
            ("2024-01-05", "accuses", {}), ("2024-01-06", "accuses", {}),
            ("2024-01-07", "accuses", {"polarity": "negated"}),
            ("2024-01-08", "praises", {}), ("2024-01-09", "praises", {"modality": "planned"}),
        )  # fmt: skip
        assert {name: (edge["weight"], edge["label"]) for name, edge in found.items()} == {
            "suppliesArmsTo": (0, "supplies arms to (denied)"),
            "visits": (0, "visits (planned or possible)"),
            "sanctions": (0, "sanctions (demanded)"),
            "accuses": (2, "accuses (disputed)"),
            "praises": (1, "praises"),
        }

    def test_numbers_are_numbers_and_dates_dates(self, tmp_path: Path, format: str) -> None:
        found = lines(tmp_path, format, ("2024-01-01", "visits", {}), ("2024-03-05", "visits", {"polarity": "negated"}))
        edge = found["visits"]
        numbers = {name: edge[name] for name in ("claims", "actual", "planned", "negated", "share_denied", "weight")}
        assert numbers == {"claims": 2, "actual": 1, "planned": 0, "negated": 1, "share_denied": 0.5, "weight": 1}
        assert all(type(number) in (int, float) for number in numbers.values())
        assert (edge["first"], edge["last"]) == ("2024-01-01", "2024-03-05")
        if format == "gexf":
            assert (edge["start"], edge["end"]) == ("2024-01-01", "2024-03-05")
            (graph,) = [one for one in ElementTree.parse(tmp_path / "network").iter() if one.tag.endswith("}graph")]
            assert (graph.attrib["mode"], graph.attrib["timeformat"]) == ("dynamic", "date")


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_attributes_are_declared_and_ids_unique(graph: KnowledgeGraph, format: str) -> None:
    """As Gephi's readers need it: http://graphml.graphdrawing.org/ and http://gexf.net/1.2/."""
    root = ElementTree.fromstring(exported(graph, format))
    everything = [(element.tag.partition("}")[2], element) for element in root.iter()]
    for kind in ("node", "edge"):
        ids = [element.attrib["id"] for tag, element in everything if tag == kind]
        assert ids
        assert len(ids) == len(set(ids))
    nodes = {element.attrib["id"] for tag, element in everything if tag == "node"}
    assert {
        element.attrib[end] for tag, element in everything if tag == "edge" for end in ("source", "target")
    } <= nodes
    declared, used = ("key", "data") if format == "graphml" else ("attribute", "attvalue")
    names = {element.attrib["id"] for tag, element in everything if tag == declared}
    values = [element for tag, element in everything if tag == used]
    assert {value.attrib["key" if format == "graphml" else "for"] for value in values} <= names
    assert "None" not in {value.attrib.get("value", value.text) for value in values}


def test_yed_finds_a_label_for_each_node_and_edge_where_it_looks(graph: KnowledgeGraph) -> None:
    root = ElementTree.fromstring(exported(graph, "graphml"))
    names = {"": "http://graphml.graphdrawing.org/xmlns", "y": "http://www.yworks.com/xml/graphml"}
    keys = [one.attrib["id"] for one in root.iterfind("key", names)]
    assert len(keys) == len(set(keys))
    for kind, drawn in (("node", "y:ShapeNode/y:NodeLabel"), ("edge", "y:PolyLineEdge/y:EdgeLabel")):
        of_kind = [one.attrib for one in root.iterfind("key", names) if one.get("for") == kind]
        (key,) = [one["id"] for one in of_kind if one.get("yfiles.type") == f"{kind}graphics"]
        (name,) = [one["id"] for one in of_kind if one.get("attr.name") == "label"]
        found = root.findall(f".//{kind}", names)
        assert found
        for one in found:
            label = one.findtext(f"data[@key='{key}']/{drawn}", namespaces=names)
            assert label == one.findtext(f"data[@key='{name}']", namespaces=names) != ""


def test_graphml_read_by_networkx_can_be_written_by_it_again(graph: KnowledgeGraph, tmp_path: Path) -> None:
    export(graph, "graphml", tmp_path / "network.graphml")
    nx.write_graphml(nx.read_graphml(tmp_path / "network.graphml"), tmp_path / "again.graphml")


def test_gephi_gets_whole_days_for_a_month_and_actors_that_last_as_long_as_their_edges(tmp_path: Path) -> None:
    paper = article("paper", "It was so.", day="2024-06-01")
    said = claim(paper, "It was so", IRAN, "visits", RUSSIA, date=PartialDate.parse("2024-02"))
    export(graph_of((paper, [said])), "gexf", tmp_path / "network")
    found = nx.read_gexf(tmp_path / "network")
    spans = [fields for _, _, fields in found.edges(data=True)] + [fields for _, fields in found.nodes(data=True)]
    assert [(one["start"], one["end"]) for one in spans] == [("2024-02-01", "2024-02-29")] * 3


def test_csv_is_three_tables(graph: KnowledgeGraph, tmp_path: Path) -> None:
    paths = export(graph, "csv", tmp_path / "tables")
    tables = {path.stem: list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))) for path in paths}
    assert len(tables["claims"]) == sum(len(claims) for _, claims in ARTICLES)
    assert {row["id"] for row in tables["articles"]} == {article.id for article, _ in ARTICLES}
    (denial,) = [row for row in tables["claims"] if row["quote"] == "denied that Iran had sent drones to Russia"]
    assert (denial["subject"], denial["relation"], denial["object"]) == ("Iran", "suppliesArmsTo", "Russia")
    assert (denial["polarity"], denial["speaker"]) == ("negated", "Foreign Ministry of Iran")
    assert (denial["published"], float(denial["confidence"])) == ("2023-02-26", 0.9)
    assert {row["subject_id"] for row in tables["claims"]} <= {row["id"] for row in tables["actors"]}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert harmless(text) == "'" + text
    assert harmless("a" + text) == "a" + text


def test_entities_fit_their_schemata(graph: KnowledgeGraph) -> None:
    entities = [json.loads(line) for line in exported(graph, "followthemoney").splitlines()]
    ids = {entity["id"] for entity in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        required, further = FOLLOW_THE_MONEY[entity["schema"]]
        assert required <= entity["properties"].keys() <= required | further
        for name in ("subject", "object", "member", "organization", "holder", "post", "proof", "entity"):
            assert set(entity["properties"].get(name, [])) <= ids


def test_only_what_is_affirmed_as_actual_is_a_link(graph: KnowledgeGraph) -> None:
    entities = [json.loads(line) for line in exported(graph, "followthemoney").splitlines()]
    claims = {claim.id: claim for _, claims in ARTICLES for claim in claims}
    facts = {
        identifier for identifier, claim in claims.items() if (claim.polarity, claim.modality) == ("affirmed", "actual")
    }
    links = {entity["id"].removeprefix("kg-") for entity in entities if "recordId" in entity["properties"]}
    notes = {entity["id"].removeprefix("kg-") for entity in entities if entity["schema"] == "Note"}
    assert links == facts
    assert notes == claims.keys() - facts


def test_failed_export_leaves_what_was_there(graph: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.mkdir()
    with pytest.raises(StoreError, match="is a folder"):
        export(graph, "nquads", target)
    assert list(tmp_path.iterdir()) == [target]
