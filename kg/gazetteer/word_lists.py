"""Short word lists of ontology/actors that say how a noun phrase is to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.resources import ontology_path
from kg.yaml_file import read_lists_as, read_texts, read_word_lists, read_words


@dataclass(frozen=True, slots=True)
class NameHolders:
    """Words that make a state's name part of another name, by where they stand, all but ``names`` in lower case.

    ``names`` are whole names; ``persons`` are places' names that people bear; ``of_divisions`` are offices of
    divisions of a state ("governor of Georgia").
    """

    behind: frozenset[str]
    in_front: frozenset[str]
    of: frozenset[str]
    names: frozenset[str]
    persons: frozenset[str]
    of_divisions: frozenset[str]


@cache
def name_holders() -> NameHolders:
    """ "Iran Air", "Air France", "Bank of China", "Vietnam War", "Chad Smith"; raises VocabularyError."""
    lists = read_lists_as(ontology_path("actors", "name_holders.yaml"), NameHolders)
    return replace(lists, persons=frozenset(map(str.lower, lists.persons)))


@dataclass(frozen=True, slots=True)
class NoNames:
    """``last_words`` end what is no person's name, ``particles`` go on with one; ``ships`` bear names of officers.

    ``not_of_states`` are offices of bodies and towns, which nobody holds of a whole state, ``no_offices`` titles that
    are none; ``honorifics`` are titles that, with one name, say nobody in particular. ``fronts`` stand before a name
    and are no part of it, ``fronts_of_full_names`` only before two words, ``name_parts`` are titles and parts of names.
    ``collectives`` introduce no person; who leads ``movements`` of a state holds no office of it.
    """

    last_words: frozenset[str]
    particles: frozenset[str]
    ships: frozenset[str]
    not_of_states: frozenset[str]
    honorifics: frozenset[str]
    fronts: frozenset[str]
    fronts_of_full_names: frozenset[str]
    collectives: frozenset[str]
    movements: frozenset[str]
    no_offices: frozenset[str]
    name_parts: frozenset[str]


@cache
def no_names() -> NoNames:
    """ "General Motors", "Ursula von der Leyen"; raises VocabularyError."""
    return read_lists_as(ontology_path("actors", "no_names.yaml"), NoNames)


@cache
def no_actors() -> frozenset[str]:
    """Nouns of what is no actor, whoever stands behind it or within: "the attack", "a report", "bombs", "the town"."""
    lists = read_word_lists(ontology_path("actors", "no_actors.yaml"), ["happenings", "texts", "things", "places"])
    return frozenset[str]().union(*lists.values())


@cache
def offices_of_bodies() -> Mapping[str, str]:
    """Offices that belong to one body whatever state their holder is of ("mep"), with its name in the gazetteer."""
    return read_texts(ontology_path("actors", "offices_of_bodies.yaml"), expected="names of bodies by office")


@cache
def place_nouns() -> frozenset[str]:
    """Nouns that, marked by a state's name, mean a place in it: "Iraqi towns", "Montenegro province"."""
    return _words("place_nouns.yaml")


@cache
def belonging() -> frozenset[str]:
    """Participles that, joined to a state's name, say whose a thing is: "a Liberian-flagged tanker"."""
    return _words("belonging.yaml")


@cache
def partitives() -> frozenset[str]:
    """Heads that pass their meaning on to what follows "of": "dozens of Iraqi villagers"."""
    return _words("partitives.yaml")


@cache
def measures() -> frozenset[str]:
    """Heads whose sense stands behind "of": "a shipment of drones"."""
    return _words("measures.yaml")


@cache
def victims() -> frozenset[str]:
    """People and buildings without a nationality of their own: "killed two people in Chad"."""
    return _words("victims.yaml")


@cache
def past_offices() -> frozenset[str]:
    """Words before a title that say the office is no longer held: "former"."""
    return _words("past_offices.yaml")


@cache
def no_members() -> frozenset[str]:
    """Words that say of a member that it does not belong, or not yet: "associate"."""
    return _words("no_members.yaml")


def _words(file: str) -> frozenset[str]:
    return read_words(ontology_path("actors", file))
