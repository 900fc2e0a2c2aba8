"""What is new in a graph, given the ids of the claims that are: claims, denials, reversals, first-time ties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.gazetteer.index import load_gazetteer
from kg.graph.claims import ClaimRow, Row, claims_where, select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM
from kg.vocabulary import load_vocabulary

AT_ONCE = 500
"""Claims that one query names."""


@dataclass(frozen=True, slots=True)
class Reversal:
    """A statement that was affirmed before and is denied later, the earliest of each side; at least one is new."""

    affirmed: ClaimRow
    denied: ClaimRow


@dataclass(frozen=True, slots=True)
class FirstTie:
    """Two states, or actors without one, between which nothing had been affirmed as done; the claims that do now."""

    one: str
    other: str
    claims: tuple[ClaimRow, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What is new since the last report; ``denials`` are those of ``claims`` that deny. ``at`` is in UTC.

    ``articles`` is the number of articles read, ``faults`` names feeds that could not be read, with the reason.
    """

    at: dt.datetime
    articles: int
    claims: tuple[ClaimRow, ...]
    reversals: tuple[Reversal, ...] = ()
    ties: tuple[FirstTie, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def denials(self) -> tuple[ClaimRow, ...]:
        """The claims that something is not so."""
        return tuple(claim for claim in self.claims if claim.polarity == "negated")


def find_news(
    graph: KnowledgeGraph, new: Collection[str], at: dt.datetime, articles: int, faults: Collection[str] = ()
) -> News:
    """What the new claims say, of those that the graph has."""
    claims = sorted(_claims(graph, sorted(new)).values(), key=lambda claim: (-claim.confidence, claim.id))
    ids = {claim.id for claim in claims}
    return News(at, articles, tuple(claims), tuple(_reversals(graph, ids)), tuple(_first_ties(graph, claims, ids)),
                tuple(faults))  # fmt: skip


def relation_label(claim: ClaimRow) -> str:
    """The relation in words: "supplies arms to"."""
    return load_vocabulary().relations[claim.relation].label


def _claims(graph: KnowledgeGraph, ids: list[str]) -> dict[str, ClaimRow]:
    found: dict[str, ClaimRow] = {}
    for start in range(0, len(ids), AT_ONCE):
        named = " ".join(f"<{CLAIM}{one}>" for one in ids[start : start + AT_ONCE])
        found |= {row.id: row for row in claims_where(graph, f"VALUES ?claim {{ {named} }}")}
    return found


def _reversals(graph: KnowledgeGraph, new: Collection[str]) -> Iterator[Reversal]:
    """One a statement: the first that affirmed it and the first that denied it since."""
    of_statement: dict[str, list[Row]] = {}
    for row in select(graph, _REVERSALS):
        of_statement.setdefault(row["statement"], []).append(row)
    for statement in sorted(of_statement):
        rows = of_statement[statement]
        # a statement whose reversal was reported before is no news
        if not all(_id(row["before"]) in new or _id(row["after"]) in new for row in rows):
            continue
        first = min(rows, key=lambda row: (row["affirmed"], row["denied"], row["before"], row["after"]))
        found = _claims(graph, [_id(first["before"]), _id(first["after"])])
        yield Reversal(found[_id(first["before"])], found[_id(first["after"])])


def _first_ties(graph: KnowledgeGraph, claims: list[ClaimRow], new: Collection[str]) -> Iterator[FirstTie]:
    by_id = {claim.id: claim for claim in claims if claim.polarity == "affirmed" and claim.modality == "actual"}
    if not by_id:
        return
    fresh: dict[tuple[str, str], list[ClaimRow]] = {}
    before: set[tuple[str, str]] = set()
    labels: dict[str, str] = {}
    for row in select(graph, _TIES):
        ends = [_end(row, role, labels) for role in ("subject", "object")]
        pair = min(ends), max(ends)
        if (claim := _id(row["claim"])) not in new:
            before.add(pair)
        elif claim in by_id and pair[0] != pair[1]:
            fresh.setdefault(pair, []).append(by_id[claim])
    for pair in sorted(fresh.keys() - before, key=lambda pair: (labels[pair[0]], labels[pair[1]])):
        own = sorted(fresh[pair], key=lambda claim: (-claim.confidence, claim.id))
        one, other = sorted(labels[end] for end in pair)
        yield FirstTie(one, other, tuple({claim.id: claim for claim in own}.values()))


def _end(row: Row, role: str, labels: dict[str, str]) -> str:
    """The state that an actor belongs to, by its code; else the actor."""
    country = row.get(role + "Country")
    key = country or row[role]
    labels.setdefault(key, _states().get(country or "", row[role + "Label"]))
    return key


@cache
def _states() -> Mapping[str, str]:
    return {code: state.label for code, state in load_gazetteer().countries.items()}


def _id(iri: str) -> str:
    return iri.removeprefix(CLAIM)


_REVERSALS = """
SELECT ?statement ?before ?after ?affirmed ?denied
WHERE { ?reversal a kg:Reversal ; kg:aboutStatement ?statement ; kg:affirmedBefore ?before ; kg:deniedAfter ?after ;
                  kg:fromDate ?affirmed ; kg:untilDate ?denied }"""

_TIES = """
SELECT ?claim ?subject ?subjectLabel ?subjectCountry ?object ?objectLabel ?objectCountry
WHERE {
  ?claim a kg:Claim ; kg:polarity kg:affirmed ; kg:modality kg:actual ; rdf:subject/kg:canonical ?subject ;
         rdf:object/kg:canonical ?object .
  ?subject rdfs:label ?subjectLabel . ?object rdfs:label ?objectLabel .
  OPTIONAL { ?subject kg:country ?subjectCountry }
  OPTIONAL { ?object kg:country ?objectCountry }
}"""
