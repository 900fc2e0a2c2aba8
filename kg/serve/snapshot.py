"""The graph as it was when nobody wrote to it: what the workbench reads while a build may be at work.

Oxigraph leaves it undefined what a reader sees while another process writes. So readers get a folder of their own:
hard links to the data files, which RocksDB never changes once written, and copies of the few files that it appends
to, taken while the store's own lock is held. This is how RocksDB makes its checkpoints. A graph on a server is
read where it is, as the server sees to its readers itself.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.graph.addresses import FILE_NAME, addresses_beside

_PREFIX = ".serving-"
_NOT_DATA = re.compile(r"LOCK|LOG(\.old\..*)?")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``folder`` holds the copy, ``state`` tells this state of the graph from others, ``serial`` counts from 1.

    Of a graph on a server there is no copy: ``folder`` is then where it would be on this machine.
    """

    folder: Path
    state: str
    serial: int
    is_copy: bool = True

    def remove(self) -> None:
        """Delete the copy; the graph itself stays."""
        if self.is_copy:
            shutil.rmtree(self.folder, ignore_errors=True)


def state_of(graph: Path) -> str:
    """Names, sizes and times of the store's files as one text; it changes whenever something is written.

    Of a graph on a server it is the time of its file here, which builds touch.
    """
    try:
        if (file := graph.with_name(FILE_NAME)).exists():
            return repr(file.stat().st_mtime_ns)
        files = sorted(
            (file.name, status.st_size, status.st_mtime_ns)
            for file in os.scandir(graph)
            if not _NOT_DATA.fullmatch(file.name) and (status := file.stat())
        )
    except OSError:
        return ""
    return repr(files)


def take_snapshot(graph: Path, serial: int = 1) -> Snapshot:
    """Copy the graph's present state; takes milliseconds, and no room for the data itself.

    The copy stands beside the graph, or among the temporary files where that folder can't be written.

    Raises:
        StoreError: no graph there, or a build is writing to it.
    """
    if addresses_beside(graph) is not None:
        return Snapshot(graph, state_of(graph), serial, is_copy=False)
    if not (graph / "CURRENT").exists():
        raise StoreError(f"{graph}: no graph there; `kg build` makes one")
    folder = _new_folder(graph)
    try:
        with _locked(graph):
            state = state_of(graph)
            for file in sorted(graph.iterdir()):
                if not _NOT_DATA.fullmatch(file.name):
                    _take(file, folder / file.name)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise StoreError(f"{graph}: can't be read: {error.strerror or error}") from error
    except StoreError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Snapshot(folder, state, serial)


@contextmanager
def _locked(graph: Path) -> Iterator[None]:
    """Hold the lock that RocksDB takes for writing, where we may; a folder that nobody may write needs none."""
    try:
        lock = (graph / "LOCK").open("r+b")
    except (PermissionError, FileNotFoundError, OSError):
        yield
        return
    with lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(f"{graph}: in use by another process; try again when its build is done") from error
        yield


def _new_folder(graph: Path) -> Path:
    _remove_left_over(graph.parent)
    try:
        return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=graph.parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"kg{_PREFIX}{os.getpid()}-"))


def _remove_left_over(beside: Path) -> None:
    """Copies of servers that were killed before they could tidy up."""
    for folder in beside.glob(f"{_PREFIX}*"):
        owner = re.match(re.escape(_PREFIX) + r"(\d+)-", folder.name)
        if owner and not _alive(int(owner[1])):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _take(file: Path, copy: Path) -> None:
    if file.suffix == ".sst":
        try:
            os.link(file, copy)
            return
        except OSError:  # another file system, or one without links
            pass
    shutil.copyfile(file, copy)
