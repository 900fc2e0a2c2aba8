"""References back: "they", "both countries", "the Islamic Republic", "the kingdom", "its neighbour".

Resolved within the article by salience (subjects first, then what was said last), number and type, after the
factors of Lappin and Leass (1994); left alone when no candidate is clearly first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.mentions.noun_phrase import Actors, Phrase, role_noun
from kg.mentions.turns import SpokenTurn, acting_for, speaker_of_turn, turn_of
from kg.model import Entity
from kg.resources import ontology_path
from kg.syntax.relations import (
    is_attributive,
    is_complement_clause,
    is_conjunct,
    is_expletive,
    is_mark_of_noun,
    is_nominal_subject,
    is_noun_clause,
    is_object,
    is_possessor,
    is_preposition,
    is_prepositional_object,
    is_specifier,
    is_subject_or_agent,
)
from kg.syntax.tree import climb
from kg.syntax.walks import conjuncts
from kg.syntax.words import (
    is_adjective,
    is_noun,
    is_personal_pronoun,
    is_plural_noun,
    is_possessive_pronoun,
    is_proper_noun,
    is_singular_noun,
    is_standing_pronoun,
    is_verbal,
    is_wh_pronoun,
)
from kg.yaml_file import Fields, read_fields

STATE_TYPES = frozenset({"Country", "Territory", "Place"})
BODY_TYPES = STATE_TYPES | {
    "Organisation", "ArmedGroup", "PoliticalGroup", "GovernmentBody", "RoleActor", "Company",
}  # fmt: skip
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
PLURAL_PAIRS = frozenset({"side", "neighbour", "neighbor", "rival", "party"})
"""Plurals that mean two without saying so."""
FIRST_AND_SECOND_PERSON = frozenset({"i", "me", "my", "mine", "myself", "you", "your", "yours", "yourself"})
SPEAKING = frozenset({
    "say", "tell", "add", "declare", "insist", "announce", "warn", "state", "claim", "retort", "reply", "respond",
    "complain", "argue", "explain", "note", "lament", "stress", "boast", "vow", "pledge", "promise", "counter",
    "affirm", "reiterate",
})  # fmt: skip
"""Verbs whose subject is "we" in what is said below them."""
LONGEST_SPEAKER = 14
"""Tokens of who speaks and the colon behind it."""
LOOK_BACK = 3
"""Sentences: further back than this nothing is referred to without a name."""


@cache
def reference_nouns() -> dict[str, frozenset[str]]:
    """Definite descriptions and the types of actor each can stand for, from ontology/actors/references.yaml."""
    return {str(noun): frozenset(types) for noun, types in _references()["nouns"].items()}


@cache
def reference_marks() -> frozenset[str]:
    """Adjectives that a description may carry and still refer back ("the Baltic state")."""
    return frozenset(map(str, _references()["marks"]))


@cache
def relational_nouns() -> frozenset[str]:
    """Nouns for somebody other than their owner ("its neighbour")."""
    return frozenset(map(str, _references()["others"]))


def _references() -> Fields:
    return read_fields(ontology_path("actors", "references.yaml"), ["nouns", "marks", "others"])


def refers_back(token: Token) -> bool:
    """True for a noun that can stand for actors named before: "the countries", "the group"."""
    return token.lemma_.lower() in reference_nouns()


def refer(actors: Actors, token: Token) -> Phrase | None:
    """Who a pronoun or a definite description refers back to."""
    lower = token.lower_
    if is_personal_pronoun(token) and lower not in {"we", "us", "our", "ours"} and _stranger_above(actors, token):
        return None
    if lower in {"it", "itself", "its"}:
        if _is_empty(token):
            return None
        return _single(actors, token, BODY_TYPES)
    if lower in {"he", "she", "him", "her", "his", "himself", "herself"}:
        return _single(actors, token, frozenset({"Person", "RoleActor"}))
    if lower in {"they", "them", "their", "themselves", "both"}:
        return _several(actors, token)
    if lower in {"we", "us", "our", "ours"}:
        return _speaker(actors, token)
    if lower in {"i", "me", "my"} and not _is_quoted(token):
        if (turn := turn_of(token)) is not None:
            return _speaker_of_turn(actors, turn, token)
        return _phrase(token, actors.issuers) if len(actors.issuers) == 1 else None
    if not is_noun(token):
        return None
    if token.lemma_.lower() in relational_nouns():
        owner = next(filter(is_possessive_pronoun, token.lefts), None)
        if owner is not None:
            return _other_than(actors, token, owner)
    types = reference_nouns().get(token.lemma_.lower())
    if types is None:
        return _office_holders(actors, token)
    words = {child.lower_ for child in token.lefts}
    if is_plural_noun(token):
        number = next((NUMBERS[word] for word in NUMBERS if word in words), 0)
        if number or (words == {"the"} and token.lemma_.lower() in PLURAL_PAIRS):
            return _group(actors, token, types, number or 2)
        return _single(actors, token, types) if words == {"the"} and "Country" not in types else None
    if not words & {"the", "this", "that"}:
        return None
    marks = list(filter(is_mark_of_noun, token.lefts))
    described = any(child.lower_ == "of" or is_noun_clause(child) for child in token.rights)
    if described or any(child.lower_ not in reference_marks() for child in marks):
        return None
    return _single(actors, token, types)


def why_unresolved(actors: Actors, token: Token) -> str | None:
    """Why a reference back was left alone, in words; None for a word that is no reference or was resolved."""
    personal = is_personal_pronoun(token) and token.lower_ not in FIRST_AND_SECOND_PERSON
    described = token.lemma_.lower() in reference_nouns() and any(
        child.lower_ in {"the", "this", "that", "these", "both"} for child in token.lefts
    )
    if not (personal or described) or actors.at(token) is not None:
        return None
    if token.lower_ in {"it", "they"} and any(map(is_expletive, token.head.children)):
        return None
    if _stranger_above(actors, token):
        return "somebody unknown is named above it, who may be meant"
    names = list(dict.fromkeys(entity.label for phrase in _antecedents(actors, token) for entity in phrase.entities))
    if not names:
        return "nobody is named before it"
    return f"unsure who is meant; named before it: {', '.join(names[:5])}"


def _other_than(actors: Actors, token: Token, owner: Token) -> Phrase | None:
    """ "Its neighbour": the other state spoken of in this sentence or the one before, where there is just one."""
    whose = actors.at(owner)
    if whose is None or not whose.entities[0].country or not is_singular_noun(token):
        return None
    near = {
        state.country: state
        for phrase in _antecedents(actors, token)
        if _sentence_number(token) - _sentence_number(actors.doc[phrase.head]) <= 2
        for state in (_as_state(actors, entity) for entity in phrase.entities)
        if state.type == "Country" and state.country != whose.entities[0].country
    }
    return _phrase(token, tuple(near.values())) if len(near) == 1 else None


def _stranger_above(actors: Actors, token: Token) -> bool:
    """True where the clause above has a named subject whom we don't know: "Twitter said it …"."""
    for verb in token.ancestors:
        for child in verb.children:
            if is_subject_or_agent(child) and child.i < token.i:
                if token.i in {part.i for part in child.subtree}:
                    continue
                if is_proper_noun(child) and actors.at(child) is None:
                    return True
                if actors.at(child) is not None:
                    return False
    return False


def _phrase(token: Token, entities: tuple[Entity, ...], *, plural: bool = False) -> Phrase:
    lefts = [child.i for child in token.lefts if is_specifier(child)]
    return Phrase(token.i, min([token.i, *lefts]), token.i + 1, "reference", entities, plural=plural)


def _speaker(actors: Actors, token: Token) -> Phrase | None:
    """ "We" in reported or quoted speech: the side of the nearest speaker above."""
    for verb in token.ancestors:
        for child in verb.children:
            if is_nominal_subject(child) and child.i != token.i and token.i not in {part.i for part in child.subtree}:
                if is_standing_pronoun(child) or is_wh_pronoun(child) or token.head.i == child.head.i:
                    continue
                phrase = actors.at(child)
                if phrase and verb.lemma_ in SPEAKING:
                    return _phrase(token, (_as_state(actors, phrase.entities[0]),), plural=True)
    announced = _announced_speaker(actors, token)
    if announced is not None:
        return _phrase(token, (_as_state(actors, announced.entities[0]),), plural=True)
    if _is_quoted(token):
        return None
    if (turn := turn_of(token)) is not None:
        return _speaker_of_turn(actors, turn, token, plural=True)
    return _phrase(token, actors.issuers, plural=True) if actors.issuers else None


def _speaker_of_turn(actors: Actors, turn: SpokenTurn, token: Token, *, plural: bool = False) -> Phrase | None:
    """Whom the speaker of a transcript acts for."""
    who = speaker_of_turn(actors, turn)
    return _phrase(token, (acting_for(actors, who.entities[0]),), plural=plural) if who else None


def _announced_speaker(actors: Actors, token: Token) -> Phrase | None:
    """ "The Polish foreign minister: We have …": who stands before the colon that opens the sentence."""
    start = token.sent.start
    colon = next((part for part in actors.doc[start : min(start + LONGEST_SPEAKER, token.i)] if part.text == ":"), None)
    if colon is None or any(map(is_verbal, actors.doc[start : colon.i])):
        return None
    return next((phrase for part in actors.doc[start : colon.i] if (phrase := actors.at(part))), None)


def _is_quoted(token: Token) -> bool:
    """True within quotation marks, where "we" is whoever is quoted."""
    opened: list[bool] | None = token.doc.user_data.get("within_quotes")
    if opened is None:
        opened, within = [], False
        for part in token.doc:
            within ^= part.is_quote and part.text not in {"'", "’", "‘", "`"}
            opened.append(within)
        token.doc.user_data["within_quotes"] = opened
    return opened[token.i]


def _single(actors: Actors, token: Token, types: frozenset[str]) -> Phrase | None:
    """The most salient single actor of a fitting type before ``token``."""
    best: tuple[float, Phrase] | None = None
    rivals = _same_clause_subject(token)
    personal = "Person" in types
    role, _ = role_noun(actors.gazetteer, token)
    for candidate in _antecedents(actors, token):
        if len(candidate.entities) != 1 or candidate.entities[0].type not in types:
            continue
        if (
            role is not None
            and candidate.entities[0].type == "RoleActor"
            and candidate.entities[0].sector != role.sector
        ):
            continue  # "the rebels" are not the army
        if candidate.plural and candidate.entities[0].type != "Organisation" and candidate.kind in {"role", "demonym"}:
            continue
        if candidate.head in rivals or (personal and candidate.kind == "role" and not _is_office(actors, candidate)):
            continue
        if _only_where(actors, candidate):
            continue
        score = _salience(actors, candidate, token)
        if best is None or score > best[0]:
            best = (score, candidate)
    if best is None or len([entity for entity in _whole_coordination(actors, best[1]) if entity.type in types]) > 1:
        return None  # one of two that stand side by side: which one is unsure
    if personal and any(_salience(actors, stranger, token) > best[0] for stranger in _strangers(actors, token, rivals)):
        return None
    return _phrase(token, best[1].entities)


def _strangers(actors: Actors, token: Token, rivals: frozenset[int]) -> Iterator[Phrase]:
    """Persons named before ``token`` whom nobody is known to be: each may be "she" as well."""
    for other in actors.nouns_from(_sentence_number(token) - LOOK_BACK):
        if other.i >= token.i:
            break
        last = other.ent_type_ == "PERSON" and not (other.nbor().ent_type_ == "PERSON" and other.nbor().ent_iob_ == "I")
        if last and is_proper_noun(other) and other.i not in rivals and actors.at(other) is None:
            yield Phrase(other.i, other.i, other.i + 1, "person", ())


def _only_where(actors: Actors, phrase: Phrase) -> bool:
    """ "A library was found in Cologne. It …": a town in which something happened."""
    head = actors.doc[phrase.head]
    town = phrase.kind == "place" or phrase.entities[0].type == "Place"
    return town and is_prepositional_object(head) and head.head.lower_ in {"in", "at", "near"}


def _is_empty(token: Token) -> bool:
    """ "It is too early to say", "it is likely that …": nobody is meant."""
    verb = token.head
    if token.lower_ != "it" or not is_nominal_subject(token) or verb.lemma_ not in {"be", "become", "seem"}:
        return False
    after = [part for child in verb.rights for part in (child, *child.rights)]
    return any(map(is_adjective, verb.rights)) and any(map(is_complement_clause, after))


def _is_office(actors: Actors, phrase: Phrase) -> bool:
    """True for "the Moldovan president" and a stranger of a state, False for "the Moldovan army"."""
    head = actors.doc[phrase.head]
    role, _ = role_noun(actors.gazetteer, head)
    return role.kind == "person" if role is not None else is_proper_noun(head) and head.ent_type_ == "PERSON"


def _several(actors: Actors, token: Token) -> Phrase | None:
    """A plural subject ("the Russians", "Malian troops") or a coordinated pair ("Iran and Russia")."""
    best: tuple[float, tuple[Entity, ...]] | None = None
    rivals = _same_clause_subject(token)
    for candidate in _antecedents(actors, token):
        if candidate.head in rivals:
            continue
        group = _coordinated(actors, candidate)
        entities = group or (candidate.entities if candidate.plural or len(candidate.entities) > 1 else ())
        if not entities:
            continue
        score = _salience(actors, candidate, token)
        if best is None or score > best[0]:
            best = (score, entities)
    return _phrase(token, best[1], plural=True) if best else None


def _group(actors: Actors, token: Token, types: frozenset[str], number: int) -> Phrase | None:
    """ "The two countries", "the three countries": the last coordination of as many, else the last two."""
    rivals = _same_clause_subject(token)
    last: list[Entity] = []
    for candidate in sorted(_antecedents(actors, token), key=lambda phrase: -phrase.head):
        if candidate.head in rivals:
            continue
        joined = _whole_coordination(actors, candidate)
        fitting = tuple(entity for entity in joined if entity.type in types)
        if len(fitting) > 1:
            return _phrase(token, fitting, plural=True) if len(fitting) == number else None
        for entity in candidate.entities:
            state = _as_state(actors, entity) if "Country" in types else entity
            if state.type in types and state.id not in {seen.id for seen in last}:
                last.append(state)
    if len(last) >= number == 2:
        return _phrase(token, tuple(sorted(last[:2], key=lambda entity: entity.id)), plural=True)
    return None


def _office_holders(actors: Actors, token: Token) -> Phrase | None:
    """ "The presidents", "the two ministers": those of two states, where just two were spoken of."""
    role, start = role_noun(actors.gazetteer, token)
    if role is None or role.kind != "person" or not is_plural_noun(token):
        return None
    words = {child.lower_ for child in token.lefts if child.i < start}
    if (
        not words & {"the", "both", "two"}
        or not words <= {"the", "both", "two"}
        or any(map(is_preposition, token.rights))
    ):
        return None
    rivals = _same_clause_subject(token)
    found: dict[str | None, Entity] = {}
    for candidate in _antecedents(actors, token):
        official = candidate.kind == "person" or (
            candidate.kind in {"role", "office"} and _is_office(actors, candidate)
        )
        if official and candidate.head not in rivals:
            found.update({entity.country: entity for entity in candidate.entities})
    if len(found) != 2 or None in found:
        return None
    return _phrase(token, tuple(sorted(found.values(), key=lambda entity: entity.id)), plural=True)


def _whole_coordination(actors: Actors, phrase: Phrase) -> tuple[Entity, ...]:
    """All entities joined with a phrase, whichever of them it is."""
    head = climb(actors.doc[phrase.head], lambda word: is_conjunct(word) and actors.at(word.head) is not None)
    first = actors.at(head)
    return _coordinated(actors, first) if first else ()


def _as_state(actors: Actors, entity: Entity) -> Entity:
    """The state behind a person or a body, for "the two countries" after "Mr X met Mr Y"."""
    if entity.type in STATE_TYPES or not entity.country:
        return entity
    try:
        return actors.gazetteer.country(entity.country)
    except KeyError:
        return entity


def _coordinated(actors: Actors, phrase: Phrase) -> tuple[Entity, ...]:
    """The entities of a phrase and of those joined to it by "and", where there are at least two."""
    if phrase.kind == "reference":
        return phrase.entities if len(phrase.entities) > 1 else ()
    heads = [actors.doc[phrase.head], *conjuncts(actors.doc[phrase.head])]
    entities: list[Entity] = []
    for head in heads:
        found = actors.at(head) if head.i != phrase.head else phrase
        entities.extend(found.entities if found else ())
    unique = tuple({entity.id: entity for entity in entities}.values())
    return unique if len(unique) > 1 else ()


def _antecedents(actors: Actors, token: Token) -> Iterator[Phrase]:
    """Resolved phrases before ``token``, in this sentence and the few before it; possessors and modifiers too."""
    for other in actors.nouns_from(_sentence_number(token) - LOOK_BACK):
        if other.i >= token.i:
            break
        phrase = actors.at(other)
        if phrase and phrase.head == other.i and phrase.end <= token.i:
            yield phrase


def _salience(actors: Actors, phrase: Phrase, token: Token) -> float:
    head = actors.doc[phrase.head]
    score = -4.0 * (_sentence_number(token) - _sentence_number(head))
    if is_subject_or_agent(head):
        score += 3.0
        if _governs(head, token):
            score += 2.0
        if is_possessive_pronoun(token) and head.head.i == _clause(token).i:
            score += 4.0  # "Russia launched its invasion": the owner is the subject of the same clause
    elif is_object(head):
        score += 1.0
    elif is_attributive(head) or is_possessor(head):
        score -= 1.5
    if phrase.kind == "place":
        score -= 0.5
    return score + phrase.head / (10.0 * len(actors.doc))


def _governs(subject: Token, token: Token) -> bool:
    """True where ``subject`` is the subject of a clause that holds ``token``."""
    return subject.head.i in {ancestor.i for ancestor in token.ancestors} and subject.head.i != _clause(token).i


def _clause(token: Token) -> Token:
    return climb(token, lambda word: not is_verbal(word))


def _same_clause_subject(token: Token) -> frozenset[int]:
    """Heads that can't be meant because they are the subject of the same verb ("Iran attacked it")."""
    if is_subject_or_agent(token) or is_possessive_pronoun(token):
        return frozenset()
    verb = _clause(token)
    return frozenset(child.i for child in verb.children if is_subject_or_agent(child))


def _sentence_number(token: Token) -> int:
    return token.doc.user_data["sentence_of"][token.i]  # type: ignore[no-any-return]


def other_owner(actors: Actors, token: Token, country: str | None) -> Entity | None:
    """Whose "its" is when it can't be the subject's: "Uganda seized its boats", after Kenya was spoken of."""
    best: tuple[float, Entity] | None = None
    for candidate in _antecedents(actors, token):
        for entity in candidate.entities:
            state = _as_state(actors, entity)
            if state.type == "Country" and state.country != country:
                score = _salience(actors, candidate, token)
                if best is None or score > best[0]:
                    best = (score, state)
    return best[1] if best else None
