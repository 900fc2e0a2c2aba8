"""States, territories and former states with their names.

Wikidata Q-numbers, ISO codes, names and parents come from rigour (MIT), as kept in rigour_territories.tsv; what news
calls them beside that is data: countries.yaml, territories.yaml, former_states.yaml below ontology/actors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from kg.gazetteer.entries import Entry, read_entries
from kg.gazetteer.records import Name
from kg.gazetteer.spelling import is_acronym, lookup_key, plural, spellings
from kg.gazetteer.territories import Territory, territories, territory
from kg.model import ActorType, Entity
from kg.resources import BASE, WIKIDATA, ontology_path
from kg.yaml_file import read_words

FIELDS = frozenset({"label", "names", "demonyms", "people", "capitals", "type", "country", "sector"})
TYPES: frozenset[ActorType] = frozenset({"Country", "Territory", "Place", "RoleActor"})


@cache
def countries() -> dict[str, Entity]:
    """Present states and territories that have an ISO code, by alpha-3 code."""
    return {entry.key: _country(entry) for entry in _country_entries()}


@cache
def territory_entities() -> dict[str, Entity]:
    """Territories of territories.yaml by their key: Abkhazia, Somaliland."""
    return {entry.key: _territory_entity(entry) for entry in read_entries("territories.yaml", FIELDS)}


def state_names() -> Iterator[Name]:
    """Names of present and former states and of territories, in order of preference."""
    entries = list(_country_entries())
    for entry in entries:
        yield from _actor_names(entry, countries()[entry.key], _territory(entry))
    former = list(read_entries("former_states.yaml", FIELDS | {"years"}))
    for entry in former:
        since, until = entry.years("years")
        yield from _actor_names(entry, _former_state(entry), None, since, until)
    others = [(entry, _territory_entity(entry)) for entry in read_entries("territories.yaml", FIELDS)]
    for entry, entity in others:
        yield from _actor_names(entry, entity, None)
    for entry in read_entries("peoples.yaml", FIELDS):
        yield from _actor_names(entry, _territory_entity(entry, default_type="RoleActor"), None)
    for entry in [*entries, *former]:
        entity = countries().get(entry.key) or _former_state(entry)
        since, until = entry.years("years")
        for text in spellings(entry.texts("capitals")):
            yield Name(text, entity, "place", True, since, until, capital=True)
    for entry, entity in others:
        for text in spellings(entry.texts("capitals")):
            yield Name(text, entity, "place", True, capital=True)
    yield from _divisions({entry.key for entry, _ in others})


@cache
def ambiguous_words() -> frozenset[str]:
    """Names of places that are left out because they are ordinary words or people's names."""
    return frozenset(map(lookup_key, read_words(ontology_path("actors", "ambiguous.yaml"))))


@cache
def _country_entries() -> tuple[Entry, ...]:
    return tuple(read_entries("countries.yaml", FIELDS))


def _territory(entry: Entry) -> Territory:
    found = territory(entry.key)
    if found is None:
        raise entry.error("rigour_territories.tsv knows no such code")
    return found


def _country(entry: Entry) -> Entity:
    found = _territory(entry)
    usual: ActorType = "Country" if found.is_country else "Territory"
    kind = entry.one_of("type", TYPES, usual)
    return Entity(id=WIKIDATA + found.qid, label=entry.text("label") or found.name, type=kind, country=entry.key)


def _former_state(entry: Entry) -> Entity:
    found = territory(entry.key)
    label = entry.text("label") or (found.name if found else entry.key)
    return Entity(_id(entry, found), label, "Country", _state(entry))


def _territory_entity(entry: Entry, default_type: ActorType = "Territory") -> Entity:
    found = territory(entry.key)
    label = entry.text("label") or (found.name if found else "")
    if not label:
        raise entry.error("needs a label, for rigour_territories.tsv knows no such code")
    state = _state(entry)
    parent = countries()[state].id if state else None
    kind = entry.one_of("type", TYPES, default_type)
    return Entity(_id(entry, found), label, kind, state, entry.text("sector"), parent)


def _id(entry: Entry, found: Territory | None) -> str:
    return WIKIDATA + found.qid if found else f"{BASE}entity/{entry.key}"


def _state(entry: Entry) -> str | None:
    code = entry.text("country")
    if code is not None and code not in countries():
        raise entry.error(f"country {code!r} is not in countries.yaml")
    return code


def _actor_names(
    entry: Entry, entity: Entity, found: Territory | None, since: int | None = None, until: int | None = None
) -> Iterator[Name]:
    official = [found.name, found.full_name.removeprefix("The ")] if found else []
    texts = [entity.label, *(text for text in official if "(" not in text), *entry.texts("names")]
    is_place = entity.type == "Place"
    for text in spellings(texts):
        yield Name(text, entity, "place" if is_place else "name", is_place or is_acronym(text), since, until)
    demonyms = entry.texts("demonyms")
    plurals = [form for demonym in demonyms if (form := plural(demonym))]
    for text in spellings([*demonyms, *plurals, *entry.texts("people")]):
        yield Name(text, entity, "demonym", False, since, until)


@cache
def divisions_of(*states: str) -> dict[str, Name]:
    """First-level divisions of states (alpha-3 codes) by lookup key of their name, ambiguous ones included."""
    return {
        lookup_key(name.text): name
        for division in territories()
        if (name := _division(division)) is not None and name.entity.country in states
    }


def _division(division: Territory) -> Name | None:
    """A division by its name, as a place of its state; None for what is no present division."""
    parent = territory(division.parent) if division.parent else None
    if parent is None or not parent.alpha3 or "-" not in division.code or division.is_historical:
        return None
    state = countries().get(parent.alpha3.upper())
    if state is None:
        return None
    entity = Entity(WIKIDATA + division.qid, division.name, "Territory", state.country, None, state.id)
    return Name(division.name.split(" (")[0], entity, "place", True)


def _divisions(listed: set[str]) -> Iterator[Name]:
    """First-level divisions that rigour knows (Texas, Henan, Kursk Oblast), as places of their state."""
    for division in territories():
        name = _division(division)
        if name is None or division.code in listed or lookup_key(name.text) in ambiguous_words():
            continue
        for text in spellings([name.text]):
            yield replace(name, text=text)
