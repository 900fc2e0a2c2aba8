"""References back: "they", "both countries", "the Islamic Republic", "the kingdom", "its neighbour".

Resolved within the article by salience (subjects first, then what was said last), number and type, after the
factors of Lappin and Leass (1994); left alone when no candidate is clearly first.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from kg.actors.noun_phrase import Actors, Phrase, conjuncts
from kg.errors import VocabularyError
from kg.model import Entity
from kg.resources import ontology_path, read_yaml

STATE_TYPES = frozenset({"Country", "Territory", "Place"})
BODY_TYPES = frozenset({"Country", "Territory", "Place", "Organisation", "ArmedGroup", "PoliticalGroup", "GovernmentBody",
                        "RoleActor", "Company"})  # fmt: skip
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
LOOK_BACK = 3
"""Sentences: further back than this nothing is referred to without a name."""


@cache
def reference_nouns() -> dict[str, frozenset[str]]:
    """Definite descriptions and the types of actor each can stand for, from ontology/actors/references.yaml."""
    path = ontology_path("actors", "references.yaml")
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise VocabularyError(f"{path}: expected a mapping of nouns to actor types")
    return {str(noun): frozenset(types) for noun, types in content.items()}


def refer(actors: Actors, token: Token) -> Phrase | None:
    """Who a pronoun or a definite description refers back to."""
    lower = token.lower_
    if lower in {"it", "itself", "its"}:
        return _single(actors, token, BODY_TYPES)
    if lower in {"he", "she", "him", "her", "his", "himself", "herself"}:
        return _single(actors, token, frozenset({"Person"}))
    if lower in {"they", "them", "their", "themselves", "both"}:
        return _several(actors, token)
    if lower in {"we", "us", "our", "ours"}:
        return _speaker(actors, token)
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    determiner = next((child.lower_ for child in token.lefts if child.dep_ in {"det", "poss", "predet", "nummod"}), "")
    modifiers = {child.lower_ for child in token.lefts}
    types = reference_nouns().get(token.lemma_.lower())
    if types is None:
        return None
    if token.tag_ in {"NNS", "NNPS"} and modifiers & {"two", "both"}:
        return _pair(actors, token, types)
    if token.tag_ in {"NN", "NNP"} and determiner in {"the", "this", "that"}:
        others = [child for child in token.lefts if child.dep_ in {"amod", "compound", "poss"}]
        following = [child for child in token.rights if child.dep_ in {"prep", "relcl", "acl"}]
        if others or any(child.lower_ == "of" for child in following):
            return None
        return _single(actors, token, types)
    return None


def _phrase(token: Token, entities: tuple[Entity, ...], *, plural: bool = False) -> Phrase:
    lefts = [child.i for child in token.lefts if child.dep_ in {"det", "predet", "nummod", "poss"}]
    return Phrase(token.i, min([token.i, *lefts]), token.i + 1, "reference", entities, plural=plural)


def _speaker(actors: Actors, token: Token) -> Phrase | None:
    """"We" in reported or quoted speech: the side of whoever is the subject of the nearest verb above with another one."""
    for verb in token.ancestors:
        for child in verb.children:
            if child.dep_ == "nsubj" and child.i != token.i and token.i not in {part.i for part in child.subtree}:
                if child.tag_ in {"PRP", "WDT", "WP"} or token.head.i == child.head.i:
                    continue
                phrase = actors.at(child)
                if phrase and verb.lemma_ in {"say", "tell", "add", "declare", "insist", "announce", "warn", "state", "claim"}:
                    return _phrase(token, (_as_state(actors, phrase.entities[0]),), plural=True)
    return None


def _single(actors: Actors, token: Token, types: frozenset[str]) -> Phrase | None:
    """The most salient single actor of a fitting type before ``token``."""
    best: tuple[float, Phrase] | None = None
    rivals = _same_clause_subject(token)
    for candidate in _antecedents(actors, token):
        if len(candidate.entities) != 1 or candidate.entities[0].type not in types:
            continue
        if candidate.plural and candidate.entities[0].type != "Organisation" and candidate.kind in {"role", "demonym"}:
            continue
        if candidate.head in rivals:
            continue
        score = _salience(actors, candidate, token)
        if best is None or score > best[0]:
            best = (score, candidate)
    return _phrase(token, best[1].entities) if best else None


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


def _pair(actors: Actors, token: Token, types: frozenset[str]) -> Phrase | None:
    """"The two countries", "both sides": the last coordinated pair, else the last two different ones."""
    rivals = _same_clause_subject(token)
    last: list[Entity] = []
    for candidate in sorted(_antecedents(actors, token), key=lambda phrase: -phrase.head):
        if candidate.head in rivals and token.dep_ not in SUBJECTS:
            continue
        group = _coordinated(actors, candidate)
        fitting = tuple(entity for entity in group if entity.type in types)
        if len(fitting) == 2:
            return _phrase(token, fitting, plural=True)
        for entity in candidate.entities:
            state = _as_state(actors, entity) if "Country" in types else entity
            if state.type in types and state.id not in {seen.id for seen in last}:
                last.append(state)
    if len(last) >= 2:
        return _phrase(token, tuple(sorted(last[:2], key=lambda entity: entity.id)), plural=True)
    return None


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
    sentence = _sentence_number(token)
    for position in range(token.i):
        other = actors.doc[position]
        if sentence - _sentence_number(other) > LOOK_BACK:
            continue
        if other.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} or position in actors.names:
            phrase = actors.at(other)
            if phrase and phrase.head == position and phrase.end <= token.i:
                yield phrase


def _salience(actors: Actors, phrase: Phrase, token: Token) -> float:
    head = actors.doc[phrase.head]
    score = -4.0 * (_sentence_number(token) - _sentence_number(head))
    if head.dep_ in SUBJECTS:
        score += 3.0
        if _governs(head, token):
            score += 2.0
        if token.tag_ == "PRP$" and head.head.i == _clause(token).i:
            score += 4.0  # "Russia launched its invasion": the owner is the subject of the same clause
    elif head.dep_ in {"dobj", "pobj"}:
        score += 1.0
    elif head.dep_ in {"compound", "amod", "poss"}:
        score -= 1.5
    if phrase.kind == "place":
        score -= 0.5
    return score + phrase.head / (10.0 * len(actors.doc))


def _governs(subject: Token, token: Token) -> bool:
    """True where ``subject`` is the subject of a clause that holds ``token``."""
    return subject.head.i in {ancestor.i for ancestor in token.ancestors} and subject.head.i != _clause(token).i


def _clause(token: Token) -> Token:
    node = token
    while node.head.i != node.i and node.pos_ not in {"VERB", "AUX"}:
        node = node.head
    return node


def _same_clause_subject(token: Token) -> frozenset[int]:
    """Heads that can't be meant because they are the subject of the same verb ("Iran attacked it")."""
    if token.dep_ in SUBJECTS or token.tag_ == "PRP$":
        return frozenset()
    verb = _clause(token)
    return frozenset(child.i for child in verb.children if child.dep_ in SUBJECTS)


def _sentence_number(token: Token) -> int:
    return token.doc.user_data["sentence_of"][token.i]  # type: ignore[no-any-return]
