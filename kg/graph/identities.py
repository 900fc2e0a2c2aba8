"""Actors that are one: an analyst's decisions in the graph, and the one id that stands for each actor.

The claims keep the ids they were written with. The graph ``kg:identities``, which is derived, says for every id which
actor it stands for (``kg:canonical``; itself where nothing was decided), so that rules and queries read
``?claim rdf:subject/kg:canonical ?actor``. The graph ``kg:decisions`` holds the decisions and is not derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.gazetteer.index import load_gazetteer
from kg.gazetteer.spelling import lookup_key
from kg.graph.background import Background
from kg.graph.claims import Row, select
from kg.graph.decisions import Contradiction, Decision, Link, groups
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import (
    DC,
    DECISIONS,
    IDENTITIES,
    OWL,
    RDF,
    RDFS,
    as_iri,
    digest,
    node,
    statement_iri,
)
from kg.resources import BASE, WIKIDATA
from kg.vocabulary import RELATION, load_vocabulary


@dataclass(slots=True)
class Outcome:
    """What became of the decisions: ``joined`` ids and the ids that stand for them, pairs of such that are ``apart``,
    messages on names that mean nobody or several actors, contradictions.
    """

    joined: Mapping[str, str] = field(default_factory=dict)
    apart: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)


def canonical(graph: KnowledgeGraph) -> Mapping[str, str]:
    """Id → the id that stands for it, for joined actors only: read it with ``.get(iri, iri)``."""
    rows = select(graph, "SELECT ?id ?actor { GRAPH kg:identities { ?id owl:sameAs ?actor } }")
    return {row["id"]: row["actor"] for row in rows}


def is_applied(graph: KnowledgeGraph, outcome: Outcome) -> bool:
    """Whether the graph has been derived with this outcome of its decisions."""
    rows = select(graph, "SELECT ?one ?other { GRAPH kg:identities { ?one owl:differentFrom ?other } }")
    apart = sorted((row["one"], row["other"]) for row in rows)
    return dict(canonical(graph)) == dict(outcome.joined) and apart == sorted(outcome.apart)


def write_decisions(graph: KnowledgeGraph, decisions: Iterable[Decision]) -> None:
    """Put these decisions in place of those that the graph has. What follows from them follows on ``derive``."""
    graph.native.remove_graph(DECISIONS)
    graph.native.extend(quad for decision in sorted(set(decisions)) for quad in _decision_quads(decision))


def read_decisions(graph: KnowledgeGraph) -> list[Decision]:
    """The decisions that the graph has, in order."""
    rows = select(graph, _DECISIONS)
    return sorted(
        Decision(
            row["name"], row["other"], "same" if row["verdict"] == BASE + "same" else "different",
            row.get("who", ""), row.get("when", ""), row.get("why", ""),
        )
        for row in rows
    )  # fmt: skip


def identify(graph: KnowledgeGraph, decisions: Iterable[Decision], background: Background) -> Outcome:
    """Which ids stand for which actor by these decisions.

    Wikidata's id stands for the others, else one that the gazetteer knows, else that of the name with most words ("Ada
    Mole" for "Mole"), else the first in the alphabet; always one that the graph has.
    """
    decisions = list(decisions)
    if not decisions:
        return Outcome()
    named = list(select(graph, _LABELS))
    present = {row["actor"] for row in named} | {row["whole"] for row in select(graph, _WHOLES)}
    labels = {row["actor"]: row["label"] for row in named}
    outcome, links = Outcome(), []
    for decision in decisions:
        ends = [_meant(name, named, present) for name in (decision.name, decision.other)]
        for name, meant in zip((decision.name, decision.other), ends, strict=True):
            if len(meant) != 1:
                several = f"means {len(meant)} actors, {', '.join(meant)}: write the IRI of one"
                outcome.unknown.append(f"{decision.place}: {name!r} {several if meant else 'is not in the graph'}")
        if any(len(meant) != 1 for meant in ends):
            continue
        if decision.verdict == "different" and ends[0] == ends[1]:
            names = f"{decision.name!r} and {decision.other!r}"
            outcome.unknown.append(f"{decision.place}: {names} are one already when read, {ends[0][0]}")
            continue
        links.append(Link(ends[0][0], ends[1][0], decision))
    found, outcome.contradictions = groups(links)
    joined: dict[str, str] = {}
    for group in found:
        members = sorted(group & present, key=lambda iri: _precedence(iri, labels.get(iri, ""), background))
        joined |= dict.fromkeys(members[1:], members[0]) if members else {}
    outcome.joined = joined
    pairs = {
        (joined.get(link.actor, link.actor), joined.get(link.other, link.other))
        for link in links if link.decision.verdict == "different"
    }  # fmt: skip
    outcome.apart = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    return outcome


def identity_quads(graph: KnowledgeGraph, outcome: Outcome) -> Iterator[ox.Quad]:
    """What kg:identities holds: the actor that each id stands for, who differs, and what each claim states or ends."""
    joined = outcome.joined
    for one, other in outcome.apart:
        yield ox.Quad(node(one), node(OWL + "differentFrom"), node(other), IDENTITIES)
    for row in select(graph, _IDS):
        yield from canonical_quads(row["id"], joined)
    for row in select(graph, _CLAIMS % ""):
        yield from _statement_quads(row, joined)


def canonical_quads(iri: str, joined: Mapping[str, str]) -> Iterator[ox.Quad]:
    """Which actor an id stands for."""
    actor = node(joined.get(iri, iri))
    yield ox.Quad(node(iri), node(BASE + "canonical"), actor, IDENTITIES)
    if iri in joined:
        yield ox.Quad(node(iri), node(OWL + "sameAs"), actor, IDENTITIES)


def statement_quads(
    graph: KnowledgeGraph, articles: Iterable[ox.NamedNode], joined: Mapping[str, str]
) -> Iterator[ox.Quad]:
    """What each claim of these articles states or ends."""
    for row in select(graph, _CLAIMS % f"VALUES ?article {{ {' '.join(map(str, articles))} }} GRAPH ?article"):
        yield from _statement_quads(row, joined)


def _statement_quads(row: Row, joined: Mapping[str, str]) -> Iterator[ox.Quad]:
    known = load_vocabulary().relations
    subject, target = joined.get(row["s"], row["s"]), joined.get(row["o"], row["o"])
    claim, name = node(row["claim"]), row["r"].removeprefix(RELATION)
    yield ox.Quad(claim, node(BASE + "statement"), node(statement_iri(subject, name, target)), IDENTITIES)
    for ended in known[name].ends if name in known else ():
        over = node(statement_iri(subject, ended, target))
        yield ox.Quad(claim, node(BASE + "endsStatement"), over, IDENTITIES)


def _meant(name: str, named: Sequence[Row], present: set[str]) -> list[str]:
    """Ids of the actors of the graph with this label; an IRI is taken as it is only where the graph has it."""
    if iri := as_iri(name):
        return [iri] if iri in present else []
    key = lookup_key(name)
    alike = {row["actor"] for row in named if lookup_key(row["label"]) == key}
    exact = {row["actor"] for row in named if row["label"] == name}
    found = exact or alike
    if not found:
        found = {reading.entity.id for reading in load_gazetteer().lookup(name)[:1]} & present
    return sorted(found)


def _precedence(iri: str, label: str, background: Background) -> tuple[int, int, str]:
    known = iri in background.entities or any(term.person.id == iri for term in background.holders(label))
    rank = 0 if iri.startswith(WIKIDATA) else 1 if known else 2
    return rank, -len(label.split()), iri


def _decision_quads(decision: Decision) -> Iterator[ox.Quad]:
    fields = (decision.name, decision.other, decision.verdict, decision.who, decision.when, decision.why)
    subject = node(BASE + "decision/" + digest(*fields))
    yield ox.Quad(subject, node(RDF + "type"), node(BASE + "IdentityDecision"), DECISIONS)
    yield ox.Quad(subject, node(BASE + "verdict"), node(BASE + decision.verdict), DECISIONS)
    for predicate, text in (
        (BASE + "decidedName", decision.name),
        (BASE + "otherName", decision.other),
        (DC + "creator", decision.who),
        (DC + "date", decision.when),
        (RDFS + "comment", decision.why),
    ):
        if text:
            yield ox.Quad(subject, node(predicate), ox.Literal(text), DECISIONS)


_LABELS = "SELECT DISTINCT ?actor ?label { ?d kg:describes ?actor ; kg:statedLabel ?label } ORDER BY ?actor ?label"

_WHOLES = "SELECT DISTINCT ?whole { ?d kg:statedPartOf ?whole }"

_CLAIMS = "SELECT ?claim ?s ?r ?o { %s { ?claim rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?o } }"

_IDS = "SELECT DISTINCT ?id { { ?d kg:describes ?id } UNION { ?d kg:statedPartOf ?id } }"

_DECISIONS = """
SELECT ?name ?other ?verdict ?who ?when ?why
WHERE {
  ?d a kg:IdentityDecision ; kg:decidedName ?name ; kg:otherName ?other ; kg:verdict ?verdict .
  OPTIONAL { ?d dc:creator ?who }
  OPTIONAL { ?d dc:date ?when }
  OPTIONAL { ?d rdfs:comment ?why }
}"""
