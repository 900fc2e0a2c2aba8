"""People in a text: introduced with their office, known to the gazetteer, or named again by their last name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg.gazetteer.index import Holding, RoleNoun, role_entity
from kg.gazetteer.names import citizen_entity, office_label, person_entity
from kg.gazetteer.roles import with_role
from kg.gazetteer.word_lists import no_names, past_offices
from kg.mentions.document import Actors
from kg.mentions.owners import in_longer_name, is_owner, leads_movement, office_owner, owner_among
from kg.mentions.person_names import STATES, is_person_name, whole_name
from kg.mentions.phrase import Office, Phrase, detached, name_span, objects_of, phrase_span
from kg.mentions.role_nouns import RoleMention, role_mention
from kg.model import Entity
from kg.syntax.relations import (
    is_apposition,
    is_name_part,
    is_noun_modifier,
    is_premodifier,
    is_preposition,
    is_prepositional_object,
)
from kg.syntax.words import (
    ends_title,
    is_clause_word,
    is_part_of_name,
    is_positive_adjective,
    is_proper_noun,
    is_singular_noun,
)

SERVING = frozenset({"of", "for", "at", "to", "in", "with"})
BESIDE = frozenset({"of", "to", "for", "in"})
PAST_REACH = 8
"""Tokens before an office in which "former" speaks of it: "former United States Central Intelligence Agency agent"."""
UNAMBIGUOUS = 6
"""Letters of a leader's family name that is enough alone, where the day of writing is not known."""


def person_beside(actors: Actors, token: Token) -> Span | None:
    """The person whose name stands in apposition to a role noun: "Iran's president, Ebrahim Raisi"."""
    for noun in [token, *objects_of(token, BESIDE)]:
        for child in noun.rights:
            if is_apposition(child) and is_proper_noun(child):
                span = name_span(child)
                if child.ent_type_ in {"PERSON", ""} or (len(span) > 1 and noun.i == token.i):
                    if actors.names.get(child.i) and actors.names[child.i][1].kind != "person":
                        continue
                    if noun.i != token.i and not (child.ent_type_ == "PERSON" and _is_next(token.doc, noun, span)):
                        continue  # "the president of Lithuania, Ana Balodis", not "the army of Chad, X's rival"
                    return span
    if is_apposition(token) and is_proper_noun(token.head):
        named = actors.names.get(token.head.i)
        if named is None or named[1].kind == "person":
            return name_span(token.head)
    return None


def _is_next(doc: Doc, noun: Token, span: Span) -> bool:
    return span.start == noun.i + 2 and doc[noun.i + 1].text == ","


def resolve_person(actors: Actors, token: Token) -> Phrase | None:
    """The person whose name ``token`` ends, by the office told here or before, or by the gazetteer."""
    if is_name_part(token) and is_proper_noun(token.head) and token.head.i > token.i:
        return None  # a first name; the last name heads the phrase
    span = whole_name(actors, name_span(token))
    if span.end > token.i + 1 and span.text.lower() not in actors.people and not _heads_name(span, token):
        return None
    if len(span) == 1 and (_is_another(actors, span) or is_namesake(actors, token)):
        return None
    if len(span) == 1 and span.text.lower() in actors.people:
        return Phrase(token.i, token.i, token.i + 1, "person", (actors.people[span.text.lower()],))
    if (len(span) == 1 and token.ent_type_ not in {"PERSON", ""}) or role_mention(actors.gazetteer, token):
        return None  # "last July", "Secretary Interior"
    title = _title_before(actors, span)
    start, _ = phrase_span(actors.doc, token, actors)
    if title:
        named_span = actors.doc[max(span.start, title.end) : span.end]
        owners = _title_owners(actors, token, title)
        if named_span.text and owners:
            entity = introduce(actors, named_span, owners[0].entities[0], title)
            return Phrase(token.i, min(start, title.start), token.i + 1, "person", (entity,)) if entity else None
        span = named_span if named_span.text else span
    appositive = _office_after(actors, token)
    if appositive:
        office, owner = appositive
        if title and title.role.sector == "MIL" and office.role.sector == "GOV":  # "Gen. X, the chief of staff"
            office = replace(office, role=replace(office.role, sector="MIL"))
        entity = introduce(actors, span, owner, office)
        return Phrase(token.i, span.start, token.i + 1, "person", (entity,)) if entity else None
    titled = title is not None and actors.doc[title.end - 1].lower_ not in no_names().honorifics
    known = None
    if titled or title is None or len(span) > 1 or span.text.lower() in actors.people:
        known = _known_person(actors, span, titled=titled) or _citizen(actors, span)
    if known and title and known.type == "Person" and is_past(actors.doc, title.start):
        known = replace(known, sector="ELI")
    return Phrase(token.i, min(start, span.start), token.i + 1, "person", (known,)) if known else None


def is_namesake(actors: Actors, token: Token) -> bool:
    """Whether a last name alone may mean several people.

    In "Hassan Ahmed met Chad's envoy. Ali Ahmed sued Chad. [Ahmed] left." the last one named is meant, or nobody.
    """
    person = actors.people.get(token.lower_)
    name = actors.last_full_name(token)
    if token.lower_ in actors.namesakes or person is None or name is None:
        return token.lower_ in actors.namesakes
    full = name.text.lower()
    words, known = set(full.split()), set(person.label.lower().split())
    if words <= known or known <= words:
        return False
    named = actors.people.get(full)
    return (named is None or named.id != person.id) and all(
        holding.person.id != person.id for holding in actors.gazetteer.holders(name.text)
    )


def _heads_name(span: Span, token: Token) -> bool:
    """Whether the word stands for the whole name: its last one, or one that none of the others governs."""
    return token.i == span.end - 1 or all(token.head.i != part.i for part in span if part.i != token.i)


def _is_another(actors: Actors, span: Span) -> bool:
    """ "[Wicked] Panda", where "Mustang Panda" is known: one word of a name that nobody has told."""
    if span.start == span.sent.start:
        return False
    token, before = span[0], span.doc[span.start - 1]
    if before.i in actors.names or before.head.i != token.i or not is_premodifier(before):
        return False
    words = no_names()
    honoured = before.lower_.rstrip(".") in words.honorifics | words.fronts
    titled = honoured or role_mention(actors.gazetteer, before)
    return before.is_alpha and before.text[0].isupper() and not titled


def _title_before(actors: Actors, span: Span) -> RoleMention | None:
    """The office or role in front of a name: "[CIA Director] William Burns", "[activist] Hela Mzoughi"."""
    doc, honorific = span.doc, None
    no_offices = no_names().no_offices
    for position in range(span.end - 2, max(span.start - 4, span.sent.start) - 1, -1):
        token = doc[position]
        if ends_title(token):
            if token.text not in {".", "-"}:
                break
            continue
        found = role_mention(actors.gazetteer, token)
        if found and found.end <= position + 1 and _introduces(found.role, token, span):
            if doc[found.start : found.end].text.lower() not in no_offices:
                return found
            honorific = honorific or found  # "Foreign Minister Sheikh Nasser"
        elif found and found.role.kind == "people":  # "the hacker group Mustang Panda"
            break
    return honorific


def _introduces(role: RoleNoun, token: Token, span: Span) -> bool:
    """ "Bishop Joseph Mwansa" is a bishop; "police Inspector" and "rebels Monday" are not one person."""
    words = no_names()
    after = token.doc[token.i + 1 : token.i + 2]
    if token.lemma_.lower() in words.collectives or after.text.lower() in words.collectives:
        return False  # "banking group Banco Levantino", "Major League Baseball"
    if role.lemma in words.name_parts and (after.text.lower() in words.particles or _behind_given_name(token)):
        return False  # "Sultan al-Jaber", "Ahmad Shah Massoud"
    if role.kind == "person":
        return True
    if token.ent_type_ == "PERSON" and not token.is_lower:
        return False  # "Hunter Biden" is no hunter
    full = span.end - max(span.start, token.i + 1) > 1 and token.is_lower
    return (
        (is_singular_noun(token) or is_positive_adjective(token))
        and token.i + 1 >= span.start
        and (full or span.root.ent_type_ == "PERSON")
    )


def _behind_given_name(token: Token) -> bool:
    """Whether a person's name began before this word."""
    if token.i == token.sent.start:
        return False
    before = token.doc[token.i - 1]
    return is_proper_noun(before) and is_proper_noun(token) and before.ent_type_ == "PERSON"


def _title_owners(actors: Actors, token: Token, title: RoleMention) -> list[Phrase]:
    """Whose office it is: "[Iranian Foreign Ministry] spokesman", "[CIA] Director", "King Hassan [of Morocco]"."""
    doc = token.doc
    first = title.start
    while first > token.sent.start and (is_part_of_name(doc[first - 1]) or doc[first - 1].text in {"-", "'s", "’s"}):
        first -= 1
    state: Phrase | None = None
    body: RoleMention | None = None
    for position in range(first, title.end):
        named = actors.names.get(position)
        if named and named[0].end - 1 == position and not detached(named[0]) and named[1].kind != "person":
            if named[1].entity.type in STATES and in_longer_name(actors, named[0], title.start):
                continue
            if state is None or named[1].entity.country or not state.entities[0].country:  # "Lebanese Druze leader"
                state = Phrase(position, named[0].start, named[0].end, named[1].kind, (named[1].entity,))
                body = None
        role = role_mention(actors.gazetteer, doc[position])
        if role and role.role.kind in {"body", "forces"} and position < title.end - 1:
            body = role
    if state is not None:
        if body is not None and body.start >= state.end:
            entity = with_role(state.entities[0], body.role)
            return [Phrase(body.start, state.start, body.end, "role", (entity,))]
        return [state]
    for child in token.rights:
        if is_preposition(child) and child.lower_ in {"of", "from"} and child.i == token.i + 1:
            for inner in child.children:
                if is_prepositional_object(inner):
                    return [phrase for phrase in actors.all_at(inner) if is_owner(actors, phrase)]
    return []


def _office_after(actors: Actors, token: Token) -> tuple[RoleMention, Entity] | None:
    """ "William Burns, the CIA director", "Kanani, a spokesman for the ministry", "X, a member of the parliament"."""
    for child in token.rights:
        if not is_apposition(child):
            continue
        found = role_mention(actors.gazetteer, child)
        member = found is None and child.lemma_ == "member"
        if found and _introduces(found.role, child, child.doc[token.i : token.i + 1]):
            posted = found.role.posted
            prepositions = SERVING - {"to", "for", "in"} if posted else SERVING
            owners = actors.owners(child) or [
                phrase for inner in objects_of(child, prepositions) for phrase in actors.all_at(inner)
            ]
            owner = owner_among(actors, owners)
            if owner:
                return found, owner
        for inner in objects_of(child, frozenset({"of"})) if member else ():
            for phrase in actors.all_at(inner):
                body = phrase.entities[0]
                if body.type not in STATES:
                    role = RoleNoun("member", body.sector or "CVL", "person", "Member", office=body.sector == "LEG")
                    return RoleMention(role, child.i, child.i + 1), body
    return None


def introduce(actors: Actors, name: Span, owner: Entity, office: RoleMention) -> Entity | None:
    """A person read from the text, remembered under the full and the last name for the rest of the article.

    None where the words are no person's name.
    """
    name = whole_name(actors, name)
    if not is_person_name(actors, name):
        return None
    text = name.text
    role = office.role
    past = is_past(actors.doc, office.start)
    holdings = actors.gazetteer.holders(text, date=actors.date)
    same = _first(
        holding.person for holding in holdings if owner.id == holding.person.part_of or owner.country == holding.state
    )
    known = next(iter(same.values())) if len(same) == 1 else None
    leads = leads_movement(actors, office)
    body = office_owner(actors, owner, office)
    if leads and owner.country and known is None:
        entity = citizen_entity(text, owner.country)
    else:
        entity = person_entity(text, body, role, known=known)
    if entity.country is None and owner.country:
        entity = replace(entity, country=owner.country)  # "Dutch MEP Joost Hagedoorn" is Dutch
    if past:
        entity = replace(entity, sector="ELI")
    previous = actors.people.get(text.lower())
    if previous is not None and previous.country == entity.country:
        entity = previous
    actors.people[text.lower()] = entity
    _remember(actors, _last_name(text), entity)
    label = office_label(actors.doc[office.start : office.end].text)
    of_body = owner.type == "Country" and label.split()[-1].lower() in no_names().not_of_states
    elect = actors.doc[office.end - 1 : office.end + 2].text.lower().endswith("-elect")
    no_office = label.lower() in no_names().no_offices or leads
    if not role.office or no_office or past or owner.type == "Person" or of_body or elect:
        return entity
    start, end = min(office.start, name.start), max(office.end, name.end)
    if all(o.person.id != entity.id or o.body.id != body.id for o in actors.offices):
        actors.offices.append(Office(entity, body, label, start, end))
    return entity


def is_past(doc: Doc, role_start: int) -> bool:
    """ "Former Croatian [prime minister]", "ex-[president]", "formerly the [mayor]"."""
    position = role_start - 1
    while position >= 0 and role_start - position <= PAST_REACH and doc[position].text not in {",", ".", ";", ":"}:
        if doc[position].lower_ in past_offices():
            return True
        if is_clause_word(doc[position]):
            return False  # another clause
        position -= 1
    return False


def known_now(actors: Actors, text: str, entity: Entity) -> Entity:
    """A person whom the gazetteer names in full, remembered under the last name, with the sector of that day."""
    previous = actors.people.get(entity.label.lower())
    if previous is not None and previous.id == entity.id:
        return previous
    entity = _sector_then(entity, actors.gazetteer.holders(text), actors.date)
    _remember(actors, _last_name(entity.label), entity)
    actors.people.setdefault(entity.label.lower(), entity)
    return entity


def _remember(actors: Actors, last_name: str, entity: Entity) -> None:
    """Under a last name, which two people share for nobody."""
    if actors.people.setdefault(last_name, entity).id != entity.id:
        actors.namesakes.add(last_name)


def _sector_then(entity: Entity, holdings: tuple[Holding, ...], date: dt.date | None) -> Entity:
    """Out of office for good a person is of the elite (PLOVER's ELI), and no longer of the government."""
    terms = [holding for holding in holdings if holding.person.id == entity.id]
    if date is None or not terms or any(term.until is None or term.open_at_end or term.until >= date for term in terms):
        return entity
    return replace(entity, sector="ELI")


def _known_person(actors: Actors, span: Span, *, titled: bool) -> Entity | None:
    name = span.text
    key = name.lower()
    if key in actors.people:
        return actors.people[key]
    last = _last_name(key)
    if key in actors.namesakes:
        return None
    if last in actors.people and (" " not in key or actors.people[last].label.lower().endswith(key)):
        return actors.people[last]
    holdings = actors.gazetteer.holders(name, date=actors.date)
    if " " not in name and not titled:
        holdings = _leaders_alone(actors, span, holdings)
    people = _first(holding.person for holding in holdings)
    states = {holding.state for holding in holdings}
    if titled and len(people) > 1 and len(states) == 1 and holdings[0].person.country:
        # which President Assad is unsure, whose president is not
        return role_entity(actors.gazetteer.country(holdings[0].person.country), "GOV")
    if len(people) == 1:
        person = _sector_then(next(iter(people.values())), holdings, actors.date)
        actors.people.setdefault(key, person)
        _remember(actors, last, person)
        return person
    return None


def _leaders_alone(actors: Actors, span: Span, holdings: tuple[Holding, ...]) -> tuple[Holding, ...]:
    """ "Gorbachev": a head of state or government known by the family name, unless the text has somebody else of it."""
    token = span.root
    unsure = actors.date is None and len(span.text) < UNAMBIGUOUS
    if token.ent_type_ not in {"PERSON", ""} or not is_proper_noun(token) or token.i in actors.names or unsure:
        return ()
    others = span.text in actors.family_names()
    part_of_name = is_noun_modifier(token) and is_proper_noun(token.head)
    if others or part_of_name:
        return ()
    return tuple(holding for holding in holdings if holding.leader)


def _citizen(actors: Actors, span: Span) -> Entity | None:
    """ "Canadian Robert Tessier": a person of a state who speaks for nobody."""
    before = span.start - 1
    while before > span.sent.start and span.doc[before].lower_.rstrip(".") in no_names().fronts:
        before -= 1  # "Canadian Sir Robert Tessier"
    named = actors.names.get(before) if span.start else None
    if not is_person_name(actors, span):
        return None
    if named is None or named[1].kind != "demonym" or len(span) < 2 or span.root.ent_type_ not in {"PERSON", ""}:
        return None
    if not named[1].entity.country or detached(named[0]):
        return None
    person = citizen_entity(span.text, named[1].entity.country)
    actors.people.setdefault(span.text.lower(), person)
    _remember(actors, _last_name(span.text), person)
    return person


def _first(people: Iterable[Entity]) -> dict[str, Entity]:
    """People by identifier, each as the first of the terms says, which is the most prominent and the latest."""
    found: dict[str, Entity] = {}
    for person in people:
        found.setdefault(person.id, person)
    return found


def _last_name(name: str) -> str:
    return name.split()[-1].lower() if name.split() else name.lower()
