"""Frames: which words say which relation, read from ontology/frames/*.yaml and validated on load.

A frame says nothing of voice, tense or word order; arguments are found generically (see ``arguments``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import VocabularyError
from kg.resources import ontology_path
from kg.vocabulary import load_vocabulary
from kg.yaml_file import Fields, check_keys, read_word_lists, read_yaml

SPECIAL_CONSTRAINTS = frozenset({"actor", "person", "state", "organisation", "place", "any", "none", "infinitive"})
_KEYS = frozenset(
    [
        "name",
        "relation",
        "context",
        "verbs",
        "nouns",
        "adjectives",
        "subject",
        "object",
        "where",
        "unless",
        "theme",
        "reciprocal",
        "swap",
        "examples",
        "counterexamples",
        "note",
    ]
)


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must stand (or must not) in a role: one of the listed lemmas, or a special value such as ``actor``."""

    role: str
    lemmas: frozenset[str]
    special: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of some words: the relation it says and the roles its subject and object are looked for in."""

    name: str
    relation: str
    plover: str | None
    context: str | None
    verbs: tuple[str, ...]
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    where: tuple[Constraint, ...] = ()
    unless: tuple[Constraint, ...] = ()
    theme: tuple[str, ...] = ()
    reciprocal: bool = False
    swap: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameIndex:
    """All frames, and the frames of each trigger word; the most specific frame stands first."""

    frames: tuple[Frame, ...]
    verbs: Mapping[str, tuple[Frame, ...]] = field(repr=False)
    nouns: Mapping[str, tuple[Frame, ...]] = field(repr=False)
    adjectives: Mapping[str, tuple[Frame, ...]] = field(repr=False)


@cache
def load_frames(folder: Path | None = None) -> FrameIndex:
    """Read every frame file.

    Raises:
        VocabularyError: a file can't be read as YAML or a frame is wrong; names the file and the frame.
    """
    folder = folder or ontology_path("frames")
    classes = load_classes(folder / "classes.yaml")
    frames: list[Frame] = []
    for path in sorted(folder.glob("*.yaml")):
        content = read_yaml(path)
        if not isinstance(content, Fields) or "frames" not in content:
            continue
        check_keys(path, content, ["type", "frames"], all_needed=False)
        frames.extend(_frame(entry, content.get("type"), path, classes) for entry in content["frames"])
    names = [frame.name for frame in frames]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise VocabularyError(f"{folder}: frame names used twice: {', '.join(twice)}")
    return FrameIndex(
        tuple(frames),
        _by_trigger(frames, "verbs"),
        _by_trigger(frames, "nouns"),
        _by_trigger(frames, "adjectives"),
    )


@cache
def load_classes(path: Path) -> Mapping[str, frozenset[str]]:
    """Word classes by name: each a set of lower-case lemmas."""
    if not path.exists():
        return {}
    return read_word_lists(path)


def _frame(entry: Any, plover: str | None, path: Path, classes: Mapping[str, frozenset[str]]) -> Frame:
    if not isinstance(entry, Fields) or "name" not in entry:
        raise VocabularyError(f"{path}: every frame needs a name; found {entry!r}")
    where = f"{path}:{entry.lines['name']}: frame {entry['name']!r}"
    check_keys(path, entry, _KEYS, all_needed=False)
    relation = load_vocabulary().relations.get(entry.get("relation", ""))
    if relation is None:
        raise VocabularyError(f"{where}: relation {entry.get('relation')!r} is not in geopolitics.ttl")
    if relation.plover != plover:
        raise VocabularyError(f"{where}: {relation.name} is {relation.plover}, the file is {plover}")
    theme = _words(entry.get("theme"))
    if any(isinstance(word, bool) for value in entry.values() if isinstance(value, list) for word in value):
        raise VocabularyError(f'{where}: quote words that YAML reads as true or false ("no", "on")')
    return Frame(
        name=f"{path.stem}/{entry['name']}",
        relation=relation.name,
        plover=plover,
        context=entry.get("context"),
        verbs=_words(entry.get("verbs")),
        nouns=_words(entry.get("nouns")),
        adjectives=_words(entry.get("adjectives")),
        subject=_words(entry.get("subject")) or ("agent",),
        object=_words(entry.get("object")) or ("patient",),
        where=_constraints(entry.get("where"), theme, classes, where),
        unless=_constraints(entry.get("unless"), theme, classes, where),
        theme=theme,
        reciprocal=bool(entry.get("reciprocal")),
        swap=bool(entry.get("swap")),
        examples=_words(entry.get("examples")),
        counterexamples=_words(entry.get("counterexamples")),
    )


def _words(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(word) for word in value)


def _constraints(
    value: Any, theme: tuple[str, ...], classes: Mapping[str, frozenset[str]], where: str
) -> tuple[Constraint, ...]:
    constraints = []
    for role, wanted in (value or {}).items():
        lemmas: set[str] = set()
        special = None
        for word in _words(wanted):
            if word in SPECIAL_CONSTRAINTS:
                special = word
            elif word in classes:
                lemmas |= classes[word]
            elif isinstance(wanted, str):
                raise VocabularyError(f"{where}: {wanted!r} is neither a word class nor a special value")
            else:
                lemmas.add(word.lower())
        roles = "|".join(theme) if role == "theme" else role
        constraints.append(Constraint(roles, frozenset(lemmas), special))
    return tuple(constraints)


def _by_trigger(frames: Iterable[Frame], kind: str) -> Mapping[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        for word in getattr(frame, kind):
            found[word].append(frame)
    # a stable sort: among equally specific frames the order of the file counts
    return {word: tuple(sorted(group, key=lambda frame: -len(frame.where))) for word, group in found.items()}
