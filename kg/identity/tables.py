"""Actors, candidates and unresolved mentions as tables, in the forms that answers to queries have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.graph.claims import articles, select
from kg.graph.identities import read_decisions
from kg.graph.mentions import UnresolvedName
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import XSD, node
from kg.identity.candidates import Candidate
from kg.identity.overview import Seen
from kg.table import Table, Term

MOST_NAMES = 6
MOST_RELATIONS = 15


def actors_table(actors: Iterable[Seen]) -> Table:
    """One actor a row: the names it goes by, the most frequent first, and how many claims and articles name it."""
    rows = [
        (
            _text(seen.label), _text(seen.type), _text(seen.country), _text(seen.sector), _number(seen.claims),
            _number(len(seen.articles)), _text("; ".join(name for name, _ in seen.named()[:MOST_NAMES])), node(seen.id),
        )
        for seen in actors
    ]  # fmt: skip
    return Table(("actor", "type", "country", "sector", "claims", "articles", "names", "id"), tuple(rows))


def actor_table(graph: KnowledgeGraph, seen: Seen) -> Table:
    """All about one actor: ``what`` it is that a row says, and in ``times`` how many claims say so."""
    titles = {article.id: article for article in articles(graph)}
    rows: list[tuple[str, str, int | None]] = [("label", seen.label, seen.claims), ("id", seen.id, None)]
    rows += [
        (what, value, None)
        for what, value in (("type", seen.type), ("country", seen.country), ("sector", seen.sector))
        if value
    ]
    labels = {row["actor"]: row["label"] for row in select(graph, "SELECT ?actor ?label { ?actor rdfs:label ?label }")}
    rows += [("belongs to", labels.get(whole, whole), None) for whole in seen.wholes]
    rows += _joined(graph, seen.id)
    rows += [("name", name, times) for name, times in seen.named()]
    by_actor: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (how, relation, other), times in seen.relations.items():
        by_actor[how, relation][labels.get(other, other)] += times
    relations = [
        (how if how == "says" else f"{how} {relation}", f"{relation} {other}" if how == "says" else other, times)
        for (how, relation), others in by_actor.items()
        for other, times in others.items()
    ]
    rows += sorted(relations, key=lambda row: (-row[2], row))[:MOST_RELATIONS]
    for article, times in sorted(seen.articles.items(), key=lambda item: (-item[1], item[0])):
        about = titles.get(article)
        day = about.published.isoformat() if about and about.published else None
        words = [article, day, about.source if about else None, about.title if about else None]
        rows.append(("article", " · ".join(word for word in words if word), times))
    terms = [
        (_text(what), node(value) if what == "id" else _text(value), _number(times)) for what, value, times in rows
    ]
    return Table(("what", "value", "times"), tuple(terms))


def _joined(graph: KnowledgeGraph, iri: str) -> list[tuple[str, str, int | None]]:
    """Ids that stand for the same actor by decision, and the decisions that name any of its labels or ids."""
    query = f"""
    SELECT DISTINCT ?id ?label
    WHERE {{ GRAPH kg:identities {{ ?id kg:canonical {node(iri)} }} ?d kg:describes ?id ; kg:statedLabel ?label }}
    ORDER BY ?id ?label"""
    members = list(select(graph, query))
    others = [("same as", f"{row['label']} <{row['id']}>", None) for row in members if row["id"] != iri]
    names = {row[key] for row in members for key in ("id", "label")}
    decided = [
        ("decision", f"{one.name} / {one.other}: {one.verdict} ({_by(one.who, one.when, one.why)})", None)
        for one in read_decisions(graph)
        if {one.name, one.other} & names
    ]
    return [*others, *decided]


def _by(who: str, when: str, why: str) -> str:
    return ", ".join(part for part in (who, when, why) if part) or "nobody says why"


def candidates_table(candidates: Iterable[Candidate]) -> Table:
    """Pairs that may be one actor, with score and reasons; ``id`` and ``other_id`` where names are not enough."""
    rows = [
        (
            ox.Literal(f"{one.score:.2f}", datatype=node(XSD + "decimal")), _text(one.actor.label),
            _text(one.other.label), _text("; ".join(one.reasons)), node(one.actor.id), node(one.other.id),
        )
        for one in candidates
    ]  # fmt: skip
    return Table(("score", "name", "other", "reasons", "id", "other_id"), tuple(rows))


def unresolved_table(names: Iterable[UnresolvedName]) -> Table:
    """Texts that could not be resolved, how often, and in how many articles."""
    rows = [
        (_text(name.text), _text(name.kind), _number(name.times), _number(len(name.articles)), _text(name.articles[0]))
        for name in names
    ]
    return Table(("text", "kind", "times", "articles", "for_example"), tuple(rows))


def _text(value: str | None) -> Term | None:
    return ox.Literal(value) if value else None


def _number(value: int | None) -> Term | None:
    return None if value is None else ox.Literal(value)
