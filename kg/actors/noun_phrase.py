"""Who a noun phrase means: the actors that the phrase headed by a token stands for.

"Tehran", "Iranian officials", "dozens of Iraqi villagers", "Iran's president, Ebrahim Raisi", "rebels in the
Ivory Coast" each come down to entities of the gazetteer, or to a state with a PLOVER sector.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from kg.actors.gazetteer import Gazetteer, Name
from kg.actors.peoples import people_of
from kg.actors.persons import known_now, resolve_person
from kg.actors.phrase import (
    Office,
    Phrase,
    conjuncts,
    detached,
    in_apposition,
    modifiers,
    objects_of,
    phrase_span,
    plural_name,
)
from kg.actors.role_nouns import role_mention, role_noun
from kg.actors.role_phrases import resolve_role
from kg.actors.word_lists import partitives, place_nouns
from kg.model import Entity

__all__ = ["Actors", "Office", "Phrase", "conjuncts", "phrase_span", "role_noun"]


_OF = frozenset({"of", "from"})


@dataclass(slots=True)
class Actors:
    """Everything known of the actors of one document; phrases are resolved on demand and remembered."""

    doc: Doc
    gazetteer: Gazetteer
    date: dt.date | None
    names: dict[int, tuple[Span, Name]]
    phrases: dict[int, Phrase | None] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    people: dict[str, Entity] = field(default_factory=dict)
    refer: Callable[[Actors, Token], Phrase | None] | None = None
    relational: frozenset[str] = frozenset()

    def at(self, token: Token) -> Phrase | None:
        """The phrase that ``token`` heads, or None where it means no actor."""
        if token.i not in self.phrases:
            self.phrases[token.i] = None  # guards against endless recursion in odd parses
            self.phrases[token.i] = _resolve(self, token)
        return self.phrases[token.i]

    def all_at(self, token: Token) -> list[Phrase]:
        """The phrase of ``token`` and those coordinated with it ("Iran and Russia")."""
        found = []
        for part in [token, *conjuncts(token)]:
            phrase = self.at(part)
            if phrase:
                found.append(phrase)
        return found or [phrase for part in in_apposition(token) if (phrase := self.at(part))]

    def within(self, token: Token) -> list[Phrase]:
        """Actors that own or mark a phrase which is no actor itself: "Iraqi towns", "homes of Palestinians"."""
        owners = self.owners(token)
        if owners:
            return owners
        for preposition in token.rights:
            if preposition.dep_ == "prep" and preposition.lower_ in {"of", "in", "from", "for", "by", "to"}:
                for child in preposition.children:
                    if child.dep_ == "pobj":
                        found = self.all_at(child)
                        if found:
                            return found
        for child in token.rights:
            if child.dep_ == "appos":
                found = self.all_at(child)
                if found:
                    return found
            if child.dep_ == "acl" and child.tag_ == "VBN":  # "a hill held by", "crimes committed by"
                for agent in child.children:
                    if agent.dep_ == "agent":
                        return [phrase for inner in agent.children for phrase in self.all_at(inner)]
        return []

    def owners(self, token: Token) -> list[Phrase]:
        """Possessor or adjective: "Iran's missiles", "Iranian missiles", "US-Iran talks" (both)."""
        found: list[Phrase] = []
        seen: set[int] = set()
        if token.lemma_.lower() in self.relational:
            return found  # "its neighbour" is somebody else
        for modifier in modifiers(token):
            if modifier.dep_ == "poss" and not self.names.get(modifier.i):
                phrases = self.all_at(modifier)
            else:
                named = self.names.get(modifier.i)
                phrases = self._named(*named) if named and not detached(named[0]) else []
                if not named and modifier.dep_ in {"compound", "nmod"} and modifier.pos_ in {"NOUN", "PROPN"}:
                    phrase = self.at(modifier)
                    phrases = [phrase] if phrase else []
            for phrase in phrases:
                if phrase.start not in seen:
                    seen.add(phrase.start)
                    found.append(phrase)
        return [*self._shared_owner(token), *found]

    def _shared_owner(self, token: Token) -> list[Phrase]:
        """ "US and other Western pressure": a name joined to an adjective, which the parser joins to the noun."""
        head = token.head
        named = self.names.get(head.i)
        if token.dep_ != "conj" or named is None or token.pos_ != "NOUN" or token.i in self.names:
            return []
        between = self.doc[head.i + 1 : token.i]
        if not any(part.pos_ == "ADJ" for part in between) or any(
            part.pos_ not in {"CCONJ", "ADJ"} for part in between
        ):
            return []
        return self._named(*named)

    def _named(self, span: Span, name: Name) -> list[Phrase]:
        entity = people_of(self, span, name) if name.kind == "demonym" or name.entity.type == "RoleActor" else name.entity
        if entity is None:
            return []
        return [Phrase(span.root.i, span.start, span.end, name.kind, (entity,), plural=plural_name(span))]


def _resolve(actors: Actors, token: Token) -> Phrase | None:
    named = actors.names.get(token.i)
    if named and (named[0].root.i == token.i or token.dep_ not in {"compound", "amod"}):
        return _resolve_name(actors, token, *named)
    if token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"}:
        return actors.refer(actors, token) if actors.refer else None
    if token.lemma_.lower() in partitives() or token.pos_ == "NUM":
        for inner in objects_of(token, _OF):
            phrase = actors.at(inner)
            if phrase:
                return phrase
            break
    leader = _leader(actors, token)
    if leader:
        return leader
    if token.pos_ == "PROPN" or token.ent_type_ == "PERSON":
        person = resolve_person(actors, token)
        if person:
            return person
    role = role_mention(actors.gazetteer, token)
    if role:
        phrase = resolve_role(actors, token, role)
        if phrase:
            return phrase
    if token.lemma_.lower() in place_nouns() and token.dep_ not in {"nsubj", "agent"}:
        owners = actors.owners(token) or [phrase for part in in_apposition(token) if (phrase := actors.at(part))]
        if owners:
            start, end = phrase_span(actors.doc, token, actors)
            return Phrase(token.i, start, end, "place", owners[0].entities)
    return actors.refer(actors, token) if actors.refer else None


def _leader(actors: Actors, token: Token) -> Phrase | None:
    """ "A coalition led by Saudi Arabia" acts for Saudi Arabia."""
    for child in token.rights:
        if child.dep_ == "acl" and child.lemma_ in {"lead", "head", "command", "spearhead"} and child.tag_ == "VBN":
            for agent in child.children:
                if agent.dep_ == "agent":
                    for inner in agent.children:
                        phrase = actors.at(inner)
                        if phrase:
                            return Phrase(token.i, token.i, phrase.end, "role", phrase.entities)
    return None


def _resolve_name(actors: Actors, token: Token, span: Span, name: Name) -> Phrase | None:
    if detached(span) or _national_chapter(actors, span, name):
        return None
    start, end = phrase_span(actors.doc, span.root, actors)
    entity: Entity | None = name.entity
    if name.kind == "person":
        introduced = resolve_person(actors, span.root)
        if introduced:
            return introduced
        entity = known_now(actors, span.text, name.entity)
    elif name.kind == "demonym" or name.entity.type == "RoleActor":
        entity = people_of(actors, span, name)
    if entity is None:
        return None
    return Phrase(token.i, min(start, span.start), max(end, span.end), name.kind, (entity,), plural=plural_name(span))


def _national_chapter(actors: Actors, span: Span, name: Name) -> bool:
    """ "The Philippine Red Cross" is not the Red Cross."""
    if name.entity.type != "Organisation" or span.start == 0:
        return False
    before = actors.names.get(span.start - 1)
    return before is not None and before[1].kind == "demonym"
