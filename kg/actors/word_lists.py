"""Short word lists of ontology/actors that say how a noun phrase is to be read."""

from __future__ import annotations

from functools import cache

from kg.errors import VocabularyError
from kg.resources import ontology_path, read_yaml


@cache
def name_holders() -> frozenset[str]:
    """Words that make a country's name part of another name: "Iran Air", "China Daily", "Bank of China"."""
    return _words("name_holders.yaml")


@cache
def place_nouns() -> frozenset[str]:
    """Nouns that, marked by a state's name, mean a place in it: "Iraqi towns", "Montenegro province"."""
    return _words("place_nouns.yaml")


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


def _words(file: str) -> frozenset[str]:
    path = ontology_path("actors", file)
    words = read_yaml(path)
    if not isinstance(words, list):
        raise VocabularyError(f"{path}: expected a list of words")
    return frozenset(str(word).lower() for word in words)
