"""The one reader of YAML files: a key that is unknown or stands twice is an error that names file and line."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml

from kg.errors import VocabularyError

try:
    from yaml import CSafeLoader as _FastLoader  # ten times faster than the pure Python loader
except ImportError:
    from yaml import SafeLoader as _FastLoader  # type: ignore[assignment]

Lists = TypeVar("Lists")


class Fields(dict[str, Any]):
    """A mapping of a YAML file; ``lines`` has the line of each key, counted from 1."""

    lines: dict[str, int]


def read_yaml(path: Path) -> Any:
    """Content of a file, each mapping in it as :class:`Fields`; a key written twice is an error, not a silent loss.

    Raises:
        VocabularyError: the file can't be read or is no YAML; the message names file and line.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeyLoader)
    except OSError as error:
        raise VocabularyError(f"{path}: can't be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise VocabularyError(f"{path}{line}: not valid YAML: {getattr(error, 'problem', error)}") from error


def read_fields(path: Path, known: Collection[str] | None = None, *, expected: str = "") -> Fields:
    """A file that is one mapping; with ``known``, those keys and no others. ``expected`` says in words what it holds.

    Raises:
        VocabularyError: it is none, or a key is unknown or missing.
    """
    content = read_yaml(path)
    if not isinstance(content, Fields):
        raise VocabularyError(f"{path}: expected {expected or 'a mapping of ' + ', '.join(known or ())}")
    if known is not None:
        check_keys(path, content, known)
    return content


def check_keys(path: Path, fields: Fields, known: Collection[str], *, all_needed: bool = True) -> None:
    """Raises VocabularyError where a mapping of the file has an unknown key, or lacks one that is needed."""
    for key in fields:
        if key not in known:
            raise VocabularyError(f"{path}:{fields.lines[key]}: unknown entry {key!r}; known are {_listed(known)}")
    missing = [key for key in known if key not in fields]
    if missing and all_needed:
        raise VocabularyError(f"{path}: needs {_listed(missing)}")


def read_words(path: Path) -> frozenset[str]:
    """A file that is one list of words; raises VocabularyError."""
    return _words(read_yaml(path), f"{path}")


def read_word_lists(path: Path, names: Collection[str] | None = None) -> dict[str, frozenset[str]]:
    """A file of lists of words by name; with ``names``, of those and no others; raises VocabularyError."""
    fields = read_fields(path, names, expected="lists of words by name")
    return {name: _words(words, f"{path}:{fields.lines[name]}: {name}") for name, words in fields.items()}


def read_lists_as(path: Path, kind: type[Lists]) -> Lists:
    """The lists of a file as a dataclass that has one set of words a list; raises VocabularyError."""
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    return kind(**read_word_lists(path, names))


def read_rows(path: Path, fields: Any) -> dict[str, tuple[int, tuple[str, ...]]]:
    """A mapping of the file with a list of words for each word: its line and its list; raises VocabularyError."""
    if not isinstance(fields, Fields):
        raise VocabularyError(f"{path}: expected rows, a word and a list each")
    rows = {}
    for word, listed in fields.items():
        _words([word], where := f"{path}:{fields.lines[word]}")
        _words(listed, f"{where}: {word}")
        rows[word] = (fields.lines[word], tuple(listed))
    return rows


def read_texts(path: Path, *, expected: str) -> Mapping[str, str]:
    """A file that gives a text for each key; raises VocabularyError."""
    fields = read_fields(path, expected=expected)
    for key, value in fields.items():
        if not isinstance(value, str) or not isinstance(key, str):
            raise VocabularyError(f"{path}:{fields.lines[key]}: {key!r} should be a text with a text, not {value!r}")
    return dict(fields)


def _words(value: Any, where: str) -> frozenset[str]:
    if not isinstance(value, list):
        raise VocabularyError(f"{where}: expected a list of words")
    for word in value:
        if not isinstance(word, str):
            raise VocabularyError(f'{where}: {word!r} is no word: quote what YAML reads as true or false ("no", "on")')
    return frozenset(value)


def _listed(names: Collection[str]) -> str:
    return ", ".join(names if isinstance(names, list | tuple) else sorted(names))


class _UniqueKeyLoader(_FastLoader):
    """Loads a mapping only when its keys differ."""


def _unique_mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> Fields:
    fields = Fields()
    fields.lines = {}
    for key_node, value_node in node.value:
        key = _built(loader, key_node)
        if key in fields:
            raise yaml.constructor.ConstructorError(None, None, f"entry {key!r} stands twice", key_node.start_mark)
        fields[key] = _built(loader, value_node)
        fields.lines[key] = key_node.start_mark.line + 1
    return fields


def _built(loader: _UniqueKeyLoader, node: yaml.Node) -> Any:
    """What a node says; words, lists and mappings, which nearly all are, without the loader's own detours."""
    resolver = yaml.resolver.BaseResolver
    if node.tag == resolver.DEFAULT_SCALAR_TAG:
        return node.value
    if node.tag == resolver.DEFAULT_SEQUENCE_TAG:
        return [_built(loader, item) for item in node.value]
    if isinstance(node, yaml.MappingNode) and node.tag == resolver.DEFAULT_MAPPING_TAG:
        return _unique_mapping(loader, node)
    return loader.construct_object(node, deep=True)


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_mapping)
