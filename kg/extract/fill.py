"""Who fills a role of a predicate, and whether only an owner or an adjective names them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.arguments import PREPOSITION_SPELLINGS, Predicate, clause_arguments, verb_lemmas
from kg.extract.frames import load_frames
from kg.gazetteer.word_lists import partitives
from kg.mentions.noun_phrase import Actors, Phrase
from kg.syntax.relations import (
    is_active_subject,
    is_clausal_complement,
    is_conjunct,
    is_noun_clause,
    is_preposition,
    is_prepositional,
    is_prepositional_complement,
    is_prepositional_object,
)
from kg.syntax.tree import climb
from kg.syntax.words import is_base_form, is_proper_noun
from kg.vocabulary import load_vocabulary

LOOK_BACK = 3
"""Sentences before a vote in which its body may be named."""
NAMED_ROLES = frozenset({
    "agent", "patient", "recipient", "clause", "purpose", "manner", "modifier", "obligation", "receiver", "apposition",
    "condition", "home", "party", "body",
})  # fmt: skip
"""Roles that are not prepositions."""


@dataclass(frozen=True, slots=True)
class Filler:
    """An actor that fills a role, by which role, and whether only its owner or adjective names it."""

    phrase: Phrase
    role: str
    indirect: bool = False


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
    ways = _WAYS_TO_AN_AGENT if role == "agent" else _WAYS_TO_A_PATIENT if role == "patient" else (_named,)
    return next((found for way in ways if (found := way(predicate, role, tokens, actors))), [])


def _as_demonym(predicate: Predicate, role: str, tokens: Sequence[Token], actors: Actors) -> list[Filler]:
    """ "Stopped the Turkish offensive": it is Turkey's, whoever stopped it."""
    if predicate.kind != "noun" or predicate.support is None:
        return []
    return [Filler(phrase, role) for phrase in actors.owners(predicate.token) if phrase.kind == "demonym"]


def _named(predicate: Predicate, role: str, tokens: Sequence[Token], actors: Actors) -> list[Filler]:
    return [Filler(phrase, role) for token in tokens for phrase in actors.all_at(token)]


def _joined(predicate: Predicate, role: str, tokens: Sequence[Token], actors: Actors) -> list[Filler]:
    return [Filler(phrase, role) for token in tokens for phrase in actors.joined(token)]


def _owning_deed(predicate: Predicate, role: str, tokens: Sequence[Token], actors: Actors) -> list[Filler]:
    """ "Iran's attack"."""
    return [Filler(phrase, role) for phrase in actors.owners(predicate.token)] if predicate.kind == "noun" else []


def _behind_by(predicate: Predicate, role: str, tokens: Sequence[Token], actors: Actors) -> list[Filler]:
    """ "An attack by Iran"."""
    return _named(predicate, role, role_tokens(predicate, "by"), actors) if predicate.kind == "noun" else []


def _owning_doer(predicate: Predicate, role: str, tokens: Sequence[Token], actors: Actors) -> list[Filler]:
    """ "Iran's drones attacked"."""
    return [Filler(phrase, role, indirect=True) for token in tokens for phrase in actors.owners(token)]


def _owning_what_is_done_to(predicate: Predicate, role: str, tokens: Sequence[Token], actors: Actors) -> list[Filler]:
    """ "Its occupation by Israel": who owns the deed suffers it where another is said to do it."""
    if predicate.kind != "noun" or "agent" not in predicate.roles:
        return []
    doing = {token.i for token in predicate.roles["agent"]}
    return [Filler(phrase, role, indirect=True) for phrase in actors.owners(predicate.token)
            if phrase.head not in doing]  # fmt: skip


_Way = Callable[[Predicate, str, Sequence[Token], Actors], list[Filler]]
_WAYS_TO_AN_AGENT: tuple[_Way, ...] = (_as_demonym, _named, _joined, _owning_deed, _behind_by, _owning_doer)
"""Who acts, by the first way that finds somebody."""
_WAYS_TO_A_PATIENT: tuple[_Way, ...] = (_named, _owning_what_is_done_to)
"""Who is acted upon, by the first way that finds somebody."""


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


def first_of(token: Token) -> Token:
    """The first of a coordination."""
    return climb(token, is_conjunct)
