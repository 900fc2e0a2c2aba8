"""Who the two sides of a predicate are in a frame: ways tried in order, each of which may fill or change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.arguments import Predicate
from kg.extract.domestic import facing, facing_each_other, people_of, rebels_of
from kg.extract.fill import Filler, fill, first_of, prepositional, role_tokens
from kg.extract.frames import Frame
from kg.extract.lexicon import load_lexicon
from kg.gazetteer.roles import role_entity
from kg.gazetteer.word_lists import place_nouns, victims
from kg.mentions.noun_phrase import Actors, Phrase
from kg.syntax.relations import is_active_subject, is_prepositional_object
from kg.vocabulary import load_vocabulary

STATE_TYPES = frozenset({"Country", "Territory"})
ABROAD = frozenset({"AID", "SUPPORT", "COOPERATE", None})
"""Types in which one who names no state is as often somebody else's: "the president supported the rebels"."""
AGAINST_DEEDS = frozenset({"ACCUSE", "PROTEST", "REJECT", "SUPPORT"})
"""Types whose object is who did the deed that is spoken of, not who suffered it."""
HOME = "home"
"""The role of a protest's unnamed target (PLOVER's coders take the protesters' own state for it)."""
PLACES = ("in", "near")
"""Roles that say where, and so in which state somebody without a nationality is."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts and who is acted upon; ``reciprocal`` where each does it to the other, so that both are the same."""

    subjects: list[Filler]
    objects: list[Filler]
    reciprocal: bool = False


def resolve_sides(predicate: Predicate, frame: Frame, actors: Actors) -> Sides:
    """The sides of a predicate in one of its frames; each empty where nobody is found."""
    sides = Sides([], [])
    for way in WAYS:
        sides = way(predicate, frame, actors, sides)
        if sides.reciprocal:
            break
    return sides


def by_roles_of_frame(predicate: Predicate, frame: Frame, actors: Actors, sides: Sides) -> Sides:
    """Where the frame looks for them."""
    subjects = _first_filled(predicate, frame.subject, actors)
    spoken = frame.plover in AGAINST_DEEDS
    return Sides(subjects, _first_filled(predicate, frame.object, actors, without=subjects, spoken=spoken))


def protest_at_home(predicate: Predicate, frame: Frame, actors: Actors, sides: Sides) -> Sides:
    """ "Hundreds protested in Tunis": people of the state in which they are, against that state."""
    if HOME not in frame.object:
        return sides
    subjects = sides.subjects or _people_there(predicate, frame, actors)
    return Sides(subjects, sides.objects or _state_of(predicate, actors, subjects))


def on_receiving_end(predicate: Predicate, frame: Frame, actors: Actors, sides: Sides) -> Sides:
    """ "Came under attack from", "received an appeal from": the subject is acted upon."""
    if not predicate.roles.get("receiver"):
        return sides
    objects = _first_filled(predicate, ["receiver"], actors)
    return Sides(_first_filled(predicate, ["from", "by", "agent"], actors, without=objects), objects)


def victims_by_place(predicate: Predicate, frame: Frame, actors: Actors, sides: Sides) -> Sides:
    """ "Killed 23 people in Tel Aviv": who has no nationality belongs to the state where it happened."""
    if sides.objects or load_vocabulary().relations[frame.relation].quad != "materialConflict":
        return sides
    return Sides(sides.subjects, _by_place(predicate, actors, sides.subjects))


def at_home_with_other(predicate: Predicate, frame: Frame, actors: Actors, sides: Sides) -> Sides:
    """ "Police dispersed Kenyan protesters": the side that names no state is at home in the other's."""
    if (sides.subjects and sides.objects) or frame.plover in ABROAD:
        return sides
    return Sides(*_at_home(predicate, frame, actors, sides.subjects, sides.objects))


def people_of_state(predicate: Predicate, frame: Frame, actors: Actors, sides: Sides) -> Sides:
    """ "Kenyans" who protest are people of Kenya, not the state."""
    if frame.plover != "PROTEST":
        return sides
    return Sides([_as_people(filler) for filler in sides.subjects], sides.objects)


def both_sides_named_together(predicate: Predicate, frame: Frame, actors: Actors, sides: Sides) -> Sides:
    """ "Talks between A and B", "the two sides met"."""
    if not frame.reciprocal or (sides.objects and not predicate.roles.get("between")):
        return sides
    return _as_pair(predicate, actors, sides)


def each_other(predicate: Predicate, frame: Frame, actors: Actors, sides: Sides) -> Sides:
    """ "They accused each other"."""
    if sides.objects or not _each_other(predicate, frame):
        return sides
    return _as_pair(predicate, actors, sides)


WAYS: tuple[Callable[[Predicate, Frame, Actors, Sides], Sides], ...] = (
    by_roles_of_frame,
    protest_at_home,
    on_receiving_end,
    victims_by_place,
    at_home_with_other,
    people_of_state,
    both_sides_named_together,
    each_other,
)
"""In the order in which they are tried; the first that finds a pair ends the search."""


def _as_pair(predicate: Predicate, actors: Actors, sides: Sides) -> Sides:
    pair = list(_reciprocal_pair(predicate, actors, sides.subjects))
    return Sides(pair, pair, reciprocal=True) if pair else sides


def _by_place(predicate: Predicate, actors: Actors, subjects: Sequence[Filler]) -> list[Filler]:
    """Victims and places without a nationality belong to the state they are in: "killed 23 people in Tel Aviv"."""
    for token in predicate.roles.get("patient", []):
        nobody = token.lemma_.lower() in place_nouns() | victims() and not actors.at(token)
        if nobody and not actors.within(token):
            found = _first_filled(predicate, PLACES, actors, without=subjects)
            return [Filler(filler.phrase, filler.role, indirect=True) for filler in found]
    return []


def _state_of(predicate: Predicate, actors: Actors, subjects: Sequence[Filler]) -> list[Filler]:
    """The state where a protest takes place, or else the protesters' own: whom it is against if nobody is named."""
    for filler in [*fill(predicate, "in", actors), *subjects]:
        for entity in filler.phrase.entities:
            if entity.country:
                state = replace(filler.phrase, entities=(actors.gazetteer.country(entity.country),))
                return [Filler(state, HOME, indirect=True)]
    return []


def _people_there(predicate: Predicate, frame: Frame, actors: Actors) -> list[Filler]:
    """ "Hundreds of people protested in Tunis": those of the state in which they are."""
    tokens = _bare_tokens(predicate, frame.subject)
    for place in fill(predicate, "in", actors):
        state = place.phrase.entities[0]
        people = people_of(tokens, state, actors) if state.country else []
        if people:
            return [Filler(phrase, "agent", indirect=True) for phrase in people]
    return []


def _at_home(
    predicate: Predicate, frame: Frame, actors: Actors, subjects: list[Filler], objects: list[Filler]
) -> tuple[list[Filler], list[Filler]]:
    """The side that names no state, where it is at home in the other's."""
    acting, suffering = _bare_tokens(predicate, frame.subject), _bare_tokens(predicate, frame.object)
    found: tuple[list[Phrase], list[Phrase]]
    if objects:
        place = all(filler.role in PLACES for filler in objects)
        found = facing(acting, [filler.phrase for filler in objects], actors, place=place), []
        if not found[0] and not subjects:  # "gunmen killed three French tourists in Niger"
            where = [entity for filler in fill(predicate, "in", actors) for entity in filler.phrase.entities]
            found = next((some for entity in where if (some := rebels_of(acting, entity, actors))), []), []
    elif subjects:
        found = [], facing(suffering, [filler.phrase for filler in subjects], actors)
    else:
        found = facing_each_other(acting, suffering, actors)
    return (
        subjects or [Filler(phrase, "agent", indirect=True) for phrase in found[0]],
        objects or [Filler(phrase, "patient", indirect=True) for phrase in found[1]],
    )


def _as_people(filler: Filler) -> Filler:
    """ "Kenyans" who protest are people of Kenya, not the state."""
    entity = filler.phrase.entities[0]
    if filler.phrase.kind != "demonym" or entity.type not in STATE_TYPES:
        return filler
    return replace(filler, phrase=replace(filler.phrase, entities=(role_entity(entity, "CVL"),)))


def _bare_tokens(predicate: Predicate, roles: Sequence[str]) -> list[Token]:
    """Heads in the first of the roles that is filled."""
    for role in roles:
        name, _, inner = role.partition(".")
        if inner in {"within", "agent"} or name == "purpose":
            continue
        tokens = role_tokens(predicate, name)
        if name == "clause":  # "allowed the opposition leader to speak"
            tokens = [child for clause in tokens for child in clause.lefts if is_active_subject(child)]
        if inner:
            tokens = [part for token in tokens for part in prepositional(token, inner)]
        if tokens:
            return tokens
    return []


def _first_filled(
    predicate: Predicate, roles: Sequence[str], actors: Actors, *, without: Sequence[Filler] = (), spoken: bool = False
) -> list[Filler]:
    taken = {filler.phrase.head for filler in without}
    entities = {entity.id for filler in without for entity in filler.phrase.entities}
    for role in roles:
        fillers: dict[tuple[str, ...], Filler] = {}
        for filler in sorted(fill(predicate, role, actors), key=lambda filler: filler.phrase.kind == "reference"):
            meant = tuple(entity.id for entity in filler.phrase.entities)
            if spoken and _suffers(actors.doc[filler.phrase.head], predicate):
                continue
            if filler.phrase.head not in taken and not set(meant) <= entities:
                fillers.setdefault(meant, filler)
        if fillers:
            return list(fillers.values())
    return []


def _suffers(token: Token, predicate: Predicate) -> bool:
    """ "Condemned the killing of Palestinians" speaks against those who did it."""
    head = first_of(token)
    of, deed = head.head, head.head.head
    if not is_prepositional_object(head) or of.lower_ != "of" or deed.i == predicate.token.i:
        return False
    return deed.lemma_.lower() in load_lexicon().suffering_nouns


def _reciprocal_pair(predicate: Predicate, actors: Actors, subjects: Sequence[Filler]) -> tuple[Filler, ...]:
    """Both sides of "the two sides met", "talks between A and B", "US-Iran talks"."""
    doc = predicate.token.doc
    side_by_side = predicate.kind == "verb" or len({first_of(doc[filler.phrase.head]).i for filler in subjects}) == 1
    candidates = [fill(predicate, "between", actors), list(subjects) if side_by_side else []]
    if predicate.kind == "noun":
        candidates.append([Filler(phrase, "agent") for phrase in actors.owners(predicate.token)])
        candidates.append(fill(predicate, "of", actors))
    for fillers in candidates:
        if len({entity.id for filler in fillers for entity in filler.phrase.entities}) > 1:
            return tuple(fillers)
    return ()


def _each_other(predicate: Predicate, frame: Frame) -> bool:
    """ "They accused each other", "traded fire with one another"."""
    tokens = [token for role in frame.object if "." not in role for token in role_tokens(predicate, role)]
    return any(
        token.lower_ in {"other", "another"} and token.nbor(-1).lower_ in {"each", "one"} for token in tokens if token.i
    )
