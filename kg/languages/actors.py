"""Who is named in a text of another language: states, known people, and those who act for a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from kg.gazetteer.index import Gazetteer
from kg.gazetteer.roles import role_entity
from kg.languages.words import Language
from kg.model import Entity, Mention, MentionKind
from kg.syntax.universal import complements, conjuncts, is_noun, joined_names, nominals

NAMED = frozenset({"LOC", "ORG", "PER"})
"""Labels of named entities (WikiNER) that are looked up among the names that English texts have."""
STATES = frozenset({"Country", "Territory", "Place"})
WHY: Mapping[MentionKind, str] = {
    "name": "a name of the language's file or of the gazetteer",
    "demonym": "a people or an adjective of the language's file",
    "role": "a role noun with whose it is",
    "person": "a person of the gazetteer",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """A phrase that means somebody: its head, its first token and the one behind its last."""

    head: int
    start: int
    end: int
    kind: MentionKind
    entity: Entity


def actors_of(
    doc: Doc, language: Language, names: PhraseMatcher, gazetteer: Gazetteer, date: dt.date | None
) -> dict[int, Actor]:
    """Those named in a document, by the head of the phrase that names them."""
    found = {span.root.i: Actor(span.root.i, span.start, span.end, "name", language.names[span.text])
             for span in filter_spans([doc[start:end] for _, start, end in names(doc)])}  # fmt: skip
    taken = {place for actor in found.values() for place in range(actor.start, actor.end)}
    for span in doc.ents:
        if span.label_ in NAMED and taken.isdisjoint(range(span.start, span.end)):
            actor = _known(span, gazetteer, date)
            if actor is not None:
                found[actor.head] = actor
    for token in doc:
        if token.i not in found and is_noun(token) and (people := demonym(token, language)):
            found[token.i] = Actor(token.i, token.i, token.i + 1, "demonym", people)
    for token in doc:  # last, since whose it is may be any of those
        if token.i not in found and is_noun(token) and (sector := language.roles.get(token.lemma_.lower())):
            actor = _in_role(token, sector, language, found)
            if actor is not None:
                found[token.i] = actor
    return found


def demonym(token: Token, language: Language) -> Entity | None:
    """ "Iranien" of Iran, in any form."""
    return language.demonyms.get(token.lemma_.lower()) or language.demonyms.get(token.lower_)


def mentions_of(doc: Doc, actors: Mapping[int, Actor]) -> list[Mention]:
    """The phrases, in order."""
    found = []
    for actor in sorted(actors.values(), key=lambda actor: (actor.start, actor.end)):
        span = doc[actor.start : actor.end]
        found.append(Mention(span.start_char, span.end_char, span.text, actor.kind, (actor.entity,), WHY[actor.kind]))
    return found


def _known(span: Span, gazetteer: Gazetteer, date: dt.date | None) -> Actor | None:
    """A person, a city or a body whose name is the same in English."""
    while len(span) > 1 and not span[0].text[:1].isupper():
        span = span[1:]
    for reading in gazetteer.lookup(span.text, date=date):
        person = reading.kind == "person"
        if person == (span.label_ == "PER") and reading.kind in {"name", "place", "person"}:
            kind: MentionKind = "person" if person else "name"
            return Actor(span.root.i, span.start, span.end, kind, reading.entity)
    return None


def _in_role(token: Token, sector: str, language: Language, found: Mapping[int, Actor]) -> Actor | None:
    """ "L'armée israélienne", "le président de l'Iran"; who is named beside it is meant."""
    for name in joined_names(token):
        if name.i in found and found[name.i].kind == "person":
            return Actor(token.i, token.i, found[name.i].end, "person", found[name.i].entity)
    for owner, last in _owners(token, language, found):
        if owner.type in STATES:
            start, end = min(token.i, last), max(token.i, last) + 1
            return Actor(token.i, start, end, "role", role_entity(owner, sector))
    return None


def _owners(token: Token, language: Language, found: Mapping[int, Actor]) -> Iterator[tuple[Entity, int]]:
    for adjective in complements(token):
        for one in conjuncts(adjective):
            if state := demonym(one, language):
                yield state, one.i
    for preposition, noun in nominals(token):
        if preposition in language.words.of:
            if noun.i in found:
                yield found[noun.i].entity, found[noun.i].end - 1
            else:  # "le ministre des Affaires étrangères de l'Iran"
                yield from _owners(noun, language, found)
