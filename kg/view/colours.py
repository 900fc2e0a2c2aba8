"""Colours and shapes of the picture, read from ontology/colours.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import VocabularyError
from kg.resources import ontology_path
from kg.yaml_file import Fields, check_keys, read_fields

SHAPES = frozenset({"dot", "square", "diamond", "hexagon", "triangle", "triangleDown", "star"})
"""vis-network shapes that carry their label outside, so that the label never sets the size."""

LASTING = "lasting"
"""Stands in for the quad category of relations that have none (memberOf, holdsOffice)."""


@dataclass(frozen=True, slots=True)
class Colour:
    """One colour as ``#RRGGBB`` for the light page and for the dark page."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """How actors of one type are named and drawn."""

    name: str
    shape: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class Colours:
    """``quads`` by quad category (verbalCooperation, ..., lasting), ``types`` by class of the ontology."""

    quads: dict[str, Colour]
    types: dict[str, TypeStyle]

    def type_style(self, name: str) -> TypeStyle:
        """Style of an actor type; a type that the file does not name is drawn as a grey dot."""
        return self.types.get(name) or TypeStyle(name, "dot", self.quads[LASTING])


@cache
def load_colours(path: Path | None = None) -> Colours:
    """Read colours.yaml. Raises VocabularyError naming file and entry if an entry is wrong."""
    path = path or ontology_path("colours.yaml")
    data = read_fields(path, ["quads", "types"])
    for part, entries in data.items():
        if not isinstance(entries, Fields):
            raise VocabularyError(f"{path}:{data.lines[part]}: {part} should be a mapping of names to colours")
    quads = {name: _colour(path, f"quads: {name}", entry) for name, entry in data["quads"].items()}
    if LASTING not in quads:
        raise VocabularyError(f"{path}: quads: needs '{LASTING}', the colour of relations without a quad category")
    types = {name: _type_style(path, f"types: {name}", entry) for name, entry in data["types"].items()}
    return Colours(quads, types)


def _type_style(path: Path, where: str, entry: Any) -> TypeStyle:
    colour = _colour(path, where, entry)
    if entry.get("shape") not in SHAPES:
        raise VocabularyError(
            f"{path}: {where}: shape is {entry.get('shape')!r}, not one of {', '.join(sorted(SHAPES))}"
        )
    if not isinstance(entry.get("name"), str):
        raise VocabularyError(f"{path}: {where}: needs a name, as the legend shows it")
    return TypeStyle(entry["name"], entry["shape"], colour)


def _colour(path: Path, where: str, entry: Any) -> Colour:
    if isinstance(entry, Fields):
        check_keys(path, entry, ("light", "dark", "name", "shape"), all_needed=False)
    values = [entry.get(theme) if isinstance(entry, dict) else None for theme in ("light", "dark")]
    for value in values:
        if not (isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", value)):
            raise VocabularyError(f'{path}: {where}: needs light and dark, each written "#RRGGBB"; found {value!r}')
    return Colour(*map(str, values))
