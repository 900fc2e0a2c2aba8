"""What the panel says of an actor beside its relations: how articles call it, and where it belongs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.graph.claims import select, select_of, values
from kg.graph.plan import plan
from kg.graph.store import KnowledgeGraph

MOST_NAMES = 8
SAID_OF_ALL = 4
"""Actors from which on a text that is said of each of them is the name of none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """``names`` as articles have them, the most frequent first; ``lines`` are sentences about office and belonging."""

    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def actor_facts(
    graph: KnowledgeGraph, actors: Collection[str] | None = None, claims: Sequence[str] | None = None
) -> dict[str, Facts]:
    """Facts by IRI of the actor; actors of whom nothing more is known are left out.

    Where ``actors`` and ``claims`` are given, facts of these actors, and names as these claims have them.
    """
    given = values("actor", actors)
    if claims is None:
        rows = select(graph, plan(graph, _NAMES.replace("$given", ""), {}))
    else:
        rows = select_of(graph, _NAMES, "claim", claims)
    times = Counter[tuple[str, str]]()
    for row in rows:
        times[row["actor"], row["text"]] += int(row["times"])
    called = [(actor, text, number) for (actor, text), number in times.items()]
    actors_called: dict[str, set[str]] = defaultdict(set)
    for actor, text, _ in called:
        actors_called[text].add(actor)
    names: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for actor, text, number in called:
        # "They" and "the two sides" are no names: written small somewhere, or said of one and all.
        written_small = text[:1].islower() or text[:1].lower() + text[1:] in actors_called
        if not written_small and len(actors_called[text]) < SAID_OF_ALL:
            names[actor].append((-number, text))
    lines: dict[str, set[str]] = defaultdict(set)
    for row in select(graph, plan(graph, _BELONGING.replace("$given", given), {})):
        lines[row["actor"]].add(f"Belongs to {row['label']}")
    for row in select(graph, plan(graph, _TERMS.replace("$given", given), {})):
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
  { $given ?claim rdf:subject/kg:canonical ?actor ; kg:subjectText ?text }
  UNION { $given ?claim rdf:object/kg:canonical ?actor ; kg:objectText ?text }
}
GROUP BY ?actor ?text"""

_BELONGING = "SELECT ?actor ?label { $given ?actor kg:partOf ?whole . ?whole rdfs:label ?label }"

_TERMS = """
SELECT ?actor ?label ?office ?since ?until
WHERE {
  $given
  ?term a kg:TermOfOffice ; kg:holder ?actor ; kg:officeOf ?state .
  ?state rdfs:label ?label .
  OPTIONAL { ?term schema:roleName ?office }
  OPTIONAL { ?term schema:startDate ?since }
  OPTIONAL { ?term schema:endDate ?until }
}"""
