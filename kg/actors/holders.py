"""Word lists around names: what makes a country's name part of another name, and what makes it a place."""

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


def _words(file: str) -> frozenset[str]:
    path = ontology_path("actors", file)
    words = read_yaml(path)
    if not isinstance(words, list):
        raise VocabularyError(f"{path}: expected a list of words")
    return frozenset(str(word).lower() for word in words)
