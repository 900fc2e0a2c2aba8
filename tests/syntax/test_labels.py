"""Labels of the parse are spoken of in one place; everything else asks in words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.syntax.mend import CONJUNCT, OBJECT, PAST_TENSE, change_places, hang, retag
from kg.syntax.relations import (
    TokenTest,
    is_affected,
    is_conjunct,
    is_direct_object,
    is_nominal_subject,
    is_root,
    is_subject,
)
from kg.syntax.words import is_past_tense, is_proper_noun, is_verb
from tests.conftest import ROOT

SPEAKING = {"dep_", "tag_", "pos_"}
ELSEWHERE = [source for source in sorted((ROOT / "kg").rglob("*.py")) if "syntax" not in source.parts]


def labels_read(code: str) -> list[int]:
    """Lines that read or set a label of the parse."""
    return [
        node.lineno for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Attribute) and node.attr in SPEAKING
    ]


@pytest.mark.parametrize("source", ELSEWHERE, ids=lambda source: str(source.relative_to(ROOT)))
def test_no_other_module_reads_or_sets_a_label(source: Path) -> None:
    assert labels_read(source.read_text(encoding="utf-8")) == []


def test_reading_a_label_is_noticed() -> None:
    assert labels_read("subject = [one for one in verb.children\n           if one.dep_ == 'nsubj']\n") == [2]


def sentence() -> Doc:
    return Doc(
        Vocab(),
        words=["Fiji", "thanked", "Tonga", "blamed", "Samoa"],
        heads=[1, 1, 1, 1, 3],
        deps=["nsubj", "ROOT", "dobj", "conj", "dobj"],
        tags=["NNP", "VBD", "NNP", "VBN", "NNP"],
        pos=["PROPN", "VERB", "PROPN", "ADJ", "PROPN"],
    )


def said_of(*tests: TokenTest) -> dict[str, list[int]]:
    """By word the numbers of the tests that hold for it."""
    return {token.text: [number for number, test in enumerate(tests) if test(token)] for token in sentence()}


def test_words_are_told_by_how_they_hang_and_what_they_are() -> None:
    assert said_of(is_nominal_subject, is_subject, is_affected, is_direct_object, is_root, is_conjunct) == {
        "Fiji": [0, 1], "thanked": [4], "Tonga": [2, 3], "blamed": [5], "Samoa": [2, 3],
    }  # fmt: skip
    assert said_of(is_proper_noun, is_verb, is_past_tense) == {
        "Fiji": [0], "thanked": [1, 2], "Tonga": [0], "blamed": [], "Samoa": [0],
    }  # fmt: skip


def test_a_parse_is_mended_in_words() -> None:
    doc = sentence()
    fiji, thanked, tonga, blamed, _ = doc
    retag(blamed, PAST_TENSE, "blame")
    change_places(blamed, thanked, CONJUNCT)
    hang(tonga, blamed, OBJECT)
    assert (is_verb(blamed), blamed.lemma_, is_root(blamed)) == (True, "blame", True)
    assert [token.head.text for token in (fiji, thanked, tonga)] == ["thanked", "blamed", "blamed"]
    assert is_conjunct(thanked)
    assert is_direct_object(tonga)
