"""Walks sideways and down a dependency tree that several steps take."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.syntax.relations import is_conjunct, is_preposition, is_prepositional, is_prepositional_object, is_subject
from kg.syntax.tree import climb
from kg.syntax.words import is_adposition, is_base_form

PREPOSITION_SPELLINGS = {"towards": "toward", "onto": "on", "upon": "on", "amongst": "among", "inside": "in",
                         "within": "in"}  # fmt: skip


def is_infinitive(token: Token) -> bool:
    """True for a verb behind "to": "to send"."""
    return is_base_form(token) and any(child.lower_ == "to" for child in token.lefts)


def subject_before(verb: Token) -> Token | None:
    """The subject, of an active or a passive verb, that stands before it."""
    return next(filter(is_subject, verb.lefts), None)


def first_of(token: Token) -> Token:
    """The first of a coordination."""
    return climb(token, is_conjunct)


def conjuncts(token: Token) -> Iterator[Token]:
    """Coordinated heads to the right, in order."""
    waiting = [token]
    while waiting:
        word = waiting.pop()
        if word is not token:
            yield word
        waiting += list(filter(is_conjunct, reversed(list(word.rights))))


def objects_of(token: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    """Nouns behind a preposition of ``token``: "spokesman [for] the ministry"."""
    for child in token.rights:
        if is_preposition(child) and child.lower_ in prepositions:
            for inner in child.children:
                if is_prepositional_object(inner):
                    yield inner


def prepositional(token: Token, preposition: str) -> list[Token]:
    """Objects of a preposition that hangs on ``token``, however it is spelt, "by" of a passive verb included."""
    return [
        inner
        for child in token.rights
        if is_prepositional(child) and PREPOSITION_SPELLINGS.get(child.lower_, child.lower_) == preposition
        for inner in child.children
        if is_prepositional_object(inner)
    ]


def role_objects(preposition: Token) -> Iterator[tuple[str, Token]]:
    """Role name and object of a preposition; chains count as their last part too ("out of", "close to")."""
    role = PREPOSITION_SPELLINGS.get(preposition.lower_, preposition.lower_)
    if preposition.lower_ == "according":
        return
    for child in preposition.children:
        if is_prepositional_object(child):
            yield role, child
        elif is_preposition(child):
            for inner in child.children:
                if is_prepositional_object(inner):
                    yield PREPOSITION_SPELLINGS.get(child.lower_, child.lower_), inner
        elif is_conjunct(child) and is_adposition(child):
            yield from role_objects(child)


def objects_of_preposition(preposition: Token) -> list[Token]:
    """Objects of a preposition, those of a chain ("out of", "close to") included."""
    return [inner for _, inner in role_objects(preposition)]
