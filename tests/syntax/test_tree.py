"""Every walk up a sentence ends, also where the parser makes a preposition the root."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.arguments import subjects
from kg.extract.lexicon import load_lexicon
from kg.parse import Setup, load_pipeline
from kg.syntax.tree import climb, upward

WORDS = ["in", "a", "bid", "to", "close", "ports"]


def fragment() -> Doc:
    """ "in a bid to close ports", with "in" as the root."""
    return Doc(
        load_pipeline(Setup(reader="rules")).vocab,
        words=WORDS,
        heads=[0, 2, 0, 4, 2, 4],
        deps=["ROOT", "det", "pobj", "aux", "acl", "dobj"],
        pos=["ADP", "DET", "NOUN", "PART", "VERB", "NOUN"],
        tags=["IN", "DT", "NN", "TO", "VB", "NNS"],
        lemmas=["in", "a", "bid", "to", "close", "port"],
    )


def test_goes_from_the_word_to_the_root() -> None:
    assert [token.text for token in upward(fragment()[5])] == ["ports", "close", "bid", "in"]


def test_climbs_to_the_first_word_that_does_not_pass() -> None:
    assert climb(fragment()[5], lambda word: word.pos_ != "NOUN").text == "ports"
    assert climb(fragment()[5], lambda word: word.dep_ != "pobj").text == "bid"


def test_climbs_to_the_root_where_every_word_passes() -> None:
    assert climb(fragment()[5], lambda word: True).text == "in"


def test_an_infinitive_below_a_root_that_is_a_preposition_has_an_end() -> None:
    assert [token.text for token in subjects(fragment()[4], load_lexicon())] == ["bid"]
