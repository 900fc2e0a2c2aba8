"""States and territories of the world with their identifiers, from ontology/actors/rigour_territories.tsv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from kg.errors import VocabularyError
from kg.resources import ontology_path


@dataclass(frozen=True, slots=True)
class Territory:
    """One row: ``code`` is rigour's (ISO 3166 in lower case), ``qid`` Wikidata's, ``parent`` the code of a whole."""

    code: str
    qid: str
    alpha3: str
    name: str
    full_name: str
    is_country: bool
    is_historical: bool
    parent: str
    other_codes: tuple[str, ...]


@cache
def territories() -> tuple[Territory, ...]:
    """All rows in order of code.

    Raises:
        VocabularyError: the file is missing, or a row has too few columns; names the line.
    """
    path = ontology_path("actors", "rigour_territories.tsv")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise VocabularyError(f"{path}: can't be read: {error.strerror}") from error
    found = []
    for number, row in enumerate(csv.reader(lines[2:], delimiter="\t", quotechar='"'), start=3):
        if len(row) != 9:
            raise VocabularyError(f"{path}:{number}: expected 9 columns, found {len(row)}")
        code, qid, alpha3, name, full_name, country, historical, parent, others = row
        found.append(
            Territory(
                code, qid, alpha3, name, full_name, country == "1", historical == "1", parent, tuple(others.split())
            )
        )
    return tuple(found)


def territory(code: str) -> Territory | None:
    """The territory with this code, in any case and by any code that it goes by."""
    return _by_code().get(code.lower())


@cache
def _by_code() -> dict[str, Territory]:
    found = {code: row for row in territories() for code in row.other_codes}
    return found | {row.code: row for row in territories()}
