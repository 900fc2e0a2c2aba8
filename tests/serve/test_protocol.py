"""The query operation of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/, section 2.1), case by case.

The cases are those of W3C's test list for the protocol that concern queries, written anew from the specification.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg.graph.terms import article_iri
from tests.serve.asking import ask, query
from tests.serve.conftest import running
from tests.serve.news import ARMS, RAID, SOLD, write_graph

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ASK = "ASK {}"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
TITLES = "SELECT ?title { ?article schema:headline ?title } ORDER BY ?title"
ARMS_GRAPH, RAID_GRAPH = article_iri(ARMS), article_iri(RAID)


def test_query_by_get(server: str) -> None:
    reply = ask(f"{server}/sparql?query={quote(ASK)}")
    assert (reply.status, reply.kind, reply.json()["boolean"]) == (200, "application/sparql-results+json", True)


def test_query_by_post_of_a_form(server: str) -> None:
    reply = ask(f"{server}/sparql", method="POST", body=urlencode({"query": ASK}), content_type=FORM)
    assert (reply.status, reply.json()["boolean"]) == (200, True)


def test_query_by_post_of_itself(server: str) -> None:
    for content_type in (DIRECT, f"{DIRECT}; charset=UTF-8"):
        reply = ask(f"{server}/sparql", method="POST", body=ASK, content_type=content_type)
        assert (reply.status, reply.json()["boolean"]) == (200, True)


def test_head_gives_the_headers_alone(server: str) -> None:
    reply = ask(f"{server}/sparql?query={quote(ASK)}", method="HEAD")
    assert (reply.status, reply.kind, reply.body) == (200, "application/sparql-results+json", b"")


def test_the_default_graph_is_the_union_of_all(server: str) -> None:
    assert [row[0] for row in query(server, TITLES).rows()][1:] == [RAID.title, ARMS.title]


def test_default_graph_by_get(server: str) -> None:
    assert query(server, TITLES, **{"default-graph-uri": ARMS_GRAPH}).rows() == [[ARMS.title]]


def test_two_default_graphs_by_post(server: str) -> None:
    pairs = [("query", TITLES), ("default-graph-uri", ARMS_GRAPH), ("default-graph-uri", RAID_GRAPH)]
    reply = ask(f"{server}/sparql", method="POST", body=urlencode(pairs), content_type=FORM)
    assert reply.rows() == [[RAID.title], [ARMS.title]]


def test_named_graphs_by_get_and_post(server: str) -> None:
    pairs = [("named-graph-uri", ARMS_GRAPH), ("named-graph-uri", RAID_GRAPH)]
    expected = [[ARMS_GRAPH], [RAID_GRAPH]]
    assert ask(f"{server}/sparql?{urlencode([('query', GRAPHS), *pairs])}").rows() == expected
    posted = ask(f"{server}/sparql", method="POST", body=urlencode([("query", GRAPHS), *pairs]), content_type=FORM)
    assert posted.rows() == expected
    direct = ask(f"{server}/sparql?{urlencode(pairs)}", method="POST", body=GRAPHS, content_type=DIRECT)
    assert direct.rows() == expected


def test_default_and_named_graphs_together(server: str) -> None:
    text = "SELECT ?title ?g { ?a schema:headline ?title GRAPH ?g { ?b a schema:NewsArticle } }"
    reply = query(server, text, **{"default-graph-uri": ARMS_GRAPH, "named-graph-uri": RAID_GRAPH})
    assert reply.rows() == [[ARMS.title, RAID_GRAPH]]


def test_the_request_counts_where_it_and_the_query_name_graphs(server: str) -> None:
    text = TITLES.replace("{", f"FROM <{RAID_GRAPH}> {{", 1)
    assert query(server, text).rows() == [[RAID.title]]
    assert query(server, text, **{"default-graph-uri": ARMS_GRAPH}).rows() == [[ARMS.title]]


def test_a_graph_that_is_not_here_is_not_fetched(server: str) -> None:
    for reply in (
        query(server, TITLES, **{"default-graph-uri": "http://example.org/graph"}),
        query(server, "SELECT * FROM <http://example.org/graph> { ?s ?p ?o }"),
    ):
        assert reply.status == 400
        assert "<http://example.org/graph>: there is no such graph here" in reply.text
    assert query(server, TITLES, **{"default-graph-uri": "no iri"}).status == 400


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml;q=0.9, text/html", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0.3, text/csv;q=0.5", "text/csv"),
        ("text/*", "text/csv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_forms_of_rows(server: str, accept: str | None, kind: str) -> None:
    reply = query(server, "SELECT ?a { VALUES ?a { 1 'x' } }", accept)
    assert (reply.status, reply.kind) == (200, kind)
    if kind == "text/csv":
        assert reply.text == "a\r\n1\r\nx\r\n"
    else:
        rows = ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.from_media_type(kind))
        assert [row["a"].value for row in rows] == ["1", "x"]


def test_forms_of_yes_and_no(server: str) -> None:
    for kind in ("application/sparql-results+json", "application/sparql-results+xml"):
        reply = query(server, "ASK { ?s kg:no ?o }", kind)
        style = ox.QueryResultsFormat.from_media_type(kind)
        assert (reply.kind, bool(ox.parse_query_results(reply.body, format=style))) == (kind, False)
    assert query(server, ASK, "text/csv").text == "true"


@pytest.mark.parametrize("form", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s schema:headline ?o ; ?p ?o }", "DESCRIBE <%s>"])
@pytest.mark.parametrize("kind", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])
def test_forms_of_triples(server: str, form: str, kind: str) -> None:
    reply = query(server, form.replace("%s", ARMS_GRAPH), kind)
    assert (reply.status, reply.kind) == (200, kind)
    triples = list(ox.parse(reply.body, format=ox.RdfFormat.from_media_type(kind)))
    assert ARMS.title in [quad.object.value for quad in triples if isinstance(quad.object, ox.Literal)]


def test_what_can_not_be_had_is_406(server: str) -> None:
    reply = query(server, ASK, "image/png")
    assert (reply.status, "application/sparql-results+json" in reply.text) == (406, True)
    assert query(server, "CONSTRUCT WHERE { ?s ?p ?o }", "text/csv").status == 406


def test_a_malformed_query_is_400_and_says_where(server: str) -> None:
    reply = query(server, "SELECT ?s WHERE {\n ?s ?p }")
    assert reply.status == 400
    assert reply.text.startswith("syntax error in line 2")
    assert query(server, "").status == 400


def test_other_methods_are_405(server: str) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        reply = ask(f"{server}/sparql?query={quote(ASK)}", method=method)
        assert (reply.status, set(reply.headers["allow"].split(", "))) == (405, {"GET", "HEAD", "POST"})


def test_two_queries_are_400(server: str) -> None:
    assert ask(f"{server}/sparql?query={quote(ASK)}&query={quote('SELECT * {}')}").status == 400


@pytest.mark.parametrize("content_type", ["text/plain", "application/json", ""])
def test_other_content_types_are_415(server: str, content_type: str) -> None:
    for body in (ASK, urlencode({"query": ASK})):
        assert ask(f"{server}/sparql", method="POST", body=body, content_type=content_type).status == 415


def test_what_is_not_utf8_is_refused(server: str) -> None:
    body = "ASK { ?s ?p 'é' }".encode("utf-16")
    assert ask(f"{server}/sparql", method="POST", body=body, content_type=DIRECT).status == 400
    assert ask(f"{server}/sparql", method="POST", body=b"query=ASK%20%7B%20%FF", content_type=FORM).status == 400
    latin = f"{DIRECT}; charset=ISO-8859-1"
    assert ask(f"{server}/sparql", method="POST", body="ASK {}", content_type=latin).status == 415


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "LOAD <http://127.0.0.1/>",
        "PREFIX a: <http://a> DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_writing_and_calls_elsewhere_are_refused(server: str, text: str) -> None:
    before = query(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows()
    reply = query(server, text)
    assert reply.status == 400
    assert "SERVICE is refused" in reply.text or "would change the graph" in reply.text
    update = ask(f"{server}/sparql", method="POST", body=text, content_type="application/sparql-update")
    assert (update.status, "only reads" in update.text) == (403, True)
    assert ask(f"{server}/sparql", method="POST", body=urlencode({"update": text}), content_type=FORM).status == 403
    assert query(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows() == before


def test_a_post_without_a_query_is_400(server: str) -> None:
    assert ask(f"{server}/sparql", method="POST", body="query-text=x", content_type=FORM).status == 400


def test_the_service_describes_itself(server: str) -> None:
    reply = ask(f"{server}/sparql")
    assert (reply.status, reply.kind) == (200, "text/turtle")
    sd = "http://www.w3.org/ns/sparql-service-description#"
    triples = {
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in ox.parse(reply.body, format=ox.RdfFormat.TURTLE)
    }
    endpoint = f"{server}/sparql"
    for name, value in (
        ("endpoint", endpoint),
        ("supportedLanguage", f"{sd}SPARQL11Query"),
        ("feature", f"{sd}UnionDefaultGraph"),
        ("resultFormat", "http://www.w3.org/ns/formats/SPARQL_Results_CSV"),
    ):
        assert (f"<{endpoint}>", f"<{sd}{name}>", f"<{value}>") in triples
    assert ask(f"{server}/sparql", accept="application/ld+json").kind == "application/ld+json"


def test_a_person_who_comes_without_a_query_is_led_to_the_editor(server: str) -> None:
    reply = ask(f"{server}/sparql", accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (reply.status, reply.headers["location"]) == (303, "/editor")


def test_pages_of_other_sites_may_not_ask(server: str) -> None:
    asked = {"Origin": "http://example.org", "Access-Control-Request-Method": "POST"}
    for reply in (query(server, ASK), ask(f"{server}/sparql", method="OPTIONS", **asked)):
        assert not [name for name in reply.headers if name.startswith("access-control")]


@pytest.mark.parametrize("origin", ["*", "http://example.org"])
def test_pages_of_other_sites_may_ask_where_they_are_let(tmp_path: Path, origin: str) -> None:
    write_graph(tmp_path, [(ARMS, [SOLD])])
    with running(tmp_path, "--cors", origin) as (server, _):
        assert query(server, ASK).headers["access-control-allow-origin"] == origin
        asked = {"Origin": "http://example.org", "Access-Control-Request-Method": "POST"}
        asked |= {"Access-Control-Request-Headers": "content-type"}
        preflight = ask(f"{server}/sparql", method="OPTIONS", **asked)
        assert preflight.status == 204
        assert preflight.headers["access-control-allow-origin"] == origin
        assert "POST" in preflight.headers["access-control-allow-methods"]
        assert "Content-Type" in preflight.headers["access-control-allow-headers"]
