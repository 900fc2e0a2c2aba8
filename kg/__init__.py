"""News text in, a queryable graph of who does what to whom out; every edge carries its evidence."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import build as build
    from kg.extract import extract as extract
    from kg.graph.store import open_graph as open_graph
    from kg.model import Article as Article
    from kg.model import Claim as Claim
    from kg.model import Entity as Entity
    from kg.network import network as network
    from kg.query import run_query as run_query
    from kg.relations import relations as relations
    from kg.view import view as view

_HOMES = {
    "Article": "kg.model", "Claim": "kg.model", "Entity": "kg.model", "build": "kg.build", "extract": "kg.extract",
    "network": "kg.network", "open_graph": "kg.graph.store", "relations": "kg.relations",
    "run_query": "kg.query", "view": "kg.view",
}  # fmt: skip

__all__ = sorted(_HOMES)


class _Package(ModuleType):
    """Keeps ``kg.build`` the function: importing the submodule of that name would put the module in its place."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    """Import a name when it is first asked for, so that ``kg --help`` does not load spaCy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
