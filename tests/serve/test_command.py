"""``kg serve`` on the command line."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.serve.server import is_local
from tests.serve.conftest import running
from tests.serve.news import ARMS, SOLD, write_graph


def test_it_says_where_it_is_and_that_is_this_machine_only(tmp_path: Path) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    with running(tmp_path) as (server, process):
        assert server.startswith("http://127.0.0.1:")
        process.terminate()
        _, said = process.communicate(timeout=20)
        assert "warning" not in said


def test_it_warns_where_others_can_reach_it(tmp_path: Path) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    with running(tmp_path, "--host", "127.0.0.1") as (_, process):
        process.terminate()
        assert process.communicate(timeout=20)[1] == ""
    assert [is_local(host) for host in ("127.0.0.1", "127.1.2.3", "::1", "localhost", "0.0.0.0", "192.0.2.1")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["serve", str(tmp_path), "--port", str(port)])
    assert result.exit_code == 1
    assert result.stderr == (
        f"kg: 127.0.0.1:{port}: can't be had: Address already in use; choose another port with --port\n"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.name.invalid"])
def test_an_address_that_is_not_ours(tmp_path: Path, host: str) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    result = CliRunner().invoke(main, ["serve", str(tmp_path), "--port", "0", "--host", host])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"kg: {host}")


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["serve", str(tmp_path), "--port", "0"])
    assert (result.exit_code, result.stderr) == (1, f"kg: {tmp_path}: no graph there; `kg build` makes one\n")
