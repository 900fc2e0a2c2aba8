"""Fiction: what happens in a film, a dream, a simulation or a drill happened nowhere, and claims nothing."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.lexicon import load_lexicon
from kg.extract.predicate import Predicate, verb_lemmas
from kg.extract.scope.surroundings import way_up
from kg.syntax.relations import (
    is_doer,
    is_preposition,
    is_prepositional,
    is_prepositional_object,
    is_relative_clause,
)
from kg.syntax.words import is_common_noun, is_verbal

SETTING = frozenset({"in", "during", "under", "for"})
"""Prepositions that open a setting ("in the simulation", "during a drill")."""


def imagined(predicate: Predicate, quad: str | None) -> bool:
    """True where the predicate's clause, or one above it, is set in a fiction.

    ``quad`` is the quad class of the claim's relation: a drill is fiction for harm only ("in a drill, NATO attacked
    Russia"), since allies do meet and train in it.
    """
    lexicon = load_lexicon()
    nouns = lexicon.fiction_nouns | (lexicon.drill_nouns if quad == "materialConflict" else frozenset())
    for step in way_up(predicate):
        if not is_verbal(step.token):
            continue
        told_of = is_relative_clause(step.token) and step.token.head.lemma_.lower() in nouns
        if told_of and any(is_preposition(child) and child.lower_ in SETTING for child in step.token.lefts):
            return True  # "a scenario in which"
        for child in step.token.children:
            if step.below is not None and child.i == step.below.i:
                continue
            if is_preposition(child) and child.lower_ in SETTING and _names(child, nouns):
                return True
            shown = is_doer(child) and step.below is not None and step.link in {"complement", "object"}
            if shown and (child.lemma_.lower() in nouns or _names(child, nouns)) and is_common_noun(child):
                return True
    return False


def dreamt(predicate: Predicate) -> bool:
    """ "Dreamt that Egypt had invaded"."""
    verbs = load_lexicon().dreaming_verbs
    return any(step.link == "complement" and set(verb_lemmas(step.token)) & verbs for step in way_up(predicate))


def _names(preposition: Token, nouns: frozenset[str]) -> bool:
    if not is_prepositional(preposition):
        return False
    return any(is_prepositional_object(child) and child.lemma_.lower() in nouns for child in preposition.children)
