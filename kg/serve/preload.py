"""Loaded once by the process that others are forked from, so that a new one is ready in a moment."""

from __future__ import annotations

import rdflib.plugins.sparql.parser  # explains syntax errors

import kg.serve.reading
import kg.serve.work
import kg.view
from kg.gazetteer.index import load_gazetteer
from kg.query import list_queries
from kg.vocabulary import load_vocabulary

__all__ = ["kg", "rdflib"]

load_gazetteer()
load_vocabulary()
list_queries()
