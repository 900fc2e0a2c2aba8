"""The claims as a network of actors, for networkx."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import networkx as nx

from kg.errors import QueryError
from kg.graph.claims import Row, date_of, is_within, select, select_of
from kg.graph.levels import Level, at_level
from kg.graph.outlets import outlets_by_article
from kg.graph.plan import plan
from kg.graph.stand_ins import find_actor_at
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM
from kg.model import Modality
from kg.resources import BASE
from kg.vocabulary import RELATION, Vocabulary, load_vocabulary

MODALITIES: tuple[str, ...] = get_args(Modality)


def network(
    graph: KnowledgeGraph,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    relation: str | None = None,
    focus: str | None = None,
    level: Level = "said",
    claims: Sequence[str] | None = None,
) -> nx.MultiDiGraph[str]:
    """Actors and what is claimed between them, affirmed or not.

    Nodes are IRIs of actors with ``label``, ``type``, ``country`` and ``sector`` (None where there is none).
    Edges are keyed by the relation's name; a symmetric one runs from the IRI that sorts first. They have
    ``claims``, ``sources`` and ``origins`` (numbers; sources are outlets, copies of one article one
    origin), ``first`` and ``last``
    (dates: of the event, else of publication),
    ``affirmed`` and ``negated`` (claims of that polarity), ``actual``, ``planned``, ``possible`` and ``demanded``
    (affirmed claims of that modality), ``standing`` (see :func:`standing`), ``share_denied`` (0 to 1),
    ``quad`` (label of the quad category), ``plover`` and ``claim_ids`` (sorted).

    ``since`` and ``until`` keep claims dated within, both included, and drop claims without a date. ``relation``
    keeps one relation and those below it. ``focus`` (an IRI or a name, see :func:`kg.graph.actors.find_actor`)
    keeps what concerns that actor or those who belong to it. At the ``level`` "state" actors are rolled up to the
    states and bodies that they stand for (:mod:`kg.graph.levels`), and what stays within one of them is left out.
    ``claims`` are IRIs of those that are looked at at all.

    Raises:
        QueryError: no such relation, or nobody is meant by ``focus``.
    """
    vocabulary = load_vocabulary()
    wanted = set(vocabulary.relations) if relation is None else known_relation(relation)
    centre = None if focus is None else _belonging_to(graph, find_actor_at(graph, focus, level))
    bundles: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    actors: dict[str, dict[str, str | None]] = {}
    if claims is None:
        rows = select(graph, plan(graph, at_level(_CLAIMS.replace("$given", ""), level), {}))
    else:
        rows = select_of(graph, at_level(_CLAIMS, level), "claim", claims)
    for row in rows:
        name = row["relation"].removeprefix(RELATION)
        source, target = row["subject"], row["object"]
        if name not in wanted or not is_within(row, since, until) or (level == "state" and source == target):
            continue
        if centre is not None and source not in centre and target not in centre:
            continue
        if vocabulary.relations[name].symmetric:
            source, target = sorted((source, target))
        bundles[source, target, name].append(row)
        actors[row["subject"]] = _actor(row, "subject")
        actors[row["object"]] = _actor(row, "object")
    outlets = outlets_by_article(graph, {row["article"] for rows in bundles.values() for row in rows})
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for actor in sorted(actors):
        found.add_node(actor, **actors[actor])
    for source, target, name in sorted(bundles):
        found.add_edge(source, target, key=name, **_edge(bundles[source, target, name], name, vocabulary, outlets))
    return found


def known_relation(name: str) -> set[str]:
    """The relation of this name and those below it.

    Raises:
        QueryError: there is none.
    """
    vocabulary = load_vocabulary()
    if name not in vocabulary.relations:
        raise QueryError(f"no relation is called {name!r}; see ontology/geopolitics.ttl")
    return {name, *vocabulary.descendants(name)}


def standing(affirmed: int, actual: int, negated: int) -> str:
    """How far a relation holds by the numbers of its claims, in the words of the page.

    "denied" where nobody affirms it, "planned" where nobody affirms it as actual (it is planned, possible or demanded),
    "disputed" where some deny what others affirm, else "stated".
    """
    if not affirmed:
        return "denied"
    if not actual:
        return "planned"
    return "disputed" if negated else "stated"


def _edge(
    rows: Iterable[Row], name: str, vocabulary: Vocabulary, outlets: Mapping[str, frozenset[str]]
) -> dict[str, object]:
    rows = list(rows)
    relation = vocabulary.relations[name]
    polarity = Counter(row["polarity"].removeprefix(BASE) for row in rows)
    affirmed = Counter(row["modality"].removeprefix(BASE) for row in rows if row["polarity"] == BASE + "affirmed")
    days = sorted(day for row in rows if (day := date_of(row)))
    return {
        "claims": len(rows),
        "sources": len({one for row in rows for one in outlets.get(row["article"], [row["article"]])}),
        "origins": len({row.get("origin", row["article"]) for row in rows}),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "affirmed": polarity["affirmed"],
        "negated": polarity["negated"],
        **{modality: affirmed[modality] for modality in MODALITIES},
        "standing": standing(polarity["affirmed"], affirmed["actual"], polarity["negated"]),
        "share_denied": polarity["negated"] / len(rows),
        "quad": vocabulary.quads[relation.quad],
        "plover": relation.plover,
        "claim_ids": sorted(row["claim"].removeprefix(CLAIM) for row in rows),
    }


def _actor(row: Row, role: str) -> dict[str, str | None]:
    fields: dict[str, str | None] = {
        name: row.get(role + name.title()) for name in ("label", "type", "country", "sector")
    }
    kind = fields["type"]
    return fields | {"type": kind.removeprefix(BASE) if kind else None}


def _belonging_to(graph: KnowledgeGraph, actor: str) -> set[str]:
    found = {actor}
    parts: dict[str, list[str]] = defaultdict(list)
    for row in select(graph, "SELECT ?part ?whole { ?part kg:partOf ?whole }"):
        parts[row["whole"]].append(row["part"])
    waiting = [actor]
    while waiting:
        for part in parts[waiting.pop()]:
            if part not in found:
                found.add(part)
                waiting.append(part)
    return found


_CLAIMS = """
SELECT ?claim ?subject ?relation ?object ?polarity ?modality ?article ?origin ?date ?published
       ?subjectLabel ?subjectType ?subjectCountry ?subjectSector ?objectLabel ?objectType ?objectCountry ?objectSector
WHERE {
  $given
  ?claim a kg:Claim ; rdf:subject/kg:canonical ?subject ; rdf:predicate ?relation ; rdf:object/kg:canonical ?object ;
         kg:polarity ?polarity ; kg:modality ?modality ; prov:wasQuotedFrom ?article .
  ?subject rdfs:label ?subjectLabel ; a ?subjectType .
  ?object rdfs:label ?objectLabel ; a ?objectType .
  OPTIONAL { ?subject kg:country ?subjectCountry }
  OPTIONAL { ?subject kg:sector ?subjectSector }
  OPTIONAL { ?object kg:country ?objectCountry }
  OPTIONAL { ?object kg:sector ?objectSector }
  OPTIONAL { ?claim kg:date ?date }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article kg:origin ?origin }
}"""
