"""Whose an office is: not every state named beside a title is, and some offices belong to a body whoever holds them."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Span, Token

from kg.gazetteer.roles import STATE_SECTORS
from kg.gazetteer.word_lists import no_names, offices_of_bodies, past_offices
from kg.mentions.disambiguate import COMPASS
from kg.mentions.document import Actors
from kg.mentions.person_names import STATES
from kg.mentions.phrase import Phrase, entity_around, objects_of
from kg.mentions.role_nouns import RoleMention, role_mention
from kg.model import Entity
from kg.syntax.relations import is_compound_part, is_premodifier

_LED = frozenset({"of", "for", "in"})


def owner_among(actors: Actors, phrases: Iterable[Phrase]) -> Entity | None:
    """The first of the phrases that may own an office."""
    return next((phrase.entities[0] for phrase in phrases if is_owner(actors, phrase)), None)


def is_owner(actors: Actors, phrase: Phrase) -> bool:
    """False for Greece in "the leader of the Independent Greeks"."""
    named = actors.names.get(phrase.head)
    return named is None or named[1].entity.type not in STATES or not in_longer_name(actors, named[0])


def in_longer_name(actors: Actors, state: Span, title: int | None = None) -> bool:
    """Whether a state's name is part of the name of a party or firm: "Tehreek-e-Labbaik [Pakistan]".

    ``title`` is the token that the title begins at behind it: "[Iranian] Foreign Ministry spokesman" is Iran's.
    """
    return _goes_before(actors, state) or _goes_behind(actors, state, title)


def _goes_before(actors: Actors, state: Span) -> bool:
    if state.start - 1 <= state.sent.start:
        return False
    before = state.doc[state.start - 1]
    known = before.i in actors.names or before.lower_ in COMPASS or before.lower_ in past_offices()
    if known or not before.is_title or not before.is_alpha or role_mention(actors.gazetteer, before):
        return False
    if state[0].ent_iob_ == "I" and state[0].ent_type_ == before.ent_type_:
        return state[0].ent_type_ in {"ORG", "PERSON"} or is_compound_part(before)  # not "African American"
    linked = is_premodifier(before) and state.start <= before.head.i < state.end
    return linked and before.ent_type_ not in {"NORP", "DATE", "GPE"}


def _goes_behind(actors: Actors, state: Span, title: int | None) -> bool:
    entity = entity_around(state[-1])
    if entity is None or entity.label_ != "ORG":
        return False
    beyond = state.doc[state.end : min(entity.end, title or entity.end)]
    if not any(token.is_alpha and token.text[0].isupper() for token in beyond):
        return False
    if title is None and beyond[-1].lower_ not in no_names().last_words:
        return False  # "the president of Kenya Uhuru Kenyatta"
    found = [role_mention(actors.gazetteer, token) for token in beyond]
    return all(
        role is None or (role.role.kind not in {"body", "forces"} and role.role.sector not in STATE_SECTORS)
        for role in found
    )


def office_owner(actors: Actors, owner: Entity, office: RoleMention) -> Entity:
    """Whose an office is that stands beside ``owner``: the state of a party's legislator, the parliament of an MEP."""
    text = actors.doc[office.start : office.end].text.lower()
    for words, body in offices_of_bodies().items():
        if text == words or text.endswith(f" {words}"):
            readings = actors.gazetteer.lookup(body)
            return readings[0].entity if readings else owner
    if office.role.sector == "LEG" and owner.type == "PoliticalGroup" and owner.country:
        return actors.gazetteer.country(owner.country)
    return owner


def leads_movement(actors: Actors, office: RoleMention) -> bool:
    """ "Leader of the Iran protests", "head of the Armenian community"."""
    head: Token = actors.doc[office.start : office.end].root
    return any(inner.lemma_.lower() in no_names().movements for inner in objects_of(head, _LED))
