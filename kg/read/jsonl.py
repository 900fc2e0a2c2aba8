"""JSON lines: an article a line, ``{"id", "text"}`` with title, published, source, url, author, language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.model import Article
from kg.read.bounds import Bounds, bounded_lines
from kg.read.columns import choose_columns
from kg.read.identity import make_article
from kg.read.skip import Skip, UnreadableError, check_text, decode
from kg.read.source import Item, Settings, Source


def read_jsonl(source: Source) -> Iterator[Item]:
    """Articles in order, read as they are asked for; a broken line is skipped and the next one read."""
    lines = bounded_lines(source.stream, source.settings.bounds.size)
    return read_lines(lines, source.name, source.settings)


def read_lines(lines: Iterable[bytes], name: str, settings: Settings | None = None) -> Iterator[Article | Skip]:
    """Articles of lines; a file that is no text at all is skipped as a whole."""
    settings = settings or Settings()
    is_empty = True
    for number, line in enumerate(lines, start=1):
        if line == b"\n":  # of which there may be millions
            continue
        check_text(line)
        if line.removeprefix(b"\xef\xbb\xbf").strip():
            is_empty = False
            yield _article(line, name, number, settings.bounds, settings.columns)
    if is_empty:
        raise UnreadableError("the file is empty", kind="empty")


def _article(line: bytes, name: str, number: int, bounds: Bounds, columns: Mapping[str, str]) -> Article | Skip:
    if reason := bounds.too_large(line):
        return Skip(name, number, reason, kind="too large")
    try:
        record: Any = json.loads(decode(line.rstrip(b"\r\n")))
        if not isinstance(record, dict):
            return Skip(name, number, 'a line must be an object, such as {"id": "1", "text": "…"}')
        named = {**record, **{field: record.get(key) for field, key in columns.items()}}
        text = named.get("text")
        if not isinstance(text, str) or not text.strip():
            return Skip(name, number, _no_text(record, columns), kind="empty")
        if reason := bounds.too_long(text):
            return Skip(name, number, reason, kind="too large")
        return make_article(text, named, f"{name}:{number}")
    except UnreadableError as error:
        return Skip(name, number, str(error), kind=error.kind)
    except json.JSONDecodeError as error:
        return Skip(name, number, f"not valid JSON: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError):
        return Skip(name, number, "not valid JSON: too long a number or too deep")


def _no_text(record: Mapping[str, Any], columns: Mapping[str, str]) -> str:
    other = choose_columns([key for key, value in record.items() if isinstance(value, str)], {}).get("text")
    hint = f"; --columns text={other} reads {other!r} as it" if other and other != "text" and not columns else ""
    return f'no "{columns.get("text", "text")}" in this line{hint}'
