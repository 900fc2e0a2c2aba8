"""What network and frames say of one statement, weighed into one probability by the weights in use."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from kg.reader.labels import TYPES
from kg.reader.network import load_network
from kg.reader.scoring import WORTH
from kg.reader.signs import Signs
from kg.reader.weigh import FEATURES, features, probabilities, score

PLAIN = Signs(
    type="SANCTION", network=0.6, frame=0.0, denies=False, not_done=False, other_frame=False, reversed_frame=False,
    subject=1.0, object=1.0, same_state=False, subject_implied=False, object_implied=False, rivals=0.0,
    new_subject=False, new_object=False,
)  # fmt: skip


def probability(signs: Signs) -> float:
    (found,) = probabilities([signs], load_network().weights)
    return found


def said_by_a_frame(signs: Signs) -> Signs:
    """The same statement, said by a frame that is right as often as frames are."""
    return replace(signs, frame=float(load_network().about["frame"]))


def test_a_number_for_each_feature_and_trees_that_ask_for_no_other() -> None:
    assert len(features(PLAIN)) == len(FEATURES) > load_network().weights["weigh.feature"].max()
    named = dict(zip(FEATURES, features(replace(PLAIN, network=0.5, rivals=0.2)), strict=True))
    assert (named["network"], named["rival types"], named["other type by a frame"]) == (0.0, 0.2, False)
    assert [name for name in TYPES if named[name]] == ["SANCTION"]


@pytest.mark.parametrize("network", [0.0, 1e-9, 0.5, 1 - 1e-9, 1.0])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_it_is_a_probability_at_the_ends_too(network: float, share: float) -> None:
    for signs in (PLAIN, said_by_a_frame(PLAIN)):
        for kind in TYPES:
            assert 0 <= probability(replace(signs, type=kind, network=network, subject=share, object=share)) <= 1


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("network", [0.05, 0.3, 0.6, 0.9])
def test_frame_that_agrees_makes_a_statement_likelier(kind: str, network: float) -> None:
    alone = replace(PLAIN, type=kind, network=network)
    assert probability(said_by_a_frame(alone)) >= probability(alone)
    assert probability(said_by_a_frame(PLAIN)) > probability(PLAIN)


@pytest.mark.parametrize("kind", TYPES)
def test_the_surer_the_network_the_likelier_is_a_statement(kind: str) -> None:
    shares = np.linspace(WORTH, 0.95, 30)
    for signs in (PLAIN, said_by_a_frame(PLAIN)):
        rising = [probability(replace(signs, type=kind, network=float(share))) for share in shares]
        assert all(one <= other for one, other in pairwise(rising))
        assert rising[0] < rising[-1] - 0.2


def test_what_the_article_says_again_is_likelier() -> None:
    assert probability(replace(PLAIN, again=0.9)) > probability(PLAIN)


def test_unsure_actors_make_a_statement_less_likely() -> None:
    assert probability(replace(PLAIN, subject=0.5, object=0.5)) < probability(PLAIN)


def test_each_statement_is_weighed_alone() -> None:
    rows = [replace(PLAIN, network=share) for share in (0.1, 0.5, 0.9)]
    assert probabilities(rows, load_network().weights) == [probability(row) for row in rows]
    assert probabilities([], load_network().weights) == []


def test_a_tree_is_followed_to_the_leaf_that_a_row_ends_in() -> None:
    """One tree: feature 1 up to 0.5 → 2.0, else feature 0 up to 0.1 → -1.0, else -3.0; before it, 0.25."""
    tree = {
        "weigh.feature": np.array([[1, 0, 0, 0, 0]]),
        "weigh.least": np.array([[0.5, 0, 0.1, 0, 0]]),
        "weigh.children": np.array([[[1, 2], [1, 1], [3, 4], [3, 3], [4, 4]]]),
        "weigh.value": np.array([[0, 2.0, 0, -1.0, -3.0]], np.float32),
        "weigh.bias": np.array(0.25),
    }
    assert score(np.array([[9.0, 0.5], [0.1, 0.6], [0.2, 0.6]]), tree).tolist() == [2.25, -0.75, -2.75]
