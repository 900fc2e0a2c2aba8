"""The SPARQL editor: YASGUI with our prefixes, words to complete, and the named queries to start from."""

from __future__ import annotations

from itertools import islice

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.graph.claims import select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import PREFIXES, shorten
from kg.query import list_queries
from kg.serve.index import make_index
from kg.serve.live import Live
from kg.serve.render import page

MOST_ACTORS = 3000
"""Actors that the editor completes, all at hand: a list that waits for the server loses to fast typing."""

FIRST_QUERY = """\
# Who supplies arms to whom, and where it is said. Press Ctrl-Enter to run.
PREFIX kg: <https://w3id.org/geopolitical-kg/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rel: <https://w3id.org/geopolitical-kg/relation/>

SELECT ?subject ?object ?polarity ?quote
WHERE {
  ?claim rdf:predicate rel:suppliesArmsTo ;
         rdf:subject/kg:canonical/rdfs:label ?subject ;
         rdf:object/kg:canonical/rdfs:label ?object ;
         kg:polarity/rdfs:label ?polarity ;
         oa:exact ?quote .
}
ORDER BY ?subject ?object ?quote
LIMIT 100
"""


async def editor(request: Request) -> Response:
    """The editor's page."""
    config = {
        "endpoint": "/sparql",
        "first": FIRST_QUERY,
        "prefixes": dict(PREFIXES),
        "queries": [{"name": one.name, "title": one.title, "text": one.text.rstrip() + "\n"} for one in list_queries()],
    }
    return page(request, "editor.html", config=config, queries=list_queries())


async def words(request: Request) -> Response:
    """What the editor completes: terms of the ontology, then the actors in most claims, as JSON."""
    live: Live = request.app.state.live
    index = await live.once(make_index)
    actors = [
        {"name": shorten(actor.iri), "label": actor.label, "kind": "actor"}
        for actor in islice(index.actors.values(), MOST_ACTORS)
        if shorten(actor.iri) != actor.iri
    ]
    return JSONResponse([*await live.once(ontology_words), *actors])


def ontology_words(graph: KnowledgeGraph) -> list[dict[str, str]]:
    """Short name, label and kind of every term of ours that the graph defines or uses as a property."""
    found: dict[str, dict[str, str]] = {}
    for row in select(graph, _DEFINED):
        name = shorten(row["term"])
        if name != row["term"]:
            kind = "property" if "Property" in row["type"] else "class" if row["type"].endswith("Class") else "value"
            found.setdefault(name, {"name": name, "label": row.get("label", ""), "kind": kind})
    for row in select(graph, _USED):
        name = shorten(row["term"])
        if name != row["term"]:
            found.setdefault(name, {"name": name, "label": "", "kind": "property"})
    return [found[name] for name in sorted(found)]


_DEFINED = """
SELECT ?term ?type ?label
WHERE { GRAPH kg:vocabulary { ?term a ?type OPTIONAL { ?term rdfs:label ?label } } FILTER (isIRI(?term)) }
ORDER BY ?term ?type ?label"""

_USED = """
SELECT DISTINCT ?term
WHERE { { SELECT ?article WHERE { ?article a schema:NewsArticle } LIMIT 200 } GRAPH ?article { ?s ?term ?o } }"""
"""All articles are said the same of, and what is derived from them is said in terms of the vocabulary."""
