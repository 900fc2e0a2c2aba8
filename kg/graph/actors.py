"""Which actor of the graph a user means: by IRI, Q-number, country code, label, or any name the gazetteer knows."""

from __future__ import annotations

import difflib

import pyoxigraph as ox

from kg.errors import QueryError
from kg.gazetteer.index import load_gazetteer
from kg.graph.claims import Row, select
from kg.graph.identities import canonical
from kg.graph.plan import plan
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import as_iri
from kg.resources import BASE

PLACE = BASE + "Place"


def find_actor(graph: KnowledgeGraph, text: str) -> str:
    """IRI of the actor that ``text`` means: "Iran", "IRN", "Q794", "wd:Q794", an IRI, "Tehran".

    An IRI or Q-number is taken as it is, whether or not the graph has it. Who was decided to be the same is found
    by the names and ids of all, as the actor that stands for them.

    Raises:
        QueryError: nobody, or several actors, are meant; names the ones that come near.
    """
    text = text.strip()
    joined = canonical(graph)
    if iri := as_iri(text):
        return joined.get(iri, iri)
    if not joined and (exactly := _exactly(graph, text)):
        return exactly
    actors = [*select(graph, plan(graph, _ACTORS, {})), *(select(graph, _JOINED) if joined else ())]
    meant = _matching([row for row in actors if row["type"] != PLACE], text)
    if not meant:
        # Before places, so that a capital means its state here as it does in the news.
        names = load_gazetteer().lookup(text)
        named = names[0].entity.id if names else ""
        meant = [joined.get(named, named)] if named else _matching(actors, text)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise QueryError(f"{text!r} means {len(meant)} actors; give the IRI of one: {', '.join(meant)}")
    near = difflib.get_close_matches(text.casefold(), sorted({row["label"].casefold() for row in actors}), n=3)
    labels = sorted({row["label"] for row in actors if row["label"].casefold() in near})
    hint = (
        f"; did you mean {' or '.join(labels)}?" if labels else "; `kg query DIR most-active-actors` shows who there is"
    )
    raise QueryError(f"no actor is called {text!r}{hint}")


def _exactly(graph: KnowledgeGraph, text: str) -> str | None:
    """The one actor with this country code or label, looked up; to go through all actors takes seconds."""
    for pattern in ("?actor kg:country $text ; a kg:Country", _LABELLED):
        query = f"SELECT DISTINCT ?actor {{ {pattern} }}".replace("$text", str(ox.Literal(text)))
        found = [row["actor"] for row in select(graph, query)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


_LABELLED = "?actor rdfs:label $text ; a ?type . ?type rdfs:subClassOf kg:Actor . FILTER (?type != kg:Place)"

_ACTORS = """
SELECT ?actor ?label ?country ?type
WHERE { ?actor a ?type ; rdfs:label ?label . ?type rdfs:subClassOf kg:Actor . OPTIONAL { ?actor kg:country ?country } }
ORDER BY ?actor"""

_JOINED = """
SELECT DISTINCT ?actor ?label ?type
WHERE {
  GRAPH kg:identities { ?id owl:sameAs ?actor }
  ?d kg:describes ?id ; kg:statedLabel ?label .
  ?actor a ?type . ?type rdfs:subClassOf kg:Actor .
}
ORDER BY ?actor ?label"""


def _matching(actors: list[Row], text: str) -> list[str]:
    states = [row["actor"] for row in actors if row.get("country") == text and row["type"] == BASE + "Country"]
    named = sorted({row["actor"] for row in actors if row["label"].casefold() == text.casefold()})
    exact = sorted({row["actor"] for row in actors if row["label"] == text})
    return states or (exact if len(named) > 1 and exact else named)
