"""Files of ontology/rules and ontology/queries: SPARQL with a head of ``# key: value`` lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import VocabularyError
from kg.graph.levels import Level, at_level
from kg.graph.sparql import pattern_start, variables
from kg.resources import ontology_path

_HEAD = re.compile(r"#\s*(title|description|graph|by|levels|param):\s*(.*?)\s*$")
_KEYS_HERE = re.compile(r"^\s*# keys$", re.MULTILINE)
_PARAMETER = re.compile(r"(?P<name>\w+) \((?P<kind>actor|relation|date|text)(?P<optional>, optional)?\): (?P<help>.+)")


KEYS = (("actor",), ("claim",), ("description",), ("statement",), ("subject", "object"), ("source", "target"))
"""Variables that a rule can be run by:

- ``?statement``: depends only on the claims that make or end it, their speakers, and their articles with their origins
- ``?claim``: depends only on what a claim says, and on what its actors stand for
- ``?actor``: depends only on the descriptions of an actor
- ``?description``: depends only on what it says, on type and office of its actor, and on types and wholes of its wholes
- ``?subject ?object``: depends only on what is affirmed as actual between two actors, in either direction, on days of
  what lasts or ends that, and on memberships
- ``?source ?target``: depends on those, and on claims in which one or both act through somebody who acts for them
"""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that its user may set. ``kind`` is actor, relation, date or text."""

    name: str
    kind: str
    optional: bool
    help: str


@dataclass(frozen=True, slots=True)
class SparqlFile:
    """One .rq file; ``graph`` is the local name of the graph that a rule fills, None for a query.

    ``by`` are the variables by whose values what a rule finds falls apart (:data:`KEYS`); for some of them
    alone it is run with :meth:`for_keys`. Without them it is run whole. ``level`` says whether a rule is about actors
    as said or about the states and bodies that they stand for.
    """

    name: str
    title: str
    description: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    graph: str | None = None
    by: tuple[str, ...] = ()
    level: Level = "said"

    def for_keys(self, keys: Iterable[Sequence[ox.NamedNode]]) -> str:
        """The rule for these values of ``by`` only: they stand wherever it says ``# keys``."""
        names = " ".join(f"?{name}" for name in self.by)
        rows = " ".join(f"({' '.join(map(str, key))})" for key in keys)
        return _KEYS_HERE.sub(lambda _: f" VALUES ({names}) {{ {rows} }}", self.text)

    def template(self) -> list[ox.Triple]:
        """The triples that a CONSTRUCT query makes, each ``?name`` in them as the IRI that :func:`variable` gives.

        Raises:
            VocabularyError: it is no CONSTRUCT query with a template and a pattern.
        """
        start = pattern_start(self.text)
        names = sorted(variables(self.text))
        row = " ".join(str(variable(name)) for name in names)
        pattern = f" VALUES ({' '.join(f'?{name}' for name in names)}) {{ ({row}) }} }}"
        try:
            found = ox.Store().query(self.text[:start] + pattern) if start is not None else None
        except SyntaxError as error:
            raise VocabularyError(f"ontology/rules/{self.name}.rq: {error}") from error
        if not isinstance(found, ox.QueryTriples):
            raise VocabularyError(f"ontology/rules/{self.name}.rq: a rule is a CONSTRUCT query")
        return list(found)


def variable(name: str) -> ox.NamedNode:
    """What stands for a variable in a template."""
    return ox.NamedNode(f"variable:{name}")


@cache
def rules(folder: Path | None = None) -> Sequence[SparqlFile]:
    """The rules in the order in which they run: by the number that their file's name begins with.

    A rule whose head says ``# levels: said, state`` comes twice, for actors as said and for states and bodies; the
    second fills a graph of its own, ``stateDisputes`` beside ``disputes``.
    """
    found = tuple(rule for file in _read_all(folder or ontology_path("rules")) for rule in _levels(file))
    for file in found:
        if file.graph is None:
            raise VocabularyError(f"{file.name}.rq: a rule needs a line `# graph: NAME` in its head")
        if file.by and file.by not in KEYS:
            known = ", ".join("`" + " ".join(f"?{name}" for name in key) + "`" for key in KEYS)
            raise VocabularyError(f"{file.name}.rq: a rule can be run by {known}, or without a line `# by:`")
        if bool(file.by) != bool(_KEYS_HERE.search(file.text)):
            raise VocabularyError(
                f"{file.name}.rq: `# by: ?VARIABLE` in the head and `# keys` where its values go need each other"
            )
    return found


def _levels(file: SparqlFile) -> Iterator[SparqlFile]:
    yield file
    if re.search(r"^# levels: said, state$", file.text, re.MULTILINE) and file.graph:
        graph = f"state{file.graph[0].upper()}{file.graph[1:]}"
        yield replace(file, name=f"{file.name} (states)", text=at_level(file.text, "state"), graph=graph, level="state")


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
        fields.get("graph"), tuple(re.findall(r"\?(\w+)", fields.get("by", ""))),
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
