"""Arguments of a noun of action: from its own phrase, and from a light verb above it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.arguments import add_prepositions, verb_predicate
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.predicate import Predicate, is_blocked, verb_lemmas
from kg.extract.subjects import movers_of
from kg.syntax.relations import (
    is_adverbial,
    is_adverbial_clause,
    is_affected,
    is_apposition,
    is_clausal_complement,
    is_clause_marker,
    is_compound_part,
    is_conjunct,
    is_direct_object,
    is_nominal_subject,
    is_noun_clause,
    is_possessor,
    is_predicate_nominal,
    is_premodifier,
    is_preposition_or_particle,
    is_prepositional_object,
    is_relative_clause,
)
from kg.syntax.tree import climb
from kg.syntax.words import is_base_form, is_noun, is_proper_noun, is_verbal


def noun_predicate(token: Token) -> Predicate:
    """The predicate of a noun of action; agent and other roles come from its phrase and from a light verb above it."""
    lexicon = load_lexicon()
    predicate = Predicate(token, token.lemma_.lower(), "noun")
    for child in token.lefts:
        if is_possessor(child):
            predicate.add("agent", child)
        elif is_premodifier(child):
            predicate.add("modifier", child)
        elif is_adverbial(child):  # "previously an ally"
            predicate.add("manner", child)
    add_prepositions(predicate, token)
    for role in ("by",):
        for inner in predicate.roles.get(role, []):
            predicate.add("agent", inner)
    if "of" in predicate.roles:
        for inner in predicate.roles["of"]:
            predicate.add("patient", inner)
    support, through = supporting_verb(token, lexicon)
    if support is not None:
        predicate.support = support
        _borrow(predicate, support, through, lexicon)
    for child in token.rights:
        if is_noun_clause(child) and is_base_form(child) and predicate.support is not None:
            predicate.add("purpose", child)  # "began a hunger strike to demand"
        announced = any(is_clause_marker(part) and part.lower_ == "that" for part in child.lefts)
        if (is_clausal_complement(child) or is_noun_clause(child)) and (is_base_form(child) or announced):
            predicate.add("clause", child)
    _inherit(predicate, lexicon)
    _add_apposition(predicate)
    return predicate


def _add_apposition(predicate: Predicate) -> None:
    """Who is what the noun says: "Cuba, an ally of", "NATO member Montenegro", "Nepal in talks"."""
    token = predicate.token
    if (is_apposition(token) or is_compound_part(token)) and is_proper_noun(token.head):
        predicate.add("apposition", token.head)
    elif is_predicate_nominal(token):
        for child in token.head.children:
            if is_nominal_subject(child):
                predicate.add("apposition", child)
    for child in token.rights:
        if is_apposition(child) and is_proper_noun(child):
            predicate.add("apposition", child)
    above = token.head.head
    if (
        is_prepositional_object(token)
        and token.head.lower_ == "in"
        and is_proper_noun(above)
        and "agent" not in predicate.roles
    ):
        predicate.add("agent", above)


def _inherit(predicate: Predicate, lexicon: Lexicon) -> None:
    """ "…brought X and Y closer, which includes military cooperation": the parties are those of the clause above."""
    verb = predicate.token.head
    if (
        not is_direct_object(predicate.token)
        or verb.lemma_.lower() not in lexicon.elaborating
        or not (is_adverbial_clause(verb) or is_relative_clause(verb))
    ):
        return
    if set(predicate.roles) - {"modifier"} or not any(child.lower_ == "which" for child in verb.lefts):
        return
    above = climb(verb.head, lambda word: not is_verbal(word))
    for child in above.children:
        if is_direct_object(child) and any(map(is_conjunct, child.children)):
            predicate.add("between", child)


def supporting_verb(token: Token, lexicon: Lexicon) -> tuple[Token | None, str]:
    """The light or aspect verb that a noun of action stands under, and how: "object", "subject" or a preposition."""
    head = climb(token, lambda word: is_conjunct(word) and is_noun(word.head))
    parent = head.head
    if is_affected(head) and is_verbal(parent):
        if is_blocked(token, parent) or any(lemma in lexicon.support for lemma in verb_lemmas(parent)):
            return parent, "object" if is_direct_object(head) else "passive"
    if is_prepositional_object(head) and is_preposition_or_particle(head.head):
        verb = head.head.head
        verb = verb.head if verb.lemma_ == "part" else verb
        part = " part" if any(is_direct_object(child) and child.lemma_ == "part" for child in verb.children) else ""
        name = f"{verb.lemma_.lower()}{part} {head.head.lower_}"  # "took part in"
        if name in lexicon.support:
            return verb, head.head.lower_
    if is_nominal_subject(head) and parent.lemma_.lower() in lexicon.support_subject:
        return parent, "subject"
    return None, ""


def _borrow(predicate: Predicate, support: Token, through: str, lexicon: Lexicon) -> None:
    """Give a noun the subject and the prepositions of its light verb."""
    verb = verb_predicate(support)
    blocked = through in {"object", "passive"} and bool(set(verb_lemmas(support)) & lexicon.blocking_verbs)
    if blocked and (movers := movers_of(predicate.token)):
        for mover in movers:
            if mover.i != predicate.token.i:
                predicate.add("agent", mover)
    elif through == "passive" or (through == "object" and verb.passive):
        for agent in verb.roles.get("agent", []):
            predicate.add("agent", agent)
    elif through != "subject":
        name = verb_lemmas(support)[0] if through == "object" else f"{support.lemma_.lower()} {through}"
        receiving = name in lexicon.receive
        for subject in verb.roles.get("patient" if verb.passive else "agent", []):
            if subject.i != predicate.token.i:
                predicate.add("receiver" if receiving else "agent", subject)
    for role, tokens in verb.roles.items():
        if role in {"agent", "patient", "clause", "attribute", "complement"} or role == through:
            continue
        for token in tokens:
            predicate.add(role, token)
