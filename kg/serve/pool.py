"""Processes that read the graph and can be killed: a query that never ends costs one of them, and no more.

Oxigraph can't be interrupted from Python, so the only way to stop a query is to end its process.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import KgError, QueryError

T = TypeVar("T")

MEMORY = 3 << 30
"""Bytes of data that one process may hold; a query that needs more is given up."""

READY = "ready"
PATIENCE = 30.0
"""Seconds that a new process may take to say that it is ready; they don't count as the query's."""


class TimeLimitError(QueryError):
    """A query took too long and its process was ended."""


class BusyError(QueryError):
    """All processes are at work and too many requests wait already."""


class Pool:
    """``size`` processes; :meth:`run` calls a function with the graph in one of them.

    ``seconds`` is the time that one call may take, ``waiting`` the number of calls that may wait for a process.
    """

    def __init__(self, size: int, *, seconds: float, waiting: int = 1000) -> None:
        self.seconds, self.waiting = seconds, waiting
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["kg.serve.preload"])
        self._workers = [_Worker(self._context) for _ in range(size)]
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        for worker in self._workers:
            self._idle.put_nowait(worker)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="kg-pool")
        self._waiting = 0

    async def run(self, graph: Path, function: Callable[..., T], *args: Any) -> T:
        """``function(graph, *args)``, where ``function`` is one of a module and all else can be pickled.

        A caller that is cancelled meanwhile ends the process.

        Raises:
            KgError: whatever of its kind the function raised.
            TimeLimitError: it took more than ``seconds``.
            BusyError: no process came free.
        """
        if self._waiting >= self.waiting:
            raise BusyError("the server is busy: too many queries at once; try again in a moment")
        self._waiting += 1
        try:
            worker = await asyncio.wait_for(self._idle.get(), self.seconds)
        except TimeoutError as error:
            raise BusyError("the server is busy with other queries; try again in a moment") from error
        finally:
            self._waiting -= 1
        call = asyncio.get_running_loop().run_in_executor(
            self._threads, worker.call, graph, function, args, self.seconds
        )
        call.add_done_callback(lambda _: self._idle.put_nowait(worker))
        try:
            result: T = await asyncio.shield(call)
        except asyncio.CancelledError:
            worker.kill()
            with contextlib.suppress(Exception):
                await call
            raise
        return result

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)


class _Worker:
    """One process and the pipe to it, used by one thread at a time; started when it is first needed."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._process: Any = None
        self._pipe: Connection | None = None

    def call(self, graph: Path, function: Callable[..., T], args: tuple[Any, ...], seconds: float) -> T:
        try:
            pipe = self._started()
            pipe.send((graph, function, args))
            if not pipe.poll(seconds):
                self.kill()
                raise TimeLimitError(
                    f"the query took more than {seconds:g} seconds and was given up: ask for less, or add a LIMIT"
                )
            error, result = pipe.recv()
        except (EOFError, OSError) as error:
            self.kill()
            raise QueryError("the query was given up: it needs too much memory, or was stopped") from error
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    def kill(self) -> None:
        """End the process; safe from any thread."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join(5)

    def _started(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._pipe is None:
            if self._pipe is not None:
                self._pipe.close()
            self._pipe, theirs = self._context.Pipe()
            self._process = self._context.Process(target=_work, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            if not self._pipe.poll(PATIENCE) or self._pipe.recv() != READY:
                raise EOFError
        assert self._pipe is not None
        return self._pipe


def _work(pipe: Connection) -> None:
    """A process's life: answer calls until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server ends its processes itself
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _limit_memory()
    from kg.graph.store import KnowledgeGraph, open_graph

    pipe.send(READY)
    graph: KnowledgeGraph | None = None
    opened: Path | None = None
    while True:
        try:
            path, function, args = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            if graph is None or path != opened:
                graph, opened = open_graph(path, read_only=True), path
            pipe.send((None, function(graph, *args)))
        except KgError as error:
            pipe.send((error, None))
        except MemoryError:
            pipe.send((QueryError("the query was given up: it needs too much memory; ask for less"), None))
        except Exception as error:  # a fault of ours: shown as one, and the process goes on
            pipe.send((RuntimeError(f"{type(error).__name__}: {error}"), None))


def _end_with_parent() -> None:
    """A query that never ends must not outlive a server that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _limit_memory() -> None:
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
