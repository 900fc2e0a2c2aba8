"""Claims of a text of another language: frames matched over Universal Dependencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.frames import Constraint, Frame
from kg.languages.actors import Actor, demonym
from kg.languages.roles import Predicate, noun_predicate, verb_predicate
from kg.languages.scope import modality, polarity, speaker
from kg.languages.words import Language
from kg.model import Article, Claim, Evidence
from kg.parse import original_place
from kg.syntax.universal import is_noun, is_verbal
from kg.vocabulary import announced_type, load_vocabulary

VERB, NOUN = 0.7, 0.6
"""Confidence by the kind of word that says it. They are estimates: no annotated texts were there to fit them on."""
INDIRECT = 0.9
"""Only an adjective names the actor ("une base iranienne")."""
UNREAL = 0.9
"""Denied, planned, possible or demanded."""


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands on one side of a relation, and whether only an adjective says so."""

    actor: Actor
    indirect: bool = False


def claims_of(doc: Doc, article: Article, language: Language, actors: Mapping[int, Actor]) -> Iterator[Claim]:
    """Claims in the order of their words; the same is said once a sentence."""
    said: set[tuple[int, str, str, str]] = set()
    for token in doc:
        for predicate, frames in _predicates(token, language):
            for frame in frames:
                sides = _sides(predicate, frame, language, actors)
                if not sides or not _fits(predicate, frame, actors):
                    continue
                for one, other in sides:
                    claim = _claim(doc, article, predicate, frame, one, other, language, actors)
                    key = (claim.evidence.sentence, claim.subject.id, claim.relation, claim.object.id)
                    if key not in said:
                        said.add(key)
                        yield claim
                break  # the first that matches, the most specific one, ends the search


def _predicates(token: Token, language: Language) -> Iterator[tuple[Predicate, Sequence[Frame]]]:
    lemma = token.lemma_.lower()
    verb = language.lemmas.get(lemma, lemma)
    if is_verbal(token) and verb in language.frames.verbs:
        yield verb_predicate(token, language.words), language.frames.verbs[verb]
    if is_noun(token) and lemma in language.frames.nouns:
        yield noun_predicate(token, language.words), language.frames.nouns[lemma]


def _fits(predicate: Predicate, frame: Frame, actors: Mapping[int, Actor]) -> bool:
    """What the frame wants is there, and what it must not have is not."""
    wanted = all(_holds(predicate, constraint, actors) for constraint in frame.where)
    return wanted and not any(_holds(predicate, constraint, actors) for constraint in frame.unless)


def _holds(predicate: Predicate, constraint: Constraint, actors: Mapping[int, Actor]) -> bool:
    filled = [token for role in constraint.role.split("|") for token in predicate.roles.get(role, ())]
    if constraint.special == "none" and not filled:
        return True
    if constraint.special == "any" and filled:
        return True
    if constraint.special == "actor" and any(token.i in actors for token in filled):
        return True
    return any(token.lemma_.lower() in constraint.lemmas or token.lower_ in constraint.lemmas for token in filled)


def _sides(
    predicate: Predicate, frame: Frame, language: Language, actors: Mapping[int, Actor]
) -> list[tuple[Side, Side]]:
    """Pairs of subject and object; of a mutual relation also those of its subjects with each other."""
    subjects = _named(predicate, frame.subject, language, actors)
    objects = _named(predicate, frame.object, language, actors)
    if frame.reciprocal and not objects:
        pairs = [(one, other) for number, one in enumerate(subjects) for other in subjects[number + 1 :]]
    else:
        pairs = [(one, other) for one in subjects for other in objects]
    if frame.swap:
        pairs = [(other, one) for one, other in pairs]
    return [(one, other) for one, other in pairs if _are_two(one, other)]


def _are_two(one: Side, other: Side) -> bool:
    """A state and what is its own do nothing to each other here."""
    first, second = one.actor.entity, other.actor.entity
    own = first.country is not None and first.country == second.country
    return first.id != second.id and not own


def _named(predicate: Predicate, roles: Sequence[str], language: Language, actors: Mapping[int, Actor]) -> list[Side]:
    """Actors of the first role that names any."""
    for role in roles:
        found = [Side(actors[token.i]) for token in predicate.roles.get(role, ()) if token.i in actors]
        found = found or [side for token in predicate.roles.get(role, ()) for side in _marked(token, language)]
        if found:
            return found
    return []


def _marked(token: Token, language: Language) -> Iterator[Side]:
    """ "Une base iranienne", "l'invasion russe": whose it is."""
    for one in (token, *token.children):
        state = demonym(one, language)
        if state is not None:
            yield Side(Actor(one.i, one.i, one.i + 1, "demonym", state), indirect=True)


def _claim(
    doc: Doc, article: Article, predicate: Predicate, frame: Frame, one: Side, other: Side, language: Language,
    actors: Mapping[int, Actor],
) -> Claim:  # fmt: skip
    said, how = polarity(predicate, language.words), modality(predicate, language.words)
    if said == "negated" and how == "planned":
        how = "actual"  # what somebody will not do is denied, not planned
    theme = next((token for role in frame.theme for token in predicate.roles.get(role, ()) if token.i not in actors),
                 None)  # fmt: skip
    places = [predicate.token.i, one.actor.start, one.actor.end - 1, other.actor.start, other.actor.end - 1]
    places += [predicate.verb.i] if predicate.verb is not None else []
    span = doc[min(places) : max(places) + 1]
    start, end = original_place(doc, span.start_char, span.end_char)
    confidence = VERB if predicate.verb is predicate.token else NOUN
    for doubtful, factor in ((one.indirect, INDIRECT), (other.indirect, INDIRECT),
                             ((said, how) != ("affirmed", "actual"), UNREAL)):  # fmt: skip
        confidence *= factor if doubtful else 1
    return Claim(
        subject=one.actor.entity,
        relation=frame.relation,
        object=other.actor.entity,
        evidence=Evidence(
            article.id, doc.user_data["sentence_of"][predicate.token.i], article.text[start:end], start, end
        ),
        rule=f"{language.code}/{frame.name}",
        plover=_event_type(frame, how),
        context=frame.context,
        theme=theme.text if theme is not None else None,
        polarity=said,
        modality=how,
        attributed_to=speaker(predicate, language.words, actors),
        reported=predicate.verb is not None,
        confidence=round(confidence, 2),
        subject_text=doc[one.actor.start : one.actor.end].text,
        object_text=doc[other.actor.start : other.actor.end].text,
    )


def _event_type(frame: Frame, how: str) -> str | None:
    """As of English claims: what is planned is agreed to or threatened."""
    if how != "planned" or frame.plover is None:
        return frame.plover
    return announced_type(frame.plover, load_vocabulary().relations[frame.relation].quad)
