"""Who reported it: outlets, not files. An aggregator's entry counts for the outlets that it cites.

``kg:outlet`` of an article are the names of those who report it, ``kg:outletFamily`` what they count as where outlets
of one owner or one wire count once. Both are derived, so that a change of ontology/outlets.yaml reaches all articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.errors import VocabularyError
from kg.graph.claims import Row, select, select_of
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import ORIGINS, node
from kg.graph.wires import agencies
from kg.resources import BASE, ontology_path
from kg.yaml_file import Fields, check_keys, read_fields

_BETWEEN = re.compile(r"\s*[;,|]\s*")
_WRAPPED = re.compile(r"^(?:via|by|from)\s+|[()\[\]]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlets:
    """``aggregators`` in small letters, and outlet in small letters → the family that it belongs to."""

    aggregators: frozenset[str]
    families: Mapping[str, str]


@cache
def load_outlets() -> Outlets:
    """Read and check ontology/outlets.yaml.

    Raises:
        VocabularyError: it has not the form that it says, or an outlet stands in two families.
    """
    path = ontology_path("outlets.yaml")
    content = read_fields(path, ["aggregators", "families"])
    families: dict[str, str] = {}
    for family, fields in content["families"].items():
        if not isinstance(fields, Fields):
            raise VocabularyError(f"{path}: family {family!r} needs its source and its outlets")
        check_keys(path, fields, ["source", "outlets"])
        for outlet in map(str, fields["outlets"]):
            if families.setdefault(outlet.casefold(), str(family)) != family:
                raise VocabularyError(f"{path}: {outlet!r} stands in two families")
    return Outlets(frozenset(str(name).casefold() for name in content["aggregators"]), families)


def outlets_of(source: str | None, author: str | None, url: str | None) -> list[str]:
    """Names of those who report an article, by its source, line of the author and address; none where none is given."""
    if source and source.casefold() in load_outlets().aggregators:
        cited = [_WRAPPED.sub("", part).strip() for part in _BETWEEN.split(author or "")]
        return sorted({agencies().get(name.casefold(), name) for name in cited if name}) or [source]
    if source:
        return [agencies().get(source.casefold(), source)]
    host = _host(url)
    return [host] if host else []


def outlet_quads(graph: KnowledgeGraph, articles: Collection[ox.NamedNode] | None = None) -> Iterator[ox.Quad]:
    """``kg:outlet`` and ``kg:outletFamily`` of all articles, or of these."""
    values = "" if articles is None else f"VALUES ?article {{ {' '.join(map(str, articles))} }}"
    for row in select(graph, _ARTICLES % values):
        yield from _quads(row)


def outlets_by_article(graph: KnowledgeGraph, articles: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Names of the outlets of each of these articles, by its IRI; none of an article that has none."""
    wanted = sorted(set(articles))
    named = len(wanted) <= FEW
    rows = select_of(graph, _OUTLETS, "article", wanted) if named else select(graph, _OUTLETS.replace("$given", ""))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row["article"]].add(row["outlet"])
    return {article: frozenset(names) for article, names in found.items()}


def _quads(row: Row) -> Iterator[ox.Quad]:
    names = outlets_of(row.get("source"), row.get("author"), row.get("url"))
    families = load_outlets().families
    wire = row.get("credit")
    article = node(row["article"])
    for name in names:
        yield ox.Quad(article, _OUTLET, ox.Literal(name), ORIGINS)
    for family in sorted({wire or families.get(name.casefold(), name) for name in names}):
        yield ox.Quad(article, _FAMILY, ox.Literal(families.get(family.casefold(), family)), ORIGINS)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


FEW = 5_000
"""Articles that are asked for by name; more are found faster in one walk through all."""
_OUTLETS = "SELECT ?article ?outlet { $given ?article kg:outlet ?outlet }"
_OUTLET, _FAMILY = node(BASE + "outlet"), node(BASE + "outletFamily")

_ARTICLES = """
SELECT ?article ?source ?author ?url ?credit
WHERE {
  %s
  ?article a schema:NewsArticle .
  OPTIONAL { ?article dc:publisher ?source }
  OPTIONAL { ?article dc:creator ?author }
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article kg:wireCredit ?credit }
}"""
