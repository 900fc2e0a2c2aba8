"""One place that finds the vocabulary (frames, actors, rules, queries), in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from kg.errors import VocabularyError

try:
    from yaml import CSafeLoader as _Loader
except ImportError:
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

FastLoader = _Loader
"""Ten times faster than the pure Python loader, where PyYAML was built with it."""

BASE = "https://w3id.org/geopolitical-kg/"
"""Base IRI of everything that is ours; entities that Wikidata knows keep Wikidata's IRI."""

WIKIDATA = "http://www.wikidata.org/entity/"


def ontology_path(*parts: str) -> Path:
    """Path of a file or folder below ``ontology/``: ``ontology_path("frames", "aid.yaml")``."""
    return _resource("ontology").joinpath(*parts)


def reader_path(name: str) -> Path:
    """Path of a file of the trained reader: its weights, its tokenizer, its card."""
    return _resource("data/reader", inside="reader_model") / name


def _resource(folder: str, *, inside: str | None = None) -> Path:
    """A folder of data: a wheel carries it inside ``kg``, a checkout has it beside ``kg``."""
    package = Path(__file__).resolve().parent
    carried = package / (inside or folder)
    return carried if carried.is_dir() else package.parent / folder


def read_yaml(path: Path) -> Any:
    """YAML content of a vocabulary file; a key written twice is an error, not a silent loss.

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


class _UniqueKeyLoader(FastLoader):
    """Loads a mapping only when its keys differ."""


def _unique_mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    mapping: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in mapping:
            raise yaml.constructor.ConstructorError(None, None, f"entry {key!r} stands twice", key_node.start_mark)
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_mapping)
