"""JSON files: an array of records, or records under a key, as a stream: a file may be larger than memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import InputError
from kg.read.columns import choose_columns, fields_of, listed
from kg.read.jsonl import read_jsonl
from kg.read.record import record_article
from kg.read.skip import Skip, UnreadableError, check_text
from kg.read.source import Item, Source

NESTED = 100
"""Objects and arrays within each other, anywhere."""
DEEPEST = 3
"""Keys above the array of records: ``{"response": {"docs": [{…}]}}`` has two."""


def read_json(source: Source) -> Iterator[Item]:
    """A record an article; which of its keys holds what is known by their names, or given."""
    import ijson

    head = source.head()
    check_text(head)
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        raise UnreadableError("the file is empty", kind="empty")
    if _is_json_lines(head):
        yield from read_jsonl(source)
        return
    stream = _Bounded(source)
    records = 0
    single: dict[str, Any] = {}
    try:
        for record in _records(ijson.parse(_shallow(ijson.basic_parse(stream, use_float=True))), single):
            stream.room = source.settings.bounds.size
            records += 1
            yield _article(record, source, records)
    except ijson.JSONError as error:
        raise UnreadableError(f"not valid JSON: {_first_line(error)}, after {records} records") from error
    if not records:
        yield _article(single, source, None)


def _article(record: Mapping[str, Any], source: Source, number: int | None) -> Item:
    try:
        columns = choose_columns(list(record), source.settings.columns)
    except InputError as error:
        return Skip(source.name, number, str(error), kind="no text column")
    if "text" not in columns and "title" not in columns:
        return Skip(source.name, number, f"no text: there are the keys {listed(list(record))}; name it with --columns "
                    "text=KEY", kind="no text column")  # fmt: skip
    return record_article(fields_of(record, columns), source.name, number, source.settings.bounds)


def _records(events: Iterator[tuple[str, str, Any]], single: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Objects of the first arrays of objects; ``single`` gets what stands beside them in the topmost object."""
    from ijson import ObjectBuilder

    for prefix, event, value in events:
        depth = prefix.count(".") + 1 if prefix else 0
        if event == "start_map" and prefix.endswith("item") and depth <= DEEPEST + 1:
            builder, level = ObjectBuilder(), 0
            builder.event(event, value)
            for _, inner, inner_value in events:
                own = level
                if inner in ("end_map", "end_array"):
                    if level == 0:
                        break
                    level -= 1
                elif inner in ("start_map", "start_array"):
                    own = level = level + 1
                    if level == DEEPEST:  # nothing of an article stands that deep
                        builder.event("null", None)
                if own < DEEPEST:
                    builder.event(inner, inner_value)
            yield builder.value
        elif depth == 1 and event in ("string", "number"):
            single[prefix] = value


def _shallow(events: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """The events; an error where they nest too deep, since the path of each takes as much time as it has steps."""
    level = 0
    for event, value in events:
        level += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
        if level > NESTED:
            raise UnreadableError("nested too deep")
        yield event, value


def _is_json_lines(head: bytes) -> bool:
    """Whether a whole object stands in the first line and another begins below it, as under the wrong suffix."""
    first, _, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if not first.startswith(b"{") or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


class _Bounded:
    """A stream that ends with an error where one record takes more bytes than an article may."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.room = source.settings.bounds.size
        self.begun = False

    def read(self, size: int = -1) -> bytes:
        content = self.source.stream.read(size)
        self.room -= len(content)
        if self.room < -size:
            bounds = self.source.settings.bounds
            raise UnreadableError(
                f"a record of more than {bounds.size:,} bytes; --longest can be raised", kind="too large"
            )
        if not self.begun:
            self.begun, content = True, content.removeprefix(b"\xef\xbb\xbf")
        return content


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:120]
