"""Write ontology/actors/rigour_territories.tsv: ``pip install rigour && python scripts/build_territories.py``.

Rigour needs a compiled library, so its facts are kept here and read without it.
"""

from __future__ import annotations

import csv
from importlib.metadata import version
from pathlib import Path

from rigour.territories import get_territories, get_territory

TARGET = Path(__file__).resolve().parents[1] / "ontology" / "actors" / "rigour_territories.tsv"
FIELDS = ["code", "qid", "alpha3", "name", "full_name", "is_country", "is_historical", "parent"]


def main() -> None:
    territories = sorted(get_territories(), key=lambda territory: territory.code)
    aliases = {}
    for territory in territories:
        for code in sorted({*territory.codes, *(other for other in territory.other_codes)}):
            found = get_territory(code)
            if found is not None and code != found.code:
                aliases[code] = found.code
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        source = f"rigour {version('rigour')} (MIT, OpenSanctions; names and identifiers from Wikidata, CC0)"
        file.write(f"# States and territories of {source}. Built by scripts/build_territories.py.\n")
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow([*FIELDS, "other_codes"])
        for territory in territories:
            others = sorted(code for code, main_code in aliases.items() if main_code == territory.code)
            parent = territory.parent.code if territory.parent else ""
            writer.writerow([
                territory.code, territory.qid, territory.alpha3 or "", territory.name, territory.full_name,
                int(territory.is_country), int(territory.is_historical), parent, " ".join(others),
            ])  # fmt: skip


if __name__ == "__main__":
    main()
