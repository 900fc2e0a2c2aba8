"""Which files articles were read from: a text is known by its hash, the file that holds it by its path.

So a file that was edited takes back what it said before, and a text stays as long as some file is known to hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.changes import note_touched
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import SCHEMA, article_id, article_iri, node
from kg.model import Article
from kg.resources import BASE

_FILE = ox.NamedNode(BASE + "file")
_URL = ox.NamedNode(SCHEMA + "url")


def file_quad(identifier: str, file: str) -> ox.Quad:
    """That an article stands in a file."""
    article = node(article_iri(identifier))
    return ox.Quad(article, _FILE, ox.Literal(file), article)


def files_of(graph: KnowledgeGraph, identifier: str) -> list[str]:
    """Paths of the files that an article was read from, in order."""
    article = node(article_iri(identifier))
    quads = graph.native.quads_for_pattern(article, _FILE, None, article)
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.Literal))


def articles_in(graph: KnowledgeGraph, file: str) -> list[str]:
    """Ids of the articles that were read from a file, in order."""
    quads = graph.native.quads_for_pattern(None, _FILE, ox.Literal(file), None)
    return sorted(article_id(quad.subject.value) for quad in quads if isinstance(quad.subject, ox.NamedNode))


def replaced_by(graph: KnowledgeGraph, article: Article) -> Iterator[str]:
    """Take back what the article's file said before it was edited; ids of the articles that go.

    One with an address of its own stays, and one that another file holds which is still there.
    """
    if article.file is None or article.shares_file:
        return
    for identifier in articles_in(graph, article.file):
        if identifier == article.id:
            continue
        name = node(article_iri(identifier))
        has_address = next(graph.native.quads_for_pattern(name, _URL, None, name), None) is not None
        if has_address or any(_is_there(file) for file in files_of(graph, identifier) if file != article.file):
            graph.native.remove(file_quad(identifier, article.file))
        else:
            note_touched(graph.native, [name])
            graph.native.remove_graph(name)
            yield identifier


def _is_there(file: str) -> bool:
    try:
        return Path(file).exists()
    except OSError:
        return True  # in a folder of somebody else's


def note_repeats(graph: KnowledgeGraph, repeats: Iterable[Article]) -> list[tuple[str, str]]:
    """Note other files with the text of an article that is in the graph; files, and ids of what they replace by it.

    Raises:
        StoreError: the disk refuses.
    """
    gone: list[tuple[str, str]] = []
    try:
        for article in repeats:
            if article.file is not None and graph.native.contains_named_graph(node(article_iri(article))):
                note_touched(graph.native, [node(article_iri(article))])
                graph.native.add(file_quad(article.id, article.file))
                gone += [(article.file, identifier) for identifier in replaced_by(graph, article)]
        graph.native.flush()
    except (OSError, RuntimeError) as error:
        raise StoreError(f"can't write to the graph: {error}") from error
    return gone
