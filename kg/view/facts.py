"""What the panel says of an actor beside its relations: how articles call it, and where it belongs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.graph.claims import select
from kg.graph.store import KnowledgeGraph

MOST_NAMES = 8
SAID_OF_ALL = 4
"""Actors from which on a text that is said of each of them is the name of none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """``names`` as articles have them, the most frequent first; ``lines`` are sentences about office and belonging."""

    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def actor_facts(graph: KnowledgeGraph) -> dict[str, Facts]:
    """Facts by IRI of the actor; actors of whom nothing more is known are left out."""
    called = [(row["actor"], row["text"], int(row["times"])) for row in select(graph, _NAMES)]
    actors_called: dict[str, set[str]] = defaultdict(set)
    for actor, text, _ in called:
        actors_called[text].add(actor)
    names: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for actor, text, times in called:
        # "They" and "the two sides" are no names: written small somewhere, or said of one and all.
        written_small = text[:1].islower() or text[:1].lower() + text[1:] in actors_called
        if not written_small and len(actors_called[text]) < SAID_OF_ALL:
            names[actor].append((-times, text))
    lines: dict[str, set[str]] = defaultdict(set)
    for row in select(graph, _BELONGING):
        lines[row["actor"]].add(f"Belongs to {row['label']}")
    for row in select(graph, _TERMS):
        office = f"{row.get('office') or 'In office'}, {row['label']}"
        lines[row["actor"]].add(office + _period(row.get("since"), row.get("until")))
    return {
        actor: Facts(tuple(text for _, text in sorted(names[actor])[:MOST_NAMES]), tuple(sorted(lines[actor])))
        for actor in sorted({*names, *lines})
    }


def _period(since: str | None, until: str | None) -> str:
    if since and until:
        return f" ({since} to {until})"
    if since:
        return f" (since {since})"
    return f" (until {until})" if until else ""


_NAMES = """
SELECT ?actor ?text (COUNT(*) AS ?times)
WHERE {
  { ?claim rdf:subject/kg:canonical ?actor ; kg:subjectText ?text }
  UNION { ?claim rdf:object/kg:canonical ?actor ; kg:objectText ?text }
}
GROUP BY ?actor ?text"""

_BELONGING = "SELECT ?actor ?label { ?actor kg:partOf ?whole . ?whole rdfs:label ?label }"

_TERMS = """
SELECT ?actor ?label ?office ?since ?until
WHERE {
  ?term a kg:TermOfOffice ; kg:holder ?actor ; kg:officeOf ?state .
  ?state rdfs:label ?label .
  OPTIONAL { ?term schema:roleName ?office }
  OPTIONAL { ?term schema:startDate ?since }
  OPTIONAL { ?term schema:endDate ?until }
}"""
