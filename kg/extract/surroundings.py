"""What stands above a predicate, step by step up to the root of its sentence.

Polarity, modality and attribution each read this one chain, so that they agree on scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from spacy.tokens import Token

from kg.extract.arguments import Predicate, in_document
from kg.tree import upward

Link = Literal[
    "self", "conjunct", "complement", "modifier", "relative", "adverbial", "object", "preposition", "subject"
]

PRESUPPOSING: frozenset[str] = frozenset({"relative", "subject"})
"""Links through which negation and modality above do not reach down: what is below is taken for granted."""

_LINKS: dict[str, Link] = {
    "conj": "conjunct", "xcomp": "complement", "ccomp": "complement", "acomp": "complement", "pcomp": "complement",
    "attr": "complement", "oprd": "complement",
    "relcl": "relative", "advcl": "adverbial", "dobj": "object", "pobj": "preposition", "prep": "preposition",
    "agent": "preposition", "nsubj": "subject", "nsubjpass": "object", "csubj": "subject", "csubjpass": "object",
    "compound": "modifier", "amod": "modifier", "appos": "modifier", "poss": "modifier", "dative": "object",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One word on the way up: ``link`` says how the word below hangs on it."""

    token: Token
    link: Link
    below: Token | None


def way_up(predicate: Predicate) -> Iterator[Step]:
    """The predicate itself, then each word above it."""
    yield Step(predicate.token, "self", None)
    for below, token in pairwise(upward(predicate.token)):
        yield Step(token, _link(below), below)


def _link(token: Token) -> Link:
    if token.dep_ == "advcl" and token.tag_ == "VBG" and token.i > 0:
        before = token.nbor(-1)
        # "cited Iran supplying drones", "ruled out sending"
        if before.i == token.head.i or (before.dep_ == "prt" and before.head.i == token.head.i) or any(
            child.dep_ == "dobj" and child.right_edge.i == before.i for child in token.head.children
        ):  # fmt: skip
            return "complement"
    if token.dep_ == "relcl" and _is_announced(token):
        return "complement"
    if token.dep_ == "acl":
        return "complement" if token.tag_ == "VB" or _is_announced(token) or in_document(token) else "relative"
    return _LINKS.get(token.dep_, "modifier" if token.dep_ in {"nmod", "npadvmod"} else "complement")


def _is_announced(token: Token) -> bool:
    """True for a finite clause that a noun announces ("the claim that Iran supplied")."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children)


def clause_mark(token: Token) -> str:
    """The conjunction that opens a clause ("if", "after", "that"), or an empty string."""
    for child in token.children:
        if child.dep_ in {"mark", "advmod"} and child.i < token.i and child.tag_ in {"IN", "WRB"}:
            return child.lower_
    return ""
