"""Offices told by a verb: "X is the foreign minister of Mali", "X was sworn in as president", "Y named X army chief".

The verbs are in ontology/actors/office_verbs.yaml. Only what is so now counts: nobody holds an office by hoping to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.mentions.document import Actors
from kg.mentions.owners import owner_among
from kg.mentions.persons import introduce
from kg.mentions.phrase import name_span, objects_of
from kg.mentions.role_nouns import RoleMention, role_mention
from kg.mentions.role_phrases import role_owners
from kg.resources import ontology_path
from kg.syntax.relations import (
    is_compound_part,
    is_direct_object,
    is_negation,
    is_nominal_passive_subject,
    is_passive_auxiliary,
    is_said_of,
    is_subject,
)
from kg.syntax.words import is_finite_or_participle, is_present_tense, is_proper_noun, is_unfinite_helper, is_verbal
from kg.yaml_file import read_lists_as

AS = frozenset({"as"})


@dataclass(frozen=True, slots=True)
class OfficeVerbs:
    """``being``: its complement is held now; ``becoming``: once it has happened; ``giving``: by somebody else.

    ``taking``: with one of ``posts`` as its object, "took office as governor".
    """

    being: frozenset[str]
    becoming: frozenset[str]
    giving: frozenset[str]
    taking: frozenset[str]
    posts: frozenset[str]


@cache
def office_verbs() -> OfficeVerbs:
    """The verbs of the file; raises VocabularyError."""
    return read_lists_as(ontology_path("actors", "office_verbs.yaml"), OfficeVerbs)


def note_offices(actors: Actors) -> None:
    """Remember who holds which office by the verbs of the document."""
    verbs = office_verbs()
    known = verbs.being | verbs.becoming | verbs.giving | verbs.taking
    for verb in actors.doc:
        if verb.lemma_ in known and is_verbal(verb) and _happened(verb, verbs):
            for person, office in _appointments(actors, verb, verbs):
                named = actors.names.get(person.i)
                if not is_proper_noun(person) or (named and named[1].kind != "person"):
                    continue
                owners = role_owners(actors, actors.doc[office.start : office.end].root, office)
                owner = owner_among(actors, owners)
                if owner:
                    introduce(actors, name_span(person), owner, office)


def _appointments(actors: Actors, verb: Token, verbs: OfficeVerbs) -> Iterator[tuple[Token, RoleMention]]:
    passive = any(is_nominal_passive_subject(child) or is_passive_auxiliary(child) for child in verb.children)
    subject = next(filter(is_subject, verb.lefts), None)
    if verb.lemma_ in verbs.giving and not passive:
        subject = next(filter(is_direct_object, verb.rights), None)
    if subject is None:
        return
    for noun in _complements(verb, verbs):
        if noun.i == subject.i:
            # "appointed Samir Rifai prime minister": the parser makes one noun of both
            first = [child for child in noun.lefts if is_compound_part(child) and child.ent_type_ == "PERSON"]
            subject = first[-1] if first else subject
        office = role_mention(actors.gazetteer, noun)
        if office and office.role.kind == "person" and subject.i != noun.i:
            yield subject, office


def _complements(verb: Token, verbs: OfficeVerbs) -> Iterator[Token]:
    objects = list(filter(is_said_of, verb.rights))
    if verb.lemma_ in verbs.taking:
        posts = [child for child in objects if child.lemma_ in verbs.posts]
        for post in posts:
            yield from objects_of(post, AS)
        if not posts:
            return
    else:
        yield from objects
    yield from objects_of(verb, AS)


def _happened(verb: Token, verbs: OfficeVerbs) -> bool:
    """False for "is not", "will become", "hopes to become", "was the president"."""
    if any(is_negation(child) or is_unfinite_helper(child) for child in verb.children):
        return False
    if verb.lemma_ in verbs.being:
        return is_present_tense(verb)
    return is_finite_or_participle(verb)
