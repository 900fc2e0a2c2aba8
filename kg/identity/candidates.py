"""Actors that may be one: proposed with reasons, never merged without a decision.

Only names with a sound in common are compared, and in large groups only near neighbours in order of sound (sorted
neighbourhood, Hernández and Stolfo 1995), so that the work grows with the number of actors, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.gazetteer.index import load_gazetteer
from kg.graph.claims import select
from kg.graph.store import KnowledgeGraph
from kg.identity.name_match import blocking_keys, name_similarity, sound_of, words_of
from kg.identity.overview import Seen, actors_seen
from kg.resources import WIKIDATA

LEAST_SCORE = 0.7
LEAST_SIMILARITY = 0.75
BLOCK = 40
"""Actors with one sound in common that are all compared with each other."""
WINDOW = 10
"""In larger groups, neighbours that each one is compared with."""
SORTS = {
    "Person": "person", "Organisation": "body", "Company": "body", "ArmedGroup": "body", "PoliticalGroup": "body",
    "GovernmentBody": "body", "Country": "place", "Territory": "place", "Place": "place",
}  # fmt: skip
"""Types that can be one actor; role actors are one by their state and sector already."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two actors that may be one; ``score`` from 0 to 1 orders candidates, it is no probability."""

    actor: Seen
    other: Seen
    score: float
    reasons: tuple[str, ...]


def candidates(graph: KnowledgeGraph) -> list[Candidate]:
    """Pairs that nobody decided on and that are not known to be two, best first."""
    apart = {
        frozenset((row["a"], row["b"]))
        for row in select(graph, "SELECT ?a ?b { GRAPH kg:identities { ?a owl:differentFrom ?b } }")
    }
    return propose(actors_seen(graph), _known_bodies(), apart)


def propose(
    actors: Mapping[str, Seen], known: frozenset[str] = frozenset(), apart: set[frozenset[str]] | None = None
) -> list[Candidate]:
    """As :func:`candidates`, of given actors; two of ``known`` are two, as are pairs in ``apart``."""
    found = []
    for one, other in _pairs(actors):
        if apart and frozenset((one, other)) in apart:
            continue
        if (one in known and other in known) or (one.startswith(WIKIDATA) and other.startswith(WIKIDATA)):
            continue
        candidate = _judge(actors[one], actors[other])
        if candidate is not None:
            found.append(candidate)
    return sorted(found, key=lambda it: (-it.score, it.actor.label, it.other.label, it.actor.id, it.other.id))


def _known_bodies() -> frozenset[str]:
    """Ids that the gazetteer keeps apart. People are not among them: its sources spell some of them in two ways."""
    gazetteer = load_gazetteer()
    named = {name.entity.id for name in gazetteer.names if name.entity.type != "Person"}
    return frozenset(named | {country.id for country in gazetteer.countries.values()})


def _pairs(actors: Mapping[str, Seen]) -> list[tuple[str, str]]:
    blocks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri, actor in actors.items():
        if sort := SORTS.get(actor.type):
            for key in blocking_keys(actor.label):
                blocks[sort, key].append(iri)
    pairs: set[tuple[str, str]] = set()
    for block in blocks.values():
        ordered = sorted(block, key=lambda iri: (sorted(map(sound_of, words_of(actors[iri].label))), iri))
        reach = len(ordered) if len(ordered) <= BLOCK else WINDOW
        for place, one in enumerate(ordered):
            pairs.update((min(one, other), max(one, other)) for other in ordered[place + 1 : place + 1 + reach])
    return sorted(pairs)


def _judge(one: Seen, other: Seen) -> Candidate | None:
    similarity = name_similarity(one.label, other.label)
    if similarity < LEAST_SIMILARITY:
        return None
    found = list(_evidence(one, other))
    score = round(max(0.0, min(1.0, 0.85 * similarity + sum(weight for weight, _ in found))), 2)
    if score < LEAST_SCORE:
        return None
    first, second = sorted((one, other), key=lambda seen: (-seen.claims, seen.label, seen.id))
    return Candidate(first, second, score, (f"names alike ({similarity:.2f})", *(reason for _, reason in found)))


def _evidence(one: Seen, other: Seen) -> Iterator[tuple[float, str]]:
    """What speaks for (weight above 0) and against (below 0), with the reason in words."""
    if one.country and one.country == other.country:
        yield 0.06, f"same state ({one.country})"
    elif one.country and other.country:
        yield -0.2, f"different states ({', '.join(sorted((one.country, other.country)))})"
    if one.sector and one.sector == other.sector:
        yield 0.02, f"same sector ({one.sector})"
    if set(one.wholes) & set(other.wholes) - {""} and one.type == "Person" and one.sector == other.sector:
        yield 0.02, "speak for the same body"
    shared = {neighbour for *_, neighbour in one.relations} & {neighbour for *_, neighbour in other.relations}
    if shared := shared - {one.id, other.id}:
        yield min(0.06, 0.02 * len(shared)), f"{len(shared)} shared {'neighbour' if len(shared) == 1 else 'neighbours'}"
    same_deeds = one.relations.keys() & other.relations.keys()
    if same_deeds:
        yield min(0.04, 0.02 * len(same_deeds)), f"{len(same_deeds)} of the same relations with the same actor"
    together = len(one.sentences & other.sentences)
    if together:
        yield -0.25, f"named together in {together} {'sentence' if together == 1 else 'sentences'}"
    elif both := len(one.articles.keys() & other.articles.keys()):
        # articles name people in full once and by the last word after it; otherwise they keep to one spelling
        alone = min(len(words_of(one.label)), len(words_of(other.label))) == 1
        yield 0.03 if alone else -0.05, f"both named in {both} {'article' if both == 1 else 'articles'}"
    else:
        yield 0.0, "never in one article"
