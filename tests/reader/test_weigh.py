"""What network and frames say of one statement, weighed into one probability by the weights in use."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from kg.reader.labels import TYPES
from kg.reader.network import load_network
from kg.reader.scoring import WORTH
from kg.reader.weigh import FEATURES, Signs, features, probabilities

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


def test_a_number_for_each_feature_and_a_weight_for_each_number() -> None:
    assert len(features(PLAIN)) == len(FEATURES) == len(load_network().weights["weigh.weight"])
    named = dict(zip(FEATURES, features(replace(PLAIN, network=0.5, rivals=0.2)), strict=True))
    assert (named["network"], named["rival types"], named["actors of no frame"]) == (0.0, 0.2, True)
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
    assert probability(said_by_a_frame(alone)) > probability(alone)


@pytest.mark.parametrize("kind", TYPES)
def test_the_surer_the_network_the_likelier_is_a_statement(kind: str) -> None:
    shares = np.linspace(WORTH, 0.95, 30)
    for signs in (PLAIN, said_by_a_frame(PLAIN)):
        rising = [probability(replace(signs, type=kind, network=float(share))) for share in shares]
        assert all(one <= other for one, other in pairwise(rising))
        assert rising[0] < rising[-1] - 0.2


def test_unsure_actors_make_a_statement_less_likely() -> None:
    assert probability(replace(PLAIN, subject=0.5)) < probability(PLAIN)
    assert probability(replace(PLAIN, object=0.5)) < probability(PLAIN)


def test_each_statement_is_weighed_alone() -> None:
    rows = [replace(PLAIN, network=share) for share in (0.1, 0.5, 0.9)]
    assert probabilities(rows, load_network().weights) == [probability(row) for row in rows]
    assert probabilities([], load_network().weights) == []
