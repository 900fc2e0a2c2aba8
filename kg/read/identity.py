"""An article from its text and what is said about it: id, date and the rest, the same in every format."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
from collections.abc import Mapping
from typing import Any

from dateutil import parser

from kg.model import Article
from kg.read.skip import UnreadableError

_NO_YEAR = dt.datetime(1, 1, 1)
_EPOCH = dt.datetime(1970, 1, 1)
_MILLISECONDS = re.compile(r"\d{12,13}")
"""Since 1970, as exports of databases have them; fewer figures may be seconds or anything else."""
_NO_DAY = re.compile(r"\d{4}(?:-\d\d)?")
_NUMBERS = re.compile(r"(?P<one>\d{1,2})(?P<mark>[./-])(?P<other>\d{1,2})(?P=mark)\d{4}\b")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
"""A surrogate without its partner: an escape in JSON or YAML makes one, and no file can hold it."""
_KEYS = ("id", "title", "source", "url", "author", "language", "section")


def make_article(text: str, about: Mapping[str, Any], place: str) -> Article:
    """The article; ``about`` is a YAML head or a JSON record, of which keys that mean nothing here are ignored.

    ``place`` is the file, with the line where it holds several articles, for what is doubtful.

    Raises:
        UnreadableError: the text or a value holds half a character.
    """
    values = {key: _string(about.get(key)) for key in _KEYS}
    if any(_HALF_CHARACTER.search(value) for value in (text, *values.values()) if value):
        raise UnreadableError("half a character: a \\ud800 to \\udfff escape without its partner")
    published, doubt = dated(about.get("published") or about.get("date"))
    return Article(
        id=values["id"] or article_id(text, values["url"]),
        text=text,
        title=values["title"],
        published=published,
        source=values["source"],
        url=values["url"],
        author=values["author"],
        language=values["language"] or "en",
        doubt=f"{place}: {doubt}" if doubt else None,
        retrieved=read_date(about.get("retrieved")),
        section=values["section"],
    )


def article_id(text: str, url: str | None = None) -> str:
    """Hash of the address, else of the text: reading an article again changes nothing."""
    return hashlib.sha256((url or text).encode()).hexdigest()[:16]


def is_known_by_text(article: Article) -> bool:
    """Whether an article has neither an id nor an address of its own."""
    return article.id == article_id(article.text)


def read_date(value: Any) -> dt.date | None:
    """A date from a YAML date, an ISO string or any common spelling; None where there is none, or none with a year."""
    return dated(value)[0]


def dated(value: Any) -> tuple[dt.date | None, str | None]:
    """The day, and what is doubtful about it: that it is unreadable, says no day or may be read in two ways.

    06.03.2024 is 6 March; 05/04/2024 is read with the month first, as Americans write it, and said to be ambiguous.
    """
    if isinstance(value, dt.datetime):
        return value.date(), None
    if isinstance(value, dt.date):
        return value, None
    if value is None or value != value or (isinstance(value, str) and not value.strip()):  # a NaN is not itself
        return None, None
    unreadable = f"the date {value!r} can't be read, so the article has none; write it as 2024-05-31"
    if isinstance(value, int | str) and _MILLISECONDS.fullmatch(str(value).strip()):
        return (_EPOCH + dt.timedelta(milliseconds=int(value))).date(), None
    if not isinstance(value, str):
        return None, unreadable
    if _NO_DAY.fullmatch(value.strip()):
        return None, f"the date {value!r} says no day, so the article has none; write it as 2024-05-31"
    numbers = _NUMBERS.match(value.strip())
    day_first = numbers is not None and (numbers["mark"] == "." or int(numbers["one"]) > 12)
    try:
        found = parser.parse(value, default=_NO_YEAR, ignoretz=True, dayfirst=day_first).date()
    except (ValueError, OverflowError):
        return None, unreadable
    if found.year == _NO_YEAR.year:
        return None, unreadable
    if numbers and not day_first and int(numbers["other"]) <= 12 and numbers["one"] != numbers["other"]:
        return found, f"the date {value!r} may be two days, and was read as {found}; write it as 2024-05-31"
    return found, None


def _string(value: Any) -> str | None:
    """A value as text, a list (of authors) with commas between; None for nothing and for what is nested."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_string(one) for one in value if not isinstance(one, list)))) or None
    if isinstance(value, float) and not math.isfinite(value):
        return None  # what tables put where nothing is
    return str(value) or None if isinstance(value, str | int | float | dt.date) else None
