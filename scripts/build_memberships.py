"""Builds ontology/actors/memberships.tsv: members of the UN, the OECD and the Council of Europe.

    pip install country-converter && python scripts/build_memberships.py

Source: the country table of the package country_converter (UN and OECD with the year of joining). Only facts are taken:
who is a member, and since when. Other organisations stand in memberships_own.tsv, which is kept by hand.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import country_converter  # type: ignore[import-untyped]

from kg.yaml_file import read_yaml

OUT = Path(__file__).resolve().parent.parent / "ontology" / "actors"
COLUMNS = {"UNmember": "un", "OECD": "oecd", "CoE": "council-of-europe"}
HEADER = """\
# Members of organisations, built by scripts/build_memberships.py; mend memberships_own.tsv instead.
# Source: the country table of the package country_converter. An empty year is not known there.
organisation\tstate\tsince\tuntil
"""


def main() -> None:
    """Writes memberships.tsv."""
    countries = set(read_yaml(OUT / "countries.yaml"))
    table = Path(country_converter.__file__).parent / "country_data.tsv"
    rows = []
    with table.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file, delimiter="\t"):
            for column, organisation in COLUMNS.items():
                if record[column] and record["ISO3"] in countries:
                    year = record[column].split(".")[0]
                    rows.append((organisation, record["ISO3"], year if year.isdigit() else "", ""))
    lines = ["\t".join(row) for row in sorted(rows)]
    (OUT / "memberships.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} memberships\n")


if __name__ == "__main__":
    main()
