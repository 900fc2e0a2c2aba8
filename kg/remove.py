"""Articles taken back out of a graph: all that they said goes, and what was derived from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox

from kg.building import HISTORY, forget_history, write_outputs
from kg.errors import InputError, StoreError
from kg.graph.addresses import note_written
from kg.graph.claims import has_article
from kg.graph.corrections import apply_corrections, undo_corrections
from kg.graph.follow import follow
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.terms import ARTICLE, SCHEMA, XSD, article_id, article_iri, digest, node
from kg.graph.texts import Texts, texts_of
from kg.graph.write import remove_article

REMOVED = ".removed"
"""File beside the graph: digests of the names of articles that were removed, one a line, and nothing else of them."""


def remove(
    folder: Path, names: Sequence[str], *, write: bool | None = None, say: Callable[[str], None] = lambda text: None
) -> list[str]:
    """Remove articles from the graph in ``folder/graph``; what lies beside it is written anew, or goes.

    ``write`` is that of :func:`kg.building.build`; ``say`` is told what was not written.
    An article goes by its id, its IRI or its URL. Nothing is removed where one of the names is unknown. An article that
    was removed already counts as done, so that a removal that was killed is completed by running it again.
    Returns the ids of what is gone, the name as it was given where the article was gone before.

    Raises:
        InputError: no such article.
        StoreError: the graph can't be opened or written.
    """
    with open_graph(folder / "graph") as graph:
        known = {name: identifier for name in names if (identifier := _find(graph, name)) is not None}
        gone = _removed(folder)
        if unknown := [name for name in names if name not in known and digest(name) not in gone]:
            raise InputError(f"no article {unknown[0]!r} in {folder}; `kg query {folder} articles` lists them")
        found = list(dict.fromkeys(known[name] for name in names if name in known))
        _remember(folder, gone, [name for identifier in found for name in _names(graph, identifier)])
        forget_history(folder / HISTORY, found)
        undo_corrections(graph)
        for identifier in found:
            remove_article(graph, identifier)
        with closing(Texts(texts_of(folder / "graph"))) as texts:
            texts.keep_only(graph)
        apply_corrections(graph)
        follow(graph)
        if note := write_outputs(graph, folder, write).note:
            say(note)
    note_written(folder / "graph")
    return list(dict.fromkeys(known.get(name, name) for name in names))


def _find(graph: KnowledgeGraph, name: str) -> str | None:
    """Id of the article with this id, IRI or URL."""
    for identifier in (name, article_id(name) if name.startswith(ARTICLE) else name):
        if has_article(graph, identifier):
            return identifier
    url = ox.Literal(name, datatype=ox.NamedNode(XSD + "anyURI"))
    found = [quad.graph_name.value for quad in graph.native.quads_for_pattern(None, _URL, url, None)
             if isinstance(quad.graph_name, ox.NamedNode)]  # fmt: skip
    return article_id(max(found)) if found else None


def _names(graph: KnowledgeGraph, identifier: str) -> Iterable[str]:
    iri = article_iri(identifier)
    urls = graph.native.quads_for_pattern(node(iri), _URL, None, node(iri))
    return (identifier, iri, *(quad.object.value for quad in urls if isinstance(quad.object, ox.Literal)))


def _removed(folder: Path) -> frozenset[str]:
    path = folder / REMOVED
    try:
        return frozenset(path.read_text(encoding="ascii").split()) if path.exists() else frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: can't be read: {error}; delete it") from error


def _remember(folder: Path, gone: frozenset[str], names: Iterable[str]) -> None:
    """Before anything is removed, since nobody could tell afterwards a name that is gone from a slip of the pen."""
    path = folder / REMOVED
    try:
        with path.open("a", encoding="ascii") as file:
            file.writelines(f"{one}\n" for one in sorted({digest(name) for name in names} - gone))
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error


_URL = ox.NamedNode(SCHEMA + "url")
