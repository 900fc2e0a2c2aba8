"""What ground a statement has in the graph: supported, disputed, contradicted, dated otherwise, planned, or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.ask.period import Period
from kg.graph.claims import ClaimRow, claims_where, select
from kg.graph.identities import canonical
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import RDF, node, relation_iri
from kg.model import Claim
from kg.resources import BASE
from kg.vocabulary import load_vocabulary

Verdict = Literal["supported", "only planned", "no ground", "dated otherwise", "disputed", "contradicted"]
"""From the best to the worst."""
VERDICTS: tuple[Verdict, ...] = (
    "supported", "only planned", "no ground", "dated otherwise", "disputed", "contradicted",
)  # fmt: skip

RECENT = dt.timedelta(days=31)
"""How long before its publication a report without a date may speak of."""
_GENERAL = frozenset({"arm", "arms", "weapon", "weapons", "weaponry", "troop", "troops", "force", "forces", "aid"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be grounded: actors as IRIs, any of the relations, how far it holds, when, about what, who says so."""

    subject: str
    object: str
    relations: frozenset[str]
    polarity: str = "affirmed"
    modality: str = "actual"
    period: Period = field(default_factory=Period)
    theme: str | None = None
    speaker: str | None = None

    @classmethod
    def of(cls, claim: Claim, period: Period, joined: Mapping[str, str]) -> Asked:
        """What a claim says; a relation stands for those below it too."""
        relations = frozenset({claim.relation, *load_vocabulary().descendants(claim.relation)})
        speaker = claim.attributed_to.id if claim.attributed_to else None
        return cls(
            joined.get(claim.subject.id, claim.subject.id), joined.get(claim.object.id, claim.object.id), relations,
            claim.polarity, claim.modality, period, claim.theme,
            joined.get(speaker, speaker) if speaker else None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """``claims`` are those that the verdict rests on, ``against`` those that deny it, in order of date."""

    verdict: Verdict
    claims: tuple[ClaimRow, ...] = ()
    against: tuple[ClaimRow, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Publishers of the claims, else their articles."""
        return tuple(sorted({one for row in self.claims for one in row.outlets or [row.source or row.article]}))

    @property
    def deniers(self) -> tuple[str, ...]:
        """Who denies it, else the publishers that say that it is not so."""
        return tuple(sorted({row.speaker or row.source or row.article for row in self.against}))

    @property
    def days(self) -> tuple[str, ...]:
        """When it happened by the claims, else when they were published."""
        return tuple(sorted({row.happened.isoformat() for row in self.claims if row.happened}))


def find_ground(graph: KnowledgeGraph, asked: Asked) -> Ground:
    """Hold a statement against the claims of the graph.

    An actor is met by those who belong to it and by the state or body that it belongs to; a person only by themselves.
    A statement of what somebody says is grounded in claims of that speaker alone. Without a date any time will do; with
    one, claims must be of that time, a report without a date of its own being of the month before it came out.
    """
    rows = [row for row in _candidates(graph, asked) if _same_theme(asked.theme, row.theme)]
    in_time = [row for row in rows if _in_time(asked.period, row)]
    if asked.speaker:
        around = _related(graph, asked.speaker)
        said = [row for row in in_time if row.speaker_id in around and row.polarity == asked.polarity]
        late = [row for row in rows if row.speaker_id in around and row.polarity == asked.polarity]
        if said:
            return Ground("supported", tuple(said))
        return Ground("dated otherwise", tuple(late)) if late else Ground("no ground")
    so = [row for row in in_time if (row.polarity, row.modality) == (asked.polarity, asked.modality)]
    if asked.modality != "actual" and asked.polarity == "affirmed":  # what was done was planned
        so += [row for row in in_time if (row.polarity, row.modality) == ("affirmed", "actual")]
    against = tuple(row for row in in_time if row.polarity != asked.polarity and row.modality == "actual")
    late = [row for row in rows if (row.polarity, row.modality) == (asked.polarity, asked.modality)]
    rest = [row for row in in_time if row.polarity == asked.polarity and row.modality != asked.modality]
    if so:
        return Ground("disputed" if against else "supported", tuple(so), against)
    if against:
        return Ground("contradicted", (), against)
    if late:
        return Ground("dated otherwise", tuple(late))
    if rest:
        return Ground("only planned", tuple(rest))
    return Ground("no ground")


def grounds(graph: KnowledgeGraph, claim: Claim, period: Period) -> Ground:
    """The ground of a claim that was read in a draft."""
    return find_ground(graph, Asked.of(claim, period, canonical(graph)))


def _candidates(graph: KnowledgeGraph, asked: Asked) -> list[ClaimRow]:
    known = load_vocabulary().relations
    found: dict[str, ClaimRow] = {}
    symmetric = frozenset(name for name in asked.relations if known[name].symmetric)
    ways = [(asked, asked.relations)]
    if symmetric:
        ways.append((replace(asked, subject=asked.object, object=asked.subject), symmetric))
    for way, relations in ways:
        subjects, objects = (_values(variable, _related(graph, iri)) for variable, iri in
                             (("s", way.subject), ("o", way.object)))  # fmt: skip
        names = " ".join(str(node(relation_iri(name))) for name in sorted(relations))
        pattern = f"{subjects} {objects} VALUES ?r {{ {names} }}"
        found |= {row.id: row for row in claims_where(graph, pattern)}
    return list(found.values())


def _related(graph: KnowledgeGraph, iri: str) -> frozenset[str]:
    """Who may stand for an actor: those who belong to it, and the states and bodies that it belongs to."""
    actor = node(iri)
    if next(graph.native.quads_for_pattern(actor, node(RDF + "type"), node(BASE + "Person"), None), None) is not None:
        return frozenset({iri})
    query = f"SELECT DISTINCT ?one {{ {{ ?one kg:partOf+ {actor} }} UNION {{ {actor} kg:partOf+ ?one }} }}"
    return frozenset({iri, *(row["one"] for row in select(graph, query))})


def _values(variable: str, iris: frozenset[str]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(str(node(iri)) for iri in sorted(iris))} }}"


def _same_theme(asked: str | None, said: str | None) -> bool:
    """Missiles are no drones; "weapons" are both."""
    if not asked or not said:
        return True
    one, other = (
        {word.rstrip("s") for word in text.lower().replace("-", " ").split() if not word[0].isdigit()}
        for text in (asked, said)
    )
    general = {word.rstrip("s") for word in _GENERAL}
    return bool(one & other) or bool(one & general) or bool(other & general)


def _in_time(period: Period, row: ClaimRow) -> bool:
    first, last = period.since or dt.date.min, period.until or dt.date.max
    if row.date is not None:
        return row.date.earliest() <= last and first <= row.date.latest()
    if row.published is None:
        return True
    return row.published - RECENT <= last and first <= row.published
