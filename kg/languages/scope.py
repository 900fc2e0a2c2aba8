"""How far an act holds in a text of another language: denied, planned, possible or demanded, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.languages.actors import Actor
from kg.languages.roles import Predicate, subjects
from kg.languages.words import Words
from kg.model import Entity, Modality, Polarity
from kg.syntax.universal import (
    MOST,
    antecedent,
    governor,
    is_clause_of_speech,
    is_conditional,
    is_future,
    is_joined,
    is_purpose,
    is_verbal,
    marks,
    negators,
    nominals,
)


def polarity(predicate: Predicate, words: Words) -> Polarity:
    """Negated by a word beside it, or by a verb above that denies or refuses it."""
    for token in {predicate.token, predicate.verb or predicate.token}:
        if negators(token) & words.negations:
            return "negated"
    for below, above in _way_up(predicate):
        if above.lemma_.lower() in words.negating_verbs | words.denying_verbs:
            return "affirmed" if negators(above) & words.negations else "negated"
        reports = above.lemma_.lower() in words.reporting_verbs and is_clause_of_speech(below)
        if not reports and is_clause_of_speech(below) and negators(above) & words.negations:
            return "negated"
    return "affirmed"


def modality(predicate: Predicate, words: Words) -> Modality:
    """By the form of the verb, or by the verbs and conjunctions above it."""
    verb = predicate.verb or predicate.token
    if is_conditional(verb) or marks(verb) & words.conditions:
        return "possible"
    if is_future(verb) or is_purpose(verb, words.purposes):
        return "planned"
    for below, above in _way_up(predicate):
        lemma = above.lemma_.lower()
        if lemma in words.obliging_verbs or lemma in words.demanding_verbs:
            return "demanded"
        if lemma in words.planning_verbs:
            return "planned"
        if lemma in words.possible_verbs or marks(above) & words.conditions:
            return "possible"
        if not is_clause_of_speech(below):
            break
    return "actual"


def speaker(predicate: Predicate, words: Words, actors: Mapping[int, Actor]) -> Entity | None:
    """Who says it: the subject of a verb of speech above, or whom "according to" names."""
    top = predicate.verb or predicate.token
    for below, above in _way_up(predicate):
        if above.lemma_.lower() in words.reporting_verbs | words.denying_verbs and is_clause_of_speech(below):
            return next((actors[one.i].entity for one in subjects(above, words) if one.i in actors), None)
        top = above
    for token in (top, predicate.verb or predicate.token):
        for case, noun in nominals(token):
            if case in words.according and noun.i in actors:
                return actors[noun.i].entity
    return None


def _way_up(predicate: Predicate) -> Iterator[tuple[Token, Token]]:
    """Pairs of a word and what governs it; a relative clause ends it, since what it says is taken for granted."""
    token = predicate.verb or predicate.token
    if predicate.verb is None:  # a noun of action: the verb that it stands below, if that is a verb's
        if not is_verbal(token.head) or token.head.i == token.i:
            return
        yield token, token.head
        token = token.head
    for _ in range(MOST):
        while is_joined(token) and is_verbal(token.head):
            token = token.head
        above = governor(token)
        if above is None or antecedent(token) is not None:
            return
        yield token, above
        token = above
