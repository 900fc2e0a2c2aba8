"""Open a graph: an rdflib Dataset over an Oxigraph store, in memory or in a folder, or over a SPARQL server.

Every statement stands in one named graph only: articles' graphs speak of their own article, claims and descriptions,
derived graphs of the rest. So the union of all graphs, which queries see by default, holds nothing twice.
"""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.plugins.stores.sparqlstore import SPARQLUpdateStore
from rdflib.store import Store

from kg.errors import StoreError
from kg.graph.addresses import Addresses, addresses_beside
from kg.graph.changes import is_noted, note_everything
from kg.graph.remote import Native, RemoteStore, check_server
from kg.graph.terms import ARTICLE, PREFIXES, RDF, SCHEMA
from kg.whole import whole_file

SORTED_AT_ONCE = 500_000
"""Lines of N-Quads that are sorted in memory at a time, about 150 MB."""

BEHIND = (
    "this graph is unfinished: articles were added or removed, and who is who, disputes and all else that follows from "
    "them is of before; run `kg build` or `kg remove` again as it was run last"
)
"""What whoever reads a graph is told where :func:`is_behind`."""


class KnowledgeGraph(Dataset):
    """An rdflib Dataset whose default graph is the union of all graphs.

    ``native`` is the store below it, for bulk loading and for queries at full speed: pyoxigraph's, or one with its
    methods for a server.
    """

    def __init__(self, native: Native) -> None:
        super().__init__(store=_rdflib_store(native), default_union=True)
        self.native = native
        for prefix, namespace in PREFIXES.items():
            self.bind(prefix, namespace, replace=True)

    def clear_graph(self, name: ox.NamedNode) -> None:
        """Remove a named graph, whatever its size."""
        if isinstance(self.native, ox.Store):
            # one by one, since what is removed at once is held in memory, a gigabyte for a million and a half
            for quad in self.native.quads_for_pattern(None, None, None, name):
                self.native.remove(quad)
        self.native.remove_graph(name)

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Free the folder for others, or send a server what waits; the graph can't be used any more.

        Raises:
            StoreError: the server refuses.
        """
        if isinstance(self.native, RemoteStore):
            try:
                self.native.flush()
            except (OSError, SyntaxError) as error:
                raise StoreError(f"can't write to the graph: {error}") from error
        super().close(commit_pending_transaction)
        del self.native

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def _rdflib_store(native: Native) -> Store:
    if isinstance(native, ox.Store):
        return OxigraphStore(store=native)
    query, update = native.addresses
    return SPARQLUpdateStore(query, update, context_aware=True, returnFormat="json")


def open_graph(
    path: Path | str | Addresses | None = None, *, create: bool = False, read_only: bool = False
) -> KnowledgeGraph:
    """The graph in a folder or on a server, or an empty one in memory where ``path`` is None.

    Where ``store.json`` lies beside the folder, the graph is on the server that it names (see
    :mod:`kg.graph.addresses`).

    ``create`` makes the folder where there is none; ``read_only`` opens it beside others who read it.
    What a build that was killed left of an article half-written is removed, except under ``read_only``.

    Raises:
        StoreError: no graph there, not to be opened, or in use.
    """
    if path is None:
        return KnowledgeGraph(ox.Store())
    server = path if isinstance(path, Addresses) else addresses_beside(Path(path))
    if server is not None:
        return _on_server(server, read_only=read_only)
    assert not isinstance(path, Addresses)
    path = Path(path)
    # CURRENT names the manifest in every RocksDB folder, which is what Oxigraph keeps its data in.
    if not (path / "CURRENT").exists():
        if not create or read_only:
            raise StoreError(f"{path}: no graph there; `kg build` makes one")
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise StoreError(f"{path}: exists and is not a graph; choose another folder")
    try:
        if read_only:
            return KnowledgeGraph(ox.Store.read_only(str(path)))
        if not (path / "CURRENT").exists():
            _create(path)
        native = ox.Store(str(path))
    except (OSError, ValueError) as error:
        reason = "in use by another process" if "lock" in str(error).lower() else str(error)
        raise StoreError(f"{path}: can't be opened: {reason}") from error
    _drop_half_written(native)
    return KnowledgeGraph(native)


def _on_server(addresses: Addresses, *, read_only: bool) -> KnowledgeGraph:
    native = RemoteStore(addresses.query, addresses.update)
    check_server(native, writing=not read_only)
    if not read_only:
        try:
            _drop_half_written(native)
        except (OSError, SyntaxError) as error:
            raise StoreError(f"{addresses.query}: can't be read: {error}") from error
    return KnowledgeGraph(native)


def _drop_half_written(native: Native) -> None:
    if is_noted(native):  # where nothing is being changed, looking through all articles would be a waste
        for graph in half_written(native):
            native.remove_graph(graph)


def _create(path: Path) -> None:
    """An empty store, made beside its place and moved there, so that a build killed meanwhile leaves nothing broken."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    native = ox.Store(str(unfinished))
    native.flush()
    del native  # frees the folder
    unfinished.rename(path)


def half_written(native: Native) -> list[ox.NamedNode]:
    """Graphs of articles without the article's own description, which is written last."""
    kind, article = ox.NamedNode(RDF + "type"), ox.NamedNode(SCHEMA + "NewsArticle")
    whole = {quad.graph_name for quad in native.quads_for_pattern(None, kind, article, None)
             if quad.subject == quad.graph_name}  # fmt: skip
    return [
        graph
        for graph in native.named_graphs()
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(ARTICLE) and graph not in whole
    ]


def is_behind(graph: KnowledgeGraph) -> bool:
    """Whether articles have changed since the derived graphs were built: a build or removal was cut off."""
    return is_noted(graph.native)


def dump_nquads(graph: KnowledgeGraph, path: Path | str) -> Path:
    """Write the whole graph as N-Quads in order of code points: the same graph gives the same bytes.

    Raises:
        StoreError: the file can't be written; what was there before stays.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = path.with_name(f".{path.name}.sorting")
        shutil.rmtree(folder, ignore_errors=True)  # what a run that was killed left there
        try:
            folder.mkdir()
            unsorted = folder / "unsorted.nq"
            graph.native.dump(str(unsorted), ox.RdfFormat.N_QUADS)
            runs = _sorted_runs(unsorted)
            with whole_file(path) as output:
                output.writelines(heapq.merge(*map(_lines, runs)))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror or error}") from error
    return path


def load_nquads(graph: KnowledgeGraph, path: Path | str) -> None:
    """Add the statements of an N-Quads file: the union of both graphs. Derived graphs follow on ``derive``.

    Raises:
        StoreError: the file can't be read, or a line of it is wrong; the graph is left as it was.
    """
    try:
        for _ in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
            pass  # a broken line halfway must not leave half a file in the store
        if len(graph.native):  # into an empty one a whole graph comes as it was, derived graphs and all
            note_everything(graph.native)
        graph.native.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise StoreError(f"{path}:{error.lineno or 1}: not valid N-Quads: {error.msg}") from error
    except OSError as error:
        raise StoreError(f"{path}: can't be loaded: {error.strerror or error}") from error


def _sorted_runs(unsorted: Path) -> list[Path]:
    """The file's lines in several sorted files, so that memory stays bounded."""
    runs: list[Path] = []
    with unsorted.open("rb") as lines:
        while run := sorted(islice(lines, SORTED_AT_ONCE)):
            runs.append(unsorted.with_name(f"run-{len(runs)}.nq"))
            with runs[-1].open("wb") as output:
                output.writelines(run)
    unsorted.unlink()
    return runs


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        yield from lines
