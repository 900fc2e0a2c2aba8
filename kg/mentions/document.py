"""What is known of the actors of one document while it is read: names, phrases, people, offices."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, field
from itertools import islice

from spacy.tokens import Doc, Span, Token

from kg.gazetteer.index import Gazetteer, Name
from kg.gazetteer.word_lists import belonging
from kg.mentions.peoples import people_of
from kg.mentions.phrase import Office, Phrase, conjuncts, detached, in_apposition, modifiers, plural_name
from kg.model import Entity
from kg.syntax.relations import (
    is_adjectival_modifier,
    is_adnominal_clause,
    is_apposition,
    is_conjunct,
    is_noun_modifier,
    is_passive_agent,
    is_possessor,
    is_preposition,
    is_prepositional_object,
)
from kg.syntax.words import (
    is_adjective,
    is_common_noun,
    is_coordinating_conjunction,
    is_noun,
    is_past_participle,
    is_phrase_head,
    is_possessive_ending,
)


@dataclass(slots=True)
class Actors:
    """Everything known of the actors of one document; phrases are resolved on demand and remembered."""

    doc: Doc
    gazetteer: Gazetteer
    date: dt.date | None
    names: dict[int, tuple[Span, Name]]
    resolve: Callable[[Actors, Token], Phrase | None]
    phrases: dict[int, Phrase | None] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    people: dict[str, Entity] = field(default_factory=dict)
    """By full name, and by the last name where only one person of the document bears it, in lower case."""
    namesakes: set[str] = field(default_factory=set)
    """Last names of several people: each alone is nobody in particular."""
    refer: Callable[[Actors, Token], Phrase | None] | None = None
    relational: frozenset[str] = frozenset()
    issuers: tuple[Entity, ...] = ()
    _nouns: list[Token] | None = None
    _first_nouns: list[int] | None = None
    _full_names: frozenset[str] | None = None
    _named_in_full: dict[str, list[Span]] | None = None
    _countries: dict[int, set[str]] | None = None

    def nouns(self) -> list[Token]:
        """Tokens that may head a phrase, in order."""
        if self._nouns is None:
            self._nouns = [token for token in self.doc if is_phrase_head(token) or token.i in self.names]
        return self._nouns

    def nouns_from(self, sentence: int) -> Iterator[Token]:
        """Those of the sentence with that number and all behind it."""
        if self._first_nouns is None:
            self._first_nouns = [self.sentence_of(token.i) for token in self.nouns()]
        return islice(self.nouns(), bisect_left(self._first_nouns, sentence), None)

    def sentence_of(self, position: int) -> int:
        """The number of the sentence that a token stands in."""
        return self.doc.user_data["sentence_of"][position]  # type: ignore[no-any-return]

    def family_names(self) -> frozenset[str]:
        """Last words of the persons whom the text names by more than one word."""
        if self._full_names is None:
            self._full_names = frozenset(
                entity[-1].text for entity in self.doc.ents if entity.label_ == "PERSON" and len(entity) > 1
            )
        return self._full_names

    def last_full_name(self, token: Token) -> Span | None:
        """The name of more than one word that ends with this word and stands last before it."""
        if self._named_in_full is None:
            self._named_in_full = defaultdict(list)
            for entity in self.doc.ents:
                name = entity[:-1] if is_possessive_ending(entity[-1]) else entity
                if entity.label_ == "PERSON" and len(name) > 1:
                    self._named_in_full[name[-1].lower_].append(name)
        names = self._named_in_full.get(token.lower_, [])
        before = bisect_left(names, token.i, key=lambda name: name.end - 1)
        return names[before - 1] if before else None

    def countries(self, sentence: int) -> Set[str]:
        """ISO codes of the states whose names, or whose actors' names, stand in the sentence with that number."""
        if self._countries is None:
            self._countries = defaultdict(set)
            for position, (_, name) in self.names.items():
                if name.entity.country:
                    self._countries[self.sentence_of(position)].add(name.entity.country)
        return self._countries.get(sentence, frozenset())

    def at(self, token: Token) -> Phrase | None:
        """The phrase that ``token`` heads, or None where it means no actor."""
        if token.i not in self.phrases:
            self.phrases[token.i] = None  # guards against endless recursion in odd parses
            self.phrases[token.i] = self.resolve(self, token)
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
            if is_preposition(preposition) and preposition.lower_ in {"of", "in", "from", "for", "by", "to"}:
                for child in preposition.children:
                    if is_prepositional_object(child):
                        found = self.all_at(child)
                        if found:
                            return found
        for child in token.rights:
            if is_apposition(child):
                found = self.all_at(child)
                if found:
                    return found
            if is_adnominal_clause(child) and is_past_participle(child):  # "a hill held by", "crimes committed by"
                for agent in child.children:
                    if is_passive_agent(agent):
                        return [phrase for inner in agent.children for phrase in self.all_at(inner)]
        return []

    def owners(self, token: Token) -> list[Phrase]:
        """Possessor or adjective: "Iran's missiles", "Iranian missiles", "US-Iran talks" (both)."""
        found: list[Phrase] = []
        seen: set[int] = set()
        if token.lemma_.lower() in self.relational:
            return found  # "its neighbour" is somebody else
        for modifier in modifiers(token):
            if is_possessor(modifier) and not self.names.get(modifier.i):
                phrases = self.all_at(modifier)
            else:
                named = self.names.get(modifier.i)
                phrases = self._named(*named) if named and not detached(named[0]) else []
                if not named and is_noun_modifier(modifier) and is_noun(modifier):
                    phrase = self.at(modifier)
                    phrases = [phrase] if phrase else []
            for phrase in phrases:
                if phrase.start not in seen:
                    seen.add(phrase.start)
                    found.append(phrase)
        return [*self._shared_owner(token), *self._joined_owner(token), *found]

    def joined(self, token: Token) -> list[Phrase]:
        """Who is joined by a hyphen to what it did: the US of "a US-brokered truce"."""
        named = self.names.get(token.i)
        return self._named(*named) if named and token.i + 1 < len(self.doc) and token.nbor().text == "-" else []

    def _joined_owner(self, token: Token) -> list[Phrase]:
        """ "A Liberian-flagged tanker" is Liberia's."""
        for participle in token.lefts:
            if is_adjectival_modifier(participle) and participle.lower_ in belonging():
                for name in participle.lefts:
                    if name.i in self.names and name.i + 2 == participle.i:
                        return self._named(*self.names[name.i])
        return []

    def _shared_owner(self, token: Token) -> list[Phrase]:
        """ "US and other Western pressure": a name joined to an adjective, which the parser joins to the noun."""
        head = token.head
        named = self.names.get(head.i)
        if not is_conjunct(token) or named is None or not is_common_noun(token) or token.i in self.names:
            return []
        between = self.doc[head.i + 1 : token.i]
        if not any(map(is_adjective, between)) or any(
            not (is_adjective(part) or is_coordinating_conjunction(part)) for part in between
        ):
            return []
        return self._named(*named)

    def _named(self, span: Span, name: Name) -> list[Phrase]:
        entity = (
            people_of(self.names, span, name)
            if name.kind == "demonym" or name.entity.type == "RoleActor"
            else name.entity
        )
        if entity is None:
            return []
        return [Phrase(span.root.i, span.start, span.end, name.kind, (entity,), plural=plural_name(span))]
