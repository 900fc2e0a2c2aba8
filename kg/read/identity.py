"""An article from its text and what is said about it: id, date and the rest, the same in every format."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from typing import Any

from dateutil import parser

from kg.model import Article
from kg.read.skip import UnreadableError

_NO_YEAR = dt.datetime(1, 1, 1)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
"""A surrogate without its partner: an escape in JSON or YAML makes one, and no file can hold it."""
_KEYS = ("id", "title", "source", "url", "author", "language")


def make_article(text: str, about: Mapping[str, Any]) -> Article:
    """The article; ``about`` is a YAML head or a JSON record, of which keys that mean nothing here are ignored.

    Raises:
        UnreadableError: the text or a value holds half a character.
    """
    values = {key: _string(about.get(key)) for key in _KEYS}
    if any(_HALF_CHARACTER.search(value) for value in (text, *values.values()) if value):
        raise UnreadableError("half a character: a \\ud800 to \\udfff escape without its partner")
    return Article(
        id=values["id"] or article_id(text, values["url"]),
        text=text,
        title=values["title"],
        published=read_date(about.get("published") or about.get("date")),
        source=values["source"],
        url=values["url"],
        author=values["author"],
        language=values["language"] or "en",
    )


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


def _string(value: Any) -> str | None:
    """A value as text, a list (of authors) with commas between; None for nothing and for what is nested."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_string(one) for one in value if not isinstance(one, list)))) or None
    return str(value) or None if isinstance(value, str | int | float | dt.date) else None
