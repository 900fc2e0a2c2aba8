"""What speaks for and against each statement: the network, the frames, and what else the article says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.reader.labels import EITHER_WAY
from kg.reader.network import Network
from kg.reader.statements import Statement


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against one statement: probabilities of the network, votes of the frames.

    ``subject`` and ``object`` are the probabilities of the actors' states, 1 for names; ``other_subject`` and
    ``other_object`` those of the next likeliest state. ``frame`` is how often the frame that says the same was right in
    the texts learned from, 0 for none; ``denies`` and ``not_done`` are what it says of polarity and modality.

    The others are the largest probability by the network of another statement: ``rivals`` of the same pair with another
    type, ``turned`` and ``turned_rivals`` of the pair turned round with the same or any type, ``subject_rivals`` and
    ``object_rivals`` of another subject or object of the same deed, all in the sentence; ``again``, ``pair_again`` and
    ``turned_again`` of the same statement, pair or pair turned round in other sentences; ``same_subject`` and
    ``same_object`` of the same words with whatever else. ``louder`` counts the statements of the sentence that the
    network holds for likelier.
    """

    type: str
    network: float
    frame: float
    denies: bool
    not_done: bool
    other_frame: bool
    reversed_frame: bool
    subject: float
    object: float
    same_state: bool
    subject_implied: bool
    object_implied: bool
    rivals: float
    new_subject: bool
    new_object: bool
    other_subject: float = 0.0
    other_object: float = 0.0
    turned: float = 0.0
    turned_rivals: float = 0.0
    subject_rivals: float = 0.0
    object_rivals: float = 0.0
    louder: int = 0
    again: float = 0.0
    pair_again: float = 0.0
    turned_again: float = 0.0
    same_subject: float = 0.0
    same_object: float = 0.0


def signs(every: Sequence[Statement], network: Network) -> list[Signs]:
    """What speaks for each of all statements of an article, in order."""
    known: Mapping[str, float] = network.about["frames"]
    sentences: dict[int, list[Statement]] = defaultdict(list)
    pairs: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for one in every:
        sentences[one.key[0]].append(one)
        pairs[one.key[1], one.key[3]].append(one)
    return [_signs(one, sentences[one.key[0]], pairs, known, network.about["frame"]) for one in every]


def _signs(
    one: Statement, sentence: Sequence[Statement], pairs: Mapping[tuple[str, str], Sequence[Statement]],
    known: Mapping[str, float], mean: float,
) -> Signs:  # fmt: skip
    number, subject, kind, object_ = one.key
    others = [other for other in sentence if other is not one]
    beside = [other for other in others if (other.key[1], other.key[3]) == (subject, object_)]
    turned = [other for other in others if (other.key[1], other.key[3]) == (object_, subject)]
    across = [other for other in turned if other.key[2] == kind]
    elsewhere = [other for other in pairs[subject, object_] if other.key[0] != number]
    back = [other for other in pairs.get((object_, subject), ()) if other.key[0] != number]
    scores = one.scores
    return Signs(
        type=kind,
        network=_loudness(one),
        frame=max((known.get(claim.rule, mean) for claim in one.ruled), default=0.0),
        denies=any(claim.polarity == "negated" for claim in one.ruled),
        not_done=any(claim.modality != "actual" for claim in one.ruled),
        other_frame=any(other.ruled for other in beside),
        reversed_frame=kind not in EITHER_WAY and subject != object_ and any(other.ruled for other in across),
        subject=one.subject_share,
        object=one.object_share,
        same_state=subject == object_,
        subject_implied=scores is not None and scores.subject is None,
        object_implied=scores is not None and scores.object is None,
        rivals=_loudest(beside),
        new_subject=one.new[0],
        new_object=one.new[1],
        other_subject=_next_state(one, scores.subject if scores else None),
        other_object=_next_state(one, scores.object if scores else None),
        turned=_loudest(across),
        turned_rivals=_loudest(turned),
        subject_rivals=_loudest(o for o in others if o.key[2:] == one.key[2:] and o.key[1] != subject),
        object_rivals=_loudest(o for o in others if o.key[1:3] == one.key[1:3] and o.key[3] != object_),
        louder=sum(_loudness(other) > _loudness(one) for other in others),
        again=_loudest(other for other in elsewhere if other.key[2] == kind),
        pair_again=_loudest(elsewhere),
        turned_again=_loudest(back),
        same_subject=_loudest(_of_token(others, "subject", scores.subject if scores else None)),
        same_object=_loudest(_of_token(others, "object", scores.object if scores else None)),
    )


def _loudness(one: Statement) -> float:
    return one.scores.probability if one.scores else 0.0


def _loudest(some: Iterable[Statement]) -> float:
    return max(map(_loudness, some), default=0.0)


def _of_token(some: Iterable[Statement], side: Literal["subject", "object"], token: int | None) -> Iterator[Statement]:
    """Those that have the same words on a side."""
    for one in some:
        if token is not None and one.scores is not None and getattr(one.scores, side) == token:
            yield one


def _next_state(one: Statement, token: int | None) -> float:
    """Probability of the state that a mention belongs to if not to the likeliest."""
    if token is None or one.read is None:
        return 0.0
    states = one.read.mentions[token].states
    return states[1][1] if len(states) > 1 else 0.0
