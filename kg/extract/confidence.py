"""How sure we are of a claim, from how it was found. Calibrated with ``kg eval --reliability``."""

from __future__ import annotations

from kg.extract.fill import Filler
from kg.extract.match import Match
from kg.extract.scope.surroundings import way_up
from kg.model import Modality, Polarity

START = {"verb": 0.92, "noun": 0.85, "adjective": 0.8}
"""By the kind of word that says it."""
UNREAL: dict[Modality, float] = {"actual": 1.0, "planned": 0.97, "possible": 0.75, "demanded": 0.75}
NEGATED = 0.85
INDIRECT = 0.9
"""Only an owner or an adjective names the actor ("Russian missiles hit")."""
CLAUSE = 0.9
REFERENCE = 0.85
SUBORDINATE = 0.85
"""Said in passing, in a relative or adverbial clause."""
BARE_NOUN = 0.9
"""A noun of action without a verb that says it happened."""
FAR, FAR_AWAY = 14, 0.9
"""Tokens between predicate and argument beyond which the parser errs more often, and by how much."""


def confidence(match: Match, subject: Filler, object_: Filler, how: Modality, said: Polarity) -> float:
    """Between 0 and 1, rounded to two places."""
    predicate = match.predicate
    value = START[predicate.kind] * UNREAL[how]
    if said == "negated":
        value *= NEGATED
    if predicate.kind == "noun" and predicate.support is None:
        value *= BARE_NOUN
    if any(step.link in {"relative", "adverbial"} for step in way_up(predicate)):
        value *= SUBORDINATE
    for filler in (subject, object_):
        if filler.indirect:
            value *= INDIRECT
        if filler.role == "clause":
            value *= CLAUSE
        if filler.phrase.kind == "reference":
            value *= REFERENCE
        if abs(filler.phrase.head - predicate.token.i) > FAR:
            value *= FAR_AWAY
    return round(value, 2)
