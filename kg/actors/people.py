"""People in office: who held which office of which state, and when.

Read from ontology/actors/people.tsv, which scripts/build_people.py makes, and people_names.yaml, which is kept by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from normality import slugify

from kg.actors.entries import read_entries
from kg.actors.records import Holding, Name
from kg.actors.spelling import lookup_key, spellings
from kg.actors.states import countries
from kg.errors import VocabularyError
from kg.model import Entity
from kg.resources import BASE, WIKIDATA, ontology_path

COLUMNS = ["name", "id", "state", "sector", "office", "since", "until", "leader"]
FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "SGP", "KHM", "VNM"})
TWO_FAMILY_NAMES = frozenset(
    "ARG BOL CHL COL CRI CUB DOM ECU ESP GNQ GTM HND MEX NIC PAN PER PRT PRY SLV URY VEN".split()
)


@cache
def holdings() -> tuple[tuple[Holding, bool], ...]:
    """Every term in office in people.tsv, and whether it is a head of state's or of government's."""
    path = ontology_path("actors", "people.tsv")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise VocabularyError(f"{path}: can't be read: {error.strerror}") from error
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not rows or rows[0][1] != COLUMNS:
        raise VocabularyError(f"{path}: the first row should be {' '.join(COLUMNS)}, divided by tabs")
    states = countries()
    people: dict[tuple[str, str], Entity] = {}
    found: list[tuple[Holding, bool]] = []
    for number, row in rows[1:]:
        if len(row) != len(COLUMNS):
            raise VocabularyError(f"{path}:{number}: expected {len(COLUMNS)} columns, found {len(row)}")
        name, identifier, state, sector, office, since, until, leader = row
        if state not in states:
            raise VocabularyError(f"{path}:{number}: state {state!r} is not in countries.yaml")
        person = people.get((name, state))
        if person is None:
            own = f"{BASE}person/{slugify(name, sep='-')}"
            person = Entity(
                f"{WIKIDATA}{identifier}" if identifier else own, name, "Person", state, sector, states[state].id
            )
            people[name, state] = person
        try:
            terms = [dt.date.fromisoformat(day) if day else None for day in (since, until)]
        except ValueError as error:
            raise VocabularyError(f"{path}:{number}: {error}") from error
        found.append((Holding(person, office, state, terms[0], terms[1]), leader == "1"))
    return tuple(found)


@cache
def other_names() -> Mapping[str, tuple[str, ...]]:
    """Other spellings and short names of people, by the name in people.tsv."""
    return MappingProxyType(
        {entry.key: entry.texts("names") for entry in read_entries("people_names.yaml", {"names"})}
    )


@cache
def people_index() -> Mapping[str, tuple[Holding, ...]]:
    """Holdings under every full name, first and last name, and family name, all by lookup key."""
    index: dict[str, dict[Holding, None]] = {}
    for holding, _ in holdings():
        for key in _keys(holding):
            index.setdefault(key, {})[holding] = None
    return MappingProxyType({key: tuple(found) for key, found in index.items()})


def people_names() -> Iterator[Name]:
    """Full names of heads of state and of government, for the name matcher; others are found through the index."""
    seen: set[str] = set()
    for holding, leader in holdings():
        label = holding.person.label
        if not leader or label in seen:
            continue
        seen.add(label)
        for text in spellings([label, *other_names().get(label, ())]):
            if " " in text:
                yield Name(text, holding.person, "person", True)


def _keys(holding: Holding) -> Iterator[str]:
    label = holding.person.label
    yield lookup_key(label)
    for text in other_names().get(label, ()):
        yield lookup_key(text)
    words = lookup_key(label).split()
    if len(words) < 2:
        return
    family = [words[-1]]
    if words[-1].startswith(("al-", "el-")):
        family.append(words[-1][3:])
    if len(words) > 2 and words[-2] in {"al", "el", "de", "van", "bin", "ben", "von", "da", "dos", "del", "abdul", "abu"}:
        family.append(" ".join(words[-2:]))
    if holding.state in FAMILY_NAME_FIRST:
        family.append(words[0])
    if holding.state in TWO_FAMILY_NAMES and len(words) > 2:
        family += [words[-2], " ".join(words[-2:]), f"{words[0]} {words[-2]}"]
    yield from family
    if len(words) > 2:
        yield f"{words[0]} {words[-1]}"
