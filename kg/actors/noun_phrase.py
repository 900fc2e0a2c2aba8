"""Who a noun phrase means: the actors that the phrase headed by a token stands for.

"Tehran", "Iranian officials", "dozens of Iraqi villagers", "Iran's president, Ebrahim Raisi", "rebels in the
Ivory Coast" each come down to entities of the gazetteer, or to a state with a PLOVER sector.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from kg.actors.gazetteer import Gazetteer, Name, RoleNoun, body_entity, role_entity
from kg.actors.names import office_label, person_entity
from kg.actors.word_lists import partitives, past_offices, place_nouns
from kg.model import Entity, MentionKind

MODIFIER_DEPENDENCIES = frozenset(
    {"amod", "compound", "nmod", "poss", "nummod", "quantmod", "det", "advmod", "npadvmod"}
)
DETACHED_PREFIXES = frozenset({"pro", "anti", "non", "ex", "post", "pre"})
OFFICE_SECTORS = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "REB", "OPP", "PTY", "IGO", "NGO", None})
"""Sectors whose titles are offices; an activist or a journalist holds none."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A resolved noun phrase: its head, its tokens ``start`` to ``end`` (exclusive), and who is meant."""

    head: int
    start: int
    end: int
    kind: MentionKind
    entities: tuple[Entity, ...]
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """A person introduced with an office: "CIA Director William Burns"."""

    person: Entity
    body: Entity
    label: str
    start: int
    end: int


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
        return found or [phrase for part in _named_in_apposition(token) if (phrase := self.at(part))]

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
                phrases = [self._named(named[0], named[1])] if named and not detached(named[0]) else []
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
        return [self._named(*named)]

    def _named(self, span: Span, name: Name) -> Phrase:
        return Phrase(span.root.i, span.start, span.end, name.kind, (name.entity,), plural=_plural_name(span))


def conjuncts(token: Token) -> Iterator[Token]:
    """Coordinated heads to the right, in order."""
    for child in token.rights:
        if child.dep_ == "conj":
            yield child
            yield from conjuncts(child)


def _named_in_apposition(token: Token) -> Iterator[Token]:
    """ "The rebel group, M23": who an unnamed phrase is, by the name set beside it."""
    for child in token.rights:
        if child.dep_ == "appos":
            yield child


def modifiers(token: Token) -> list[Token]:
    """Tokens to the left that mark the phrase of ``token``, through adjectives, compounds and possessors, in order."""
    found: list[Token] = []
    for child in token.lefts:
        if child.dep_ not in MODIFIER_DEPENDENCIES:
            continue
        if child.dep_ != "poss":
            leads = child.tag_ in {"VBN", "VBD", "VBG", "JJ"} and child.i >= 2 and child.nbor(-1).text == "-"
            if not leads or child.lower_ == "led":
                found.extend(modifiers(child))
            found.extend(part for part in conjuncts(child) if part.i < token.i)
        found.append(child)
    return sorted(found, key=lambda part: part.i)


def detached(span: Span) -> bool:
    """True for names that a hyphen sets apart from the phrase: "pro-Iranian", "Syrian-backed"."""
    doc = span.doc
    before = doc[span.start - 2 : span.start].text.lower() if span.start >= 2 else ""
    if before.endswith("-") and before.rstrip("-") in DETACHED_PREFIXES:
        return True
    after = doc[span.end : span.end + 2]
    return len(after) == 2 and after[0].text == "-" and after[1].tag_ in {"VBN", "VBD"} and after[1].lower_ != "led"


def phrase_span(doc: Doc, token: Token, actors: Actors) -> tuple[int, int]:
    """Token range of a short noun phrase: modifiers, head, and the words of a name."""
    named = actors.names.get(token.i)
    start, end = (named[0].start, named[0].end) if named else (token.i, token.i + 1)
    lefts = [child for child in token.lefts if child.dep_ in MODIFIER_DEPENDENCIES]
    if lefts:
        start = min([start, *(part.i for child in lefts for part in child.subtree)])
    while start < token.i and doc[start].dep_ == "det":
        start += 1
    return start, end


def _resolve(actors: Actors, token: Token) -> Phrase | None:
    named = actors.names.get(token.i)
    if named and (named[0].root.i == token.i or token.dep_ not in {"compound", "amod"}):
        return _resolve_name(actors, token, *named)
    if token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"}:
        return actors.refer(actors, token) if actors.refer else None
    if token.lemma_.lower() in partitives() or token.pos_ == "NUM":
        inner = _of_object(token)
        if inner is not None:
            phrase = actors.at(inner)
            if phrase:
                return phrase
    leader = _leader(actors, token)
    if leader:
        return leader
    role, role_start = role_noun(actors.gazetteer, token)
    if token.pos_ == "PROPN" or token.ent_type_ == "PERSON":
        person = _resolve_person(actors, token)
        if person:
            return person
    if role:
        phrase = _resolve_role(actors, token, role, role_start)
        if phrase:
            return phrase
    if token.lemma_.lower() in place_nouns() and token.dep_ not in {"nsubj", "agent"}:
        owners = actors.owners(token) or [phrase for part in _named_in_apposition(token) if (phrase := actors.at(part))]
        if owners:
            start, end = phrase_span(actors.doc, token, actors)
            return Phrase(token.i, start, end, "place", owners[0].entities)
    if actors.refer:
        return actors.refer(actors, token)
    return None


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
    entity = name.entity
    if name.kind == "person":
        introduced = _resolve_person(actors, span.root)
        if introduced:
            return introduced
        _note_office(actors, token, entity)
    return Phrase(token.i, min(start, span.start), max(end, span.end), name.kind, (entity,), plural=_plural_name(span))


def _national_chapter(actors: Actors, span: Span, name: Name) -> bool:
    """ "The Philippine Red Cross" is not the Red Cross."""
    if name.entity.type != "Organisation" or span.start == 0:
        return False
    before = actors.names.get(span.start - 1)
    return before is not None and before[1].kind == "demonym"


def _plural_name(span: Span) -> bool:
    return span.root.tag_ in {"NNS", "NNPS"} or (span.text.endswith("s") and span.root.tag_ == "NNP" and len(span) == 1)


def _of_object(token: Token) -> Token | None:
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"of", "from"}:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return None


def role_noun(gazetteer: Gazetteer, token: Token) -> tuple[RoleNoun | None, int]:
    """Longest role noun that ends at ``token`` ("prime minister", "coast guard"), and the token it starts at."""
    if token.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"}:
        return None, token.i
    sentence_start = token.sent.start
    for length in (4, 3, 2, 1):
        start = token.i - length + 1
        if start < sentence_start:
            continue
        words = [part.lower_ for part in token.doc[start : token.i]]
        for last in dict.fromkeys((token.lemma_.lower(), token.lower_)):
            role = gazetteer.role_nouns.get(" ".join([*words, last]))
            if role:
                return role, start
    return None, token.i


def _resolve_role(actors: Actors, token: Token, role: RoleNoun, role_start: int) -> Phrase | None:
    person = _person_beside(actors, token) if role.kind == "person" else None
    owners = [phrase for phrase in actors.owners(token) if phrase.start < role_start or phrase.end <= role_start]
    if not owners:
        owners = _following_owner(actors, token, role) or _leaders_state(actors, token)
    if not owners:
        return None
    start, end = phrase_span(actors.doc, token, actors)
    if person is not None:
        name, name_start, name_end = person
        entity = _introduce(actors, name, owners[0].entities[0], role, role_start, token, name_start, name_end)
        return Phrase(token.i, min(start, name_start), max(end, name_end), "person", (entity,))
    entities = tuple(dict.fromkeys(_with_role(entity, role, token) for owner in owners for entity in owner.entities))
    plural = token.tag_ in {"NNS", "NNPS"} or role.kind in {"people", "forces"}
    return Phrase(token.i, start, end, "role", entities, plural=plural)


def _leaders_state(actors: Actors, token: Token) -> list[Phrase]:
    """ "The Bush administration": the state whose leaders have borne that name."""
    for child in token.lefts:
        if child.dep_ == "compound" and child.pos_ == "PROPN":
            states = {holding.state for holding in actors.gazetteer.holders(child.text, date=actors.date)}
            if len(states) == 1 and len(state := states.pop()) == 3 and state.isupper():
                return [Phrase(child.i, child.i, child.i + 1, "name", (actors.gazetteer.country(state),))]
    return []


def _with_role(entity: Entity, role: RoleNoun, token: Token) -> Entity:
    """The actor of a state in a role; other actors keep their identity ("NATO troops" is NATO)."""
    if entity.type == "Person" and role.kind in {"body", "forces"} and entity.country:
        return role_entity(Entity(entity.id, entity.label, "Place", entity.country), role.sector)
    if entity.type not in {"Country", "Territory", "Place"}:
        return entity
    if role.kind == "body" and " " in role.lemma:
        return body_entity(entity, role.lemma.title())
    return role_entity(entity, role.sector)


def _following_owner(actors: Actors, token: Token, role: RoleNoun) -> list[Phrase]:
    """ "King Hassan of Morocco", "rebels in the Ivory Coast", "demonstrators in Baghdad"."""
    doc = token.doc
    position = token.i + 1
    while position < token.sent.end and position <= token.i + 4 and doc[position].pos_ == "PROPN":
        position += 1
    if position >= token.sent.end or doc[position].pos_ != "ADP":
        return []
    preposition = doc[position]
    # "troops in Lebanon" may be anybody's, "rebels in Aceh" are at home
    at_home = role.kind != "person" and role.sector not in {"MIL", "SPY"}
    allowed = {"of", "from", *(("in",) if at_home else ()), *(("for", "at", "to") if role.kind == "person" else ())}
    if preposition.lower_ not in allowed:
        return []
    for child in preposition.children:
        if child.dep_ == "pobj":
            return actors.all_at(child) or actors.owners(child)
    return []


def _person_beside(actors: Actors, token: Token) -> tuple[str, int, int] | None:
    """The person whose name stands in apposition to a role noun: "Iran's president, Ebrahim Raisi"."""
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            span = _name_span(child)
            if child.ent_type_ in {"PERSON", ""} or len(span) > 1:
                if actors.names.get(child.i) and actors.names[child.i][1].kind != "person":
                    continue
                return span.text, span.start, span.end
    if token.dep_ == "appos" and token.head.pos_ == "PROPN":
        span = _name_span(token.head)
        named = actors.names.get(token.head.i)
        if named is None or named[1].kind == "person":
            return span.text, span.start, span.end
    return None


def _name_span(token: Token) -> Span:
    """The run of proper nouns that ends at ``token``, without titles and nationalities."""
    start = token.i
    doc = token.doc
    while start > token.sent.start and doc[start - 1].dep_ in {"compound", "flat"} and doc[start - 1].head.i == token.i:
        if doc[start - 1].pos_ != "PROPN" and doc[start - 1].ent_type_ != "PERSON":
            break
        start -= 1
    entity = next((ent for ent in token.sent.ents if ent.label_ == "PERSON" and ent.start <= token.i < ent.end), None)
    if entity is not None:
        start = max(start, entity.start)
    return doc[start : token.i + 1]


def _resolve_person(actors: Actors, token: Token) -> Phrase | None:
    if token.dep_ in {"compound", "flat"} and token.head.pos_ == "PROPN" and token.head.i > token.i:
        return None  # a first name; the last name heads the phrase
    span = _name_span(token)
    if len(span) == 1 and span.text.lower() in actors.people:
        return Phrase(token.i, token.i, token.i + 1, "person", (actors.people[span.text.lower()],))
    if (len(span) == 1 and token.ent_type_ not in {"PERSON", ""}) or role_noun(actors.gazetteer, token)[0]:
        return None  # "last July", "Secretary Interior"
    title, title_start = _title_before(actors, span)
    appositive = None if title else _office_after(actors, token)
    start, _ = phrase_span(actors.doc, token, actors)
    if title:
        named_span = actors.doc[max(span.start, title_start[1]) : span.end]
        owners = _title_owners(actors, token, title_start)
        if named_span.text and owners:
            owner = owners[0].entities[0]
            entity = _introduce(actors, named_span.text, owner, title, title_start[0], actors.doc[title_start[1] - 1],
                                named_span.start, named_span.end)  # fmt: skip
            return Phrase(token.i, min(start, title_start[0]), token.i + 1, "person", (entity,))
        span = named_span if named_span.text else span
    elif appositive:
        role, role_start, head, owner = appositive
        entity = _introduce(actors, span.text, owner, role, role_start, head, span.start, span.end)
        return Phrase(token.i, span.start, token.i + 1, "person", (entity,))
    known = _known_person(actors, span.text, titled=title is not None)
    if known:
        return Phrase(token.i, min(start, span.start), token.i + 1, "person", (known,))
    return None


def _title_before(actors: Actors, span: Span) -> tuple[RoleNoun | None, tuple[int, int]]:
    """The office in front of a name, with its first token and the token after it."""
    doc = span.doc
    for position in range(span.end - 2, max(span.start - 4, span.sent.start) - 1, -1):
        token = doc[position]
        if token.pos_ in {"PUNCT", "ADP", "VERB", "AUX", "CCONJ"}:
            if token.text not in {".", "-"}:
                break
            continue
        role, start = role_noun(actors.gazetteer, token)
        if role and role.kind == "person":
            return role, (start, position + 1)
    return None, (span.start, span.start)


def _title_owners(actors: Actors, token: Token, title: tuple[int, int]) -> list[Phrase]:
    """Whose office it is: "[Iranian Foreign Ministry] spokesman", "[CIA] Director", "King Hassan [of Morocco]"."""
    doc = token.doc
    first, title_end = title
    while first > token.sent.start and (
        doc[first - 1].pos_ in {"PROPN", "ADJ", "NOUN", "PART"} or doc[first - 1].text in {"-", "'s", "’s"}
    ):
        first -= 1
    state: Phrase | None = None
    body: tuple[int, RoleNoun] | None = None
    for position in range(first, title_end):
        named = actors.names.get(position)
        if named and named[0].end - 1 == position and not detached(named[0]) and named[1].kind != "person":
            state = Phrase(position, named[0].start, named[0].end, named[1].kind, (named[1].entity,))
            body = None
        role, _ = role_noun(actors.gazetteer, doc[position])
        if role and role.kind in {"body", "forces"} and position < title_end - 1:
            body = (position, role)
    if state is not None:
        if body is not None and body[0] >= state.end:
            entity = _with_role(state.entities[0], body[1], doc[body[0]])
            return [Phrase(body[0], state.start, body[0] + 1, "role", (entity,))]
        return [state]
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == token.i + 1:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return actors.all_at(inner)
    return []


def _office_after(actors: Actors, token: Token) -> tuple[RoleNoun, int, Token, Entity] | None:
    """ "William Burns, the CIA director" and "Kanani, a spokesman for the ministry"."""
    for child in token.rights:
        if child.dep_ != "appos":
            continue
        role, start = role_noun(actors.gazetteer, child)
        if role and role.kind == "person":
            owners = actors.owners(child)
            if not owners:
                for preposition in child.rights:
                    if preposition.dep_ == "prep" and preposition.lower_ in {"of", "for", "at", "to"}:
                        for inner in preposition.children:
                            if inner.dep_ == "pobj" and not owners:
                                owners = actors.all_at(inner)
            if owners:
                return role, start, child, owners[0].entities[0]
    return None


def _introduce(
    actors: Actors, name: str, owner: Entity, role: RoleNoun, role_start: int, role_end: Token, start: int, end: int
) -> Entity:
    """A person read from the text, remembered under the full and the last name for the rest of the article."""
    holdings = actors.gazetteer.holders(name, date=actors.date)
    same = [holding.person for holding in holdings if holding.state == owner.country]
    entity = person_entity(name, owner, role, known=same[0] if len({person.id for person in same}) == 1 else None)
    previous = actors.people.get(name.lower())
    if previous is not None and previous.country == entity.country:
        entity = previous
    actors.people[name.lower()] = entity
    actors.people.setdefault(name.split()[-1].lower(), entity)
    if role.sector not in OFFICE_SECTORS or owner.type == "Person" or _is_past(actors.doc, role_start):
        return entity
    label = office_label(actors.doc[role_start : role_end.i + 1].text)
    office = Office(entity, owner, label, min(role_start, start), max(role_end.i + 1, end))
    if all(o.person.id != entity.id or o.body.id != owner.id for o in actors.offices):
        actors.offices.append(office)
    return entity


def _is_past(doc: Doc, role_start: int) -> bool:
    """ "Former Croatian [prime minister]", "ex-[president]"."""
    position = role_start - 1
    while position >= 0 and role_start - position <= 5 and doc[position].text not in {",", ".", ";", ":"}:
        if doc[position].lower_ in past_offices():
            return True
        position -= 1
    return False


def _note_office(actors: Actors, token: Token, entity: Entity) -> None:
    """A person whom the gazetteer knows is remembered under the last name too."""
    actors.people.setdefault(entity.label.split()[-1].lower(), entity)
    actors.people.setdefault(entity.label.lower(), entity)


def _known_person(actors: Actors, name: str, *, titled: bool) -> Entity | None:
    key = name.lower()
    if key in actors.people:
        return actors.people[key]
    last = key.split()[-1] if key.split() else key
    if last in actors.people and (" " not in key or actors.people[last].label.lower().endswith(key)):
        return actors.people[last]
    holdings = actors.gazetteer.holders(name, date=actors.date) if (" " in name or titled) else ()
    people = {holding.person.id: holding.person for holding in holdings}
    states = {holding.state for holding in holdings}
    if titled and len(people) > 1 and len(states) == 1 and holdings[0].person.country:
        # which President Assad is unsure, whose president is not
        return role_entity(actors.gazetteer.country(holdings[0].person.country), "GOV")
    if len(people) == 1:
        person = next(iter(people.values()))
        actors.people.setdefault(key, person)
        actors.people.setdefault(last, person)
        return person
    return None
