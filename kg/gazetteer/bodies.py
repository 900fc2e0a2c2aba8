"""Named bodies and groups: organs of states and their seats, organisations, armed and political groups."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.gazetteer.entries import Entry, read_entries
from kg.gazetteer.records import Name
from kg.gazetteer.sectors import sectors
from kg.gazetteer.spelling import is_acronym, plural, spellings
from kg.gazetteer.states import countries
from kg.model import ActorType, Entity
from kg.resources import BASE

FILES: dict[str, ActorType] = {
    "organisations.yaml": "Organisation",
    "groups.yaml": "ArmedGroup",
    "bodies.yaml": "GovernmentBody",
    "companies.yaml": "Company",
}
"""File below ontology/actors → type of its entries where they name none."""
TYPES: frozenset[ActorType] = frozenset({"Organisation", "ArmedGroup", "PoliticalGroup", "GovernmentBody", "Company"})
FIELDS = frozenset(
    ["label", "names", "seats", "demonyms", "places", "country", "sector", "type", "part_of", "stands_for", "years"]
)


@cache
def body_entries() -> tuple[tuple[Entry, Entity], ...]:
    """Every entry of the files with its entity, in order of preference."""
    entries = [(entry, FILES[file]) for file in FILES for entry in read_entries(file, FIELDS)]
    keys = {entry.key for entry, _ in entries}
    return tuple((entry, _entity(entry, default, keys)) for entry, default in entries)


def body_names() -> Iterator[Name]:
    """Names of bodies and groups, in order of preference."""
    for entry, entity in body_entries():
        since, until = entry.years("years")
        for text in spellings(entry.texts("seats")):
            yield Name(text, entity, "seat", is_acronym(text), since, until)
        for text in spellings([entity.label, *entry.texts("names")]):
            yield Name(text, entity, "name", is_acronym(text), since, until)
        members = entry.texts("demonyms")
        for text in spellings([*members, *(form for member in members if (form := plural(member)))]):
            yield Name(text, entity, "demonym", False, since, until)


def body_places() -> Iterator[Name]:
    """Cities that may stand for an organisation ("Brussels" for the European Union): read after their states."""
    for entry, entity in body_entries():
        for text in spellings(entry.texts("places")):
            yield Name(text, entity, "place", True, capital=True)


def _entity(entry: Entry, default_type: ActorType, keys: set[str]) -> Entity:
    label = entry.text("label")
    if not label:
        raise entry.error("needs a label")
    country = entry.text("country")
    if country is not None and country not in countries():
        raise entry.error(f"country {country!r} is not in countries.yaml")
    sector = entry.text("sector")
    if sector is None or sector not in sectors():
        raise entry.error(f"sector {sector!r} is not in sectors.yaml")
    kind = entry.one_of("type", TYPES, default_type)
    parent = entry.text("part_of")
    if parent is not None and parent not in keys:
        raise entry.error(f"part_of {parent!r} is no entry of {', '.join(FILES)}")
    if parent is not None:
        part_of: str | None = f"{BASE}entity/{parent}"
    else:
        # an armed group acts from a state but not for it
        part_of = countries()[country].id if country and kind == "GovernmentBody" else None
    return Entity(f"{BASE}entity/{entry.key}", label, kind, country, sector, part_of)
