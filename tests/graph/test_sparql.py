"""What users may ask: no writing, no calling out, and errors that say where and what to do."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph.sparql import bind, check_query, named_sources, variables

TERM = ox.NamedNode("http://example.org/x")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "select * { ?s rdfs:label 'SERVICE' } # SERVICE <http://example.org>",
        "SELECT ?service { ?service ?load <http://example.org/SERVICE>, kg:SERVICE }",
        'ASK { ?s ?p """a "quoted" INSERT DATA""" }',
        "DESCRIBE wd:Q794",
        "CONSTRUCT WHERE { ?s rel:sanctions ?o }",
        "PREFIX ex: <http://example.org/> SELECT ?s { ?s ex:p _:b FILTER(1<2 && 3>2) }",
    ],
)
def test_questions_pass(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "PREFIX ex: <http://example.org/> DELETE WHERE { ?s ex:p ?o }",
        "LOAD <http://example.org/data>",
        "CLEAR ALL",
        "# a comment\ndrop default",
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match=r"would change the graph: queries only read"):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o. service silent ?s { ?a ?b ?c } }",
        "SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE?p#>\n{ ?a ?b ?c } }",  # looks like an IRI and is none
        "SELECT * { { SELECT * { ?s ?p 'x'@en.SERVICE kg:x { ?a ?b ?c } } } }",
    ],
)
def test_calls_to_other_servers_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        check_query(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELCT ?s { ?s ?p ?o }", r"line 1, column 1: 'SELCT' begins no query; begin with SELECT"),
        ("SELECT ?s {\n ?s foaf:knows ?o }", r"line 2, column 5: the prefix 'foaf' is not declared; known .* rel, "),
        ("SELECT ?s {\n ?s ?p ?o", r"line 1, column 11: this '\{' is never closed; add '\}'"),
        ("SELECT ?s {\n FILTER(?s = 1 }", r"line 2, column 8: this '\(' is never closed; add '\)'"),
        ("SELECT ?s { ?s ?p ?o }}", r"line 1, column 23: '\}' closes nothing"),
        ("SELECT ?s { ?s ?p ?o }\nORDER ?s", r"line 2, column 1: can't be read from 'ORDER' on"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", r"The SELECT contains a variable that is unbound"),
        ("", "the query is empty"),
        ("# only a comment", "the query is empty"),
    ],
)
def test_syntax_error_says_where_and_what_to_do(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        check_query(text)


def test_values_stand_at_the_head_of_the_outermost_pattern() -> None:
    assert bind("SELECT ?s WHERE { ?s ?p ?o }", {"s": TERM}) == (
        "SELECT ?s WHERE { VALUES (?s) { (<http://example.org/x>) } ?s ?p ?o }"
    )
    assert bind("CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }", {"s": TERM}).index("VALUES") > 25
    assert bind("SELECT (EXISTS { ?s ?p 1 } AS ?x) { ?s ?p ?o }", {"s": TERM}).index("VALUES") > 35


def test_nothing_in_a_value_is_read_as_sparql() -> None:
    text = bind("ASK { BIND(?s AS ?t) }", {"s": ox.Literal('") } # {\n\\')})
    check_query(text)
    (row,) = ox.Store().query(text.replace("ASK", "SELECT *"))  # type: ignore[misc]
    assert row["t"] == ox.Literal('") } # {\n\\')


def test_short_form_of_construct_takes_no_values() -> None:
    with pytest.raises(QueryError, match=r"parameters need a query with a WHERE"):
        bind("CONSTRUCT WHERE { ?s ?p ?o }", {"s": TERM})


def test_sources_and_variables_are_read_from_the_text() -> None:
    text = "PREFIX ex: <http://example.org/> SELECT ?s FROM kg:relations FROM NAMED ex:g { ?s $p 'FROM ?x' }"
    assert named_sources(text) == ["https://w3id.org/geopolitical-kg/relations", "http://example.org/g"]
    assert variables(text) == {"s", "p"}
