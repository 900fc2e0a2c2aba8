"""Predicates: words that may say a relation, the names they go by in the frames, and whether they are passive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Token

from kg.extract.lexicon import lemma_corrections, load_lexicon
from kg.syntax.relations import (
    is_active_subject,
    is_adnominal_clause,
    is_adverbial,
    is_auxiliary,
    is_conjunct,
    is_direct_object,
    is_extension,
    is_particle,
    is_preposition,
    is_prepositional_object,
    is_reduced_clause,
    is_satellite,
    is_sign_of_passive,
)
from kg.syntax.words import is_common_noun, is_ing_form, is_past_participle


@dataclass(slots=True)
class Predicate:
    """A word that may say a relation, and what fills its roles.

    ``support`` is the light verb or aspect verb that carries a noun ("impose" of "impose sanctions on").
    """

    token: Token
    lemma: str
    kind: Literal["verb", "noun", "adjective"]
    roles: dict[str, list[Token]] = field(default_factory=dict)
    support: Token | None = None
    passive: bool = False

    def add(self, role: str, token: Token) -> None:
        """Fill a role once more, in order, without repeats."""
        filled = self.roles.setdefault(role, [])
        if all(token.i != other.i for other in filled):
            filled.append(token)


def verb_lemmas(token: Token) -> list[str]:
    """Names a verb can be found by in the frames, longest first: "carry out", then "carry"."""
    particles = [child.lower_ for child in token.children if is_particle(child)]
    for child in token.rights:
        if is_extension(child):  # "brought them closer together", "came under"
            particles += [part.lower_ for part in child.lefts if is_adverbial(part)] + [child.lower_]
        elif is_preposition(child) and child.i == token.i + 1 and _ends_clause(child):  # "only Belarus voted against."
            particles.append(child.lower_)
    lemma = lemma_corrections().get(token.lemma_.lower(), token.lemma_.lower())
    return [f"{lemma} {particle}" for particle in dict.fromkeys(particles)] + [lemma]


def _ends_clause(token: Token) -> bool:
    """True for a preposition that has nothing behind it."""
    return token.i + 1 == len(token.doc) or token.nbor().is_punct or token.nbor().is_space


def names_above(token: Token) -> set[str]:
    """Names by which a verb stands in the lists: its lemma, alone and with each particle or preposition it governs."""
    names = set(verb_lemmas(token))
    for child in token.children:  # "stopped short of supplying", "ruled out sending"
        if is_satellite(child):
            names.add(f"{token.lemma_.lower()} {child.lower_}")
    return names


def is_blocked(measure: Token, verb: Token) -> bool:
    """ "Blocked sanctions", "held up aid": a measure and what keeps it from being taken."""
    lexicon = load_lexicon()
    named = measure.lemma_.lower() in lexicon.blocked_measures
    return named and any(lemma in lexicon.blocking_verbs for lemma in verb_lemmas(verb))


def in_document(token: Token) -> bool:
    """True for what a text says or does that may be adopted or dropped ("a resolution condemning Mali")."""
    of_text = is_common_noun(token.head) and token.head.lemma_.lower() in load_lexicon().document_nouns
    return of_text and is_adnominal_clause(token) and is_ing_form(token)


def idioms(token: Token) -> list[str]:
    """Names of a verb together with what it governs: "take to streets", "run riot"."""
    lemma = verb_lemmas(token)[-1]
    found = [f"{lemma} {child.lower_}" for child in token.rights if is_direct_object(child)]
    for child in token.rights:
        if is_preposition(child):
            found += [
                f"{lemma} {child.lower_} {inner.lower_}" for inner in child.children if is_prepositional_object(inner)
            ]
    return found


def named_ways(token: Token) -> set[str]:
    """All names by which a verb stands in the lists, with its particle and with what it governs ("pour scorn")."""
    return {*names_above(token), *idioms(token)}


def is_passive(token: Token) -> bool:
    """True for a passive verb, reduced ones included ("the ship seized by Iran")."""
    if any(map(is_sign_of_passive, token.children)):
        return True
    if not is_past_participle(token) or any(is_auxiliary(child) and child.lemma_ == "have" for child in token.children):
        return False
    if is_adnominal_clause(token):
        return True
    if is_conjunct(token) and not any(map(is_active_subject, token.children)):
        return is_passive(token.head)
    return is_reduced_clause(token) and not any(
        is_active_subject(child) or is_direct_object(child) for child in token.children
    )
