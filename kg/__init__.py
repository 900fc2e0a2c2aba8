"""News text in, a queryable graph of who does what to whom out; every edge carries its evidence."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.building import build as build
    from kg.extract import extract_claims as extract_claims
    from kg.graph.store import open_graph as open_graph
    from kg.model import Article as Article
    from kg.model import Claim as Claim
    from kg.model import Entity as Entity
    from kg.networks import network as network
    from kg.query import run_query as run_query
    from kg.relation_history import relations as relations
    from kg.view import write_page as write_page

# none is called like a submodule: importing that would put the module in the function's place
_HOMES = {
    "Article": "kg.model", "Claim": "kg.model", "Entity": "kg.model", "build": "kg.building",
    "extract_claims": "kg.extract", "network": "kg.networks", "open_graph": "kg.graph.store",
    "relations": "kg.relation_history", "run_query": "kg.query", "write_page": "kg.view",
}  # fmt: skip

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for, so that ``kg --help`` does not load spaCy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
