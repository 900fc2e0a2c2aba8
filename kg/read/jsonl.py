"""JSON lines: an article a line, ``{"id", "text"}`` with title, published, source, url, author, language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from kg.model import Article
from kg.read.bounds import Bounds
from kg.read.identity import make_article
from kg.read.skip import Skip, UnreadableError, check_text, decode


def read_jsonl(lines: Iterable[bytes], name: str, bounds: Bounds | None = None) -> Iterator[Article | Skip]:
    """Articles in order, read as they are asked for; a broken line is skipped and the next one read.

    A file that is no text at all is skipped as a whole.
    """
    is_empty = True
    for number, line in enumerate(lines, start=1):
        try:
            check_text(line)
        except UnreadableError as error:
            yield Skip(name, None, str(error))
            return
        if line.removeprefix(b"\xef\xbb\xbf").strip():
            is_empty = False
            yield _article(line, name, number, bounds or Bounds())
    if is_empty:
        yield Skip(name, None, "the file is empty")


def _article(line: bytes, name: str, number: int, bounds: Bounds) -> Article | Skip:
    if reason := bounds.too_large(line):
        return Skip(name, number, reason)
    try:
        record: Any = json.loads(decode(line.rstrip(b"\r\n")))
        if not isinstance(record, dict):
            return Skip(name, number, 'a line must be an object, such as {"id": "1", "text": "…"}')
        text = record.get("text")
        if not isinstance(text, str) or not text.strip():
            return Skip(name, number, 'no "text" in this line')
        if reason := bounds.too_long(text):
            return Skip(name, number, reason)
        return make_article(text, record, f"{name}:{number}")
    except UnreadableError as error:
        return Skip(name, number, str(error))
    except json.JSONDecodeError as error:
        return Skip(name, number, f"not valid JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError):
        return Skip(name, number, "not valid JSON: too long a number or too deep")
