"""RDF: N-Quads, TriG and JSON-LD with their named graphs, Turtle as the union of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.graph.store import KnowledgeGraph, dump_nquads
from kg.graph.terms import PREFIXES


def write_nquads(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """One statement a line, in order of code points."""
    with tempfile.TemporaryDirectory() as folder, dump_nquads(graph, Path(folder, "all.nq")).open("rb") as lines:
        shutil.copyfileobj(lines, stream)


def write_trig(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """One block a named graph."""
    ox.serialize(_by_graph(graph), stream, ox.RdfFormat.TRIG, prefixes=dict(PREFIXES))


def write_jsonld(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Expanded JSON-LD 1.1, one object a named graph."""
    ox.serialize(_by_graph(graph), stream, ox.RdfFormat.JSON_LD)


def write_turtle(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """Every triple of any graph, once. Which article says it is in prov:wasQuotedFrom, not in a graph's name."""
    with tempfile.TemporaryDirectory() as folder:
        lines = dump_nquads(graph, Path(folder, "all.nq"))
        triples = (quad.triple for quad in ox.parse(path=str(lines), format=ox.RdfFormat.N_QUADS))
        # sorted by subject, predicate, object: the same triple of two graphs stands in neighbouring lines
        once = (triple for triple, _ in groupby(triples))
        ox.serialize(once, stream, ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))


def _by_graph(graph: KnowledgeGraph) -> Iterator[ox.Quad]:
    """Statements graph by graph, so that each graph is written in one piece; the largest one is held in memory."""
    for name in (ox.DefaultGraph(), *sorted(graph.native.named_graphs(), key=str)):
        yield from sorted(graph.native.quads_for_pattern(None, None, None, name), key=str)
