"""Who a noun phrase means: the actors that the phrase headed by a token stands for.

"Tehran", "Iranian officials", "dozens of Iraqi villagers", "Iran's president, Ebrahim Raisi", "rebels in the
Ivory Coast" each come down to entities of the gazetteer, or to a state with a PLOVER sector.
"""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.gazetteer.index import Name
from kg.gazetteer.word_lists import partitives, place_nouns
from kg.mentions.document import Actors
from kg.mentions.peoples import people_of
from kg.mentions.persons import known_now, resolve_person
from kg.mentions.phrase import Office, Phrase, detached, in_apposition, phrase_span, plural_name
from kg.mentions.role_nouns import role_mention, role_noun
from kg.mentions.role_phrases import resolve_role
from kg.model import Entity
from kg.syntax.relations import is_acting, is_adnominal_clause, is_attributive, is_doer, is_passive_agent
from kg.syntax.walks import objects_of
from kg.syntax.words import (
    is_number,
    is_past_participle,
    is_personal_pronoun,
    is_possessive_ending,
    is_pronoun,
    is_proper_noun,
)

__all__ = ["Actors", "Office", "Phrase", "phrase_span", "resolve", "role_noun"]

POINTS = frozenset({"north", "south", "east", "west"})
_OF = frozenset({"of", "from"})


def resolve(actors: Actors, token: Token) -> Phrase | None:
    """The phrase that ``token`` heads, or None where it means no actor; :class:`Actors` remembers it."""
    named = actors.names.get(token.i)
    if named and (named[0].root.i == token.i or not is_attributive(token)):
        return _resolve_name(actors, token, *named)
    if is_pronoun(token) or is_personal_pronoun(token):
        return actors.refer(actors, token) if actors.refer else None
    if token.lemma_.lower() in partitives() or is_number(token):
        for inner in objects_of(token, _OF):
            phrase = actors.at(inner)
            if phrase:
                return phrase
            break
    leader = _leader(actors, token)
    if leader:
        return leader
    if is_proper_noun(token) or token.ent_type_ == "PERSON":
        person = resolve_person(actors, token)
        if person:
            return person
    role = role_mention(actors.gazetteer, token)
    if role and not (role.role.sector == "CVL" and token.lemma_.lower() in place_nouns() and not is_acting(token)):
        phrase = resolve_role(actors, token, role)
        if phrase:
            return phrase
    if token.lemma_.lower() in place_nouns() and not is_doer(token):
        owners = actors.owners(token) or [phrase for part in in_apposition(token) if (phrase := actors.at(part))]
        if owners:
            start, end = phrase_span(actors.doc, token, actors)
            return Phrase(token.i, start, end, "place", owners[0].entities)
    return actors.refer(actors, token) if actors.refer else None


def _leader(actors: Actors, token: Token) -> Phrase | None:
    """ "A coalition led by Saudi Arabia" acts for Saudi Arabia."""
    for child in token.rights:
        if (
            is_adnominal_clause(child)
            and child.lemma_ in {"lead", "head", "command", "spearhead"}
            and is_past_participle(child)
        ):
            for agent in child.children:
                if is_passive_agent(agent):
                    for inner in agent.children:
                        phrase = actors.at(inner)
                        if phrase:
                            return Phrase(token.i, token.i, phrase.end, "role", phrase.entities)
    return None


def _resolve_name(actors: Actors, token: Token, span: Span, name: Name) -> Phrase | None:
    if detached(span) or _national_chapter(actors, span, name):
        return None
    if _of_another_state(actors, span, name):
        role = role_mention(actors.gazetteer, span.root)
        return resolve_role(actors, span.root, role) if role else None
    start, end = phrase_span(actors.doc, span.root, actors)
    entity: Entity | None = name.entity
    if name.kind == "person":
        introduced = resolve_person(actors, span.root)
        if introduced:
            return introduced
        entity = known_now(actors, span.text, name.entity)
    elif name.kind == "demonym" or name.entity.type == "RoleActor":
        entity = people_of(actors.names, span, name)
    if entity is None:
        return None
    start, end = min(start, span.start), max(end, span.end)
    twin = _twin(actors, span)
    if twin is not None:
        return Phrase(token.i, min(start, span.start - 2), end, name.kind, (twin, entity), plural=True)
    return Phrase(token.i, start, end, name.kind, (entity,), plural=plural_name(span))


def _of_another_state(actors: Actors, span: Span, name: Name) -> bool:
    """ "The Bolivian Congress", "Peru's Supreme Court", "the Senate of Nigeria": the like of a body that we list."""
    if name.entity.type != "GovernmentBody" or span.text.lower() not in actors.gazetteer.role_nouns:
        return False
    possessive = span.start >= 2 and is_possessive_ending(span.doc[span.start - 1])
    before = actors.names.get(span.start - (2 if possessive else 1))
    behind = [named for inner in objects_of(span.root, _OF) if (named := actors.names.get(inner.i))]
    states = {owner[1].entity.country for owner in ([before] if before else []) + behind}
    return bool(states - {None, name.entity.country})


def _twin(actors: Actors, span: Span) -> Entity | None:
    """ "[North] and South Korea": the one of which only the point of the compass is said."""
    words = span.text.split(" ", 1)
    if span.start < 2 or len(words) < 2 or words[0].lower() not in POINTS:
        return None
    point, joined = span.doc[span.start - 2], span.doc[span.start - 1]
    if point.lower_ not in POINTS or joined.lower_ != "and":
        return None
    readings = actors.gazetteer.lookup(f"{point.text.capitalize()} {words[1]}", date=actors.date)
    return readings[0].entity if readings else None


def _national_chapter(actors: Actors, span: Span, name: Name) -> bool:
    """ "The Philippine Red Cross" is not the Red Cross."""
    if name.entity.type != "Organisation" or span.start == 0:
        return False
    before = actors.names.get(span.start - 1)
    return before is not None and before[1].kind == "demonym"
