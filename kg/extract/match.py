"""Which frame a predicate matches, and which actors fill its subject and object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.arguments import PREPOSITION_SPELLINGS, Predicate, clause_arguments, verb_lemmas
from kg.extract.domestic import facing, facing_each_other, people_of, rebels_of
from kg.extract.frames import Constraint, Frame, load_frames
from kg.extract.lexicon import load_lexicon
from kg.gazetteer.roles import role_entity
from kg.gazetteer.word_lists import measures, partitives, place_nouns, victims
from kg.mentions.noun_phrase import Actors, Phrase, role_noun
from kg.syntax.relations import (
    is_active_subject,
    is_adjectival_modifier,
    is_clausal_complement,
    is_conjunct,
    is_noun_clause,
    is_noun_modifier,
    is_premodifier,
    is_preposition,
    is_prepositional,
    is_prepositional_complement,
    is_prepositional_object,
)
from kg.syntax.tree import climb
from kg.syntax.words import is_base_form, is_noun, is_proper_noun
from kg.vocabulary import load_vocabulary

STATE_TYPES = frozenset({"Country", "Territory"})
ABROAD = frozenset({"AID", "SUPPORT", "COOPERATE", None})
"""Types in which one who names no state is as often somebody else's: "the president supported the rebels"."""
AGAINST_DEEDS = frozenset({"ACCUSE", "PROTEST", "REJECT", "SUPPORT"})
"""Types whose object is who did the deed that is spoken of, not who suffered it."""
HOME = "home"
"""The role of a protest's unnamed target (PLOVER's coders take the protesters' own state for it)."""
LOOK_BACK = 3
"""Sentences before a vote in which its body may be named."""
PLACES = ("in", "near")
"""Roles that say where, and so in which state somebody without a nationality is."""


NAMED_ROLES = frozenset(
    {
        "agent",
        "patient",
        "recipient",
        "clause",
        "purpose",
        "manner",
        "modifier",
        "obligation",
        "receiver",
        "apposition",
        "condition",
        "home",
        "party",
        "body",
    }
)
"""Roles that are not prepositions."""


@dataclass(frozen=True, slots=True)
class Filler:
    """An actor that fills a role, by which role, and whether only its owner or adjective names it."""

    phrase: Phrase
    role: str
    indirect: bool = False


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
    subjects = _first_filled(predicate, frame.subject, actors)
    objects = _first_filled(predicate, frame.object, actors, without=subjects, spoken=frame.plover in AGAINST_DEEDS)
    if HOME in frame.object:
        subjects = subjects or _people_there(predicate, frame, actors)
        objects = objects or _state_of(predicate, actors, subjects)
    if predicate.roles.get("receiver"):  # "came under attack from", "received an appeal from"
        objects = _first_filled(predicate, ["receiver"], actors)
        subjects = _first_filled(predicate, ["from", "by", "agent"], actors, without=objects)
    if not objects and load_vocabulary().relations[frame.relation].quad == "materialConflict":
        objects = _by_place(predicate, actors, subjects)
    if not (subjects and objects) and frame.plover not in ABROAD:
        subjects, objects = _at_home(predicate, frame, actors, subjects, objects)
    if frame.plover == "PROTEST":
        subjects = [_as_people(filler) for filler in subjects]
    theme = _theme(predicate, frame, actors)
    if frame.reciprocal and (not objects or predicate.roles.get("between")):
        pair = _reciprocal_pair(predicate, actors, subjects)
        if pair:
            return Match(frame, predicate, pair, pair, theme, reciprocal=True)
    if not objects and _each_other(predicate, frame):
        pair = _reciprocal_pair(predicate, actors, subjects)
        if pair:
            return Match(frame, predicate, pair, pair, theme, reciprocal=True)
    if not subjects:
        return Rejection(frame, predicate, f"no actor as {' or '.join(frame.subject)}")
    if not objects:
        return Rejection(frame, predicate, f"no actor as {' or '.join(frame.object)}")
    if frame.swap:
        subjects, objects = objects, subjects
    return Match(frame, predicate, tuple(subjects), tuple(objects), theme)


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


def _wanted(constraint: Constraint) -> str:
    some = sorted(constraint.lemmas)
    words = ", ".join(some[:4]) + (", …" if len(some) > 4 else "")
    return constraint.special or f"one of: {words}"


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


def fill(predicate: Predicate, role: str, actors: Actors) -> list[Filler]:
    """Actors in a role; ``patient.on`` looks below the object, ``patient.within`` at what owns or marks it."""
    role, _, inner = role.partition(".")
    tokens = role_tokens(predicate, role)
    if inner:
        tokens = [*tokens, *(part for token in tokens if token.lemma_.lower() in partitives()
                             for part in prepositional(token, "of"))]  # fmt: skip
        return [Filler(phrase, f"{role}.{inner}", inner == "within")
                for token in tokens for phrase in _inner(token, inner, actors)]  # fmt: skip
    if role in {"clause", "purpose"}:
        return _in_clause(tokens, actors)
    if role == "body":
        return _voting_body(predicate, actors)
    if role == "agent" and predicate.kind == "noun" and predicate.support is not None:
        marked = [phrase for phrase in actors.owners(predicate.token) if phrase.kind == "demonym"]
        if marked:  # "stopped the Turkish offensive": it is Turkey's, whoever stopped it
            return [Filler(phrase, role) for phrase in marked]
    found = [Filler(phrase, role) for token in tokens for phrase in actors.all_at(token)]
    if not found and role == "agent":
        found = [Filler(phrase, role) for token in tokens for phrase in actors.joined(token)]
    if not found and role == "agent":
        if predicate.kind == "noun":
            found = [Filler(phrase, role) for phrase in actors.owners(predicate.token)]
            found = found or [
                Filler(phrase, role) for token in role_tokens(predicate, "by") for phrase in actors.all_at(token)
            ]
        if not found:
            found = [Filler(phrase, role, indirect=True) for token in tokens for phrase in actors.owners(token)]
    if not found and predicate.kind == "noun" and role == "patient" and "agent" in predicate.roles:
        found = [Filler(phrase, role, indirect=True) for phrase in actors.owners(predicate.token)
                 if phrase.head not in {token.i for token in predicate.roles["agent"]}]  # fmt: skip
    return found


def role_tokens(predicate: Predicate, role: str) -> list[Token]:
    """Heads that fill a role; a preposition that the parser hung on a neighbouring phrase counts too.

    "Put its forces [on alert [against North Korea]]", "the extradition [of a hacker [to Spain]]".
    """
    tokens = predicate.roles.get(role, [])
    if tokens or role in NAMED_ROLES:
        return tokens
    if role == "of":  # "is a member of NATO"
        return [inner for filler in predicate.roles.get("attribute", []) for inner in prepositional(filler, role)]
    for name, fillers in predicate.roles.items():
        if name in NAMED_ROLES - {"patient", "recipient"} and not (name == "agent" and predicate.passive):
            continue
        found = [
            inner
            for filler in fillers
            if not is_proper_noun(filler) or filler.ent_type_ in {"DATE", "TIME"}
            for inner in prepositional(filler, role)
        ]
        if found:
            return found
    return []


def prepositional(token: Token, preposition: str) -> list[Token]:
    """Objects of a preposition that hangs on ``token``."""
    return [
        inner
        for child in token.rights
        if is_prepositional(child) and PREPOSITION_SPELLINGS.get(child.lower_, child.lower_) == preposition
        for inner in child.children
        if is_prepositional_object(inner)
    ]


def _inner(token: Token, inner: str, actors: Actors) -> list[Phrase]:
    if inner == "within":
        return actors.within(token)
    if inner == "clause":  # "rejected a call for its troops to be sent to", "welcomed a decision to leave"
        clauses = [
            child
            for child in token.rights
            if (is_clausal_complement(child) or is_noun_clause(child)) and not _is_hostile(child)
        ]
        return [filler.phrase for filler in _in_clause(clauses, actors)]
    if inner == "agent":
        owners = actors.owners(token)
        if owners:
            return owners
        for preposition in ("by", "from", "of"):
            found = [phrase for part in prepositional(token, preposition) for phrase in actors.all_at(part)]
            if found:
                return found
        return []
    return [phrase for part in prepositional(token, inner) for phrase in actors.all_at(part) or actors.within(part)]


def _is_hostile(clause: Token) -> bool:
    """ "Calls to sanction Mali": Mali would suffer it, and doesn't call for it."""
    if not is_base_form(clause) or any(map(is_active_subject, clause.lefts)):
        return False
    frames = [frame for name in verb_lemmas(clause) for frame in load_frames().verbs.get(name, ())]
    relations = load_vocabulary().relations
    return bool(frames) and all(relations[frame.relation].quad.endswith("Conflict") for frame in frames)


def _in_clause(clauses: Sequence[Token], actors: Actors) -> list[Filler]:
    for clause in clauses:
        for token in clause_arguments(clause):
            phrases = actors.all_at(token)
            if phrases:
                return [Filler(phrase, "clause") for phrase in phrases]
            owners = [phrase for phrase in actors.within(token) if phrase.kind != "reference"] or [
                phrase
                for preposition in ("for", "to", "against")  # "commit to aid to the US-led war"
                for inner in prepositional(token, preposition)
                for phrase in actors.within(inner)
            ]
            if owners:
                return [Filler(phrase, "clause", indirect=True) for phrase in owners]
    return []


def _voting_body(predicate: Predicate, actors: Actors) -> list[Filler]:
    """The body that the passage speaks of before a vote in it: "… the UN General Assembly. Only Togo voted against"."""
    token = predicate.token
    if any(
        is_prepositional_complement(part)
        for child in token.children
        if is_preposition(child)
        for part in child.children
    ):
        return []  # "abstained from condemning"
    numbers = actors.doc.user_data["sentence_of"]
    for place in range(token.i + len(list(token.subtree)), -1, -1):
        if place >= len(actors.doc) or numbers[place] > numbers[token.i]:
            continue
        if numbers[token.i] - numbers[place] > LOOK_BACK:
            break
        phrase = actors.at(actors.doc[place]) if place in actors.names else None
        if (
            phrase
            and phrase.kind == "name"
            and all(
                entity.type in {"Organisation", "GovernmentBody"} and entity.country is None
                for entity in phrase.entities
            )
        ):
            return [Filler(phrase, "body", indirect=True)]
    return []


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


def first_of(token: Token) -> Token:
    """The first of a coordination."""
    return climb(token, is_conjunct)


def _each_other(predicate: Predicate, frame: Frame) -> bool:
    """ "They accused each other", "traded fire with one another"."""
    tokens = [token for role in frame.object if "." not in role for token in role_tokens(predicate, role)]
    return any(
        token.lower_ in {"other", "another"} and token.nbor(-1).lower_ in {"each", "one"} for token in tokens if token.i
    )


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
