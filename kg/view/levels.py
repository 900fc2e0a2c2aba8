"""The level of the page: actors as said, or each as the state or body that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from kg.graph.claims import select
from kg.graph.plan import plan
from kg.graph.store import KnowledgeGraph
from kg.resources import BASE


@dataclass(frozen=True, slots=True)
class Whole:
    """A state or body that others belong to; ``country`` is its ISO 3166-1 alpha-3 code where it is a state."""

    iri: str
    label: str
    type: str
    country: str | None = None
    sector: str | None = None


def wholes(graph: KnowledgeGraph) -> dict[str, Whole]:
    """The outermost state or body that each actor belongs to, by the actor's IRI; who belongs to none is left out.

    An actor that belongs to several counts as part of the first of them in order of IRI.
    """
    above: dict[str, Whole] = {}
    for row in select(graph, plan(graph, _PARTS, {})):
        found = Whole(
            row["whole"], row["label"], row["type"].removeprefix(BASE), row.get("country"),
            row.get("sector", "").removeprefix(BASE + "sector/") or None,
        )  # fmt: skip
        known = above.get(row["part"])
        above[row["part"]] = found if known is None or found.iri < known.iri else known
    return {part: _outermost(part, above) for part in sorted(above)}


def _outermost(part: str, above: dict[str, Whole]) -> Whole:
    whole, seen = above[part], {part}
    while whole.iri in above and whole.iri not in seen:  # a loop ends where it began
        seen.add(whole.iri)
        whole = above[whole.iri]
    return whole


_PARTS = """
SELECT DISTINCT ?part ?whole ?label ?type ?country ?sector
WHERE {
  ?part kg:partOf ?whole . ?whole rdfs:label ?label ; a ?type .
  OPTIONAL { ?whole kg:country ?country }
  OPTIONAL { ?whole kg:sector ?sector }
}"""
