"""``kg view``: the network of a graph as one HTML file."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

from kg.errors import StoreError
from kg.graph.actors import find_actor
from kg.graph.claims import claims_between
from kg.graph.store import KnowledgeGraph
from kg.network import network
from kg.view.colours import load_colours
from kg.view.facts import actor_facts
from kg.view.page_data import page_data
from kg.view.pyvis_page import render
from kg.vocabulary import load_vocabulary


def view(
    graph: KnowledgeGraph,
    output: Path,
    *,
    focus: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    relation: str | None = None,
) -> Path:
    """Draw the graph's network into the HTML file ``output`` and return its path.

    ``focus`` is an actor's IRI or name, ``relation`` the name of a relation, which stands for those below it too;
    ``since`` and ``until`` are the first and last day. The same graph gives the same bytes.

    Raises:
        QueryError: no such relation, or nobody is meant by ``focus``.
        StoreError: the file can't be written; what was there before stays.
    """
    drawn = network(graph, focus=focus, since=since, until=until, relation=relation)
    rows = claims_between(graph, relation=relation)
    centre = None if focus is None else find_actor(graph, focus)
    data = page_data(drawn, rows, load_colours(), load_vocabulary(), actor_facts(graph), focus=centre)
    return _write(render(data.nodes, data.edges, data.record, "Geopolitical network"), Path(output))


def _write(html: str, output: Path) -> Path:
    """In UTF-8, whole or not at all."""
    part = output.with_name(f".{output.name}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(html, encoding="utf-8", newline="\n")
        part.replace(output)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise StoreError(f"{output}: can't be written: {error.strerror or error}") from error
    return output
