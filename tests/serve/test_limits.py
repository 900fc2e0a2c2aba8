"""Queries that never end, answers that are too large, and requests that are too long cost the server little."""

from __future__ import annotations

import functools
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import uvicorn

from kg.serve.app import create_app
from kg.serve.patience import PatientProtocol, patient
from tests.serve.asking import ask, query
from tests.serve.conftest import running
from tests.serve.news import ARMS, SOLD, write_graph

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""Counts some 10¹² rows, all inside Oxigraph, where nothing can interrupt it."""


def test_an_endless_query_is_cut_off_and_says_so(server: str) -> None:
    reply = query(server, ENDLESS)
    assert reply.status == 503
    assert "took more than 1.5 seconds and was given up: ask for less, or add a LIMIT" in reply.text
    assert "retry-after" in reply.headers


def test_many_endless_queries_do_not_stop_the_server(server: str) -> None:
    with ThreadPoolExecutor(8) as threads:
        endless = [threads.submit(query, server, ENDLESS) for _ in range(8)]
        time.sleep(0.3)
        assert ask(f"{server}/actors").status == 200  # pages have processes of their own
        assert {reply.result().status for reply in endless} == {503}
    assert query(server, "ASK {}").json()["boolean"] is True


def test_a_query_whose_asker_has_gone_is_stopped(server: str) -> None:
    where = urlsplit(server)
    for _ in range(6):
        with socket.create_connection((where.hostname, where.port)) as connection:
            connection.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.05)
    assert query(server, "ASK {}").status == 200


def test_rows_are_cut_off_and_the_answer_says_so(server: str) -> None:
    reply = query(server, "SELECT * { ?s ?p ?o }")
    assert len(reply.rows()) == 50
    assert reply.json()["head"]["note"].startswith("cut off at 50 rows")
    as_csv = query(server, "SELECT * { ?s ?p ?o }", "text/csv")
    assert as_csv.text.count("\r\n") == 51
    assert as_csv.headers["x-note"].startswith("cut off at 50 rows")
    assert query(server, "SELECT * { ?s ?p ?o } LIMIT 3").headers.get("x-note") is None


def test_a_request_that_is_too_large_is_413(server: str) -> None:
    large = "ASK {} #" + "x" * (1 << 20)
    posted = ask(f"{server}/sparql", method="POST", body=large, content_type="application/sparql-query")
    assert (posted.status, "larger than 1,048,576 bytes" in posted.text) == (413, True)


def test_a_large_request_that_does_not_say_so_is_413(server: str) -> None:
    where = urlsplit(server)
    with socket.create_connection((where.hostname, where.port), timeout=20) as connection:
        head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
        connection.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
        chunk = b"10000\r\n" + b"#" * 0x10000 + b"\r\n"
        for _ in range(17):
            connection.sendall(chunk)
        assert connection.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_an_address_that_is_too_long_is_refused(server: str) -> None:
    with suppress(ConnectionResetError):  # the server hangs up without reading on
        assert 400 <= ask(f"{server}/sparql?query={'x' * 200_000}").status < 500
    assert ask(f"{server}/actors").status == 200


def test_a_head_or_body_that_comes_too_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A server here in this process, whose patience is a fraction of a second; the client drips and never ends."""
    write_graph(tmp_path, [(ARMS, [SOLD])])
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n"
    head += "Content-Type: application/sparql-query\r\n"
    with impatient_server(monkeypatch, tmp_path) as where:
        for begun in ("", "GET /actors HT", head, f"{head}\r\nASK"):
            with socket.create_connection(where, timeout=20) as connection:
                connection.sendall(begun.encode())
                answer = b"".join(iter(lambda: connection.recv(1000), b""))
            assert answer[:13] == (b"HTTP/1.1 408 " if begun else b"")
        assert ask(f"http://{where[0]}:{where[1]}/actors").status == 200


@contextmanager
def impatient_server(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[tuple[str, int]]:
    """Host and port of a server that waits 0.3 seconds for heads and bodies."""
    monkeypatch.setattr("kg.serve.patience.HEADER_SECONDS", 0.3)
    monkeypatch.setattr("kg.serve.guard.patient", functools.partial(patient, seconds=0.3))
    app = create_app(folder / "graph")
    server = uvicorn.Server(uvicorn.Config(app, port=0, http=PatientProtocol, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        host, port = server.servers[0].sockets[0].getsockname()
        yield host, port
    finally:
        server.should_exit = True
        thread.join(20)


def test_who_hangs_up_before_the_body_is_whole_leaves_no_trace(tmp_path: Path) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    with running(tmp_path) as (server, process):
        where = urlsplit(server)
        for kind in ("application/sparql-query", "application/x-www-form-urlencoded"):
            with socket.create_connection((where.hostname, where.port)) as connection:
                head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: 99\r\n\r\n"
                connection.sendall(f"{head}query=ASK".encode())
                time.sleep(0.2)
        assert query(server, "ASK {}").status == 200
        process.terminate()
        assert process.communicate(timeout=20)[1] == ""
