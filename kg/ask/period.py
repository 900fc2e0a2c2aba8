"""The time that a question names: taken out of its words, as first and last day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kg.partial_date import PartialDate

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_MONTH = "|".join(_MONTHS)
_DATE = (
    rf"(?:\d{{4}}-\d\d(?:-\d\d)?|\d{{1,2}} (?:{_MONTH}) \d{{4}}"
    rf"|(?:{_MONTH}) \d{{1,2}}, \d{{4}}|(?:{_MONTH}) \d{{4}}|\d{{4}})"
)
_PATTERNS = (
    ("span", re.compile(rf",? ?\b(?:between|from) ({_DATE}) (?:and|to|until) ({_DATE})\b", re.IGNORECASE)),
    ("span", re.compile(r",? ?\b(?:in|during) (\d{4})\s?[-–]\s?(\d{4})\b", re.IGNORECASE)),
    ("since", re.compile(rf",? ?\bsince ({_DATE})\b", re.IGNORECASE)),
    ("after", re.compile(rf",? ?\bafter ({_DATE})\b", re.IGNORECASE)),
    ("before", re.compile(rf",? ?\bbefore ({_DATE})\b", re.IGNORECASE)),
    ("until", re.compile(rf",? ?\b(?:until|till|by) ({_DATE})\b", re.IGNORECASE)),
    ("in", re.compile(rf",? ?\b(?:in|on|during) (?:the year )?({_DATE})\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included, None where it is open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def __str__(self) -> str:
        if self.since and self.until:
            return f"from {self.since} to {self.until}"
        return f"since {self.since}" if self.since else f"until {self.until}" if self.until else "at any time"


def take_period(text: str) -> tuple[str, Period]:
    """The text without the time it names, and that time."""
    for kind, pattern in _PATTERNS:
        match = pattern.search(text)
        if match is None:
            continue
        try:
            dates = [_date(one) for one in match.groups()]
        except ValueError:
            continue
        rest = " ".join((text[: match.start()] + " " + text[match.end() :]).split())
        first, last = dates[0].earliest(), dates[-1].latest()
        one_day = dt.timedelta(days=1)
        period = {
            "span": Period(first, last), "in": Period(first, last), "since": Period(first), "until": Period(None, last),
            "after": Period(last + one_day), "before": Period(None, first - one_day),
        }[kind]  # fmt: skip
        return rest, period
    return text, Period()


def _date(text: str) -> PartialDate:
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return PartialDate.parse(text)
    words = text.lower().replace(",", "").split()
    month = next(_MONTHS.index(word) + 1 for word in words if word in _MONTHS)
    numbers = [int(word) for word in words if word.isdigit()]
    return PartialDate(max(numbers), month, min(numbers) if len(numbers) == 2 else None)
