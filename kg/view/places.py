"""Where a claim's deed took place, as far as its own words name a city whose place on the map is known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from kg.gazetteer.tables import read_rows
from kg.resources import ontology_path
from kg.yaml_file import read_lists_as

COLUMNS = ["state", "name", "north", "east"]
LONGEST = 4
"""Words of a city's name."""
BETWEEN = 5
"""Words between preposition and name at most."""
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True, slots=True)
class Place:
    """A city: its state's ISO 3166-1 alpha-3 code, its name, and where it lies in degrees north and east."""

    state: str
    name: str
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Locatives:
    """Words of ontology/locatives.yaml."""

    prepositions: frozenset[str]
    between: frozenset[str]


def place_of(quote: str, states: Collection[str], towns: Collection[tuple[str, str]] = ()) -> Place | None:
    """The city that a quote says something happens in ("in the Iraqi town of Tikrit"), else the first of ``towns``.

    ``states`` are those of the actors: of cities with one name that in one of them is meant, else the largest.
    ``towns`` are actors that are cities themselves, as state and name.
    """
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(quote)]
    locatives = _locatives()
    for number, (word, _, end) in enumerate(words):
        if word.lower() in locatives.prepositions and (found := _named(quote, words, number + 1, end, states)):
            return found
    return next((place for state, name in towns for place in _places().get(name, ()) if place.state == state), None)


def _named(
    quote: str, words: list[tuple[str, int, int]], first: int, end: int, states: Collection[str]
) -> Place | None:
    """The city whose name begins at a word, or at one of those after it that may stand between."""
    between = _locatives().between
    for number in range(first, min(first + BETWEEN + 1, len(words))):
        word, start, stop = words[number]
        if quote[end:start].strip():
            return None  # a comma, or the like
        if found := _city_at(quote, words, number, states):
            return found
        after = words[number + 1][0] if number + 1 < len(words) else ""
        if word.lower() not in between and not (word[0].isupper() and after in between):
            return None
        end = stop
    return None


def _city_at(quote: str, words: list[tuple[str, int, int]], number: int, states: Collection[str]) -> Place | None:
    start = words[number][1]
    if not quote[start].isupper():
        return None
    for last in range(min(number + LONGEST, len(words)) - 1, number - 1, -1):
        end = words[last][2]
        for text in (quote[start:end], quote[start:end].rstrip(".").removesuffix("'s").removesuffix("’s")):
            known = _places().get(text)
            # "London Bridge" and "New York Times" are no cities.
            if known and not re.match(r"\s+[A-Z]", quote[start + len(text) :]):
                return next((place for place in known if place.state in states), known[0])
    return None


@cache
def _places() -> dict[str, tuple[Place, ...]]:
    """Cities by name, the largest first."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for row in read_rows("place_coordinates.tsv", COLUMNS):
        state, name, north, east = row.cells
        try:
            found[name].append(Place(state, name, float(north), float(east)))
        except ValueError as error:
            raise row.error(f"{north!r} and {east!r} are no degrees") from error
    return {name: tuple(places) for name, places in found.items()}


@cache
def _locatives() -> Locatives:
    return read_lists_as(ontology_path("locatives.yaml"), Locatives)
