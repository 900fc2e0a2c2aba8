"""Gold sentences, and claims to score against them, from JSON lines; each line is checked when it is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kg.errors import InputError

GOLD_KEYS = ("id", "text", "events")
CLAIM_KEYS = ("article", "plover", "subject", "object")
"""What scoring needs of a claim; its reliability needs "confidence" too."""


def read_records(path: Path | str, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Lines of a JSONL file: objects in which ``keys`` hold what they should.

    Raises:
        InputError: no such file, not UTF-8, or a line that is no such object; names the line.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; convert it first") from error
    records = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            problem, record = _read_line(line, keys)
            if problem:
                raise InputError(f"{path}:{number}: {problem}")
            records.append(record)
    return records


def _read_line(line: str, keys: Sequence[str]) -> tuple[str | None, Any]:
    """What is wrong with a line, and its content."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not valid JSON: {getattr(error, 'msg', 'too long a number or too deep')}", None
    missing = [key for key in keys if not isinstance(record, dict) or key not in record]
    if missing:
        return f"a line must be an object with {', '.join(keys)}; no {missing[0]} here", None
    wrong = [key for key in keys if not _SHAPES[key][0](record[key])]
    if wrong:
        return f'"{wrong[0]}" must be {_SHAPES[wrong[0]][1]}', None
    return None, record


def _is_actor(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("country"), str | None)


def _is_event(value: Any) -> bool:
    sides = [value.get("source"), value.get("target")] if isinstance(value, dict) else [None]
    actors = [actor for side in sides if isinstance(side, list) for actor in side]
    return (
        all(isinstance(side, list) for side in sides)
        and all(map(_is_actor, actors))
        and isinstance(value.get("event"), str)
    )


_NAME = (lambda value: isinstance(value, str | int), "a string")
_ACTOR = (lambda value: value is None or _is_actor(value), 'an actor, such as {"country": "IRN"}')
_SHAPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "id": _NAME,
    "article": _NAME,
    "text": (lambda value: isinstance(value, str), "a string"),
    "plover": (lambda value: isinstance(value, str | None), "an event type or null"),
    "subject": _ACTOR,
    "object": _ACTOR,
    "confidence": (lambda value: isinstance(value, int | float), "a number"),
    "events": (
        lambda value: isinstance(value, list) and all(map(_is_event, value)),
        'a list of {"event": "AID", "source": [{"country": "IRN"}], "target": [{"country": "RUS"}]}',
    ),
}
"""For each key, whether a value is right, and what it must be."""
