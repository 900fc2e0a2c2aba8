"""Files of ontology/rules and ontology/queries: SPARQL with a head of ``# key: value`` lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import VocabularyError
from kg.resources import ontology_path

_HEAD = re.compile(r"#\s*(title|description|graph|param):\s*(.*?)\s*$")
_PARAMETER = re.compile(r"(?P<name>\w+) \((?P<kind>actor|relation|date|text)(?P<optional>, optional)?\): (?P<help>.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that its user may set. ``kind`` is actor, relation, date or text."""

    name: str
    kind: str
    optional: bool
    help: str


@dataclass(frozen=True, slots=True)
class SparqlFile:
    """One .rq file; ``graph`` is the local name of the graph that a rule fills, None for a query."""

    name: str
    title: str
    description: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    graph: str | None = None


@cache
def rules(folder: Path | None = None) -> Sequence[SparqlFile]:
    """The rules in the order in which they run: by the number that their file's name begins with."""
    found = _read_all(folder or ontology_path("rules"))
    for file in found:
        if file.graph is None:
            raise VocabularyError(f"{file.name}.rq: a rule needs a line `# graph: NAME` in its head")
    return found


@cache
def queries(folder: Path | None = None) -> Sequence[SparqlFile]:
    """The questions of ontology/queries in order of name."""
    return _read_all(folder or ontology_path("queries"))


def read_head(text: str, path: Path) -> SparqlFile:
    """Title, description and parameters from the comments at the head of a query; all of them may be missing."""
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            break
        if not (head := _HEAD.match(line)):
            continue
        key, value = head.groups()
        if key != "param":
            fields[key] = value
        elif parameter := _PARAMETER.fullmatch(value):
            name, kind, optional, help_text = parameter.groups()
            parameters.append(Parameter(name, kind, bool(optional), help_text))
        else:
            raise VocabularyError(
                f"{path}:{number}: {value!r} should read `NAME (actor|relation|date|text[, optional]): what it is`"
            )
    return SparqlFile(
        path.stem, fields.get("title", path.stem), fields.get("description", ""), text, tuple(parameters),
        fields.get("graph"),
    )  # fmt: skip


def _read_all(folder: Path) -> tuple[SparqlFile, ...]:
    found = []
    for path in sorted(folder.glob("*.rq")):
        file = read_head(path.read_text(encoding="utf-8"), path)
        if not file.description:
            raise VocabularyError(f"{path}: needs a head with `# title:` and `# description:`")
        found.append(file)
    if not found:
        raise VocabularyError(f"{folder}: no .rq file there")
    return tuple(found)
