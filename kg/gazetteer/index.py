"""The gazetteer: every name of an actor that we know before reading, and who may be meant by it.

Loaded once from ontology/actors; ``load_gazetteer().lookup("Tehran")`` gives all readings, best first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.gazetteer.bodies import body_names, body_places
from kg.gazetteer.people import People, load_people, people_names
from kg.gazetteer.places import city_names
from kg.gazetteer.records import Holding, Name, RoleKind, RoleNoun
from kg.gazetteer.roles import body_entity, role_entity, role_nouns
from kg.gazetteer.spelling import lookup_key
from kg.gazetteer.states import countries, state_names
from kg.model import Entity

__all__ = [
    "Gazetteer", "Holding", "Name", "RoleKind", "RoleNoun", "body_entity", "load_gazetteer", "role_entity",
]  # fmt: skip


BEFORE_OFFICE = 10
"""Years before the first term in which a name is still that of the later holder, and not of a namesake."""

_ROLE_TOKEN = re.compile(r"-|'s|'|[^\s'-]+")
_ROLE_HEAD = re.compile(r"(\S+) (?:of|for|on|without) ")


@dataclass(frozen=True)
class Gazetteer:
    """Names in order of preference, role nouns by lemma, and indexes over them."""

    names: tuple[Name, ...]
    role_nouns: Mapping[str, RoleNoun]
    countries: Mapping[str, Entity]
    by_key: Mapping[str, tuple[Name, ...]]
    people: People
    role_ends: Mapping[str, int]
    """Last token of a role noun → the most tokens that one which ends so has."""
    role_heads: frozenset[str]
    """Tokens that stand before "of" or "for" in a role noun: "minister" of "minister of defence"."""

    def lookup(self, text: str, *, date: dt.date | None = None) -> tuple[Name, ...]:
        """All readings of a name, best first; empty where the gazetteer has none.

        With a date, readings of other years fall away, as long as one of these years is left: "Zaire" in an
        article of 2024 is still the state that was. Nobody is meant long before the first term in office.
        """
        found = self.by_key.get(lookup_key(text), ())
        if any(name.exact_case for name in found):
            spelled = {text, _without_article(text)}  # "The Hague" keeps its article
            found = tuple(name for name in found if not name.exact_case or name.text in spelled)
        if date is not None:
            found = tuple(
                name
                for name in found
                if name.kind != "person" or self._begun(name.entity, date, self.people.holdings(name.text))
            )
            found = tuple(name for name in found if name.holds_in(date.year)) or found
        return tuple({name.entity.id: name for name in reversed(found)}.values())[::-1]

    def _begun(self, person: Entity, date: dt.date, terms: Iterable[Holding]) -> bool:
        """Whether the first term began before a day, or at most :data:`BEFORE_OFFICE` years later."""
        known = [term for term in (*terms, *self.people.holdings(person.label)) if term.person.id == person.id]
        return not known or min(term.since.year if term.since else 0 for term in known) <= date.year + BEFORE_OFFICE

    def country(self, alpha3: str) -> Entity:
        """The present state or territory with this ISO 3166-1 alpha-3 code; KeyError where there is none."""
        return self.countries[alpha3]

    def holders(self, name: str, *, date: dt.date | None = None) -> tuple[Holding, ...]:
        """Terms in office of people with this full or family name: heads of state and government first, then latest.

        With a date, those in office then. A full name finds its holder at any date but those long before the first
        term; a family name alone does not, and means a head of state or government where there is one.
        """
        found = sorted(self.people.holdings(name), key=_prominent_first, reverse=True)
        if date is not None:
            then = [holding for holding in found if holding.holds_on(date)]
            found = (
                then
                if then or " " not in name.strip()
                else [one for one in found if self._begun(one.person, date, found)]
            )
        if " " not in name.strip() and any(holding.leader for holding in found):
            found = [holding for holding in found if holding.leader]
        return tuple(dict.fromkeys(found))


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of ontology/actors; raises VocabularyError naming file and entry."""
    readings: dict[tuple[str, str], Name] = {}
    for source in (state_names(), body_names(), body_places(), city_names(), people_names()):
        for name in source:
            readings.setdefault((name.text, name.entity.id), name)
    by_key: dict[str, list[Name]] = {}
    for name in readings.values():
        by_key.setdefault(lookup_key(name.text), []).append(name)
    return Gazetteer(
        names=tuple(readings.values()),
        role_nouns=role_nouns(),
        countries=countries(),
        by_key={key: tuple(found) for key, found in by_key.items()},
        people=load_people(),
        role_ends=_role_ends(role_nouns()),
        role_heads=frozenset(head for role in role_nouns() if " " in role for head in _ROLE_HEAD.findall(role)),
    )


def _role_ends(roles: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for role in roles:
        tokens = _ROLE_TOKEN.findall(role)
        found[tokens[-1]] = max(found.get(tokens[-1], 0), len(tokens))
        last = role.split()[-1]
        found[last] = max(found.get(last, 0), len(tokens))
    return found


def _without_article(text: str) -> str:
    words = text.split()
    return " ".join(words[1:] if len(words) > 1 and words[0].lower() == "the" else words)


def _prominent_first(holding: Holding) -> tuple[bool, dt.date, dt.date, str]:
    return holding.leader, holding.until or dt.date.max, holding.since or dt.date.min, holding.office
