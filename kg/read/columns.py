"""Which column of a table, or key of a record, holds what of an article: guessed from its name, or given."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from kg.errors import InputError
from kg.resources import ontology_path
from kg.yaml_file import read_fields

FIELDS = ("text", "title", "published", "source", "url", "author", "language", "section", "retrieved", "id")
"""What of an article a column may hold, in order of worth."""
ACCESSION, LEAD = "an", "snippet"
"""Columns of Factiva's snapshots, as the package factiva-pipelines reads them: the lead stands before the body."""
NAMED = 12
"""Columns that a message names at most."""


def choose_columns(names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Field → column, those ``given`` first.

    Raises:
        InputError: a column that is given is not there.
    """
    for field, name in given.items():
        if name not in names:
            raise InputError(f"no column {name!r} for {field}; there are {listed(names)}")
    chosen = dict(given)
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(_key(name), name)
    for field, keys in _known().items():
        found = next((by_key[key] for key in keys if key in by_key and by_key[key] not in chosen.values()), None)
        if field not in chosen and found is not None:
            chosen[field] = found
    return chosen


def fields_of(record: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """A row or record under our names. Of Factiva's snapshots the text is in two columns, its lead in the first."""
    fields = {field: record.get(name) for field, name in columns.items()}
    lead = record.get(LEAD)
    if (
        columns.get("text") == "body"
        and ACCESSION in record
        and isinstance(lead, str)
        and isinstance(fields["text"], str)
    ):
        fields["text"] = f"{lead}\n\n{fields['text']}"
    return fields


def parse_columns(written: str) -> dict[str, str]:
    """``text=body,title=headline`` as field → column.

    Raises:
        InputError: not of that form, or no such field.
    """
    columns: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in written.split(","))):
        field, equals, name = part.partition("=")
        if not equals or not name.strip() or field.strip() not in FIELDS:
            raise InputError(f"--columns has {part!r}: write FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}")
        columns[field.strip()] = name.strip()
    return columns


def listed(names: Sequence[str]) -> str:
    """Names of columns for a message."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(repr(name) for name in names[:NAMED]) + more if names else "none"


def shown(columns: Mapping[str, str]) -> str:
    """Field → column as ``--columns`` takes it."""
    return ",".join(f"{field}={columns[field]}" for field in FIELDS if field in columns)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


@cache
def _known() -> dict[str, tuple[str, ...]]:
    content = read_fields(ontology_path("columns.yaml"), FIELDS)
    return {field: tuple(_key(str(name)) for name in content[field]) for field in FIELDS}
