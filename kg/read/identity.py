"""Article ids and dates, the same in every format."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from dateutil import parser

_NO_YEAR = dt.datetime(1, 1, 1)


def article_id(text: str, url: str | None = None) -> str:
    """Hash of the address, else of the text: reading an article again changes nothing."""
    return hashlib.sha256((url or text).encode()).hexdigest()[:16]


def read_date(value: Any) -> dt.date | None:
    """A date from a YAML date, an ISO string or any common spelling; None where there is none, or none with a year."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        found = parser.parse(value, default=_NO_YEAR, ignoretz=True).date()
    except (ValueError, OverflowError):
        return None
    return found if found.year != _NO_YEAR.year else None
