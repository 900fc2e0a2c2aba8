"""What a deed counts towards a tie, and why: ontology/ties.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import VocabularyError
from kg.resources import ontology_path
from kg.vocabulary import load_vocabulary
from kg.yaml_file import read_fields


@dataclass(frozen=True, slots=True)
class Weights:
    """``of`` has the weight of each relation that counts; ``harmed`` are sectors, ``compared`` organisations' keys."""

    of: Mapping[str, float]
    harmed: frozenset[str]
    compared: tuple[str, ...]


@cache
def load_weights() -> Weights:
    """Read and check the file.

    Raises:
        VocabularyError: an event type or relation that there is not, or a weight that is no number.
    """
    path = ontology_path("ties.yaml")
    content = read_fields(path, ["weights", "relations", "harmed", "compared"])
    relations = load_vocabulary().relations
    known = {"weights": {one.plover for one in relations.values() if one.plover}, "relations": set(relations)}
    for part, names in known.items():
        for name, weight in content[part].items():
            if name not in names or isinstance(weight, bool) or not isinstance(weight, int | float):
                raise VocabularyError(f"{path}: {part}: {name}: {weight!r} is no weight of a known type or relation")
    by_type = {name: content["weights"].get(one.plover, 0) for name, one in relations.items()}
    weights = {name: float(weight) for name, weight in (by_type | dict(content["relations"])).items() if weight}
    return Weights(weights, frozenset(content["harmed"]), tuple(content["compared"]))
