"""An article from a record: a row of a table, an object of JSON, an entry of a feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.model import Article
from kg.read.bounds import Bounds
from kg.read.identity import make_article
from kg.read.skip import Skip, UnreadableError


def record_article(record: Mapping[str, Any], name: str, line: int | None, bounds: Bounds) -> Article | Skip:
    """The article, its fields under our names; a record with a title and no text says what its title says."""
    values = [record.get("text"), record.get("title")]
    text = next((value for value in values if isinstance(value, str) and value.strip()), None)
    if text is None:
        return Skip(name, line, "neither a text nor a title", kind="empty")
    if reason := bounds.too_long(text):
        return Skip(name, line, reason, kind="too large")
    try:
        return make_article(text, record, f"{name}:{line}" if line else name)
    except UnreadableError as error:
        return Skip(name, line, str(error), kind=error.kind)
