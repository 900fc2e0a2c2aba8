"""Which states belong to which organisations, and when: ontology/actors/memberships.tsv and memberships_own.tsv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.gazetteer.bodies import body_entries
from kg.gazetteer.states import countries
from kg.gazetteer.tables import read_rows
from kg.model import Entity

FILES = ("memberships_own.tsv", "memberships.tsv")
COLUMNS = ["organisation", "state", "since", "until"]


@dataclass(frozen=True, slots=True)
class Membership:
    """A state in an organisation, with its first and last year; None where not known, or still a member."""

    member: Entity
    organisation: Entity
    since: int | None
    until: int | None


@cache
def memberships() -> tuple[Membership, ...]:
    """Every membership; raises VocabularyError naming file and line."""
    return tuple(_read())


def _read() -> Iterator[Membership]:
    organisations = {entry.key: entity for entry, entity in body_entries() if entity.type == "Organisation"}
    for file in FILES:
        for row in read_rows(file, COLUMNS):
            organisation, state, since, until = row.cells
            if organisation not in organisations:
                raise row.error(f"organisation {organisation!r} is not in organisations.yaml")
            if state not in countries():
                raise row.error(f"state {state!r} is not in countries.yaml")
            if any(year and not (year.isdigit() and len(year) == 4) for year in (since, until)):
                raise row.error(f"expected years, found {since!r} and {until!r}")
            yield Membership(
                countries()[state],
                organisations[organisation],
                int(since) if since else None,
                int(until) if until else None,
            )
