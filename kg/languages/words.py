"""The files of a language: its words for how far an act holds, its names and its frames, below ontology/languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from kg.errors import VocabularyError
from kg.extract.frames import FrameIndex, load_frames
from kg.gazetteer.index import Gazetteer, load_gazetteer
from kg.gazetteer.sectors import sectors
from kg.gazetteer.territories import territory
from kg.model import Entity
from kg.resources import ontology_path
from kg.yaml_file import read_fields, read_lists_as, read_rows, read_texts, read_word_lists

__all__ = ["Language", "Words", "load_language"]


@dataclass(frozen=True, slots=True)
class Words:
    """Lemmas by what they do; what each list means stands in the file."""

    negations: frozenset[str]
    negating_verbs: frozenset[str]
    denying_verbs: frozenset[str]
    planning_verbs: frozenset[str]
    possible_verbs: frozenset[str]
    demanding_verbs: frozenset[str]
    obliging_verbs: frozenset[str]
    reporting_verbs: frozenset[str]
    object_control: frozenset[str]
    support: frozenset[str]
    conditions: frozenset[str]
    purposes: frozenset[str]
    according: frozenset[str]
    agent: frozenset[str]
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language: its frames, its words, and who its names mean.

    ``lemmas`` puts right what the pipeline gets wrong of verbs, ``names`` are written as they are, ``demonyms`` are
    lower-case lemmas and forms, ``roles`` lead to a PLOVER sector.
    """

    code: str
    frames: FrameIndex
    words: Words
    lemmas: Mapping[str, str]
    names: Mapping[str, Entity]
    demonyms: Mapping[str, Entity]
    roles: Mapping[str, str]


@cache
def load_language(code: str) -> Language:
    """Read and check the files of a language.

    Raises:
        VocabularyError: one is missing or wrong; the message names file and line.
    """
    folder = ontology_path("languages", code)
    gazetteer = load_gazetteer()
    names, demonyms = _names(folder / "names.yaml", gazetteer)
    return Language(
        code,
        load_frames(folder / "frames"),
        read_lists_as(folder / "words.yaml", Words),
        read_texts(folder / "lemmas.yaml", expected="a mapping of lemmas"),
        {**_states(code, gazetteer), **names},
        demonyms,
        _roles(folder / "roles.yaml"),
    )


def _states(code: str, gazetteer: Gazetteer) -> dict[str, Entity]:
    """Names of states as Unicode's CLDR has them in that language."""
    found = {}
    for alpha2, name in Locale(code).territories.items():
        known = territory(alpha2.lower()) if len(alpha2) == 2 and alpha2.isalpha() else None
        entity = gazetteer.countries.get((known.alpha3 or "").upper()) if known else None
        if entity is not None:
            found[name] = entity
            found[name.replace("’", "'")] = entity
    return found


def _names(path: Path, gazetteer: Gazetteer) -> tuple[dict[str, Entity], dict[str, Entity]]:
    """Further names and demonyms, by a state's code or by the English name of another actor."""
    content = read_fields(path, ["names", "demonyms"])
    found: list[dict[str, Entity]] = []
    for part in ("names", "demonyms"):
        known: dict[str, Entity] = {}
        for key, (line, texts) in read_rows(path, content[part]).items():
            entity = gazetteer.countries.get(key)
            readings = gazetteer.lookup(key)
            if entity is None and not readings:
                raise VocabularyError(f"{path}:{line}: {key!r} is neither a state's code nor a name that kg knows")
            for text in texts:
                if text in known:
                    raise VocabularyError(f"{path}:{line}: {text!r} stands under another entry too")
                known[text] = entity or readings[0].entity
        found.append(known)
    return found[0], found[1]


def _roles(path: Path) -> dict[str, str]:
    found = {}
    for sector, nouns in read_word_lists(path).items():
        if sector not in sectors():
            raise VocabularyError(f"{path}: no sector {sector!r}; see ontology/actors/sectors.yaml")
        found.update(dict.fromkeys(nouns, sector))
    return found
