"""Extraction on a Ray cluster: batches of articles go out as tasks, readings come back in order.

A task whose worker or machine dies is run again by Ray, and its result is taken once, so that nothing is lost and
nothing comes twice. Workers need `kg` and the parser's model installed; articles travel to them, and no file is shared.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from kg.errors import InputError
from kg.extract import OnSkip, Reading, in_batches, killed, read_batch
from kg.extras import extra_package
from kg.model import Article
from kg.parse import Setup
from kg.read.skip import Skip

AHEAD = 4
"""Batches for each core that are out at a time: enough that none waits, few enough for memory."""
RETRIES = 3
"""Times that a batch is tried again whose worker died, before its articles are read one by one."""


def read_articles_on_ray(
    articles: Iterable[Article], *, setup: Setup, on_skip: OnSkip, jobs: int | None = None, address: str | None = None
) -> Iterator[Reading]:
    """As :func:`kg.extract.read_articles`, on the cluster at ``address``, else on one that is started here.

    A cluster that is started here has ``jobs`` workers, and of another one so many work at a time; all its cores where
    that is left out. Where Ray is connected already, that connection is used.

    Raises:
        KgError: Ray is not installed.
        InputError: no cluster answers at ``address``.
    """
    ray = extra_package("ray", "ray")
    with _connected(ray, jobs, address):
        cores = jobs or max(int(ray.cluster_resources().get("CPU", 1)), 1)
        work = ray.remote(num_cpus=1, max_retries=RETRIES)(read_batch)
        running: deque[tuple[list[Article], Any]] = deque()
        for batch in in_batches(articles):
            running.append((batch, work.remote(batch, setup)))
            if len(running) > AHEAD * cores:
                yield from _given(_result(ray, work, setup, *running.popleft()), on_skip)
        while running:
            yield from _given(_result(ray, work, setup, *running.popleft()), on_skip)


@contextmanager
def _connected(ray: Any, jobs: int | None, address: str | None) -> Iterator[None]:
    if ray.is_initialized():
        yield
        return
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is reported to anybody
    there = {"address": address} if address else {"address": "local", "num_cpus": jobs, "include_dashboard": False}
    try:
        ray.init(**there, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise InputError(f"no Ray at {address or 'this machine'}: {reason}") from error
    try:
        yield
    finally:
        ray.shutdown()


def _result(ray: Any, work: Any, setup: Setup, batch: list[Article], reading: Any) -> Iterator[Reading | Skip]:
    """What came of a batch; where its workers died again and again, of its articles one by one."""
    found = _got(ray, reading)
    if found is not None:
        yield from found
        return
    for article in batch:
        alone = _got(ray, work.remote([article], setup))
        yield from alone if alone is not None else [killed(article)]


def _got(ray: Any, reading: Any) -> list[Reading | Skip] | None:
    """A result; None where whoever worked on it died."""
    try:
        found: list[Reading | Skip] = ray.get(reading)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from None  # what the work itself raised, a model that is not there for instance
    except ray.exceptions.RayError:
        return None
    return found


def _given(outcomes: Iterable[Reading | Skip], on_skip: Callable[[Skip], object]) -> Iterator[Reading]:
    for outcome in outcomes:
        if isinstance(outcome, Skip):
            on_skip(outcome)
        else:
            yield outcome
