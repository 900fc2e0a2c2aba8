"""Role nouns with PLOVER sectors, and the actors that they make of a state: "Iranian officials", "the Polish army"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import cast, get_args

from kg.errors import VocabularyError
from kg.gazetteer.bodies import body_entries
from kg.gazetteer.entries import read_entries
from kg.gazetteer.records import RoleKind, RoleNoun
from kg.gazetteer.sectors import sectors
from kg.gazetteer.states import countries
from kg.model import Entity
from kg.resources import BASE, ontology_path
from kg.slug import slugify

STATE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
"""Sectors of a state's own organs."""
OFFICE_SECTORS = STATE_SECTORS | {"REB", "OPP", "PTY", "IGO", "NGO"}
"""Sectors whose titles are offices, where an entry does not say otherwise; a journalist holds none."""
ROLE_FIELDS = frozenset({"sector", "kind", "words", "label", "plurals", "office", "posted"})


@cache
def role_nouns() -> Mapping[str, RoleNoun]:
    """Role nouns by lower-case lemma, one or more words; plurals of the last word lead to the same role."""
    found: dict[str, RoleNoun] = {}
    plurals: dict[str, RoleNoun] = {}
    for entry in read_entries("role_nouns.yaml", ROLE_FIELDS):
        sector = entry.one_of("sector", sectors(), "GOV")
        kind = cast("RoleKind", entry.one_of("kind", get_args(RoleKind), "person"))
        label = entry.text("label")
        office = entry.flag("office", kind == "person" and sector in OFFICE_SECTORS)
        posted = entry.flag("posted", False)
        for word in entry.texts("words"):
            if word in found:
                raise entry.error(f"{word!r} stands under another entry too")
            role = RoleNoun(word, sector, kind, label or _capitalized(word), office, posted)
            found[word] = role
            plurals.setdefault(_plural(word), role)
        for word in entry.texts("plurals"):
            plurals[word] = RoleNoun(word, sector, kind, label or _capitalized(word), office, posted)
    return MappingProxyType(plurals | found)


def role_entity(actor: Entity, sector: str) -> Entity:
    """Those of ``actor`` (a state, a territory, a city's state) who act in ``sector``: "Iran (military)".

    One entity for all articles: ``entity/irn-mil``. Raises VocabularyError for an unknown sector.
    """
    if sector not in sectors():
        raise VocabularyError(f"{ontology_path('actors', 'sectors.yaml')}: no sector {sector!r}")
    owner = _owner(actor)
    return Entity(
        id=f"{BASE}entity/{_prefix(owner)}-{sector.lower()}",
        label=f"{owner.label} ({sectors()[sector]})",
        type="RoleActor",
        country=owner.country,
        sector=sector,
        part_of=owner.id,
    )


def body_entity(actor: Entity, body: str, sector: str | None = None) -> Entity:
    """A body of a state named by its kind: "Foreign Ministry" of Iran → ``entity/irn-foreign-ministry``.

    Synonyms among the role nouns lead to one body, and give its sector where ``sector`` is not said.
    """
    role = role_nouns().get(body.lower())
    label = role.label if role else body
    owner = _owner(actor)
    identifier = f"{BASE}entity/{_prefix(owner)}-{slugify(label)}"
    listed = _listed_bodies().get(identifier)
    if listed:
        return listed
    return Entity(
        id=identifier,
        label=f"{label} of {_with_article(owner.label)}",
        type="GovernmentBody",
        country=owner.country,
        sector=sector or (role.sector if role else "GOV"),
        part_of=owner.id,
    )


def with_role(entity: Entity, role: RoleNoun) -> Entity:
    """The actor of a state in a role; other actors keep their identity ("NATO troops" is NATO)."""
    if entity.type == "Person" and entity.country:  # "Putin's spokesman" is Russia's
        return role_entity(Entity(entity.id, entity.label, "Place", entity.country), role.sector)
    people = entity.type == "RoleActor" and entity.sector is None
    if entity.type not in {"Country", "Territory", "Place"} and not people:
        return entity
    if role.kind == "body" and " " in role.lemma and not people:
        return body_entity(entity, role.lemma.title())
    return role_entity(entity, role.sector)


@cache
def _listed_bodies() -> Mapping[str, Entity]:
    """Bodies of bodies.yaml by their identifier and by those that they stand for ("the American defence ministry")."""
    found = {entity.id: entity for _, entity in body_entries()}
    for entry, entity in body_entries():
        for label in entry.texts("stands_for"):
            if label.lower() not in role_nouns():
                raise entry.error(f"stands_for {label!r} is no body of role_nouns.yaml")
            if entity.country is None:
                raise entry.error("stands_for needs a country")
            found[f"{BASE}entity/{entity.country.lower()}-{slugify(label)}"] = entity
    return found


def _owner(actor: Entity) -> Entity:
    """A city's people and bodies are its state's."""
    return countries()[actor.country] if actor.type == "Place" and actor.country else actor


def _prefix(owner: Entity) -> str:
    """The code of a present state ("irn"); the name for a territory or a state that is no more."""
    if owner.country and countries()[owner.country].id == owner.id:
        return owner.country.lower()
    if owner.id.startswith(f"{BASE}entity/"):
        return owner.id.removeprefix(f"{BASE}entity/")
    return slugify(owner.label) or owner.id.rsplit("/", 1)[-1].lower()


def _with_article(label: str) -> str:
    endings = ("Republic", "Islands", "Emirates", "Union", "Kingdom")
    takes_article = label.startswith("United ") or label.endswith(endings)
    return f"the {label}" if takes_article else label


def _capitalized(words: str) -> str:
    small = {"of", "for", "and", "the", "on"}
    return " ".join(word if word in small else word[:1].upper() + word[1:] for word in words.split())


def _plural(words: str) -> str:
    """Regular plural of the last word; "minister of defence" → "ministers of defence"."""
    head, of, rest = words.partition(" of ")
    if head.endswith("man"):
        head = head[:-3] + "men"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh")):
        head += "es"
    else:
        head += "s"
    return head + of + rest
