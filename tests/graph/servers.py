"""SPARQL servers that tests start: each on a free port of this machine, with an empty store, ended with the tests."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from kg.graph.addresses import Addresses

VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""
"""Settings without a limit of rows."""


@contextmanager
def oxigraph(folder: Path) -> Iterator[Addresses]:
    """Oxigraph's own server; skips where it is not installed."""
    program = Path(sys.executable).with_name("oxigraph")
    found = str(program) if program.exists() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("needs Oxigraph's server (the package oxigraph)")
    place = f"127.0.0.1:{free_port()}"
    command = [found, "serve", "--location", str(folder), "--bind", place, "--union-default-graph"]
    with _running(command, f"http://{place}/"):
        yield Addresses(f"http://{place}/query", f"http://{place}/update")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Addresses]:
    """OpenLink Virtuoso, where anybody may write; skips where it is not installed."""
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if server is None or client is None:
        pytest.skip("needs Virtuoso (apt-get install virtuoso-opensource-7-bin)")
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    address = f"http://127.0.0.1:{http}/sparql"
    with _running([server, "+foreground", "+configfile", str(settings)], address):
        allow = 'exec=GRANT SPARQL_UPDATE TO "SPARQL";'
        subprocess.run([client, f"127.0.0.1:{sql}", "dba", "dba", allow], check=True, capture_output=True, timeout=120)
        yield Addresses(address, address)


@contextmanager
def _running(command: list[str], address: str) -> Iterator[None]:
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if server.poll() is not None:
                pytest.fail(f"{command[0]} ended with status {server.returncode}")
            try:
                urlopen(address, timeout=30).close()
                break
            except (URLError, OSError):
                time.sleep(0.2)
        else:
            pytest.fail(f"{command[0]} gave no answer")
        yield
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
