"""Markers of pairs that are looked at again: what they are copies of, what they may see, and what is said of them."""

from __future__ import annotations

import numpy as np
import pytest

from kg.model import Article
from kg.parse import Setup, load_pipeline, make_doc
from kg.reader.markers import HIDDEN, NOBODY, Text, markers_of
from kg.reader.network import load_network
from kg.reader.pieces import pieces_of
from kg.reader.windows import Window, windows


@pytest.fixture(scope="module")
def window() -> Window:
    nlp = load_pipeline(Setup(reader="rules"))
    article = Article("one", "Ghana accused Togolese soldiers of shooting a fisherman, and Benin called for talks.")
    (found,) = windows(nlp(make_doc(nlp, article)), article)
    return found


@pytest.fixture(scope="module")
def text(window: Window) -> Text:
    return load_network().words(window)[1]


def test_a_marker_is_a_copy_of_the_piece_that_heads_its_mention(window: Window, text: Text) -> None:
    ghana, soldiers = window.words.index("Ghana"), window.words.index("soldiers")
    markers = markers_of(text, [(ghana, soldiers)])
    assert markers.ids.tolist() == [pieces_of("Ghana")[0], pieces_of("soldiers")[0]]
    assert text.ids[markers.positions].tolist() == markers.ids.tolist()
    assert markers.roles.tolist() == [0, 1]


def test_who_is_not_named_has_a_marker_at_no_word(text: Text, window: Window) -> None:
    markers = markers_of(text, [(None, window.words.index("Benin"))])
    assert (markers.ids[0], markers.positions[0]) == (NOBODY, 0)


def test_markers_see_the_text_and_their_partner_and_no_other_pair(text: Text, window: Window) -> None:
    ghana, benin = window.words.index("Ghana"), window.words.index("Benin")
    mask = markers_of(text, [(ghana, benin), (benin, ghana)]).mask
    count = len(text.ids)
    assert (mask[:, :count] == 0).all()
    pair, other = np.zeros((2, 2)), np.full((2, 2), HIDDEN)
    assert (mask[:, count:] == np.block([[pair, other], [other, pair]])).all()


def test_a_pair_is_judged_much_the_same_beside_others(text: Text, window: Window) -> None:
    """Its numbers are rounded with those of the others, and so differ in the second decimal at most."""
    network = load_network()
    ghana, soldiers, benin = (window.words.index(word) for word in ("Ghana", "soldiers", "Benin"))
    before = np.zeros((3, len(network.weights["again_before.weight"])), np.float32)
    alone = network.again(text, markers_of(text, [(ghana, soldiers)]), before[:1])
    beside = network.again(text, markers_of(text, [(ghana, soldiers), (benin, soldiers), (None, benin)]), before)
    assert np.abs(alone.types[0] - beside.types[0]).max() < 0.05


def test_markers_are_not_seen_by_the_text(text: Text, window: Window) -> None:
    """What is kept of the text is the same before and after."""
    network, keys = load_network(), text.keys.copy()
    network.again(text, markers_of(text, [(0, 1)]), np.zeros((1, 256), np.float32))
    assert (keys == text.keys).all()
    assert (load_network().words(window)[1].keys == keys).all()
