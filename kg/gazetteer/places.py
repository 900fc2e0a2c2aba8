"""Cities below the capitals, and regions: places of their state, from three tables of ontology/actors."""

from __future__ import annotations

from collections.abc import Iterator

from kg.gazetteer.records import Name
from kg.gazetteer.spelling import lookup_key, spellings
from kg.gazetteer.states import ambiguous_words, countries
from kg.gazetteer.tables import read_rows
from kg.model import Entity
from kg.resources import BASE
from kg.slug import slugify

COLUMNS = ["state", "name", "..."]
"""A city's state, its label, and further names."""


def city_names() -> Iterator[Name]:
    """Names of cities with the state that they lie in; an attack in Lagos is not an attack by Nigeria."""
    yield from read_cities("places_own.tsv", frozenset())
    yield from read_cities("places.tsv", ambiguous_words())
    yield from read_cities("places_country_info.tsv", ambiguous_words())


def read_cities(file: str, unwanted: frozenset[str]) -> Iterator[Name]:
    """Names of the cities of one table, but those whose key is in ``unwanted``; raises VocabularyError."""
    for row in read_rows(file, COLUMNS):
        state, *names = row.cells
        if state not in countries():
            raise row.error(f"state {state!r} is not in countries.yaml")
        entity = Entity(
            id=f"{BASE}entity/{slugify(names[0])}-{state.lower()}",
            label=names[0],
            type="Place",
            country=state,
            part_of=countries()[state].id,
        )
        for text in spellings(names):
            if lookup_key(text) not in unwanted:
                yield Name(text, entity, "place", True)
