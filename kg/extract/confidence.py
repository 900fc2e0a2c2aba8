"""How sure we are of a claim, from how it was found. Calibrated with ``kg eval --reliability``."""

from __future__ import annotations

from kg.extract.match import Filler, Match
from kg.model import Modality

VERB, NOUN, ADJECTIVE = 0.9, 0.82, 0.8
FACTORS = {"indirect": 0.8, "clause": 0.85, "reference": 0.85, "within": 0.85, "unreal": 0.95, "far": 0.9}
FAR = 14
"""Tokens between predicate and argument beyond which the parser errs more often."""


def confidence(match: Match, subject: Filler, object_: Filler, how: Modality) -> float:
    """Between 0 and 1, rounded to two places."""
    value = {"verb": VERB, "noun": NOUN, "adjective": ADJECTIVE}[match.predicate.kind]
    for filler in (subject, object_):
        if filler.indirect:
            value *= FACTORS["indirect"]
        if filler.role == "clause":
            value *= FACTORS["clause"]
        if filler.role.endswith(".within"):
            value *= FACTORS["within"]
        if filler.phrase.kind == "reference":
            value *= FACTORS["reference"]
        if abs(filler.phrase.head - match.predicate.token.i) > FAR:
            value *= FACTORS["far"]
    if how != "actual":
        value *= FACTORS["unreal"]
    if match.frame.where:
        value = min(1.0, value * 1.05)
    return round(value, 2)
