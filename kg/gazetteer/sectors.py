"""PLOVER sectors of actors, from ontology/actors/sectors.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.resources import ontology_path
from kg.yaml_file import read_texts


@cache
def sectors() -> Mapping[str, str]:
    """PLOVER sector codes with the word that stands in a label: MIL → military."""
    return MappingProxyType(
        dict(read_texts(ontology_path("actors", "sectors.yaml"), expected="a mapping of sector codes to words"))
    )
