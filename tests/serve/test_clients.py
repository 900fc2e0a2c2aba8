"""Clients that are not ours work with the endpoint as they work with any other."""

from __future__ import annotations

import pytest
from rdflib import RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.serve.news import NORLAND, PACT, SULIA

ACTORS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX kg: <https://w3id.org/geopolitical-kg/>
SELECT ?label { ?actor a kg:Country ; rdfs:label ?label } ORDER BY ?label"""


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # SPARQLWrapper makes one
def test_sparqlwrapper_reads_rows_and_triples(server: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="needs the package sparqlwrapper")
    for method in ("GET", "POST"):
        client = wrapper.SPARQLWrapper(f"{server}/sparql")
        client.setMethod(method)
        client.setQuery(ACTORS)
        client.setReturnFormat(wrapper.JSON)
        rows = client.queryAndConvert()["results"]["bindings"]
        assert [row["label"]["value"] for row in rows] == ["Norland", "Sulia"]
        client.setReturnFormat(wrapper.CSV)
        assert client.queryAndConvert() == b"label\r\nNorland\r\nSulia\r\n"
        client.setReturnFormat(wrapper.XML)
        assert "Norland" in client.queryAndConvert().toxml()
    client.setQuery(f"DESCRIBE <{NORLAND.id}>")
    for style in (wrapper.TURTLE, wrapper.RDFXML, wrapper.JSONLD):
        client.setReturnFormat(style)
        result = client.queryAndConvert()
        graph = result if isinstance(result, Graph) else Graph().parse(data=result, format="turtle")
        assert str(graph.value(URIRef(NORLAND.id), RDFS.label)) == "Norland"


def test_sparqlwrapper_is_told_what_is_wrong(server: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="needs the package sparqlwrapper")
    client = wrapper.SPARQLWrapper(f"{server}/sparql")
    client.setQuery("SELECT ?s { ?s ?p }")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="syntax error in line 1"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_reads_the_graph_through_its_sparql_store(server: str, method: str, form: str) -> None:
    graph = Graph(SPARQLStore(f"{server}/sparql", returnFormat=form, method=method))
    assert [str(row.label) for row in graph.query(ACTORS)] == ["Norland", "Sulia"]  # type: ignore[union-attr]
    assert (URIRef(NORLAND.id), RDFS.label, None) in graph
    assert {str(name) for name in (graph.value(URIRef(one.id), RDFS.label) for one in (SULIA, PACT))} == {
        "Sulia",
        "Lake Pact",
    }
