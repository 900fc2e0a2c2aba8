"""Opening a graph, and its N-Quads."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from kg.errors import StoreError
from kg.graph.derive import derive
from kg.graph.store import dump_nquads, load_nquads, open_graph
from kg.graph.write import add_claims, claim_quads
from tests.graph.samples import ARTICLES, DRONE_CLAIMS, DRONES, IRAN, KNOWN, RUSSIA, TALK_CLAIMS, TALKS, graph_of


def test_graph_on_disk_is_there_again(tmp_path: Path) -> None:
    with open_graph(tmp_path / "graph", create=True) as graph:
        add_claims(graph, ARTICLES)
        derive(graph, KNOWN)
        dump_nquads(graph, tmp_path / "before.nq")
    with open_graph(tmp_path / "graph", read_only=True) as graph:
        dump_nquads(graph, tmp_path / "after.nq")
    assert (tmp_path / "before.nq").read_bytes() == (tmp_path / "after.nq").read_bytes()


def test_rdflib_asks_the_union_with_our_prefixes() -> None:
    graph = graph_of((DRONES, DRONE_CLAIMS))
    found = graph.query("SELECT ?to { ?from rdfs:label 'Iran' ; rel:suppliesArmsTo ?to }")
    assert [row.to for row in found] == [URIRef(RUSSIA.id)]  # type: ignore[union-attr]


def test_no_statement_stands_in_two_graphs() -> None:
    """The union of graphs, which Oxigraph does not rid of duplicates, gives each statement once."""
    graph = graph_of(*ARTICLES)
    triples = [quad.triple for quad in graph.native]
    assert len(triples) == len(set(triples))


def test_no_blank_nodes() -> None:
    assert not any(isinstance(term, ox.BlankNode) for quad in graph_of(*ARTICLES).native for term in quad)


def test_nquads_are_sorted_and_come_back_the_same(tmp_path: Path) -> None:
    first = dump_nquads(graph_of(*ARTICLES), tmp_path / "first.nq").read_bytes()
    assert first.splitlines() == sorted(first.splitlines())
    again = open_graph()
    load_nquads(again, tmp_path / "first.nq")
    assert dump_nquads(again, tmp_path / "second.nq").read_bytes() == first


def test_lines_are_sorted_in_runs_that_fit_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = graph_of(*ARTICLES)
    whole = dump_nquads(graph, tmp_path / "whole.nq").read_bytes()
    monkeypatch.setattr("kg.graph.store.SORTED_AT_ONCE", 100)
    assert dump_nquads(graph, tmp_path / "runs.nq").read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["runs.nq", "whole.nq"]


def test_two_graphs_merge_to_their_union(tmp_path: Path) -> None:
    dump_nquads(graph_of((DRONES, DRONE_CLAIMS)), tmp_path / "one.nq")
    merged = graph_of((TALKS, TALK_CLAIMS))
    load_nquads(merged, tmp_path / "one.nq")
    derive(merged, KNOWN)
    expected = graph_of((DRONES, DRONE_CLAIMS), (TALKS, TALK_CLAIMS))
    assert set(merged.native) == set(expected.native)


def test_half_an_article_is_removed_when_the_graph_is_opened(tmp_path: Path) -> None:
    with open_graph(tmp_path / "graph", create=True) as graph:
        add_claims(graph, [(TALKS, TALK_CLAIMS)])
        graph.native.extend(claim_quads(DRONES, DRONE_CLAIMS))  # killed before the article's own description
    with open_graph(tmp_path / "graph") as graph:
        assert set(graph.native) == set(_only_talks().native)


def _only_talks() -> open_graph:  # type: ignore[valid-type]
    graph = open_graph()
    add_claims(graph, [(TALKS, TALK_CLAIMS)])
    return graph


def test_missing_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere: no graph there; `kg build` makes one"):
        open_graph(tmp_path / "nowhere")


def test_other_files_are_never_taken_for_a_graph(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="exists and is not a graph"):
        open_graph(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_graph_in_use_says_so(tmp_path: Path) -> None:
    with (
        open_graph(tmp_path / "graph", create=True),
        pytest.raises(StoreError, match="in use by another process"),
    ):
        open_graph(tmp_path / "graph")


def test_read_only_graph_refuses_to_be_written(tmp_path: Path) -> None:
    open_graph(tmp_path / "graph", create=True).close()
    with open_graph(tmp_path / "graph", read_only=True) as graph, pytest.raises(StoreError, match="can't write"):
        add_claims(graph, ARTICLES)


def test_broken_nquads_name_the_line_and_add_nothing(tmp_path: Path) -> None:
    path = tmp_path / "broken.nq"
    path.write_text(f"<{IRAN.id}> <http://example.org/p> <{RUSSIA.id}> .\nnot a quad\n")
    graph = open_graph()
    with pytest.raises(StoreError, match=r"broken.nq:2: not valid N-Quads"):
        load_nquads(graph, path)
    assert len(graph.native) == 0


def test_dump_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    with pytest.raises(StoreError, match="can't be written"):
        dump_nquads(graph_of((DRONES, DRONE_CLAIMS)), tmp_path / "in-the-way" / "graph.nq")
