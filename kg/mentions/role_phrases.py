"""Who a role noun means: "Malian rebels", "the Bush administration", "King Hassan of Morocco"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.gazetteer.roles import with_role
from kg.mentions.document import Actors
from kg.mentions.owners import owner_among
from kg.mentions.persons import introduce, person_beside
from kg.mentions.phrase import Phrase, phrase_span
from kg.mentions.role_nouns import RoleMention
from kg.syntax.relations import is_compound_part, is_prepositional_object
from kg.syntax.words import is_adposition, is_plural_noun, is_proper_noun

BASED = frozenset({"base", "headquarter", "station"})


def resolve_role(actors: Actors, token: Token, found: RoleMention) -> Phrase | None:
    """The actors of a state, a body or a group in the role that ``token`` heads; None where nobody's is said."""
    role = found.role
    person = person_beside(actors, token) if role.kind == "person" else None
    owners = role_owners(actors, token, found)
    if not owners:
        return None
    start, end = phrase_span(actors.doc, token, actors)
    end = max(end, found.end)
    if person is not None:
        owner = owner_among(actors, owners)
        entity = introduce(actors, person, owner, found) if owner else None
        if entity:
            return Phrase(token.i, min(start, person.start), max(end, person.end), "person", (entity,))
    entities = tuple(dict.fromkeys(with_role(entity, role) for owner in owners for entity in owner.entities))
    plural = is_plural_noun(token) or role.kind in {"people", "forces"}
    return Phrase(token.i, start, end, "role", entities, plural=plural)


def role_owners(actors: Actors, token: Token, found: RoleMention) -> list[Phrase]:
    """Whose role it is, by a word before or behind it."""
    owners = [phrase for phrase in actors.owners(token) if phrase.start < found.start or phrase.end <= found.start]
    return owners or _following_owner(actors, token, found) or _leaders_state(actors, token) or _issuer(actors, token)


def _issuer(actors: Actors, token: Token) -> list[Phrase]:
    """ "The Ministry" and "the President" in a text that a state issues are its own."""
    article = next((child for child in token.lefts if child.lower_ == "the"), None)
    if article is None or len(actors.issuers) != 1 or not actors.issuers[0].country or not token.text[0].isupper():
        return []
    return [Phrase(token.i, article.i, token.i + 1, "reference", actors.issuers)]


def _leaders_state(actors: Actors, token: Token) -> list[Phrase]:
    """ "The Bush administration": the state whose leaders have borne that name."""
    for child in token.lefts:
        named = actors.names.get(child.i)
        if named and named[1].kind == "person" and named[1].entity.country:
            return [Phrase(child.i, child.i, child.i + 1, "name", (actors.gazetteer.country(named[1].entity.country),))]
        if is_compound_part(child) and is_proper_noun(child) and not child.text.isupper():
            states = {holding.state for holding in actors.gazetteer.holders(child.text, date=actors.date)}
            if len(states) == 1 and len(state := states.pop()) == 3 and state.isupper():
                return [Phrase(child.i, child.i, child.i + 1, "name", (actors.gazetteer.country(state),))]
    return []


def _following_owner(actors: Actors, token: Token, found: RoleMention) -> list[Phrase]:
    """ "King Hassan of Morocco", "rebels in the Ivory Coast", "a group based in Trinidad"."""
    doc, role = token.doc, found.role
    position = max(found.end, token.i + 1)
    while position < token.sent.end and position <= token.i + 4 and is_proper_noun(doc[position]):
        position += 1
    if position >= token.sent.end:
        return []
    # "troops in Lebanon" may be anybody's, "rebels in Aceh" are at home
    at_home = role.kind != "person" and role.sector not in {"MIL", "SPY"}
    if doc[position].lemma_ in BASED and at_home and position + 1 < token.sent.end:
        position += 1
    if not is_adposition(doc[position]):
        return []
    preposition = doc[position]
    allowed = {"of", "from", *(("in",) if at_home else ())}
    if role.kind == "person":
        allowed |= {"at"} if role.posted else {"for", "at", "to"}
    if preposition.lower_ not in allowed:
        return []
    for child in preposition.children:
        if is_prepositional_object(child):
            return actors.all_at(child) or actors.owners(child)
    return []
