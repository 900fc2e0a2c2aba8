"""What the endpoint can do, in RDF (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.terms import RDF as RDF_NAMESPACE
from kg.serve.formats import RDF, RESULTS, Format, write_rdf

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"

_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}
"""Local names in W3C's list of formats (https://www.w3.org/ns/formats/) by our suffix."""


def service_description(endpoint: str, style: Format) -> bytes:
    """The description of the service at this address, in one of the forms of RDF."""
    service = ox.NamedNode(endpoint)
    kind = ox.NamedNode(RDF_NAMESPACE + "type")
    dataset, default = ox.BlankNode("dataset"), ox.BlankNode("default")
    triples = [
        ox.Triple(service, kind, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), service),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph")),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, kind, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), default),
        ox.Triple(default, kind, _sd("Graph")),
        *(
            ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMATS + _FORMAT_NAMES[one.suffix]))
            for one in (*RESULTS, *RDF)
        ),
    ]
    return write_rdf(triples, style)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
