"""Walks up a dependency tree: each has its end, whatever a parser made of the sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token


def upward(token: Token) -> Iterator[Token]:
    """The word itself and each word above it, up to the root; a circle of words is gone round once."""
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        yield token
        token = token.head


def climb(token: Token, passes: Callable[[Token], bool]) -> Token:
    """The first word from ``token`` upward that ``passes`` does not hold for; the topmost where it holds for all."""
    top = token
    for top in upward(token):
        if not passes(top):
            break
    return top


def next_word(token: Token) -> str:
    """The word behind, in small letters; empty at the end of the text."""
    return token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
