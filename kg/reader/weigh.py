"""The last step: what the network and the frames say of one statement, as one probability that it is right.

A logistic regression, fitted on texts that the network was not trained on, so that its probabilities mean what they
say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.reader.labels import TYPES

FEATURES = (
    "network", "network, squared", "nothing from the network", "frame", "accuracy of the frame",
    "frame denies", "network where a frame denies", "frame of what is not done", "network where it is not done",
    "other type by a frame", "reversed by a frame", "state of the subject", "state of the object", "same state",
    "subject implied", "object implied", "rival types", "actors of no frame", "new subject", "new object", *TYPES,
)  # fmt: skip
_FLOOR = 1e-3


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against one statement: probabilities of the network, votes of the frames.

    ``subject`` and ``object`` are the probabilities of the actors' states, 1 for names. ``frame`` is how often the
    frame that says the same was right in the texts learned from, 0 for none; ``denies`` and ``not_done`` are what it
    says of polarity and modality. ``rivals`` is the largest probability of another type for the same pair.
    """

    type: str
    network: float
    frame: float
    denies: bool
    not_done: bool
    other_frame: bool
    reversed_frame: bool
    subject: float
    object: float
    same_state: bool
    subject_implied: bool
    object_implied: bool
    rivals: float
    new_subject: bool
    new_object: bool


def features(signs: Signs) -> list[float]:
    """One number for each of FEATURES."""
    odds = _log_odds(signs.network)
    return [
        odds, odds * odds / 10, signs.network <= 0, signs.frame > 0,
        _log_odds(signs.frame) if signs.frame else 0.0, signs.denies, odds * signs.denies, signs.not_done,
        odds * signs.not_done, signs.other_frame, signs.reversed_frame, math.log(max(signs.subject, _FLOOR)),
        math.log(max(signs.object, _FLOOR)), signs.same_state, signs.subject_implied, signs.object_implied,
        signs.rivals, not signs.frame and not signs.other_frame, signs.new_subject, signs.new_object,
        *(signs.type == name for name in TYPES),
    ]  # fmt: skip


def probabilities(rows: Sequence[Signs], weights: Mapping[str, NDArray[np.float32]]) -> list[float]:
    """Probability that each statement is right, to four decimals."""
    if not rows:
        return []
    table = np.array([features(signs) for signs in rows], np.float64)
    scores = table @ weights["weigh.weight"].astype(np.float64) + float(weights["weigh.bias"])
    return [round(1 / (1 + math.exp(-score)), 4) for score in scores]


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _FLOOR), 1 - _FLOOR)
    return math.log(kept / (1 - kept))
