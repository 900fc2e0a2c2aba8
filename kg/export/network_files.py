"""GraphML and GEXF for network tools: actors, and an edge a relation between two of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, BinaryIO
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kg.graph.levels import Level
from kg.graph.store import KnowledgeGraph
from kg.networks import MODALITIES, network
from kg.partial_date import PartialDate
from kg.vocabulary import load_vocabulary

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 can't hold (its production 2, Char)."""


def write_graphml(graph: KnowledgeGraph, stream: BinaryIO, level: Level = "said") -> None:
    """GraphML 1.0, keys declared with types; a directed multigraph."""
    nx.write_graphml_xml(plain_network(graph, level), stream, edge_id_from_attribute="id", named_key_ids=True)


def write_gexf(graph: KnowledgeGraph, stream: BinaryIO, level: Level = "said") -> None:
    """GEXF 1.2, which every Gephi since 0.8 reads; an edge lasts from its first claim to its last."""
    found = plain_network(graph, level)
    for _, _, fields in found.edges(data=True):
        if "first" in fields:
            fields |= {"start": fields["first"], "end": fields["last"]}
    writer = GEXFWriter(found, version="1.2draft")
    # networkx writes today's date, and then the same graph would not give the same bytes
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    for creator in writer.xml.iter("creator"):
        creator.text = "geopolitical-kg"
    ElementTree.indent(writer.xml)
    stream.write(ElementTree.tostring(writer.xml, encoding="utf-8", xml_declaration=True))


def plain_network(graph: KnowledgeGraph, level: Level = "said") -> nx.MultiDiGraph[str]:
    """:func:`kg.networks.network` with plain scalars; what an actor or edge has not is left out.

    ``weight`` is the number of claims that affirm the relation as actual: 0 where all are denied, planned, possible or
    demanded, and then the ``label`` says so. ``claim_ids`` are joined by blanks; dates are ISO 8601.
    """
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    full = network(graph, level=level)
    for actor, fields in full.nodes(data=True):
        found.add_node(actor, **_scalars(fields))
    for number, (source, target, name, fields) in enumerate(full.edges(keys=True, data=True)):
        weight = float(fields["actual"])
        extra = {"id": f"e{number}", "label": _label(name, fields), "relation": name, "weight": weight}
        found.add_edge(source, target, key=f"e{number}", **_scalars(fields), **extra)
    return found


def _label(name: str, fields: Mapping[str, Any]) -> str:
    """As in "supplies arms to (denied)", "attacks (planned or possible)", "visits"."""
    standing = fields["standing"]
    if standing == "planned":
        standing = " or ".join(modality for modality in MODALITIES if fields[modality])
    label = load_vocabulary().relations[name].label
    return label if standing == "stated" else f"{label} ({standing})"


def _scalars(fields: dict[str, object]) -> dict[str, str | int | float]:
    return {name: _scalar(value) for name, value in fields.items() if value is not None}


def _scalar(value: object) -> str | int | float:
    if isinstance(value, int | float):
        return value
    if isinstance(value, PartialDate):
        return value.isoformat()
    text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return _NOT_XML.sub("", text)
