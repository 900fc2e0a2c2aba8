"""A date that is only as precise as what was said: a day, a month, a year, or a run of years."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|/(\d{4}))?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """``year`` with ``month`` and ``day`` where they were said; ``last_year`` ends a run of whole years.

    In order of the last day that each may mean, so that a whole year comes after the days in it.

    Raises:
        ValueError: no such day, or a run of years that has months or ends before it begins.
    """

    year: int
    month: int | None = None
    day: int | None = None
    last_year: int | None = None

    def __post_init__(self) -> None:
        if self.last_year is not None and (self.month is not None or self.last_year < self.year):
            raise ValueError(f"{self.year}/{self.last_year} is no run of years")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        dt.date(self.year, self.month or 1, self.day or 1)
        dt.date(self.last_year or self.year, 1, 1)

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        """A whole date."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read what :meth:`isoformat` wrote.

        Raises:
            ValueError: it is no such date.
        """
        match = _ISO.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no date: write 2014, 2014-03, 2014-03-18 or 2014/2016")
        year, month, day, last_year = (int(part) if part else None for part in match.groups())
        assert year is not None
        return cls(year, month, day, last_year)

    def isoformat(self) -> str:
        """2014, 2014-03 or 2014-03-18; a run of years as an interval of ISO 8601, 2014/2016."""
        if self.last_year is not None:
            return f"{self.year:04}/{self.last_year:04}"
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])

    __str__ = isoformat

    def earliest(self) -> dt.date:
        """The first day that it may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> dt.date:
        """The last day that it may mean."""
        year, month = self.last_year or self.year, self.month or 12
        return dt.date(year, month, self.day or calendar.monthrange(year, month)[1])

    def __lt__(self, other: PartialDate) -> bool:
        return self._order() < other._order()

    def _order(self) -> tuple[dt.date, int]:
        return self.latest(), -self.earliest().toordinal()
