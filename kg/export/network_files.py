"""GraphML and GEXF for network tools: actors, and an edge a relation between two of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from io import BytesIO
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
_GRAPHML, _YED = "http://graphml.graphdrawing.org/xmlns", "http://www.yworks.com/xml/graphml"


def write_graphml(graph: KnowledgeGraph, stream: BinaryIO, level: Level = "said") -> None:
    """GraphML 1.0, a directed multigraph. Labels stand a second time where yEd looks for them."""
    plain = BytesIO()
    nx.write_graphml_xml(plain_network(graph, level), plain, edge_id_from_attribute="id")
    ElementTree.register_namespace("", _GRAPHML)
    ElementTree.register_namespace("y", _YED)
    root = ElementTree.fromstring(plain.getvalue())
    keys = {(one.get("for"), one.get("attr.name")): one for one in root.iter(f"{{{_GRAPHML}}}key")}
    if ("edge", "id") in keys:  # igraph and yEd know it from the edge itself
        root.remove(keys["edge", "id"])
    for place, kind in enumerate(("node", "edge")):
        root.insert(place, ElementTree.Element(f"{{{_GRAPHML}}}key", {"id": kind, "for": kind,
                                                                      "yfiles.type": f"{kind}graphics"}))  # fmt: skip
        for one in root.iter(f"{{{_GRAPHML}}}{kind}"):
            values = {data.get("key", ""): data for data in one.iter(f"{{{_GRAPHML}}}data")}
            if kind == "edge":
                one.remove(values[keys["edge", "id"].attrib["id"]])
            one.append(_drawn(kind, values[keys[kind, "label"].attrib["id"]].text or ""))
    ElementTree.indent(root)
    stream.write(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _drawn(kind: str, label: str) -> ElementTree.Element:
    """What yEd draws for a node or an edge: a box or an arrow with its label."""
    data = ElementTree.Element(f"{{{_GRAPHML}}}data", {"key": kind})
    shape = ElementTree.SubElement(data, f"{{{_YED}}}{'ShapeNode' if kind == 'node' else 'PolyLineEdge'}")
    if kind == "edge":
        ElementTree.SubElement(shape, f"{{{_YED}}}Arrows", {"source": "none", "target": "standard"})
    ElementTree.SubElement(shape, f"{{{_YED}}}{'NodeLabel' if kind == 'node' else 'EdgeLabel'}").text = label
    return data


def write_gexf(graph: KnowledgeGraph, stream: BinaryIO, level: Level = "said") -> None:
    """GEXF 1.2, which every Gephi since 0.8 reads; an edge lasts from its first claim to its last, an actor from the
    first of all of its edges to the last. A month or a year begins on its first day and ends on its last.
    """
    found = plain_network(graph, level)
    spans: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for one, other, fields in found.edges(data=True):
        if "first" in fields:
            first, last = PartialDate.parse(fields["first"]).earliest(), PartialDate.parse(fields["last"]).latest()
            fields |= {"start": first.isoformat(), "end": last.isoformat()}
            for actor in (one, other):
                spans[actor].append((fields["start"], fields["end"]))
    for actor, span in spans.items():
        found.nodes[actor].update({"start": min(start for start, _ in span), "end": max(end for _, end in span)})
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
