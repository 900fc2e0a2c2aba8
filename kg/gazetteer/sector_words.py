"""Words before a noun that say its sector, from ontology/actors/sector_words.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from kg.errors import VocabularyError
from kg.gazetteer.sectors import sectors
from kg.resources import ontology_path
from kg.yaml_file import read_fields

FILE = "sector_words.yaml"


@dataclass(frozen=True, slots=True)
class SectorWords:
    """``taking_over``: word → sector of any noun behind it; ``lending``: word or two → sector of a carrier behind it.

    ``carriers``: nouns that have no sector of their own, or one that such a word may replace.
    """

    taking_over: Mapping[str, str]
    lending: Mapping[str, str]
    carriers: frozenset[str]


@cache
def sector_words() -> SectorWords:
    """The words of the file; raises VocabularyError naming file and entry."""
    path = ontology_path("actors", FILE)
    content = read_fields(path, ["taking_over", "lending", "carriers"])
    return SectorWords(
        _by_word(content["taking_over"], "taking_over"),
        _by_word(content["lending"], "lending"),
        frozenset(map(str, content["carriers"])),
    )


def _by_word(lists: Any, name: str) -> Mapping[str, str]:
    path = ontology_path("actors", FILE)
    if not isinstance(lists, dict) or not all(isinstance(words, list) for words in lists.values()):
        raise VocabularyError(f"{path}: {name} should map sectors to lists of words")
    found: dict[str, str] = {}
    for sector, words in lists.items():
        if sector not in sectors():
            raise VocabularyError(f"{path}: {name}: sector {sector!r} is not in sectors.yaml")
        for word in words:
            if str(word) in found:
                raise VocabularyError(f"{path}: {name}: {word!r} stands under two sectors")
            found[str(word)] = sector
    return MappingProxyType(found)
