"""Articles that changed under the same name: what an earlier version claimed is history, and counts no more."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.claims import claims_of
from kg.graph.origins import signature
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import article_iri, node
from kg.model import Article, Claim
from kg.resources import BASE

_SIGNATURE = ox.NamedNode(BASE + "signature")


def former_claims(graph: KnowledgeGraph, article: Article) -> list[Claim]:
    """What the graph has as claims of an article whose text was another; none where it is new or its text the same."""
    name = node(article_iri(article))
    before = next((quad.object for quad in graph.native.quads_for_pattern(name, _SIGNATURE, None, name)), None)
    if not isinstance(before, ox.Literal) or before.value == signature(article.text):
        return []
    return claims_of(graph, article.id)
