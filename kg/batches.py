"""Groups of things that are worked on together: bounded in number and in size, so that memory is too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def batches(items: Iterable[T], size: Callable[[T], int], *, most: int, largest: int) -> Iterator[list[T]]:
    """The items in order, ``most`` of them at once and no more than ``largest`` in all; what is larger stands alone."""
    batch: list[T] = []
    total = 0
    for item in items:
        own = size(item)
        if batch and (len(batch) == most or total + own > largest):
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += own
    if batch:
        yield batch
