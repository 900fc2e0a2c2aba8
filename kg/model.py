"""The five core types: Article, Mention, Entity, Evidence, Claim.

All are frozen, so that a claim can be hashed, compared and sent between processes.
Offsets are character offsets into ``Article.text``: ``article.text[start:end]`` is the quote. Where a title is no part
of the text and was read too, the evidence says ``headline``, and ``article.title[start:end]`` is the quote.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from kg.partial_date import PartialDate

Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "planned", "possible", "demanded"]
ActorType = Literal[
    "Country", "Territory", "Organisation", "Company", "ArmedGroup", "PoliticalGroup", "GovernmentBody", "RoleActor",
    "Person", "Place",
]  # fmt: skip
MentionKind = Literal["name", "demonym", "place", "seat", "role", "office", "person", "reference"]
UnresolvedKind = Literal["person", "organisation", "place", "people", "reference"]


@dataclass(frozen=True, slots=True)
class Article:
    """What was read. ``text`` is exactly what the offsets of its claims point into.

    ``file`` is the absolute path that it was read from, None where it came from elsewhere or where a record of a .jsonl
    has a name of its own; ``shares_file`` whether that file may hold other articles too.
    ``retrieved`` is the day that it was fetched on, ``section`` the part of the outlet that it stood in.
    ``doubt`` says what was doubtful in reading it, such as a date that may be two days.
    """

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    language: str = "en"
    file: str | None = None
    shares_file: bool = False
    doubt: str | None = None
    retrieved: dt.date | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Who is meant.

    ``id`` is an IRI: Wikidata's where a source gives it, else one of ours.
    ``type`` is a class of actors in ontology/geopolitics.ttl.
    ``country`` is ISO 3166-1 alpha-3 in capitals, of the actor or of the state it belongs to.
    ``sector`` is a PLOVER sector code (GOV, MIL, REB, OPP, ...).
    ``part_of`` is the IRI of the state or body that the actor belongs to or speaks for.
    """

    id: str
    label: str
    type: ActorType
    country: str | None = None
    sector: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of an article that names or refers to one or more actors ("both countries" refers to two).

    ``why`` says in words what speaks for them.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    entities: tuple[Entity, ...]
    why: str = ""

    def to_json(self, article: str) -> dict[str, Any]:
        """The mention as one line of ``kg mentions``."""
        return {
            "article": article, "start": self.start, "end": self.end, "text": self.text, "kind": self.kind,
            "why": self.why, "entities": [_entity_json(entity) for entity in self.entities],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnresolvedMention:
    """A span of an article that seems to name an actor, or to refer back to one, and nobody could tell whom."""

    start: int
    end: int
    text: str
    kind: UnresolvedKind
    why: str = ""

    def to_json(self, article: str) -> dict[str, Any]:
        """The mention as one line of ``kg mentions``, with nobody in it."""
        return {
            "article": article, "start": self.start, "end": self.end, "text": self.text, "kind": self.kind,
            "why": self.why, "entities": [],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where it is said: the article's id, the sentence's number in it, and the quote with its offsets.

    With ``headline`` it is the article's title that says so, and sentence and offsets are of the title.
    """

    article: str
    sentence: int
    text: str
    start: int
    end: int
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Subject, relation, object, and everything around the predicate that says how far it holds.

    ``relation`` is the local name of a property in ontology/geopolitics.ttl; ``plover`` its PLOVER event
    type as the sentence uses it (None for a lasting fact). ``reported`` is False where the sentence refers to the deed
    as known ("since the invasion") rather than reports it. ``date`` is when it happened or began, as precisely as it is
    said.
    ``rule`` names the frame that found it, "file/frame".
    """

    subject: Entity
    relation: str
    object: Entity
    evidence: Evidence
    rule: str
    plover: str | None = None
    context: str | None = None
    theme: str | None = None
    polarity: Polarity = "affirmed"
    modality: Modality = "actual"
    attributed_to: Entity | None = None
    date: PartialDate | None = None
    reported: bool = True
    confidence: float = 1.0
    subject_text: str = ""
    object_text: str = ""

    @property
    def id(self) -> str:
        """Hash of what is said and where; equal claims have equal ids on every machine."""
        speaker = self.attributed_to.id if self.attributed_to else ""
        return claim_id(
            self.evidence.article, self.evidence.start, self.evidence.end, self.subject.id,
            self.relation, self.object.id, self.polarity, self.modality, speaker,
            headline=self.evidence.headline,
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The claim as one line of ``kg extract``."""
        return {
            "id": self.id,
            "article": self.evidence.article,
            "sentence": self.evidence.sentence,
            "subject": _entity_json(self.subject) | {"text": self.subject_text},
            "relation": self.relation,
            "plover": self.plover,
            "context": self.context,
            "theme": self.theme,
            "object": _entity_json(self.object) | {"text": self.object_text},
            "polarity": self.polarity,
            "modality": self.modality,
            "attributed_to": _entity_json(self.attributed_to) if self.attributed_to else None,
            "date": self.date.isoformat() if self.date else None,
            "reported": self.reported,
            "confidence": round(self.confidence, 2),
            "rule": self.rule,
            "evidence": {
                "text": self.evidence.text,
                "start": self.evidence.start,
                "end": self.evidence.end,
                "headline": self.evidence.headline,
            },
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Claim:
        """Read back what :meth:`to_json` wrote."""
        evidence = record["evidence"]
        return cls(
            subject=_entity(record["subject"]),
            relation=record["relation"],
            object=_entity(record["object"]),
            evidence=Evidence(
                record["article"],
                record["sentence"],
                evidence["text"],
                evidence["start"],
                evidence["end"],
                evidence.get("headline", False),
            ),
            rule=record["rule"],
            plover=record["plover"],
            context=record["context"],
            theme=record["theme"],
            polarity=record["polarity"],
            modality=record["modality"],
            attributed_to=_entity(record["attributed_to"]) if record["attributed_to"] else None,
            date=PartialDate.parse(record["date"]) if record["date"] else None,
            reported=record.get("reported", True),
            confidence=record["confidence"],
            subject_text=record["subject"].get("text", ""),
            object_text=record["object"].get("text", ""),
        )


def claim_id(
    article: str,
    start: int,
    end: int,
    subject: str,
    relation: str,
    object: str,
    polarity: str,
    modality: str,
    speaker: str,
    *,
    headline: bool = False,
) -> str:
    """The id of a claim: a hash of what is said (actors as IRIs, ``speaker`` empty where there is none) and where."""
    parts = (article, start, end, subject, relation, object, polarity, modality, speaker, *["headline"] * headline)
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def _entity_json(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id, "label": entity.label, "type": entity.type,
        "country": entity.country, "sector": entity.sector, "partOf": entity.part_of,
    }  # fmt: skip


def _entity(record: dict[str, Any]) -> Entity:
    return Entity(
        record["id"], record["label"], record["type"], record["country"], record.get("sector"), record.get("partOf")
    )
