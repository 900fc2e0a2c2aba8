"""What the gazetteer holds: names of actors, role nouns, and people in office with their terms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from kg.model import Entity, MentionKind

RoleKind = Literal["person", "people", "body", "forces"]


@dataclass(frozen=True, slots=True)
class Name:
    """One surface form of one actor.

    ``kind`` is "name", "demonym", "place" (a city, or a division of a state), "seat" (Kremlin) or "person".
    ``exact_case``: only this spelling counts ("US", not "us"). ``since`` and ``until`` are the years in which the
    name means this actor. ``capital``: a capital may speak for its state ("Tehran insists"), another city may not.
    """

    text: str
    entity: Entity
    kind: MentionKind
    exact_case: bool = False
    since: int | None = None
    until: int | None = None
    capital: bool = False

    def holds_in(self, year: int) -> bool:
        """True where the name means this actor in ``year``."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun for those who act for a state or within it.

    ``kind``: one person ("minister"), people ("protesters"), a body ("ministry"), or armed forces ("troops").
    ``label`` is the usual name among synonyms ("Foreign Ministry" for "ministry of foreign affairs").
    ``office``: naming a person so says that the person holds an office; a lawyer or a candidate holds none.
    ``posted``: "to" and "for" behind it say where the person works, not for whom ("ambassador to Yemen").
    """

    lemma: str
    sector: str
    kind: RoleKind
    label: str
    office: bool = True
    posted: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in an office of a state (alpha-3), with the first and last day that the source gives.

    ``leader``: head of state or of government. ``open_at_end``: the source ends on that last day, not the term.
    """

    person: Entity
    office: str
    state: str
    since: dt.date | None
    until: dt.date | None
    leader: bool = False
    open_at_end: bool = False

    def holds_on(self, date: dt.date) -> bool:
        """True where the person held the office on ``date``; an end that is not known does not count against it."""
        return (self.since is None or self.since <= date) and (self.until is None or date <= self.until)
