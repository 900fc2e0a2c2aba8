"""PLOVER sectors of actors, from ontology/actors/sectors.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import VocabularyError
from kg.resources import ontology_path, read_yaml


@cache
def sectors() -> Mapping[str, str]:
    """PLOVER sector codes with the word that stands in a label: MIL → military."""
    path = ontology_path("actors", "sectors.yaml")
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise VocabularyError(f"{path}: expected a mapping of sector codes to words")
    return MappingProxyType({str(code): str(word) for code, word in content.items()})
