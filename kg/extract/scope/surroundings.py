"""What stands above a predicate, step by step up to the root of its sentence.

Polarity, modality and attribution each read this one chain, so that they agree on scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from spacy.tokens import Token

from kg.extract.predicate import Predicate, in_document
from kg.syntax.relations import (
    TokenTest,
    is_active_subject,
    is_adnominal_clause,
    is_adverbial,
    is_adverbial_clause,
    is_apposition,
    is_clause_marker,
    is_conjunct,
    is_direct_object,
    is_expletive,
    is_noun_phrase_adverbial,
    is_particle,
    is_passive_subject,
    is_possessor,
    is_premodifier,
    is_prepositional,
    is_prepositional_object,
    is_relative_clause,
    is_verb_object,
)
from kg.syntax.tree import upward
from kg.syntax.words import is_base_form, is_conjunction_or_wh_adverb, is_ing_form

Link = Literal[
    "self", "conjunct", "complement", "modifier", "relative", "adverbial", "object", "preposition", "subject"
]

PRESUPPOSING: frozenset[str] = frozenset({"relative", "subject"})
"""Links through which negation and modality above do not reach down: what is below is taken for granted."""

_LINKS: tuple[tuple[TokenTest, Link], ...] = (
    (is_conjunct, "conjunct"),
    (is_relative_clause, "relative"),
    (is_adverbial_clause, "adverbial"),
    (is_verb_object, "object"),
    (is_passive_subject, "object"),
    (is_prepositional_object, "preposition"),
    (is_prepositional, "preposition"),
    (is_expletive, "complement"),
    (is_active_subject, "subject"),
    (is_premodifier, "modifier"),
    (is_possessor, "modifier"),
    (is_apposition, "modifier"),
    (is_noun_phrase_adverbial, "modifier"),
)
"""The first that holds; what none holds for is a complement."""


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
    if is_adverbial_clause(token) and is_ing_form(token) and token.left_edge.i > 0:
        before = token.left_edge.nbor(-1)
        # "cited Iran supplying drones", "ruled out sending", "opposed Iran joining"
        if before.i == token.head.i or (is_particle(before) and before.head.i == token.head.i) or any(
            is_direct_object(child) and child.right_edge.i == before.i for child in token.head.children
        ):  # fmt: skip
            return "complement"
    if is_relative_clause(token) and (_is_announced(token) or token.head.lower_ == "nothing"):
        return "complement"  # "nothing to show that"
    if is_adnominal_clause(token):
        return "complement" if is_base_form(token) or _is_announced(token) or in_document(token) else "relative"
    return next((link for holds, link in _LINKS if holds(token)), "complement")


def _is_announced(token: Token) -> bool:
    """True for a finite clause that a noun announces ("the claim that Iran supplied")."""
    return any(is_clause_marker(child) and child.lower_ == "that" for child in token.children)


def clause_mark(token: Token) -> str:
    """The conjunction that opens a clause ("if", "after", "that"), or an empty string."""
    for child in token.children:
        if (
            (is_adverbial(child) or is_clause_marker(child))
            and child.i < token.i
            and is_conjunction_or_wh_adverb(child)
        ):
            return child.lower_
    return ""
