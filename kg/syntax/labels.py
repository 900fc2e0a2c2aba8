"""The labels themselves, for who shows them or learns from them."""

from __future__ import annotations

from spacy.tokens import Token


def relation_label(token: Token) -> str:
    """Dependency label, "nsubj"."""
    return token.dep_


def part_of_speech(token: Token) -> str:
    """Universal part of speech, "NOUN"."""
    return token.pos_


def described(token: Token) -> str:
    """Dependency label and Penn Treebank tag, "nsubj NNP"."""
    return f"{token.dep_} {token.tag_}"
