"""Which frame a predicate matches: what the frame wants holds, and both sides are found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.arguments import Predicate
from kg.extract.fill import Filler, prepositional, role_tokens
from kg.extract.frames import Constraint, Frame
from kg.extract.resolve import STATE_TYPES, resolve_sides
from kg.gazetteer.word_lists import measures, partitives
from kg.mentions.noun_phrase import Actors, role_noun
from kg.syntax.relations import is_adjectival_modifier, is_conjunct, is_noun_modifier, is_premodifier
from kg.syntax.words import is_base_form, is_noun


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found: the predicate, its subjects and objects, and the theme's token."""

    frame: Frame
    predicate: Predicate
    subjects: tuple[Filler, ...]
    objects: tuple[Filler, ...]
    theme: Token | None
    reciprocal: bool = False


@dataclass(frozen=True, slots=True)
class Rejection:
    """A frame tried and not found, with the reason in words."""

    frame: Frame
    predicate: Predicate
    reason: str


def match_frames(predicate: Predicate, frames: Sequence[Frame], actors: Actors) -> Iterator[Match | Rejection]:
    """Try frames in order, most specific first; the first that matches ends the search."""
    for frame in frames:
        outcome = _match(predicate, frame, actors)
        yield outcome
        if isinstance(outcome, Match):
            return


def _match(predicate: Predicate, frame: Frame, actors: Actors) -> Match | Rejection:
    for constraint in frame.where:
        if not _holds(predicate, constraint, actors):
            return Rejection(frame, predicate, f"{constraint.role} is not {_wanted(constraint)}")
    for constraint in frame.unless:
        if _holds(predicate, constraint, actors):
            return Rejection(frame, predicate, f"{constraint.role} is {_wanted(constraint)}")
    sides = resolve_sides(predicate, frame, actors)
    if not sides.subjects:
        return Rejection(frame, predicate, f"no actor as {' or '.join(frame.subject)}")
    if not sides.objects:
        return Rejection(frame, predicate, f"no actor as {' or '.join(frame.object)}")
    subjects, objects = tuple(sides.subjects), tuple(sides.objects)
    if frame.swap and not sides.reciprocal:
        subjects, objects = objects, subjects
    return Match(frame, predicate, subjects, objects, _theme(predicate, frame, actors), sides.reciprocal)


def _wanted(constraint: Constraint) -> str:
    some = sorted(constraint.lemmas)
    words = ", ".join(some[:4]) + (", …" if len(some) > 4 else "")
    return constraint.special or f"one of: {words}"


def _theme(predicate: Predicate, frame: Frame, actors: Actors) -> Token | None:
    """The thing given or the topic; where the frame says what it must be, the word that is so."""
    wanted = frozenset().union(*(constraint.lemmas for constraint in frame.where if "|" in constraint.role or
                                 constraint.role in frame.theme))  # fmt: skip
    candidates = [token for role in frame.theme for token in role_tokens(predicate, role)
                  if token.i not in actors.names and not actors.at(token)]  # fmt: skip
    fitting = [token for token in candidates if not wanted or words_of(token) & wanted]
    return _thing(fitting[0]) if fitting else None


def _thing(token: Token) -> Token | None:
    """What is given, not how it is counted or sent: "a number of launchers", "arms shipments"; None if unsaid."""
    if token.lemma_.lower() not in measures() | partitives() | {"package"}:
        return token
    inner = prepositional(token, "of")
    if inner:
        return _thing(inner[0])
    marked = [child for child in token.lefts if is_noun_modifier(child) and is_noun(child)]
    if marked:
        return marked[-1]
    return token if any(map(is_adjectival_modifier, token.lefts)) and token.lemma_.lower() not in partitives() else None


def _holds(predicate: Predicate, constraint: Constraint, actors: Actors) -> bool:
    for role in constraint.role.split("|"):
        if constraint.special == "none" and not predicate.roles.get(role):
            return True
        role, _, inner = role.partition(".")
        tokens = role_tokens(predicate, role)
        if inner and inner not in {"within", "agent"}:
            tokens = [part for token in tokens for part in prepositional(token, inner)]
        for token in tokens:
            if constraint.lemmas and words_of(token) & constraint.lemmas:
                return True
            if constraint.special and _is_special(token, constraint.special, actors):
                return True
    return False


def words_of(token: Token) -> frozenset[str]:
    """What a head counts as in a constraint: its lemma, its compounds' and adjectives' lemmas, coordinated heads."""
    heads = [token, *(child for child in token.rights if is_conjunct(child))]
    words = set()
    for head in heads:
        words.update({head.lemma_.lower(), head.lower_})
        for child in head.lefts:
            if is_premodifier(child):
                words.update({child.lemma_.lower(), child.lower_, f"{child.lower_} {head.lemma_.lower()}"})
        if head.lemma_.lower() in partitives() | measures():
            for part in prepositional(head, "of"):
                words.add(part.lemma_.lower())
    return frozenset(words)


def _is_special(token: Token, special: str, actors: Actors) -> bool:
    if special == "any":
        return True
    if special == "infinitive":
        return is_base_form(token) and any(child.lower_ == "to" for child in token.lefts)
    phrases = actors.all_at(token)
    if special == "actor":
        return bool(phrases)
    entities = [entity for phrase in phrases for entity in phrase.entities]
    if special == "person":
        role, _ = role_noun(actors.gazetteer, token)
        office = role is not None and role.kind == "person" and role.sector in {"GOV", "LEG", "MIL"}
        return (
            any(entity.type == "Person" for entity in entities)
            or office
            or (not phrases and token.ent_type_ == "PERSON")
        )
    if special == "state":
        return any(entity.type in STATE_TYPES for entity in entities)
    if special == "organisation":
        return any(entity.type == "Organisation" for entity in entities)
    if special == "place":
        return token.ent_type_ in {"GPE", "LOC", "FAC"} or any(
            entity.type in STATE_TYPES | {"Place"} for entity in entities
        )
    return False
