"""The graph in formats of other tools: RDF, network files, tables, followthemoney. Same graph, same bytes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from kg.errors import StoreError
from kg.export.claim_lines import write_claim_lines
from kg.export.follow_the_money import write_entities
from kg.export.network_files import write_gexf, write_graphml
from kg.export.rdf import write_jsonld, write_nquads, write_trig, write_turtle
from kg.export.tables import TABLES, write_claims
from kg.graph.levels import Level
from kg.graph.store import KnowledgeGraph
from kg.whole import whole_file

Writer = Callable[[KnowledgeGraph, BinaryIO], None]
LevelWriter = Callable[[KnowledgeGraph, BinaryIO, Level], None]

FORMATS: dict[str, Writer] = {
    "nquads": write_nquads,
    "trig": write_trig,
    "turtle": write_turtle,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_claims,
    "claims": write_claim_lines,
    "followthemoney": write_entities,
}
"""What writes a format. ``turtle`` has no named graphs: it is the union of all graphs. ``csv`` is a table of claims."""


ROLLED_UP: dict[str, LevelWriter] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_claims,
    "followthemoney": write_entities,
}
"""What can write the level of states and bodies; RDF holds both levels, and lines of claims are as they were read."""


def export(graph: KnowledgeGraph, format: str, output: Path | BinaryIO, *, level: Level = "said") -> list[Path]:
    """Write the graph to a file or an open binary stream; the files written, none for a stream.

    ``csv`` to a path makes a folder with claims.csv, actors.csv and articles.csv. Files appear whole or not at all.
    At the ``level`` "state" claims are those of states and bodies (:mod:`kg.graph.levels`); not every format can.

    Raises:
        StoreError: no such format, one that has no such level, or the disk refuses; what was there before stays.
    """
    if format not in FORMATS:
        raise StoreError(f"no format is called {format!r}; choose one of {', '.join(FORMATS)}")
    if level == "state" and format not in ROLLED_UP:
        raise StoreError(f"{format} has one level; states and bodies can be had of {', '.join(ROLLED_UP)}")
    write = _at_level(ROLLED_UP[format], level) if level == "state" else FORMATS[format]
    if not isinstance(output, Path):
        write(graph, output)
        return []
    files: dict[Path, Writer] = {output: write}
    if format == "csv":
        files = {output / f"{name}.csv": write if name == "claims" else writer for name, writer in TABLES.items()}
    with ExitStack() as all_or_none:
        streams = {path: all_or_none.enter_context(whole_file(path)) for path in files}
        for path, writer in files.items():
            writer(graph, streams[path])
    return list(files)


def _at_level(write: LevelWriter, level: Level) -> Writer:
    return lambda graph, stream: write(graph, stream, level)
