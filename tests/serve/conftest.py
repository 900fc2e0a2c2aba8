"""A live server, started as a user starts it, over a small graph written by hand; and a browser to look at it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.serve.news import write_graph

Start = Callable[..., Any]


@contextmanager
def running(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """``kg serve`` on a free port: its address without the slash at the end, and the process."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        said = process.stdout.readline()
        assert said.startswith("http://"), said + process.stderr.read()
        yield said.split()[0].rstrip("/"), process
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over the graph of ``news.py``; a query may take 1.5 seconds and give 50 rows."""
    folder = tmp_path_factory.mktemp("served")
    write_graph(folder)
    with running(folder, "--seconds", "1.5", "--rows", "50") as (address, _):
        yield address
