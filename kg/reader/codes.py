"""Which state or body an actor counts as: the level at which claims are annotated, compared and rolled up."""

from __future__ import annotations

from functools import cache

from kg.gazetteer.index import load_gazetteer
from kg.model import Entity
from kg.resources import ontology_path
from kg.yaml_file import read_word_lists


def code_of(entity: Entity) -> str:
    """ISO 3166-1 alpha-3 code of the actor's state, else the acronym or name of the body it belongs to, in capitals."""
    if entity.country:
        return entity.country.upper()
    acronyms, parents = _acronyms(), _bodies()
    seen = {entity.id}
    while (known := acronyms.get(entity.label)) is None and entity.part_of and entity.part_of not in seen:
        seen.add(entity.part_of)
        parent = parents.get(entity.part_of)
        if parent is None:
            break
        if parent.country:
            return parent.country.upper()
        entity = parent
    return known or entity.label.upper()


@cache
def _acronyms() -> dict[str, str]:
    """Label of a body without a state → the code that annotators write."""
    codes = read_word_lists(ontology_path("actors", "codes.yaml"))
    return {label: code for code, labels in codes.items() for label in labels}


@cache
def _bodies() -> dict[str, Entity]:
    return {name.entity.id: name.entity for name in load_gazetteer().names}
