"""``kg serve`` on the command line."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.serve.server import is_local
from tests.serve.conftest import running
from tests.serve.news import ARMS, SOLD, write_graph


def test_it_says_where_it_is_and_that_is_this_machine_only(tmp_path: Path) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    result = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(tmp_path), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert result.stdout is not None
    said = result.stdout.readline()
    result.terminate()
    assert result.communicate(timeout=20)[1] == ""
    assert re.match(r"http://127\.0\.0\.1:\d+/ shows ", said)
    assert said.endswith(f"{tmp_path}/graph for this machine only; press Ctrl-C to stop\n")


def test_it_warns_where_others_can_reach_it(tmp_path: Path) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    with running(tmp_path, "--host", "0.0.0.0") as (server, process):
        assert server.startswith("http://0.0.0.0:")
        process.terminate()
        assert process.communicate(timeout=20)[1] == (
            "warning: 0.0.0.0 can be reached by others, and whoever reaches it can read the whole graph\n"
        )


def test_which_addresses_are_local() -> None:
    assert all(map(is_local, ("127.0.0.1", "127.1.2.3", "::1", "localhost")))
    assert not any(map(is_local, ("0.0.0.0", "192.0.2.1", "::", "example.org")))


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
