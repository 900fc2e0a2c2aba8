"""What is worked out once a snapshot: who is in the graph, which articles there are, how often which relation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kg.graph.claims import select
from kg.graph.plan import plan
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import article_id, article_iri, node
from kg.resources import BASE
from kg.view.facts import actor_facts
from kg.view.page_data import web_address
from kg.vocabulary import RELATION


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor that some claim names; ``claims`` is in how many, ``names`` what articles call it besides."""

    iri: str
    label: str
    type: str
    country: str | None
    sector: str | None
    claims: int
    names: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article as the list of articles shows it."""

    id: str
    title: str | None
    source: str | None
    author: str | None
    published: str | None
    url: str | None
    claims: int
    files: tuple[str, ...]
    section: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """``actors`` by IRI, those with most claims first; ``relations`` are numbers of claims by name."""

    actors: dict[str, Actor]
    relations: dict[str, int]
    claims: int
    denied: int


def make_index(graph: KnowledgeGraph) -> Index:
    """Read it all from the graph; in the graph of 33 articles 50 ms, in one of 90,000 some seconds."""
    behind = Counter[str]()
    for row in select(graph, plan(graph, _BEHIND, {})):
        behind[row["actor"]] += int(row["n"])
    described: dict[str, dict[str, str]] = {}
    for row in select(graph, plan(graph, _ACTORS, {})):
        described.setdefault(row["actor"], dict(row))
    facts = actor_facts(graph)
    actors = {}
    for iri in sorted(behind, key=lambda one: (-behind[one], one)):
        row, known = described.get(iri, {}), facts.get(iri)
        label = row.get("label", iri)
        actors[iri] = Actor(
            iri,
            label,
            row.get("type", "").removeprefix(BASE),
            row.get("country"),
            row.get("sector", "").removeprefix(BASE + "sector/") or None,
            behind[iri],
            tuple(name for name in known.names if name != label) if known else (),
            known.lines if known else (),
        )
    relations = {row["r"].removeprefix(RELATION): int(row["n"]) for row in select(graph, plan(graph, _RELATIONS, {}))}
    denied = int(next(select(graph, _DENIED))["n"])
    return Index(actors, relations, sum(relations.values()), denied)


def newest_articles(graph: KnowledgeGraph) -> tuple[str, ...]:
    """Ids of all articles, the newest first."""
    rows = sorted(select(graph, plan(graph, _PUBLISHED, {})), key=lambda row: row["article"])
    rows.sort(key=lambda row: row.get("published", ""), reverse=True)
    return tuple(article_id(row["article"]) for row in rows)


def article_entries(graph: KnowledgeGraph, identifiers: Sequence[str]) -> list[ArticleEntry]:
    """The articles with these ids, in their order; those that the graph doesn't have are left out."""
    iris = " ".join(str(node(article_iri(one))) for one in identifiers)
    files: dict[str, list[str]] = {}
    for row in select(graph, _FILES.replace("$articles", iris)):
        files.setdefault(row["article"], []).append(row["file"])
    found = {
        article_id(row["article"]): ArticleEntry(
            article_id(row["article"]),
            row.get("title"),
            row.get("source"),
            row.get("author"),
            row.get("published"),
            web_address(row.get("url")),
            int(row.get("n", 0)),
            tuple(files.get(row["article"], ())),
            row.get("section"),
            row.get("retrieved"),
        )
        for row in select(graph, _ARTICLES.replace("$articles", iris))
    }
    return [found[one] for one in identifiers if one in found]


def find(index: Index, text: str, most: int = 12) -> list[tuple[Actor, str | None]]:
    """Actors whose label or other name begins with ``text``, then those where a word of it does.

    With each comes the name that fitted where that is not the label.
    """
    wanted = " ".join(text.casefold().split())
    if not wanted:
        return []
    found: list[tuple[int, int, Actor, str | None]] = []
    for place, actor in enumerate(index.actors.values()):
        best: tuple[int, str | None] | None = None
        for name in (actor.label, *actor.names):
            rank = _rank(name.casefold(), wanted)
            if rank is not None and (best is None or rank < best[0]):
                best = rank, None if name == actor.label else name
        if actor.country and actor.country.casefold() == wanted and actor.type == "Country":
            best = 0, None
        if best:
            found.append((best[0], place, actor, best[1]))
    return [(actor, name) for _, _, actor, name in sorted(found, key=lambda one: one[:2])[:most]]


def _rank(name: str, wanted: str) -> int | None:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    return 2 if f" {wanted}" in name else None


def suggestion(actor: Actor, name: str | None) -> dict[str, Any]:
    """An actor as the search box and the editor's completion read it."""
    return {"iri": actor.iri, "label": actor.label, "type": actor.type, "claims": actor.claims, "name": name}


_BEHIND = """
SELECT ?actor (COUNT(*) AS ?n)
WHERE {
  { ?claim rdf:subject/kg:canonical ?actor } UNION { ?claim rdf:object/kg:canonical ?actor }
  UNION { ?claim kg:attributedTo/kg:canonical ?actor }
}
GROUP BY ?actor"""

_ACTORS = """
SELECT ?actor ?label ?type ?country ?sector
WHERE {
  ?actor a ?type ; rdfs:label ?label .
  ?type rdfs:subClassOf kg:Actor .
  OPTIONAL { ?actor kg:country ?country }
  OPTIONAL { ?actor kg:sector ?sector }
}
ORDER BY ?actor ?label"""

_RELATIONS = "SELECT ?r (COUNT(?claim) AS ?n) WHERE { ?claim rdf:predicate ?r } GROUP BY ?r"
_DENIED = "SELECT (COUNT(?claim) AS ?n) WHERE { ?claim kg:polarity kg:negated }"

_PUBLISHED = """
SELECT ?article ?published
WHERE { ?article a schema:NewsArticle OPTIONAL { ?article schema:datePublished ?published } }"""

_FILES = "SELECT ?article ?file WHERE { VALUES ?article { $articles } ?article kg:file ?file } ORDER BY ?article ?file"

_ARTICLES = """
SELECT ?article ?title ?source ?author ?published ?url ?section ?retrieved (COUNT(?claim) AS ?n)
WHERE {
  VALUES ?article { $articles }
  ?article a schema:NewsArticle .
  OPTIONAL { ?claim prov:wasQuotedFrom ?article }
  OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article dc:publisher ?source }
  OPTIONAL { ?article dc:creator ?author }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article schema:articleSection ?section }
  OPTIONAL { ?article kg:retrieved ?retrieved }
}
GROUP BY ?article ?title ?source ?author ?published ?url ?section ?retrieved"""
