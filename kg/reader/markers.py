"""Pairs of mentions that are looked at again: two markers each, read against the text by all layers of the encoder.

A marker is a copy of the piece that heads its mention, at the same position, with the role of subject or object; it
sees the text and its partner, and nothing sees it (levitated markers: Zhong and Chen 2021, Ye et al. 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LOOKED_AT = 0.03
"""Probability of its likeliest event type from which a pair is looked at again."""
NOBODY = 103
"""Id of [MASK] in the vocabulary of the BERT family: the marker of an actor who is not named."""
HIDDEN = -30000.0
"""Added to what a piece makes of one that it may not see."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as the encoder keeps it: its pieces, the first one of each word (-1 for none), keys and values."""

    ids: NDArray[np.int64]
    place: NDArray[np.int64]
    keys: NDArray[np.float32]
    values: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Markers:
    """Markers of pairs, subject and object in turn: ids, positions, roles (0 or 1), and what each may not see."""

    ids: NDArray[np.int64]
    positions: NDArray[np.int64]
    roles: NDArray[np.int64]
    mask: NDArray[np.float32]


def markers_of(text: Text, pairs: Sequence[tuple[int | None, int | None]]) -> Markers:
    """Markers of pairs of words that head mentions; None for an actor who is not named."""
    heads = np.array([-1 if word is None else word for pair in pairs for word in pair], np.int64)
    place = np.where(heads >= 0, text.place[heads], -1)
    ids = np.where(place >= 0, text.ids[place], NOBODY)
    count = len(heads)
    pair = np.arange(count) // 2
    own = np.where(pair[:, None] == pair[None], 0.0, HIDDEN)
    mask = np.concatenate([np.zeros((count, len(text.ids))), own], axis=1).astype(np.float32)
    return Markers(ids, np.maximum(place, 0), np.arange(count) % 2, mask)
