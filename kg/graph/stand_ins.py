"""Whom an actor that a user names counts for, at the level that is asked for."""

from __future__ import annotations

from kg.graph.actors import find_actor
from kg.graph.claims import select
from kg.graph.levels import Level
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import node


def counts_for(graph: KnowledgeGraph, actor: str) -> str:
    """The state or body that an actor (an IRI) counts for in most articles; itself where the graph says none."""
    found = [row["whole"] for row in select(graph, _COUNTS_FOR.replace("$actor", str(node(actor))))]
    return found[0] if found else actor


def find_actor_at(graph: KnowledgeGraph, text: str, level: Level) -> str:
    """IRI of the actor that a name means (see :func:`kg.graph.actors.find_actor`), or of whom it counts for.

    Raises:
        QueryError: nobody, or several actors, are meant.
    """
    actor = find_actor(graph, text)
    return actor if level == "said" else counts_for(graph, actor)


_COUNTS_FOR = """
SELECT ?whole (COUNT(*) AS ?times)
WHERE { ?id kg:canonical $actor . ?description kg:describes ?id ; kg:standsFor ?whole }
GROUP BY ?whole ORDER BY DESC(?times) ?whole LIMIT 1"""
