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
from kg.graph.store import KnowledgeGraph
from kg.whole import whole_file

Writer = Callable[[KnowledgeGraph, BinaryIO], None]

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


def export(graph: KnowledgeGraph, format: str, output: Path | BinaryIO) -> list[Path]:
    """Write the graph to a file or an open binary stream; the files written, none for a stream.

    ``csv`` to a path makes a folder with claims.csv, actors.csv and articles.csv. Files appear whole or not at all.

    Raises:
        StoreError: no such format, or the disk refuses; what was there before stays.
    """
    if format not in FORMATS:
        raise StoreError(f"no format is called {format!r}; choose one of {', '.join(FORMATS)}")
    if not isinstance(output, Path):
        FORMATS[format](graph, output)
        return []
    files = {output: FORMATS[format]}
    if format == "csv":
        files = {output / f"{name}.csv": writer for name, writer in TABLES.items()}
    with ExitStack() as all_or_none:
        streams = {path: all_or_none.enter_context(whole_file(path)) for path in files}
        for path, writer in files.items():
            writer(graph, streams[path])
    return list(files)
