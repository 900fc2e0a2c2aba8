"""Builds ontology/actors/places_country_info.tsv: cities and regions that the other files of places lack.

    python scripts/build_regions.py SHARED/data

Source: CountryInfo.120116.txt (Philip A. Schrodt, openeventdata/CountryInfo, CC BY-SA 3.0, which holds for the built
file too): capitals, major cities and regions of each state, with their spellings.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from build_people import MENDED_CODES

from kg.gazetteer.bodies import body_names
from kg.gazetteer.people import people_names
from kg.gazetteer.places import read_cities
from kg.gazetteer.roles import role_nouns
from kg.gazetteer.spelling import lookup_key
from kg.gazetteer.states import ambiguous_words, state_names
from kg.yaml_file import read_yaml

OUT = Path(__file__).resolve().parent.parent / "ontology" / "actors"
HEADER = """\
# Cities and regions beside places.tsv, built by scripts/build_regions.py; mend places_own.tsv instead.
# Source: CountryInfo.120116 (Philip A. Schrodt, openeventdata/CountryInfo), CC BY-SA 3.0; holds for this file too.
state\tname\t...
"""
TAGS = ("Capital", "MajorCities", "Regions")
SHORTEST = 5
"""Letters of a name: shorter ones are words too often."""
SMALL_WORDS = frozenset(
    ["and", "d", "da", "de", "del", "der", "di", "do", "dos", "du", "el", "la", "le", "na",
     "of", "on", "the", "upon", "y"]
)  # fmt: skip
UNWANTED = re.compile(
    r"[\d()/]|-$|^(city|eternal|forbidden|isle|palace|pulau|saint|st\.?|w\.p)\b|(?<!new york) state$|^.*\bstate of\b"
)
OTHERS = frozenset(
    ["altai", "antioch", "arcadia", "argos", "athens on the kaw", "basia", "black river", "boeny", "brunswick",
     "caesarea", "champagne", "choiseul", "corinth", "culebra", "dakota", "delphi", "doris", "durango",
     "east cape", "east timor", "evergreen", "free state", "gomorrah", "gomorrha", "gorki", "grand port",
     "grand rapids", "granz", "greenville", "halle", "hamelin", "hartford", "heart of dixie", "hippo", "honam",
     "ithaca", "jerez", "juarez", "koshi", "last frontier", "lawrence", "little rhody", "lorraine",
     "louisiana purchase", "low archipelago", "manang", "marche", "marches", "mechi", "molotov", "moron",
     "new flower", "north west", "old colony", "old dominion", "orkhon", "papal states", "parsa", "phrae",
     "quezon", "redonda", "riviera", "rochester", "sardis", "savoy", "sodom", "spice islands", "state college",
     "sukhbaatar", "sunbelt", "surin", "swiss canton", "tasman", "timor", "tivoli", "university park", "vienne",
     "volta", "waterloo"]
)  # fmt: skip
"""Words, people's names, nicknames, and places that news means elsewhere."""
MISPLACED = frozenset(["GLP", "JON", "KSV", "MOZ", "PNG", "MNE", "COM", "KNA", "NAU", "NRU"])
"""Blocks whose code is another state's in the source, or whose regions are islets that nobody names."""


def main(folder: Path) -> None:
    """Writes places_country_info.tsv."""
    countries = set(read_yaml(OUT / "countries.yaml"))
    known = {lookup_key(name.text) for source in (state_names(), body_names(), people_names()) for name in source}
    known |= {
        lookup_key(name.text)
        for name in (*read_cities("places_own.tsv", frozenset()), *read_cities("places.tsv", frozenset()))
    }
    rows: dict[tuple[str, str], None] = {}
    states: dict[str, str] = {}
    for state, name in places(folder / "CountryInfo.120116.txt", countries):
        key = lookup_key(name)
        unwanted = (
            key in known or key in ambiguous_words() or key in role_nouns() or key in OTHERS or UNWANTED.search(key)
        )
        if unwanted or len(key) < SHORTEST or states.setdefault(key, state) != state:
            continue
        rows[(state, name)] = None
    lines = ["\t".join(row) for row in sorted(rows)]
    (OUT / "places_country_info.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} places\n")


def places(path: Path, countries: set[str]) -> Iterator[tuple[str, str]]:
    """State and name of every capital, city and region."""
    text = path.read_text(encoding="latin-1")
    text = text[text.index("<Doc>Version") :]
    for block in re.findall(r"<Country>(.*?)</Country>", text, re.S):
        country = (re.findall(r"<CountryName>(.*?)<", block) or [""])[0].strip()
        code = re.search(r"^<ISO3166-alpha3>\s*(\w{3})\s*<", block, re.M)
        state = MENDED_CODES.get(country) or (code.group(1) if code else "")
        if state not in countries or (code and code.group(1) in MISPLACED):
            continue
        for tag in TAGS:
            for part in re.findall(rf"<{tag}>(.*?)</{tag}>", block, re.S):
                for line in part.splitlines():
                    name = cased(line.split("#")[0])
                    if name.isascii() and name:
                        yield state, name


def cased(raw: str) -> str:
    """RIO_DE_JANEIRO → Rio de Janeiro; SANA'A → Sana'a."""
    words = raw.replace("_", " ").split()
    shown = []
    for number, word in enumerate(words):
        low = word.lower()
        small = number and low in SMALL_WORDS
        shown.append(low if small else "-".join(part[:1].upper() + part[1:] for part in low.split("-")))
    return " ".join(shown)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
