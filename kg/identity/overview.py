"""Who is in the graph: under which names, how often, from which articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import QueryError
from kg.graph.claims import select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM, article_id
from kg.resources import BASE
from kg.vocabulary import RELATION

PRONOUNS = frozenset(
    ["he", "him", "his", "she", "her", "it", "its", "itself", "they", "them", "their", "both", "we", "us", "our", "who",
     "himself", "herself", "themselves", "which", "that"]
)  # fmt: skip


@dataclass(slots=True)
class Seen:
    """One actor as the claims have it.

    ``names`` counts the words of articles that mean it, pronouns left out; ``articles`` and ``relations`` count claims,
    by article id and by (how, relation, other actor's IRI), where how is does, undergoes or says. ``sentences`` are
    pairs of article id and number.
    """

    id: str
    label: str
    type: str
    country: str | None = None
    sector: str | None = None
    wholes: tuple[str, ...] = ()
    claims: int = 0
    names: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    relations: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    sentences: set[tuple[str, str]] = field(default_factory=set)

    def named(self) -> list[tuple[str, int]]:
        """Names with their number, the most frequent first."""
        return sorted(self.names.items(), key=lambda item: (-item[1], item[0]))


def actors_seen(graph: KnowledgeGraph) -> dict[str, Seen]:
    """Actors by IRI; those with most claims first, then by label. Who only is a part of somebody else is left out."""
    found = _described(graph)
    counted: dict[str, set[str]] = defaultdict(set)
    for row in select(graph, _CLAIMS):
        article, relation = article_id(row["article"]), row["r"].removeprefix(RELATION)
        ends = [
            ("does", row["s"], row["o"], row.get("subjectText")),
            ("undergoes", row["o"], row["s"], row.get("objectText")),
        ]
        if "speaker" in row:
            ends.append(("says", row["speaker"], row["o"], None))
        for how, actor, other, text in ends:
            seen = found.get(actor)
            if seen is None:
                continue
            if text and text.casefold() not in PRONOUNS:
                seen.names[text] += 1
            if row["claim"] not in counted[actor]:
                counted[actor].add(row["claim"])
                seen.articles[article] += 1
            if how != "says":
                seen.relations[how, relation, other] += 1
                seen.sentences.add((article, row["sentence"]))
    for iri, claims in counted.items():
        found[iri].claims = len(claims)
    active = [seen for seen in found.values() if seen.claims]
    return {seen.id: seen for seen in sorted(active, key=lambda seen: (-seen.claims, seen.label, seen.id))}


def seen_actor(actors: Mapping[str, Seen], iri: str) -> Seen:
    """One of the actors; QueryError where no claim names it."""
    if iri not in actors:
        raise QueryError(f"no claim in this graph names <{iri}>; `kg actors DIR` lists who there is")
    return actors[iri]


def _described(graph: KnowledgeGraph) -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    wholes: dict[str, set[str]] = defaultdict(set)
    for row in select(graph, _ACTORS):
        if "whole" in row:
            wholes[row["actor"]].add(row["whole"])
        found[row["actor"]] = Seen(
            row["actor"], row["label"], row["type"].removeprefix(BASE), row.get("country"), row.get("sector")
        )
    for iri, whole in wholes.items():
        found[iri].wholes = tuple(sorted(whole))
    return found


_ACTORS = """
SELECT ?actor ?label ?type ?country ?sector ?whole
WHERE {
  GRAPH kg:actors {
    ?actor a ?type ; rdfs:label ?label .
    OPTIONAL { ?actor kg:country ?country }
    OPTIONAL { ?actor kg:sector ?sector }
    OPTIONAL { ?actor kg:partOf ?whole }
  }
}"""

_CLAIMS = f"""
SELECT ?claim ?s ?r ?o ?speaker ?article ?sentence ?subjectText ?objectText
WHERE {{
  ?claim a kg:Claim ; rdf:subject/kg:canonical ?s ; rdf:predicate ?r ; rdf:object/kg:canonical ?o ;
         prov:wasQuotedFrom ?article ; kg:sentence ?sentence .
  OPTIONAL {{ ?claim kg:attributedTo/kg:canonical ?speaker }}
  OPTIONAL {{ ?claim kg:subjectText ?subjectText }}
  OPTIONAL {{ ?claim kg:objectText ?objectText }}
  FILTER (STRSTARTS(STR(?claim), "{CLAIM}"))
}}"""
