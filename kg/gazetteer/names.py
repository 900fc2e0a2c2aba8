"""Small helpers that name things: slugs, people read from the text, and office labels."""

from __future__ import annotations

from kg.gazetteer.index import RoleNoun
from kg.gazetteer.roles import STATE_SECTORS
from kg.model import Entity
from kg.resources import BASE
from kg.slug import slugify


def person_entity(name: str, owner: Entity, role: RoleNoun, *, known: Entity | None = None) -> Entity:
    """A person who holds an office of ``owner``; speaks for it through ``part_of``."""
    if known is not None:
        return known
    return Entity(
        id=f"{BASE}person/{slugify(name)}",
        label=name,
        type="Person",
        country=owner.country,
        sector=_sector(owner, role),
        part_of=owner.id,
    )


def citizen_entity(name: str, country: str) -> Entity:
    """A person of whom no more is known than the state ("Canadian Robert Tessier")."""
    return Entity(f"{BASE}person/{slugify(name)}", name, "Person", country)


def _sector(owner: Entity, role: RoleNoun) -> str:
    """An officer of the CIA or of NATO is in its sector, a rebel of a state is in his own."""
    if owner.sector and owner.type in {"Organisation", "ArmedGroup", "PoliticalGroup"}:
        return owner.sector
    if owner.sector in STATE_SECTORS and role.sector == "GOV":
        return owner.sector
    return role.sector


def office_label(text: str) -> str:
    """The office as written, without an article: "Foreign Ministry spokesman"."""
    words = text.split()
    return " ".join(words[1:] if words and words[0].lower() in {"a", "an", "the", "its", "their"} else words)
