"""JSON lines: an article a line, ``{"id", "text"}`` with title, published, source, url, author, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from kg.model import Article
from kg.read.identity import article_id, read_date
from kg.read.skip import Skip

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def read_jsonl(text: str, name: str) -> Iterator[Article | Skip]:
    """Articles in order; a broken line is skipped and the next one read. Other keys are ignored."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _article(line, name, number)


def _article(line: str, name: str, number: int) -> Article | Skip:
    try:
        record: Any = json.loads(line)
    except json.JSONDecodeError as error:
        return Skip(name, number, f"not valid JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError):
        return Skip(name, number, "not valid JSON: too long a number or too deep")
    if not isinstance(record, dict):
        return Skip(name, number, 'a line must be an object, such as {"id": "1", "text": "…"}')
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return Skip(name, number, 'no "text" in this line')
    if _LONE_SURROGATE.search(json.dumps(record, ensure_ascii=False)):
        return Skip(name, number, "half a character: a \\ud800 to \\udfff escape without its partner")

    def string(key: str) -> str | None:
        value = record.get(key)
        return str(value) if value not in (None, "") else None

    return Article(
        id=string("id") or article_id(text, string("url")),
        text=text,
        title=string("title"),
        published=read_date(record.get("published") or record.get("date")),
        source=string("source"),
        url=string("url"),
        author=string("author"),
        language=string("language") or "en",
    )
