"""Who fills which role of a verb or a noun of action, over Universal Dependencies: agent, patient, prepositions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.languages.words import Words
from kg.syntax.universal import (
    MOST,
    antecedent,
    complements,
    conjuncts,
    governor,
    is_joined,
    is_noun,
    is_passive,
    is_pointer,
    is_verbal,
    nominals,
    objects,
    recipients,
    subjects_of,
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that may say a relation; ``verb`` is it or the verb that carries it ("a imposé des sanctions")."""

    token: Token
    verb: Token | None
    roles: dict[str, list[Token]] = field(default_factory=dict)


def verb_predicate(verb: Token, words: Words) -> Predicate:
    """A verb with its roles filled."""
    found = Predicate(verb, verb)
    if is_passive(verb):
        _add(found, "patient", subjects(verb, words))
        _add(found, "agent", [noun for case, noun in nominals(verb) if case in words.agent])
    else:
        _add(found, "agent", subjects(verb, words))
        _add(found, "patient", [_meant(one, verb) for one in objects(verb)])
    _add(found, "recipient", recipients(verb))
    for head in (verb, *objects(verb)):
        for case, noun in nominals(head):
            _add(found, case, [noun])
    return found


def noun_predicate(noun: Token, words: Words) -> Predicate:
    """A noun of action with its roles filled, its own and those of the verb that carries it."""
    carrier = noun.head if is_verbal(noun.head) and noun.head.lemma_.lower() in words.support else None
    is_carried = carrier is not None and (noun in objects(carrier) or noun in subjects_of(carrier))
    found = Predicate(noun, carrier if is_carried else None)
    for case, inner in nominals(noun):
        _add(found, "agent" if case in words.agent else case, [inner])
    if is_carried and carrier is not None:
        if noun in objects(carrier) and not is_passive(carrier):
            _add(found, "agent", subjects(carrier, words))
        for case, inner in nominals(carrier):
            _add(found, "agent" if case in words.agent else case, [inner])
    elif is_verbal(noun.head) and not is_passive(noun.head):  # "a condamné l'invasion du pays par ses voisins"
        _add(found, "agent", [inner for case, inner in nominals(noun.head) if case in words.agent])
    _add(found, "marked", complements(noun))
    return found


def subjects(verb: Token, words: Words, steps: int = MOST) -> list[Token]:
    """Who does it, or is said to: its own subject, else that of the verb it shares one with or is governed by."""
    own = [_meant(one, verb) for one in subjects_of(verb)]
    if own or not steps:
        return own
    if is_joined(verb) and is_verbal(verb.head):
        return subjects(verb.head, words, steps - 1)
    above = governor(verb)
    if above is None:
        return []
    if is_noun(above):  # "le navire saisi", "a accusé la Russie de mentir"
        return [above]
    if above.lemma_.lower() in words.object_control:
        asked = [*recipients(above), *objects(above), *(noun for _, noun in nominals(above))]
        return [one for one in asked if is_noun(one)][:1]
    return subjects(above, words, steps - 1)


def _meant(token: Token, verb: Token) -> Token:
    """Whom a relative pronoun stands for."""
    above = antecedent(verb)
    return above if above is not None and is_pointer(token) else token


def _add(predicate: Predicate, role: str, tokens: Iterable[Token]) -> None:
    filled = predicate.roles.setdefault(role, [])
    for token in _all(tokens):
        if all(token.i != other.i for other in filled):
            filled.append(token)


def _all(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from (one for one in conjuncts(token) if one.i == token.i or not is_verbal(one))
