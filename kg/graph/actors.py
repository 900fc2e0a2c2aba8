"""Which actor of the graph a user means: by IRI, Q-number, country code, label, or any name the gazetteer knows."""

from __future__ import annotations

import difflib
import re

from kg.actors.gazetteer import load_gazetteer
from kg.errors import QueryError
from kg.graph.claims import Row, select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import PREFIXES, node
from kg.resources import BASE, WIKIDATA

PLACE = BASE + "Place"


def find_actor(graph: KnowledgeGraph, text: str) -> str:
    """IRI of the actor that ``text`` means: "Iran", "IRN", "Q794", "wd:Q794", an IRI, "Tehran".

    An IRI or Q-number is taken as it is, whether or not the graph has it.

    Raises:
        QueryError: nobody, or several actors, are meant; names the ones that come near.
    """
    text = text.strip()
    if iri := _as_iri(text):
        return iri
    actors = list(select(graph, _ACTORS))
    meant = _matching([row for row in actors if row["type"] != PLACE], text)
    if not meant:
        # Before places, so that a capital means its state here as it does in the news.
        names = load_gazetteer().lookup(text)
        meant = [names[0].entity.id] if names else _matching(actors, text)
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


_ACTORS = """
SELECT ?actor ?label ?country ?type
WHERE { ?actor a ?type ; rdfs:label ?label . ?type rdfs:subClassOf kg:Actor . OPTIONAL { ?actor kg:country ?country } }
ORDER BY ?actor"""


def _as_iri(text: str) -> str | None:
    if re.fullmatch(r"Q[1-9]\d*", text):
        return WIKIDATA + text
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return node(PREFIXES[prefix] + local).value
    if re.match(r"[a-z][a-z0-9+.-]*://\S+$", text):
        return node(text).value
    return None


def _matching(actors: list[Row], text: str) -> list[str]:
    states = [row["actor"] for row in actors if row.get("country") == text and row["type"] == BASE + "Country"]
    named = [row["actor"] for row in actors if row["label"].casefold() == text.casefold()]
    exact = [row["actor"] for row in actors if row["label"] == text]
    return states or (exact if len(named) > 1 and exact else named)
