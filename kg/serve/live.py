"""The graph that is served: snapshots of it, the processes that read them, and what is worked out once a snapshot."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KgError, StoreError
from kg.graph.store import is_behind, open_graph
from kg.serve.pool import Pool
from kg.serve.snapshot import Snapshot, state_of, take_snapshot

T = TypeVar("T")

CHECK_EVERY = 1.0
"""Seconds between two looks at whether the graph was written to."""
REMEMBERED = 16
"""Results (the explorer's page, the list of actors) that are kept for the present snapshot."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` and ``rows`` a query may take and give; ``processes`` for queries of users, and as many for pages."""

    seconds: float = 60.0
    rows: int = 10_000
    processes: int = 2
    request_bytes: int = 1 << 20


class Live:
    """Answers come from the newest snapshot; a graph that is being written to is shown as it was before.

    Users' queries and our own pages have processes of their own, so that endless queries never block the pages.

    Raises:
        StoreError: no graph there, or it is being written to.
    """

    def __init__(self, graph: Path, limits: Limits) -> None:
        self.graph, self.limits = graph, limits
        self.snapshot = take_snapshot(graph)
        self.is_behind = _is_behind(self.snapshot)
        self.queries = Pool(limits.processes, seconds=limits.seconds)
        self.pages = Pool(limits.processes, seconds=limits.seconds)
        self.being_written = False
        self._looked = time.monotonic()
        self._users: dict[int, int] = {}
        self._retired: dict[int, Snapshot] = {}
        self._preparing: asyncio.Task[None] | None = None
        self._remembered: OrderedDict[Any, asyncio.Task[Any]] = OrderedDict()

    async def query(self, function: Callable[..., T], *args: Any) -> T:
        """Call a function with the graph, in a process for users' queries."""
        return await self._run(self.queries, function, args)

    async def page(self, function: Callable[..., T], *args: Any) -> T:
        """Call a function with the graph, in a process for pages."""
        return await self._run(self.pages, function, args)

    async def once(self, function: Callable[..., T], *args: Any) -> T:
        """As :meth:`page`, worked out once for each snapshot; whoever asks meanwhile waits for the same answer."""
        self._refresh()
        key = (self.snapshot.serial, function, args)
        task = self._remembered.get(key)
        if task is None or (task.done() and (task.cancelled() or task.exception())):
            task = self._remembered[key] = asyncio.create_task(self.page(function, *args))
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        self._remembered.move_to_end(key)
        result: T = await asyncio.shield(task)
        return result

    def prepare(self, *functions: Callable[..., Any]) -> None:
        """Work these out as :meth:`once` does, one after the other, without waiting for them."""

        async def work() -> None:
            for function in functions:
                with contextlib.suppress(KgError):  # who asks for it is told
                    await self.once(function)

        self._preparing = asyncio.create_task(work())

    def close(self) -> None:
        """End the processes and remove the snapshots."""
        self.queries.close()
        self.pages.close()
        for snapshot in [self.snapshot, *self._retired.values()]:
            snapshot.remove()

    async def _run(self, pool: Pool, function: Callable[..., T], args: tuple[Any, ...]) -> T:
        self._refresh()
        snapshot = self.snapshot
        self._users[snapshot.serial] = self._users.get(snapshot.serial, 0) + 1
        try:
            return await pool.run(snapshot.folder, function, *args)
        finally:
            self._users[snapshot.serial] -= 1
            self._remove_unused()

    def _refresh(self) -> None:
        """Take a new snapshot where the graph has changed and nobody is writing to it."""
        if time.monotonic() - self._looked < CHECK_EVERY:
            return
        self._looked = time.monotonic()
        if state_of(self.graph) == self.snapshot.state:
            self.being_written = False
            return
        try:
            newer = take_snapshot(self.graph, self.snapshot.serial + 1)
        except StoreError:
            self.being_written = True  # or gone: the last good state stays
            return
        self._retired[self.snapshot.serial] = self.snapshot
        self.snapshot, self.being_written, self.is_behind = newer, False, _is_behind(newer)
        self._remembered.clear()
        self._remove_unused()

    def _remove_unused(self) -> None:
        for serial in [serial for serial in self._retired if not self._users.get(serial)]:
            self._retired.pop(serial).remove()
            self._users.pop(serial, None)


def _is_behind(snapshot: Snapshot) -> bool:
    with open_graph(snapshot.folder, read_only=True) as graph:
        return is_behind(graph)
