"""Articles taken back out of a graph: all that they said goes, and what was derived from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from kg.building import HISTORY, forget_history, write_outputs
from kg.errors import InputError, StoreError
from kg.graph.claims import articles
from kg.graph.corrections import apply_corrections, undo_corrections
from kg.graph.derive import derive
from kg.graph.store import open_graph
from kg.graph.terms import article_iri, digest
from kg.graph.texts import Texts, texts_of
from kg.graph.write import remove_article
from kg.model import Article

REMOVED = ".removed"
"""File beside the graph: digests of the names of articles that were removed, one a line, and nothing else of them."""


def remove(folder: Path, names: Sequence[str]) -> list[str]:
    """Remove articles from the graph in ``folder/graph`` and write anew what lies beside it.

    An article goes by its id, its IRI or its URL. Nothing is removed where one of the names is unknown. An article that
    was removed already counts as done, so that a removal that was killed is completed by running it again.
    Returns the ids of what is gone, the name as it was given where the article was gone before.

    Raises:
        InputError: no such article.
        StoreError: the graph can't be opened or written.
    """
    with open_graph(folder / "graph") as graph:
        known = {name: article.id for article in articles(graph) for name in _names(article)}
        gone = _removed(folder)
        if unknown := [name for name in names if name not in known and digest(name) not in gone]:
            raise InputError(f"no article {unknown[0]!r} in {folder}; `kg query {folder} articles` lists them")
        found = list(dict.fromkeys(known[name] for name in names if name in known))
        _remember(folder, gone, {name: identifier for name, identifier in known.items() if identifier in found})
        forget_history(folder / HISTORY, found)
        undo_corrections(graph)
        for identifier in found:
            remove_article(graph, identifier)
        with closing(Texts(texts_of(folder / "graph"))) as texts:
            texts.keep_only(graph)
        apply_corrections(graph)
        derive(graph)
        write_outputs(graph, folder)
    return list(dict.fromkeys(known.get(name, name) for name in names))


def _names(article: Article) -> Iterable[str]:
    return (name for name in (article.url, article_iri(article), article.id) if name)


def _removed(folder: Path) -> frozenset[str]:
    path = folder / REMOVED
    try:
        return frozenset(path.read_text(encoding="ascii").split()) if path.exists() else frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: can't be read: {error}; delete it") from error


def _remember(folder: Path, gone: frozenset[str], names: Mapping[str, str]) -> None:
    """Before anything is removed, since nobody could tell afterwards a name that is gone from a slip of the pen."""
    path = folder / REMOVED
    try:
        with path.open("a", encoding="ascii") as file:
            file.writelines(f"{one}\n" for one in sorted({digest(name) for name in names} - gone))
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error
