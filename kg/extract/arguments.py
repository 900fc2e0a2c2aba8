"""Arguments of a predicate, found generically over the dependency parse.

Whatever the construction (active, passive, relative or reduced clause, control, coordination, light verb,
nominalisation), a predicate comes out as a mapping of roles to the head tokens that fill them. Roles are ``agent``,
``patient``, ``recipient``, ``clause`` and every preposition by its own name; see docs/frames.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.predicate import Predicate, is_passive, verb_lemmas
from kg.extract.subjects import RELATIVE_PRONOUNS, subjects
from kg.syntax.relations import (
    is_active_subject,
    is_adjectival_complement,
    is_adjectival_modifier,
    is_adnominal_clause,
    is_adverbial,
    is_adverbial_clause,
    is_auxiliary,
    is_clause_marker,
    is_complement_clause,
    is_conjunct,
    is_dative,
    is_direct_object,
    is_naming_complement,
    is_nominal_complement,
    is_noun_clause,
    is_noun_modifier,
    is_noun_opening,
    is_object,
    is_object_predicate,
    is_open_complement,
    is_passive_agent,
    is_predicate_nominal,
    is_preposition,
    is_preposition_or_particle,
    is_prepositional,
    is_relative_clause,
    is_subject_or_expletive,
)
from kg.syntax.tree import climb
from kg.syntax.walks import is_infinitive, objects_of_preposition, role_objects
from kg.syntax.words import (
    is_adposition,
    is_ing_form,
    is_joining_word,
    is_noun,
    is_past_participle,
    is_proper_noun,
    is_verb,
)

CONDITIONS = frozenset({"unless", "until", "if"})
"""Conjunctions by which a threat says of whom something is wanted ("threatened to strike unless Israel withdrew")."""


def verb_predicate(token: Token) -> Predicate:
    """The predicate of a verb with its roles filled."""
    lexicon = load_lexicon()
    predicate = Predicate(token, verb_lemmas(token)[0], "verb", passive=is_passive(token))
    for subject in subjects(token, lexicon):
        predicate.add("patient" if predicate.passive else "agent", subject)
    if predicate.passive:
        for child in token.children:
            if is_passive_agent(child) or (is_preposition(child) and child.lower_ == "by"):
                for inner in objects_of_preposition(child):
                    predicate.add("agent", inner)
    for child in token.children:
        if is_direct_object(child):
            if predicate.passive:  # "was granted asylum": the subject is the one who gets it
                predicate.roles["recipient"] = predicate.roles.pop("patient", [])
            predicate.add("patient", child)
            for name in _fused_recipient(child, token, lexicon):
                predicate.add("recipient", name)
        elif is_dative(child):
            for inner in objects_of_preposition(child) if is_adposition(child) else [child]:
                predicate.add("recipient", inner)
                if is_adposition(child):
                    predicate.add(child.lower_, inner)
        elif is_predicate_nominal(child):
            predicate.add("attribute", child)
        elif is_adverbial(child) and child.lower_.endswith("ly"):
            for adverb in (child, *(part for part in child.rights if is_conjunct(part))):
                predicate.add("manner", adverb)
        elif is_object_predicate(child):
            predicate.add("complement", child)
        elif is_complement_clause(child):
            named = _named_otherwise(child, lexicon)
            for inner in named:
                predicate.add("patient", inner)
            if not named:
                _add_clause(predicate, child)
        elif is_adverbial_clause(child) and child.i > token.i and (is_ing_form(child) or is_infinitive(child)):
            predicate.add("purpose", child)
    if is_relative_clause(token):
        _fill_gap(predicate, token)
    for child in token.rights:  # "kidnapped up to 16 advisers": no preposition, a number
        to = next((part for part in (child, *child.children) if is_preposition(part) and part.lower_ == "to"), None)
        if to is not None and to.i and to.nbor(-1).lower_ == "up" and "patient" not in predicate.roles:
            for inner in objects_of_preposition(to):
                predicate.add("patient", inner)
    for clause in (token, *predicate.roles.get("clause", [])):
        for child in clause.children:
            if is_adverbial_clause(child) and any(
                part.lower_ in CONDITIONS and is_clause_marker(part) for part in child.lefts
            ):
                for subject in child.lefts:
                    if is_subject_or_expletive(subject):
                        predicate.add("condition", subject)
    add_prepositions(predicate, token)
    _share_objects(predicate, token)
    if is_ing_form(token) and is_adverbial_clause(token) and token.i > token.head.i and "in" not in predicate.roles:
        _borrow_place(predicate, token.head)
    if (
        predicate.passive
        and token.head.i != token.i
        and is_adnominal_clause(token)
        and "patient" not in predicate.roles
    ):
        predicate.add("patient", token.head)
    if (
        is_past_participle(token)
        and (is_adnominal_clause(token) or is_adjectival_modifier(token))
        and token.lemma_.lower() in lexicon.mediating
    ):
        _add_parties(predicate, token, lexicon)
    return predicate


def _add_parties(predicate: Predicate, participle: Token, lexicon: Lexicon) -> None:
    """ "Mali and Chad signed a Kenyan-brokered truce": who brokered it, and between whom."""
    noun = participle.head
    predicate.add("patient", noun)
    for child in (*participle.lefts, *noun.lefts):  # the parser hangs it on either
        if is_noun_opening(child) and child.i + 2 == participle.i:
            predicate.add("agent", child)
    verb = climb(noun.head, is_adposition)
    if is_verb(verb) and is_object(noun):
        for subject in subjects(verb, lexicon):
            predicate.add("party", subject)


def _fused_recipient(patient: Token, verb: Token, lexicon: Lexicon) -> list[Token]:
    """ "gave Ukraine military aid", where the parser takes both objects for one phrase."""
    if verb.lemma_.lower() not in lexicon.ditransitive:
        return []
    first = patient.left_edge
    fused = first.i != patient.i and first.i == verb.i + 1 and is_noun_modifier(first)
    return [first] if fused and first.ent_type_ == "GPE" and is_proper_noun(first) else []


def _fill_gap(predicate: Predicate, token: Token) -> None:
    """The antecedent of a relative clause fills the role of its pronoun."""
    subject = [child for child in token.children if is_subject_or_expletive(child)]
    if any(child.lower_ in RELATIVE_PRONOUNS for child in subject):
        return
    for child in token.children:
        if is_direct_object(child) and child.lower_ in RELATIVE_PRONOUNS:
            predicate.roles["patient"] = [token.head]
            return
    if subject and not any(map(is_direct_object, token.children)) and not predicate.passive:
        predicate.add("patient", token.head)


def _add_clause(predicate: Predicate, clause: Token) -> None:
    predicate.add("clause", clause)
    if any(is_auxiliary(child) and child.lower_ in {"must", "should", "ought"} for child in clause.children) or (
        clause.lemma_ in {"have", "need"} and any(map(is_open_complement, clause.children))
    ):
        for subject in clause.children:  # "said that Sudan must return the helicopter"
            if is_subject_or_expletive(subject):
                predicate.add("obligation", subject)


def _named_otherwise(clause: Token, lexicon: Lexicon) -> list[Token]:
    """ "Condemned what it called American interference": the interference."""
    if clause.lemma_.lower() not in lexicon.naming_verbs or not any(part.lower_ == "what" for part in clause.lefts):
        return []
    found = [child for child in clause.rights if is_naming_complement(child) and is_noun(child)]
    for child in clause.rights:
        if is_preposition(child) and child.lower_ == "as":
            found += objects_of_preposition(child)
    return found


def clause_arguments(clause: Token) -> Iterator[Token]:
    """Actors' heads in a complement clause: its own subject, then objects, then the objects of its prepositions."""
    for wanted in (is_subject_or_expletive, is_nominal_complement):
        for child in clause.children:
            if wanted(child) and child.lower_ not in RELATIVE_PRONOUNS:
                yield from objects_of_preposition(child) if is_adposition(child) else [child]
    for child in clause.children:
        if is_prepositional(child):
            yield from objects_of_preposition(child)
    for child in clause.children:
        if is_adjectival_complement(child) or is_open_complement(child):
            yield from clause_arguments(child)
        elif is_direct_object(child):
            for inner in child.rights:
                if is_noun_clause(inner) or is_preposition(inner):
                    yield from objects_of_preposition(inner) if is_preposition(inner) else clause_arguments(inner)


def add_prepositions(predicate: Predicate, token: Token) -> None:
    for child in token.children:
        if is_preposition_or_particle(child) and (is_adposition(child) or is_preposition(child)):
            for role, inner in role_objects(child):
                predicate.add(role, inner)
        elif is_adverbial(child):
            for inner_prep in child.children:
                if is_preposition(inner_prep):
                    for role, inner in role_objects(inner_prep):
                        predicate.add(role, inner)


def _borrow_place(predicate: Predicate, above: Token) -> None:
    """ "Struck a market in Idlib, killing 20 civilians": where the one happened, the other did."""
    for token in (above, *(child for child in above.children if is_direct_object(child))):
        for child in token.rights:
            if is_preposition(child) and child.lower_ == "in":
                for inner in objects_of_preposition(child):
                    predicate.add("in", inner)


def _share_objects(predicate: Predicate, token: Token) -> None:
    """ "Seized and searched the ship", "invaded and occupied by": the last verb's objects serve the first too."""
    if "patient" in predicate.roles or predicate.passive:
        return
    for child in token.children:
        if is_conjunct(child) and is_verb(child) and not any(map(is_active_subject, child.children)):
            between = token.doc[token.i + 1 : child.i]
            if all(map(is_joining_word, between)):
                for inner in child.children:
                    if is_direct_object(inner):
                        predicate.add("patient", inner)
