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
    """Path of a file or folder below ``ontology/``: ``ontology_path("frames", "aid.yaml")``.

    A wheel carries the folder as ``kg/ontology``; a checkout has it beside ``kg``.
    """
    package = Path(__file__).resolve().parent
    inside = package / "ontology"
    root = inside if inside.is_dir() else package.parent / "ontology"
    return root.joinpath(*parts)


def read_yaml(path: Path) -> Any:
    """YAML content of a vocabulary file, or a VocabularyError naming file and line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=FastLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise VocabularyError(f"{path}{line}: not valid YAML: {getattr(error, 'problem', error)}") from error
