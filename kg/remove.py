"""Articles taken back out of a graph: all that they said goes, and what was derived from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.building import write_outputs
from kg.errors import InputError
from kg.graph.claims import articles
from kg.graph.derive import derive
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.terms import ARTICLE, article_id
from kg.graph.write import remove_article


def remove(folder: Path, names: Sequence[str]) -> list[str]:
    """Remove articles from the graph in ``folder/graph`` and write anew what lies beside it. Returns their ids.

    An article goes by its id, its IRI or its URL. Nothing is removed where one of the names is unknown.

    Raises:
        InputError: no such article.
        StoreError: the graph can't be opened or written.
    """
    with open_graph(folder / "graph") as graph:
        found = list(dict.fromkeys(_find(graph, name, folder) for name in names))
        for identifier in found:
            remove_article(graph, identifier)
        derive(graph)
        write_outputs(graph, folder)
    return found


def _find(graph: KnowledgeGraph, name: str, folder: Path) -> str:
    wanted = {name, article_id(name)} if name.startswith(ARTICLE) else {name}
    for article in articles(graph):
        if article.id in wanted or (article.url is not None and article.url == name):
            return article.id
    raise InputError(f"no article {name!r} in {folder}; `kg query {folder} articles` lists them")
