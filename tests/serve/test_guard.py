"""Who may ask, and what a page may load."""

from __future__ import annotations

import pytest

from tests.serve.asking import ask, query

PAGES = ["/", "/actors", "/actor/entity:norland", "/articles", "/article/arms-1", "/query", "/query/denials", "/editor"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost.evil.example", ""])
def test_other_names_are_refused(server: str, host: str) -> None:
    """A site whose name was made to point at this machine (DNS rebinding) reads nothing."""
    reply = ask(f"{server}/sparql?query=ASK%20%7B%7D", host=host)
    assert reply.status in (400, 421)
    assert b"boolean" not in reply.body


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
def test_names_of_this_machine_are_fine(server: str, host: str) -> None:
    assert ask(f"{server}/actors", host=host).status == 200


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_nothing_from_elsewhere_and_runs_no_script_of_its_text(server: str, path: str) -> None:
    headers = ask(server + path, accept="text/html").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert (policy["frame-ancestors"], policy["base-uri"]) == ("'none'", "'none'")
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_errors_have_the_headers_too(server: str) -> None:
    for reply in (ask(f"{server}/nothing"), query(server, "nonsense"), ask(f"{server}/actors", method="POST")):
        assert reply.status in (400, 404, 405)
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../app.py",
        "/assets/..%2f..%2fapp.py",
        "/assets/%2e%2e/%2e%2e/pyproject.toml",
        "/assets//etc/passwd",
        "/assets/%00",
        "/assets/..\\app.py",
        "/article/../../../../etc/passwd",
        "/article/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/query/../../etc/passwd",
        "/query/%2e%2e%2fapp.rq",
        "/query/%2Fetc%2Fpasswd",
        "/actor/file:///etc/passwd",
        "/relation/..%2f..",
        "/explorer/../../etc/passwd",
        "//etc/passwd",
    ],
)
def test_no_path_leads_to_the_disk(server: str, path: str) -> None:
    reply = ask(server + path)
    assert reply.status in (400, 404)
    assert b"root:" not in reply.body
    assert b"import" not in reply.body


def test_a_query_can_not_name_a_file(server: str) -> None:
    assert query(server, "/etc/passwd").status == 400
    assert ask(f"{server}/query/pyproject.toml").status == 404
