"""Which reading of a name is meant here: state, person, company, or nobody."""

from __future__ import annotations

from collections.abc import Sequence, Set

from spacy.tokens import Span

from kg.actors.gazetteer import Name
from kg.actors.word_lists import name_holders


def choose_reading(span: Span, readings: Sequence[Name], nearby: Set[str]) -> Name | None:
    """The reading that fits the words around ``span``, or None where the name belongs to something else.

    "Iran Air", "Bank of China" and "the Washington Post" are not states; "Michael Jordan" is a person. Of several
    readings the one counts whose state the text names elsewhere: ``nearby`` holds the ISO codes of those.
    """
    if not readings or _held_by_other_name(span) or _part_of_person(span, readings) or _is_ethnic(span, readings):
        return None
    if readings[0].entity.country not in nearby:
        for reading in readings[1:]:
            if reading.entity.country in nearby:
                return reading
    return readings[0]


def _is_ethnic(span: Span, readings: Sequence[Name]) -> bool:
    """ "Ethnic Albanian guerrillas" are not Albania's."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    return before == "ethnic" and readings[0].entity.type == "Country"


def _held_by_other_name(span: Span) -> bool:
    """True inside a company, newspaper, ship or team name that holds a country's name."""
    doc = span.doc
    words = name_holders()
    after = doc[span.end] if span.end < len(doc) else None
    if after is not None and after.text[:1].isupper() and after.lower_ in words:
        return True
    if span.start >= 2 and doc[span.start - 1].lower_ == "of":
        before = doc[span.start - 2]
        return before.text[:1].isupper() and before.lower_ in words
    return False


def _part_of_person(span: Span, readings: Sequence[Name]) -> bool:
    """True where a state's name is a person's last or first name ("Michael Jordan", "Chad Smith")."""
    if readings[0].kind not in {"name", "place"} or len(span) != 1:
        return False
    for entity in span.sent.ents:
        if entity.label_ == "PERSON" and entity.start <= span.start and span.end <= entity.end and len(entity) > 1:
            others = [token for token in entity if not span.start <= token.i < span.end]
            return (
                all(token.pos_ == "PROPN" and token.text[:1].isupper() for token in others) and span.end == entity.end
            )
    return False
