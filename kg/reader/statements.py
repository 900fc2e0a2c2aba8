"""What a sentence may state: who does what to whom, as states and bodies, by the network and by the frames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from kg.extract.claims import Told
from kg.extract.resolve import STATE_TYPES
from kg.mentions.document import Actors
from kg.model import Claim, Entity
from kg.reader.codes import code_of
from kg.reader.gainsaid import gainsaid, sides, types
from kg.reader.labels import EITHER_WAY, TYPES
from kg.reader.mentions import entity_of_code
from kg.reader.network import Network
from kg.reader.scoring import ReadWindow, Scores, score_pairs
from kg.reader.trigger import trigger_of
from kg.vocabulary import load_vocabulary

Key = tuple[int, str, str, str]
"""Sentence, code of the subject, event type, code of the object."""
UNDERSTOOD = 0.5
"""Probability of its state from which an actor who is not named is one."""

BELIEVED = 0.1
"""Probability by the network of being denied, below which a word above the trigger does not deny it."""

HEARD = 0.2
"""Probability by the network below which nothing is a claim, nor a rival of one."""


@dataclass(slots=True)
class Statement:
    """One statement of a sentence: the best pair of mentions that makes it, and the claims of frames that do."""

    key: Key
    scores: Scores | None = None
    read: ReadWindow | None = None
    subject: Entity | None = None
    object: Entity | None = None
    subject_share: float = 1.0
    object_share: float = 1.0
    new: tuple[bool, bool] = (False, False)
    ruled: list[Claim] = field(default_factory=list)


def statements(doc: Doc, ruled: Sequence[Claim], network: Network) -> list[Statement]:
    """All statements that the network or a frame finds in a document, with what each of them knows."""
    found: dict[Key, Statement] = {}
    for read in doc.user_data["reader"]:
        for one in _of_network(doc, read, network):
            before = found.get(one.key)
            if before is None or _strength(one) > _strength(before):
                found[one.key] = one
    for claim in ruled:
        if claim.plover is not None:
            _attach(claim, found)
    told: dict[int, list[Told]] = defaultdict(list)
    for one in doc.user_data.get("told", ()):
        told[one.claim.evidence.sentence].append(one)
    indirect = {one.claim.id for some in told.values() for one in some if not one.outright}
    for one in found.values():
        one.ruled = [_as_believed(claim, one, indirect) for claim in one.ruled]
    return [found[key] for key in sorted(found) if not _is_gainsaid(doc, found[key], told.get(key[0], []))]


def _as_believed(claim: Claim, one: Statement, indirect: Set[str]) -> Claim:
    """Affirmed where a frame's denial is not said of the trigger itself, and the network does not believe it."""
    scores = one.scores
    if claim.polarity == "affirmed" or claim.id not in indirect or scores is None:
        return claim
    doubted = scores.probability >= HEARD and scores.negated < BELIEVED
    return replace(claim, polarity="affirmed") if doubted else claim


def _is_gainsaid(doc: Doc, one: Statement, told: Sequence[Told]) -> bool:
    """True for what only the network says, loud enough to count, and the words around it do not bear out."""
    if one.ruled or one.scores is None or one.scores.probability < HEARD:
        return False
    return bool(gainsaid(doc, one.scores, one.key[1], one.key[3], told))


def is_echo(doc: Doc, one: Statement, framed: Mapping[int, Sequence[Claim]]) -> bool:
    """True for what a frame tells in the sentence before or behind, and only the network, by no word for it, here.

    ``framed`` are the frames' claims by their sentence.
    """
    if one.scores is None:
        return False
    sentence, subject, kind, object_ = one.key
    near = [claim for number in (sentence - 1, sentence + 1) for claim in framed.get(number, ())]
    if not any(sides(claim) == (subject, object_) and kind in types(claim) for claim in near):
        return False
    trigger, frames = trigger_of(doc, one.scores)
    actors = [doc[place] for place in (one.scores.subject, one.scores.object) if place is not None]
    return not frames or any(actor.sent != trigger.sent for actor in actors)


def _of_network(doc: Doc, read: ReadWindow, network: Network) -> Iterator[Statement]:
    actors: Actors = doc._.actors
    phrases = {token: actors.at(doc[token]) for token in read.mentions}
    entities = {token: phrase.entities for token, phrase in phrases.items() if phrase and phrase.entities}
    codes = {token: code_of(found[0]) for token, found in entities.items()}
    for scores in score_pairs(read, network, codes):
        for subject, subject_share, new_subject in _actors(actors, read, scores, scores.subject, entities):
            for object_, object_share, new_object in _actors(actors, read, scores, scores.object, entities):
                if subject.id == object_.id or _is_one_government(subject, object_):
                    continue
                key = (scores.sentence, code_of(subject), scores.type, code_of(object_))
                yield Statement(
                    key, scores, read, subject, object_, subject_share, object_share, (new_subject, new_object)
                )


def _actors(
    actors: Actors, read: ReadWindow, scores: Scores, token: int | None, entities: dict[int, tuple[Entity, ...]]
) -> Iterator[tuple[Entity, float, bool]]:
    """Who one side of a pair is, how sure that is, and whether the rules had left it alone."""
    if token is None:
        if scores.implied and scores.implied[0][1] >= UNDERSTOOD:
            code, share = scores.implied[0]
            entity = entity_of_code(actors.gazetteer, code, read)
            if entity is not None:
                yield entity, share, True
        return
    scored = read.mentions[token]
    for entity in entities[token]:
        share = 1.0 if scored.candidate.fixed else dict(scored.states).get(code_of(entity), 0.0)
        yield entity, share, not scored.candidate.codes


def _is_one_government(one: Entity, other: Entity) -> bool:
    """A state and its own government, who do nothing to each other."""
    same = one.country is not None and one.country == other.country
    itself = bool(STATE_TYPES & {one.type, other.type}) and "Person" not in {one.type, other.type}
    return same and itself and {one.sector, other.sector} <= {None, "GOV"}


def _strength(one: Statement) -> float:
    return (one.scores.probability if one.scores else 0.0) * one.subject_share * one.object_share


def _attach(claim: Claim, found: dict[Key, Statement]) -> None:
    """Put a frame's claim to the statement that it makes; it makes one of its own where the network saw none."""
    base = load_vocabulary().relations[claim.relation].plover
    subject, object_ = code_of(claim.subject), code_of(claim.object)
    kinds = [kind for kind in dict.fromkeys((claim.plover, base)) if kind in TYPES]
    keys = [(claim.evidence.sentence, subject, kind, object_) for kind in kinds]
    keys += [(claim.evidence.sentence, object_, kind, subject) for kind in kinds if kind in EITHER_WAY]
    known = [key for key in keys if key in found]
    key = max(known, key=lambda key: (_strength(found[key]), key)) if known else keys[0]
    statement = found.setdefault(key, Statement(key, subject=claim.subject, object=claim.object))
    statement.ruled.append(claim)
