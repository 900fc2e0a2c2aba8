"""Claims along a line of time, as points of a drawing: above what goes one way, below what goes the other."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.serve.claims import Listed

WIDTH, LANE, MARGIN = 1000, 92, 26
STEP = 13
"""Distance of points that stand over each other, in the drawing's units."""
SLOT = 12
"""Points nearer than this stand over each other."""


@dataclass(frozen=True, slots=True)
class Point:
    """A claim's place in the drawing."""

    x: int
    y: int
    claim: Listed


@dataclass(frozen=True, slots=True)
class Tick:
    """A date below the line."""

    x: int
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing ``WIDTH`` wide and ``height`` high, its line at ``middle``; ``left_out`` claims have no date."""

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    height: int
    middle: int
    left_out: int


def timeline(claims: Sequence[Listed], above: Callable[[Listed], bool]) -> Timeline | None:
    """Place claims by day; ``above`` says which side of the line. None where no claim has a date."""
    dated = sorted(
        ((dt.date.fromisoformat(one.day), one) for one in claims if one.day), key=lambda it: (it[0], it[1].id)
    )
    if not dated:
        return None
    first, last = dated[0][0], dated[-1][0]
    span = max((last - first).days, 1)
    inner = WIDTH - 2 * MARGIN

    def across(day: dt.date) -> int:
        return MARGIN + round(inner * (day - first).days / span) if last > first else WIDTH // 2

    stacked: Counter[tuple[int, bool]] = Counter()
    placed = []
    for day, claim in dated:
        slot = (across(day) // SLOT, above(claim))
        placed.append((across(day), slot[1], stacked[slot], claim))
        stacked[slot] += 1
    ups = max((number for (_, up), number in stacked.items() if up), default=0)
    downs = max((number for (_, up), number in stacked.items() if not up), default=0)
    step = min(STEP, max(2, round(2.2 * LANE / max(ups, downs, 1))))
    middle = max(40, 18 + ups * step)
    points = tuple(
        Point(x, middle - 14 - step * level if up else middle + 14 + step * level, claim)
        for x, up, level, claim in placed
    )
    height = middle + max(40, 18 + downs * step) + 22
    return Timeline(points, _ticks(first, last, across), height, middle, len(claims) - len(dated))


def _ticks(first: dt.date, last: dt.date, across: Callable[[dt.date], int]) -> tuple[Tick, ...]:
    if first == last:
        return (Tick(across(first), first.isoformat()),)
    years = range(first.year + 1, last.year + 1)
    every = max(1, -(-len(years) // 10))
    inner = [Tick(across(dt.date(year, 1, 1)), str(year)) for year in years if year % every == 0]
    ends = [Tick(across(first), first.isoformat()), Tick(across(last), last.isoformat())]
    return (ends[0], *(tick for tick in inner if 90 < tick.x < WIDTH - 90), ends[1])
