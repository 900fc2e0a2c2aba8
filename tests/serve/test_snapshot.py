"""What readers see while a build writes, and what is left behind."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.graph.store import open_graph
from kg.graph.write import add_claims
from kg.serve.snapshot import take_snapshot
from tests.serve.asking import ask, query
from tests.serve.conftest import running
from tests.serve.news import ARMS, RAID, RAIDED, SOLD, write_graph

COUNT = "SELECT (COUNT(?claim) AS ?n) { ?claim a kg:Claim }"


def test_a_snapshot_is_the_graph_and_shares_its_data(tmp_path: Path) -> None:
    graph = write_graph(tmp_path)
    snapshot = take_snapshot(graph)
    with open_graph(snapshot.folder, read_only=True) as copy, open_graph(graph, read_only=True) as original:
        assert set(copy.native) == set(original.native)
    data = [file.name for file in graph.glob("*.sst")]
    assert data
    assert all((graph / name).samefile(snapshot.folder / name) for name in data)
    snapshot.remove()
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_no_snapshot_is_taken_while_somebody_writes(tmp_path: Path) -> None:
    graph = write_graph(tmp_path)
    child = os.fork()
    if child == 0:  # in another process, as a lock is no lock to the process that holds it
        store = open_graph(graph)
        time.sleep(30)
        store.close()
        os._exit(0)
    try:
        time.sleep(0.5)
        with pytest.raises(StoreError, match="in use by another process; try again when its build is done"):
            take_snapshot(graph)
        assert [path.name for path in tmp_path.iterdir()] == ["graph"]
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_the_server_shows_the_graph_as_it_was_until_a_build_is_done(tmp_path: Path) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    with running(tmp_path) as (server, _):
        assert query(server, COUNT).rows() == [["1"]]
        with open_graph(tmp_path / "graph", create=True) as graph:
            add_claims(graph, [(RAID, [RAIDED])])
            time.sleep(1.1)
            assert query(server, COUNT).rows() == [["1"]]
            assert "The graph is being written to" in ask(f"{server}/actors", accept="text/html").text
        time.sleep(1.1)
        assert query(server, COUNT).rows() == [["2"]]
        assert "The graph is being written to" not in ask(f"{server}/actors", accept="text/html").text
        write_graph(tmp_path, [(ARMS, [replace(SOLD, theme="boats")])])
        time.sleep(1.1)
        assert query(server, "SELECT ?theme { ?c kg:theme ?theme }").rows() == [["boats"]]
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_what_a_killed_server_left_is_removed_by_the_next(tmp_path: Path) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    with running(tmp_path) as (server, process):
        assert query(server, COUNT).rows() == [["1"]]
        process.kill()
        process.wait()
    assert len(list(tmp_path.iterdir())) == 2
    with running(tmp_path) as (server, _):
        assert len(list(tmp_path.iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]
