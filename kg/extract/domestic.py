"""Actors who are at home without saying so: "Egyptian police dispersed demonstrators" speaks of Egypt's demonstrators.

Only between the authorities of a state and those who stand against them, and only where the passage names no other
state; the lists of words are in ontology/actors/domestic.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from kg.errors import VocabularyError
from kg.gazetteer.records import RoleNoun
from kg.gazetteer.roles import role_entity
from kg.gazetteer.word_lists import partitives
from kg.mentions.noun_phrase import Actors, Phrase, conjuncts, phrase_span, role_noun
from kg.model import Entity
from kg.resources import ontology_path
from kg.syntax.relations import is_prenominal, is_preposition, is_prepositional_object
from kg.syntax.words import is_proper_noun
from kg.yaml_file import Fields, check_keys, read_fields

PASSAGE = 2
"""Sentences before this one in which another state may not be named either."""
_SIDES = ("opponents", "authorities")


@dataclass(frozen=True, slots=True)
class Side:
    """Role nouns of one side, by sector and by word."""

    sectors: frozenset[str]
    words: frozenset[str]
    never: frozenset[str]

    def has(self, role: RoleNoun) -> bool:
        """True where those whom the role noun names stand on this side."""
        last = role.lemma.rsplit(" ", 1)[-1]
        listed = role.sector in self.sectors or role.lemma in self.words or last in self.words
        return listed and not {role.lemma, last} & self.never


REBELS = Side(frozenset({"REB", "UAF"}), frozenset(), frozenset({"terrorist"}))
PEOPLE = Side(frozenset({"CVL", "OPP", "LAB", "EDU", "REL", "AGR", "HLH", "JRN", "PTY"}), frozenset(), frozenset())
"""Anybody who may take to the street."""


@cache
def sides() -> tuple[Side, Side, frozenset[str], frozenset[str]]:
    """Opponents, authorities, sectors that proceed against authorities too, and the words that set a phrase abroad.

    Raises:
        VocabularyError: domestic.yaml has not the lists that it should.
    """
    path = ontology_path("actors", "domestic.yaml")
    content = read_fields(path, [*_SIDES, "justice", "abroad"])
    read = []
    for name in _SIDES:
        lists = content[name]
        if not isinstance(lists, Fields):
            raise VocabularyError(f"{path}:{content.lines[name]}: {name} needs the lists sectors, words and never")
        check_keys(path, lists, ["sectors", "words", "never"])
        read.append(Side(*(frozenset(map(str, lists[key])) for key in ("sectors", "words", "never"))))
    justice, abroad = (frozenset(map(str, content[key])) for key in ("justice", "abroad"))
    return read[0], read[1], justice, abroad


def facing(tokens: Sequence[Token], others: Sequence[Phrase], actors: Actors, *, place: bool = False) -> list[Phrase]:
    """Those among ``tokens`` who, without saying so, are at home in the state of ``others``, against whom they stand.

    ``place`` says that the others are only known by where they are: "rebels killed ten soldiers in Chad".
    """
    for other in others:
        for entity in other.entities:
            state = _only_state(actors, entity.country, other.head) if entity.country else None
            if state is None:
                continue
            opponents, authorities, justice, _ = sides()
            if place or _is_authority(entity):
                found = _phrases(tokens, opponents, state, actors)
                return found or (_phrases(tokens, authorities, state, actors) if entity.sector in justice else [])
            role, _ = role_noun(actors.gazetteer, actors.doc[other.head])
            against = entity.type in {"ArmedGroup", "PoliticalGroup"} or entity.sector in opponents.sectors
            if against or (role is not None and opponents.has(role)):
                return _phrases(tokens, authorities, state, actors)
    return []


def facing_each_other(
    one: Sequence[Token], other: Sequence[Token], actors: Actors
) -> tuple[list[Phrase], list[Phrase]]:
    """Both, where only a place says in which state: "Police beat demonstrators in Minsk"."""
    if one and other:
        state = _only_state(actors, None, one[0].i)
        if state is not None:
            opponents, authorities, *_ = sides()
            for first, second in ((authorities, opponents), (opponents, authorities), (REBELS, PEOPLE)):
                found = _phrases(one, first, state, actors), _phrases(other, second, state, actors)
                if all(found):
                    return found
    return [], []


def people_of(tokens: Sequence[Token], place: Entity, actors: Actors) -> list[Phrase]:
    """Those among ``tokens`` who are people without a state of their own, as people of the state of ``place``."""
    if not place.country:
        return []
    state = actors.gazetteer.country(place.country)
    people = [Phrase(token.i, token.i - 1, token.i + 1, "role", (role_entity(state, "CVL"),), plural=True)
              for token in map(_behind_measure, tokens) if token.i and token.nbor(-1).lower_ == "ethnic"]  # fmt: skip
    return people or _phrases(tokens, PEOPLE, state, actors)


def rebels_of(tokens: Sequence[Token], place: Entity, actors: Actors) -> list[Phrase]:
    """Those among ``tokens`` who bear arms and name no state, as rebels of the state of ``place``."""
    return _phrases(tokens, REBELS, actors.gazetteer.country(place.country), actors) if place.country else []


def _is_authority(entity: Entity) -> bool:
    _, authorities, *_ = sides()
    if entity.type == "Person":
        return entity.sector in {None, *authorities.sectors}
    return entity.type in {"RoleActor", "GovernmentBody"} and entity.sector in authorities.sectors


def _phrases(tokens: Sequence[Token], side: Side, state: Entity, actors: Actors) -> list[Phrase]:
    found = []
    for first in tokens:
        for token in (first, *conjuncts(first)):
            head = _behind_measure(token)
            role = _bare_role(head, actors)
            if role is not None and side.has(role):
                start, end = phrase_span(actors.doc, head, actors)
                found.append(Phrase(head.i, start, end, "role", (role_entity(state, role.sector),), plural=True))
    return found


def _behind_measure(token: Token) -> Token:
    """ "Dozens of demonstrators" are demonstrators."""
    if token.lemma_.lower() in partitives():
        for child in token.rights:
            if is_preposition(child) and child.lower_ == "of":
                return next(filter(is_prepositional_object, child.children), token)
    return token


def _bare_role(token: Token, actors: Actors) -> RoleNoun | None:
    """The role noun of a phrase that names nobody known: "the demonstrators", "President So-and-so"."""
    *_, abroad = sides()
    marks = list(filter(is_prenominal, token.lefts))
    if actors.at(token) or actors.within(token) or any(mark.lower_ in abroad for mark in marks):
        return None
    role, _ = role_noun(actors.gazetteer, token)
    if role is None and is_proper_noun(token):
        titles = [role_noun(actors.gazetteer, mark)[0] for mark in marks]
        role = next((title for title in reversed(titles) if title is not None), None)
    return role


def _only_state(actors: Actors, code: str | None, position: int) -> Entity | None:
    """The state with that code, where this sentence and those before it name no other; any one state for None."""
    last = actors.sentence_of(position)
    named = {country for sentence in range(last - PASSAGE, last + 1) for country in actors.countries(sentence)}
    named |= {code} if code else set()
    return actors.gazetteer.country(named.pop()) if len(named) == 1 else None
