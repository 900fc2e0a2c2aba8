"""Where a graph is that lies on a server: a small file beside the place where it would be on this machine."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import InputError, StoreError
from kg.whole import whole_file

FILE_NAME = "store.json"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of a SPARQL 1.1 server: ``query`` answers questions, ``update`` takes changes.

    Raises:
        InputError: one of them is no http or https address.
    """

    query: str
    update: str

    def __post_init__(self) -> None:
        for address in (self.query, self.update):
            if not address.startswith(("http://", "https://")):
                raise InputError(f"{address!r} is no address of a server: it begins with http:// or https://")


def addresses_beside(graph: Path) -> Addresses | None:
    """The server that holds a graph in place of the folder ``graph``; None where there is none.

    Raises:
        StoreError: the file can't be read.
    """
    path = graph.with_name(FILE_NAME)
    if not path.exists():
        return None
    try:
        return Addresses(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, InputError) as error:
        raise StoreError(f"{path}: does not name a server with query and update: {error}") from error


def note_written(graph: Path) -> None:
    """Touch the file, where there is one, by which readers on this machine see that the graph is another."""
    path = graph.with_name(FILE_NAME)
    if path.exists():
        path.touch()


def write_addresses(graph: Path, addresses: Addresses) -> None:
    """Note that a graph is on a server from now on.

    Raises:
        StoreError: it is on this machine or on another server already, or the file can't be written.
    """
    known = addresses_beside(graph)
    if known == addresses:
        return
    if known is not None or graph.exists():
        there = known.query if known else str(graph)
        raise StoreError(f"the graph is at {there} already; choose another folder with --out")
    with whole_file(graph.with_name(FILE_NAME)) as file:
        file.write(json.dumps(asdict(addresses), indent=2).encode() + b"\n")
