"""A window as numbers: what the heads of the reader are told beside the words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.reader.windows import DEPENDENCIES, FIXED, KINDS, POS, Candidate, Window

Array = NDArray[Any]

IMPLIED_SUBJECT, IMPLIED_OBJECT = -1, -2
"""Queries for an actor who is not named in the sentence."""
MENTION_FEATURES = len(KINDS) + len(DEPENDENCIES) + len(POS) + 3
LINK_FEATURES = 26
PAIR_FEATURES = 14
SPEAKER_FEATURES = 15
_KEY_KINDS = ("name", "demonym", "place", "seat", "person", "other")


@dataclass(frozen=True, slots=True)
class Key:
    """Somebody whose state a mention may belong to: a name, another mention, or what the article is mostly about."""

    code: str
    start: int
    end: int
    kind: str
    title: bool = False
    share: float = 0.0
    """Of a state that stands for the whole article: its share of all names; it has no words here."""

    @property
    def virtual(self) -> bool:
        return self.start < 0


def keys_of(window: Window) -> list[Key]:
    """All keys of a window: names first, then mentions that the rules resolved, then the article's common states."""
    keys = [Key(name.code, name.start, name.end, name.kind, name.title) for name in window.named]
    taken = {(key.start, key.end) for key in keys}
    for candidate in window.candidates:
        alone = len(candidate.codes) == 1 and (candidate.start, candidate.end) not in taken
        if alone and candidate.kind not in FIXED:
            keys.append(Key(candidate.codes[0], candidate.head, candidate.head + 1, candidate.kind))
    keys.extend(Key(code, -1, -1, "other", share=share) for code, share in window.common)
    return keys


def mention_features(candidates: Sequence[Candidate]) -> Array:
    """One row a candidate, MENTION_FEATURES wide."""
    rows = np.zeros((len(candidates), MENTION_FEATURES), dtype=np.float32)
    for row, candidate in zip(rows, candidates):
        row[KINDS.index(candidate.kind)] = 1
        row[len(KINDS) + DEPENDENCIES.index(candidate.dependency)] = 1
        row[len(KINDS) + len(DEPENDENCIES) + POS.index(candidate.pos)] = 1
        row[-3:] = candidate.plural, candidate.quoted, bool(candidate.codes)
    return rows


def link_features(
    window: Window, candidate: Candidate, keys: Sequence[Key], *, implied: int = 0, own: str | None = None
) -> Array:
    """One row a key, LINK_FEATURES wide: how the key stands to the candidate.

    ``implied`` asks not for the state of the candidate, but of whom it acts upon (IMPLIED_OBJECT) or who acts upon it
    (IMPLIED_SUBJECT); ``own`` is then the candidate's own state.
    """
    first, last = next((start, end) for _, start, end in window.sentences if start <= candidate.head < end)
    shares = dict(window.common)
    only = len({key.code for key in keys}) == 1
    top = window.common[0][0] if window.common else None
    rows = np.zeros((len(keys), LINK_FEATURES), dtype=np.float32)
    for row, key in zip(rows, keys):
        inside = not key.virtual and not key.title
        row[0] = inside and first <= key.start < last
        row[1] = inside and key.end <= candidate.head
        row[2] = math.log1p(abs(candidate.head - key.start)) / 4 if inside else 0
        row[3] = key.title
        row[4] = inside and candidate.start <= key.start and key.end <= candidate.end
        row[5] = inside and key.start <= candidate.head < key.end
        voted = key.code in candidate.codes
        row[6] = voted and not implied
        row[7] = bool(candidate.codes) and not voted and not implied
        for place, kind in enumerate(("role", "office", "person", "reference")):
            row[8 + place] = voted and candidate.kind == kind and not implied
        row[12] = shares.get(key.code, 0.0)
        row[13] = key.code == top
        row[14] = only
        row[15 + _KEY_KINDS.index(key.kind if key.kind in _KEY_KINDS else "other")] = 1
        row[21] = key.virtual
        row[22] = inside and key.end <= first
        row[23] = own is not None and key.code == own
        row[24] = (
            inside and first <= key.start < last and key.start > candidate.head and key.start - candidate.head <= 4
        )
        row[25] = len(key.code) == 3
    return rows


def speaker_features(keys: Sequence[Key], sentence: tuple[int, int], subject: str | None, object_: str | None) -> Array:
    """One row a key, SPEAKER_FEATURES wide: how the key stands to a pair of actors with these codes in a sentence."""
    first, last = sentence
    rows = np.zeros((len(keys), SPEAKER_FEATURES), dtype=np.float32)
    for row, key in zip(rows, keys):
        inside = not key.virtual and not key.title
        row[0] = key.code == subject
        row[1] = key.code == object_
        row[2] = inside and first <= key.start < last
        row[3] = inside and key.end <= first
        row[4] = math.log1p(max(0, first - key.end)) / 4 if inside else 0
        row[5] = key.title
        row[6] = key.virtual
        row[7] = key.share
        row[8 + _KEY_KINDS.index(key.kind if key.kind in _KEY_KINDS else "other")] = 1
        row[14] = len(key.code) == 3
    return rows


def pair_features(window: Window, subject: Candidate | None, object_: Candidate | None) -> Array:
    """PAIR_FEATURES numbers about an ordered pair; None is an actor who is not named."""
    row = np.zeros(PAIR_FEATURES, dtype=np.float32)
    if subject is None or object_ is None:
        row[0] = subject is None
        row[1] = object_ is None
        return row
    distance = object_.head - subject.head
    row[2] = distance > 0
    row[3] = math.log1p(abs(distance)) / 4
    row[4] = abs(distance) <= 2
    row[5] = subject.start <= object_.head < subject.end or object_.start <= subject.head < object_.end
    row[6] = bool(subject.codes and object_.codes) and subject.codes == object_.codes
    row[7] = bool(subject.codes and object_.codes) and subject.codes != object_.codes
    row[8] = subject.quoted and object_.quoted
    row[9] = subject.quoted != object_.quoted
    row[10] = subject.dependency in {"nsubj", "agent"}
    row[11] = subject.dependency == "nsubjpass" or object_.dependency == "agent"
    row[12] = object_.dependency in {"dobj", "nsubjpass"}
    row[13] = object_.dependency in {"pobj", "dative"}
    return row
