"""Reads the files of ontology/actors: mappings of entries in YAML, validated, with errors naming file and entry."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import VocabularyError
from kg.resources import ontology_path
from kg.yaml_file import Fields, check_keys, read_fields

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a vocabulary file: its key, its fields, and file and line for messages."""

    path: Path
    line: int
    key: str
    fields: Mapping[str, Any]

    def text(self, field: str) -> str | None:
        """A field that holds one text, or None where it is missing or null."""
        value = self.fields.get(field)
        if value is not None and not isinstance(value, str):
            raise self.error(f"{field} should be text, not {value!r}")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A field that holds a list of texts; empty where it is missing."""
        value = self.fields.get(field) or []
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(f"{field} should be a list of texts, not {value!r}")
        return tuple(value)

    def years(self, field: str) -> tuple[int | None, int | None]:
        """A field that holds [first year, last year]; (None, None) where it is missing."""
        value = self.fields.get(field)
        if value is None:
            return None, None
        if not isinstance(value, list) or len(value) != 2 or not all(y is None or isinstance(y, int) for y in value):
            raise self.error(f"{field} should be [first year, last year], not {value!r}")
        return value[0], value[1]

    def flag(self, field: str, default: bool) -> bool:
        """A field that holds true or false."""
        value = self.fields.get(field, default)
        if not isinstance(value, bool):
            raise self.error(f"{field} should be true or false, not {value!r}")
        return value

    def one_of(self, field: str, allowed: Collection[T], default: T) -> T:
        """A field whose text is one of ``allowed``."""
        value = self.text(field) or default
        for one in allowed:
            if one == value:
                return one
        raise self.error(f"{field} {value!r} is not one of {', '.join(sorted(allowed))}")

    def error(self, message: str) -> VocabularyError:
        """An error that names the file and this entry."""
        return VocabularyError(f"{self.path}:{self.line}: entry {self.key!r}: {message}")


def read_entries(filename: str, allowed: Collection[str]) -> Iterator[Entry]:
    """Entries of ``ontology/actors/<filename>`` in the order written; raises VocabularyError."""
    path = ontology_path("actors", filename)
    content = read_fields(path, expected="a mapping of entries")
    for key, fields in content.items():
        entry = Entry(path, content.lines[key], str(key), fields if isinstance(fields, Fields) else {})
        if not isinstance(fields, Fields):
            raise entry.error(f"expected fields in braces, found {fields!r}")
        check_keys(path, fields, allowed, all_needed=False)
        yield entry
