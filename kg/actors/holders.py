"""Words that make a country's name part of another name: "Iran Air", "China Daily", "Bank of China"."""

from __future__ import annotations

from functools import cache

from kg.errors import VocabularyError
from kg.resources import ontology_path, read_yaml


@cache
def name_holders() -> frozenset[str]:
    """Lower-case words of ontology/actors/name_holders.yaml."""
    path = ontology_path("actors", "name_holders.yaml")
    words = read_yaml(path)
    if not isinstance(words, list):
        raise VocabularyError(f"{path}: expected a list of words")
    return frozenset(str(word).lower() for word in words)
