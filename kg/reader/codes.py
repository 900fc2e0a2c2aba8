"""Which state or body an actor counts as: the level at which claims are annotated, compared and rolled up."""

from __future__ import annotations

from functools import cache

from kg.errors import VocabularyError
from kg.gazetteer.index import load_gazetteer
from kg.model import Entity
from kg.resources import ontology_path, read_yaml


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
    path = ontology_path("actors", "codes.yaml")
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise VocabularyError(f"{path}: expected codes with the labels of the bodies they stand for")
    return {str(label): str(code) for code, labels in content.items() for label in labels}


@cache
def _bodies() -> dict[str, Entity]:
    return {name.entity.id: name.entity for name in load_gazetteer().names}
