"""The last step: what the network and the frames say of one statement, as one probability that it is right.

Boosted trees (Friedman 2001), fitted on texts that the network was not trained on, so that its probabilities mean what
they say. What the network and a frame say, and how sure the actors' states are, can only raise it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.reader.labels import TYPES
from kg.reader.signs import Signs

RISING = ("network", "frame", "state of the subject", "state of the object", "again")
"""Features that can only raise the probability."""
FEATURES = (
    *RISING, "frame denies", "frame of what is not done", "other type by a frame", "reversed by a frame", "same state",
    "subject implied", "object implied", "new subject", "new object", "rival types", "next state of the subject",
    "next state of the object", "turned round", "any type turned round", "rival subjects", "rival objects", "louder",
    "pair again", "turned round again", "same subject", "same object", *TYPES,
)  # fmt: skip
_FLOOR = 1e-3


def features(signs: Signs) -> list[float]:
    """One number for each of FEATURES."""
    return [
        _log_odds(signs.network), signs.frame, signs.subject, signs.object, _log_odds(signs.again), signs.denies,
        signs.not_done, signs.other_frame, signs.reversed_frame, signs.same_state, signs.subject_implied,
        signs.object_implied, signs.new_subject, signs.new_object, signs.rivals, signs.other_subject,
        signs.other_object, _log_odds(signs.turned), _log_odds(signs.turned_rivals), _log_odds(signs.subject_rivals),
        _log_odds(signs.object_rivals), signs.louder, _log_odds(signs.pair_again), _log_odds(signs.turned_again),
        _log_odds(signs.same_subject), _log_odds(signs.same_object), *(signs.type == name for name in TYPES),
    ]  # fmt: skip


def probabilities(rows: Sequence[Signs], weights: Mapping[str, NDArray[np.float32]]) -> list[float]:
    """Probability that each statement is right, to four decimals."""
    if not rows:
        return []
    scores = score(np.array([features(signs) for signs in rows], np.float64), weights)
    return [round(1 / (1 + math.exp(-value)), 4) for value in scores]


def score(table: NDArray[np.float64], weights: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float64]:
    """Log odds of rows of features: what the leaves say in which a row ends, tree by tree, and the mean before them.

    A node is a feature, the most that it may be for the first of two children, and these; a leaf is its own child.
    """
    feature, least, children = weights["weigh.feature"], weights["weigh.least"], weights["weigh.children"]
    trees = np.arange(len(feature))
    node = np.zeros((len(table), len(trees)), np.int64)
    while True:
        asked = np.take_along_axis(table, feature[trees, node].astype(np.int64), axis=1)
        reached = children[trees, node, (asked > least[trees, node]).astype(np.int64)].astype(np.int64)
        if (reached == node).all():
            break
        node = reached
    leaves: NDArray[np.float64] = weights["weigh.value"][trees, node].astype(np.float64)
    sums: NDArray[np.float64] = leaves.sum(axis=1) + float(weights["weigh.bias"])
    return sums


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _FLOOR), 1 - _FLOOR)
    return math.log(kept / (1 - kept))
