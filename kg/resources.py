"""One place that finds the vocabulary (frames, actors, rules, queries), in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

BASE = "https://w3id.org/geopolitical-kg/"
"""Base IRI of everything that is ours; entities that Wikidata knows keep Wikidata's IRI."""

ENGLISH = "en"
"""The language that everything but ``ontology/languages`` is made for."""

WIKIDATA = "http://www.wikidata.org/entity/"


def ontology_path(*parts: str) -> Path:
    """Path of a file or folder below ``ontology/``: ``ontology_path("frames", "aid.yaml")``."""
    return _resource("ontology").joinpath(*parts)


def reader_path(name: str) -> Path:
    """Path of a file of the trained reader: its weights, its tokenizer, its card."""
    return _resource("data/reader", inside="reader_model") / name


def languages() -> tuple[str, ...]:
    """ISO 639 codes of the languages that frames exist for: English, and those with a folder below ``languages``."""
    return (ENGLISH, *sorted(folder.name for folder in ontology_path("languages").iterdir() if folder.is_dir()))


def _resource(folder: str, *, inside: str | None = None) -> Path:
    """A folder of data: a wheel carries it inside ``kg``, a checkout has it beside ``kg``."""
    package = Path(__file__).resolve().parent
    carried = package / (inside or folder)
    return carried if carried.is_dir() else package.parent / folder
