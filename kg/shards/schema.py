"""Rows of the three tables of a shard, to and from the objects that they hold.

Columns are described in docs/scale.md. All have ``extracted``, the moment when the shard was begun (UTC), by which the
later of two readings of one article is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from kg.extras import extra_package
from kg.model import Article, Claim, Entity, Evidence, Mention, UnresolvedMention
from kg.partial_date import PartialDate

ARTICLES, CLAIMS, MENTIONS = "articles", "claims", "mentions"

Row = dict[str, Any]

_ARTICLE = tuple(field.name for field in fields(Article))
_ENTITY = ("id", "label", "type", "country", "sector", "part_of")


@cache
def schemas() -> Mapping[str, Any]:
    """The pyarrow schema of each table.

    Raises:
        KgError: pyarrow is not installed.
    """
    pa = extra_package("pyarrow", "ray")
    text, day, whole = pa.string(), pa.date32(), pa.int64()
    when = ("extracted", pa.timestamp("us", tz="UTC"))

    def needed(*columns: tuple[str, Any]) -> list[Any]:
        return [pa.field(name, kind, nullable=False) for name, kind in columns]

    def actor(role: str) -> list[Any]:
        return [pa.field(f"{role}_{name}", text) for name in _ENTITY]

    entity = pa.struct([pa.field(name, text) for name in _ENTITY])
    articles = [
        *needed(("id", text), ("text", text)),
        *(pa.field(name, day if name in ("published", "retrieved") else pa.bool_() if name == "shares_file" else text)
          for name in _ARTICLE[2:]),
        *needed(when),
    ]  # fmt: skip
    claims = [
        *needed(("id", text), ("article", text), ("sentence", whole), ("relation", text)),
        *actor("subject"), pa.field("subject_text", text), *actor("object"), pa.field("object_text", text),
        *(pa.field(name, text) for name in ("plover", "context", "theme")),
        *needed(("polarity", text), ("modality", text), ("confidence", pa.float64())),
        *actor("speaker"),
        pa.field("date", text), pa.field("date_from", day), pa.field("date_until", day),
        *needed(("reported", pa.bool_()), ("quote", text), ("start_offset", whole), ("end_offset", whole),
                ("headline", pa.bool_()), ("rule", text), when),
    ]  # fmt: skip
    mentions = needed(
        ("article", text), ("start_offset", whole), ("end_offset", whole), ("text", text), ("kind", text),
        ("why", text), ("entities", pa.list_(entity)), when,
    )  # fmt: skip
    return {ARTICLES: pa.schema(articles), CLAIMS: pa.schema(claims), MENTIONS: pa.schema(mentions)}


def article_row(article: Article, extracted: dt.datetime) -> Row:
    """An article as a row of its table."""
    return {name: getattr(article, name) for name in _ARTICLE} | {"extracted": extracted}


def article_of(row: Mapping[str, Any]) -> Article:
    """The article that a row holds."""
    return Article(**{name: row[name] for name in _ARTICLE})


def claim_row(claim: Claim, extracted: dt.datetime) -> Row:
    """A claim as a row of its table."""
    evidence, date = claim.evidence, claim.date
    return {
        "id": claim.id, "article": evidence.article, "sentence": evidence.sentence, "relation": claim.relation,
        **_actor_columns("subject", claim.subject), "subject_text": claim.subject_text,
        **_actor_columns("object", claim.object), "object_text": claim.object_text,
        "plover": claim.plover, "context": claim.context, "theme": claim.theme,
        "polarity": claim.polarity, "modality": claim.modality, "confidence": claim.confidence,
        **_actor_columns("speaker", claim.attributed_to),
        "date": date.isoformat() if date else None,
        "date_from": date.earliest() if date else None, "date_until": date.latest() if date else None,
        "reported": claim.reported,
        "quote": evidence.text, "start_offset": evidence.start, "end_offset": evidence.end,
        "headline": evidence.headline, "rule": claim.rule, "extracted": extracted,
    }  # fmt: skip


def claim_of(row: Mapping[str, Any]) -> Claim:
    """The claim that a row holds."""
    subject, target = _actor_of("subject", row), _actor_of("object", row)
    assert subject is not None
    assert target is not None
    return Claim(
        subject, row["relation"], target,
        Evidence(row["article"], row["sentence"], row["quote"], row["start_offset"], row["end_offset"],
                 row["headline"]),
        row["rule"], row["plover"], row["context"], row["theme"], row["polarity"], row["modality"],
        _actor_of("speaker", row), PartialDate.parse(row["date"]) if row["date"] else None, row["reported"],
        row["confidence"], row["subject_text"], row["object_text"],
    )  # fmt: skip


def mention_row(article: str, mention: Mention | UnresolvedMention, extracted: dt.datetime) -> Row:
    """A mention as a row of its table; one of somebody who could not be told has no entities."""
    found = mention.entities if isinstance(mention, Mention) else ()
    return {
        "article": article, "start_offset": mention.start, "end_offset": mention.end, "text": mention.text,
        "kind": mention.kind, "why": mention.why, "extracted": extracted,
        "entities": [{name: getattr(one, name) for name in _ENTITY} for one in found],
    }  # fmt: skip


def mention_of(row: Mapping[str, Any]) -> Mention | UnresolvedMention:
    """The mention that a row holds."""
    place = row["start_offset"], row["end_offset"], row["text"], row["kind"]
    if not row["entities"]:
        return UnresolvedMention(*place, row["why"])
    return Mention(*place, tuple(Entity(**one) for one in row["entities"]), row["why"])


def _actor_columns(role: str, entity: Entity | None) -> Row:
    return {f"{role}_{name}": getattr(entity, name) if entity else None for name in _ENTITY}


def _actor_of(role: str, row: Mapping[str, Any]) -> Entity | None:
    values = [row[f"{role}_{name}"] for name in _ENTITY]
    return Entity(*values) if values[0] is not None else None
