"""Cities below the capitals: places of their state, from ontology/actors/places.tsv."""

from __future__ import annotations

from collections.abc import Iterator

from normality import slugify

from kg.actors.records import Name
from kg.actors.spelling import lookup_key, spellings
from kg.actors.states import ambiguous_words, countries
from kg.errors import VocabularyError
from kg.model import Entity
from kg.resources import BASE, ontology_path


def city_names() -> Iterator[Name]:
    """Names of cities with the state that they lie in; an attack in Lagos is not an attack by Nigeria."""
    yield from _cities("places_own.tsv", frozenset())
    yield from _cities("places.tsv", ambiguous_words())


def _cities(file: str, unwanted: frozenset[str]) -> Iterator[Name]:
    """One city a row: state, then its names, the first of them the label; divided by tabs."""
    path = ontology_path("actors", file)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise VocabularyError(f"{path}: can't be read: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        state, *names = line.split("\t")
        if state not in countries() or not names:
            raise VocabularyError(f"{path}:{number}: expected a state of countries.yaml and its city, found {line!r}")
        entity = Entity(
            id=f"{BASE}entity/{slugify(names[0], sep='-')}-{state.lower()}",
            label=names[0],
            type="Place",
            country=state,
            part_of=countries()[state].id,
        )
        for text in spellings(names):
            if lookup_key(text) not in unwanted:
                yield Name(text, entity, "place", True)
