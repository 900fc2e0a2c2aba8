"""Commands with the graph on a server: the first build names it, the others find it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.building import build
from kg.cli import main
from kg.graph.addresses import Addresses
from kg.parse import Setup
from kg.serve.snapshot import state_of, take_snapshot
from tests.graph.servers import oxigraph


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Addresses]:
    with oxigraph(tmp_path / "store") as addresses:
        yield addresses


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_graph_on_a_server_is_built_asked_served_and_reduced_as_in_a_folder(server: Addresses, tmp_path: Path) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("Canada imposed sanctions on Belarus.", encoding="utf-8")
    second.write_text("Peru has not signed an agreement with Bolivia.", encoding="utf-8")
    out = str(tmp_path / "out")
    store = ["--store", server.query, "--store-update", server.update]
    run("build", str(first), "--out", out, "--reader", "rules", *store)
    snapshot = take_snapshot(tmp_path / "out" / "graph")
    run("build", str(second), "--out", out, "--reader", "rules")
    assert state_of(tmp_path / "out" / "graph") != snapshot.state, "the workbench sees that the graph is another"
    assert not (tmp_path / "out" / "graph").exists()
    build([str(first), str(second)], tmp_path / "here", setup=Setup(reader="rules"))
    for file in ("graph.nq", "claims.jsonl"):
        assert (tmp_path / "out" / file).read_bytes() == (tmp_path / "here" / file).read_bytes()
    assert "Canada,sanctions,Belarus" in run("query", out, "sanctions-network", "--format", "csv")
    assert "Belarus" in run("search", out, "sanctions")
    identifier = run("query", out, "SELECT ?id { ?a schema:identifier ?id ; schema:inLanguage ?l ; kg:file ?f . "
                     f'FILTER (?f = "{first}") }}', "--format", "csv").splitlines()[1]  # fmt: skip
    run("remove", out, identifier)
    assert run("query", out, "sanctions-network", "--format", "csv").splitlines()[1:] == []
