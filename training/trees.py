"""The last step: boosted trees on what speaks for a statement, fitted and written down as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from kg.reader.weigh import FEATURES, RISING

SEED = 1905


def fitted(rows: Any, right: Any) -> HistGradientBoostingClassifier:
    """Trees that tell right statements (rows of FEATURES) from wrong ones; small ones, each on some of the features."""
    return HistGradientBoostingClassifier(
        max_iter=250, learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=100, l2_regularization=10,
        max_features=0.3, early_stopping=False, random_state=SEED,
        monotonic_cst=[int(name in RISING) for name in FEATURES],
    ).fit(rows, right)  # fmt: skip


def trees(model: HistGradientBoostingClassifier | None) -> dict[str, Any]:
    """The arrays that :func:`kg.reader.weigh.score` reads; those of a single leaf that says nothing without a model."""
    nodes = [one.nodes for (one,) in model._predictors] if model else []
    return arrays(nodes, float(model._baseline_prediction.item()) if model else 0.0)


def arrays(nodes: Sequence[Any], bias: float) -> dict[str, Any]:
    """Trees of different sizes in tables of one width; what is beyond a tree's own nodes is never reached."""
    shape = max(1, len(nodes)), max((len(some) for some in nodes), default=1)
    feature, least = np.zeros(shape, np.int16), np.zeros(shape, np.float64)
    children, value = np.zeros((*shape, 2), np.int16), np.zeros(shape, np.float32)
    for tree, some in enumerate(nodes):
        own, leaf = np.arange(len(some)), some["is_leaf"].astype(bool)
        feature[tree, own] = np.where(leaf, 0, some["feature_idx"])
        least[tree, own] = some["num_threshold"]
        children[tree, own, 0] = np.where(leaf, own, some["left"])
        children[tree, own, 1] = np.where(leaf, own, some["right"])
        value[tree, own] = some["value"]
    return {"weigh.feature": feature, "weigh.least": least, "weigh.children": children, "weigh.value": value,
            "weigh.bias": np.array(bias, np.float64)}  # fmt: skip
