"""Where a person's name begins and ends, and what is none."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.actors.document import Actors
from kg.actors.role_nouns import role_mention
from kg.actors.word_lists import no_names

_HYPHENS = frozenset({"-", "‐", "‑"})


def whole_name(actors: Actors, span: Span) -> Span:
    """All of the name that ``span`` is a part of: "Nabil al-Araby" for "Nabil", "-Araby" and "al"."""
    doc, start, end = span.doc, span.start, span.end
    while start > span.sent.start and _goes_on(actors, doc[start - 1], doc[start]):
        start -= 1
    while end < span.sent.end and _goes_on(actors, doc[end - 1], doc[end]):
        end += 1
    while start < end and doc[start].text in _HYPHENS:
        start += 1
    while end > start + 1 and (doc[end - 1].text in _HYPHENS or doc[end - 1].lower_ in no_names().particles):
        end -= 1
    return doc[start:end]


def _goes_on(actors: Actors, one: Token, two: Token) -> bool:
    """Whether two tokens side by side are parts of one name."""
    if one.text in _HYPHENS or two.text in _HYPHENS:
        hyphen, other = (two, one) if two.text in _HYPHENS else (one, two)
        joined = not one.whitespace_ and not (hyphen.i == two.i and two.whitespace_)
        is_part = other.text[0].isupper() or other.lower_ in no_names().particles or other.ent_type_ == "PERSON"
        return joined and other.is_alpha and (is_part or other.pos_ == "PROPN")
    if not (one.is_alpha and two.is_alpha):
        return False
    for token in (one, two):
        named = actors.names.get(token.i)
        if named and named[1].kind != "person":
            return False
    particle = no_names().particles
    if two.text in particle or one.text in particle:
        other = one if two.text in particle else two
        return (
            one.ent_type_ == two.ent_type_ == "PERSON"
            or (other.text[0].isupper() and other.pos_ == "PROPN")
            or (other.text in particle)
        )
    if not (one.text[0].isupper() and two.text[0].isupper()) or role_mention(actors.gazetteer, one):
        return False
    if one.lower_ in no_names().last_words:
        return False
    same = one.ent_type_ == two.ent_type_ == "PERSON" and two.ent_iob_ == "I"
    compound = one.dep_ in {"compound", "flat"} and one.head.i >= two.i
    return same or (one.pos_ == two.pos_ == "PROPN" and (compound or {one.ent_type_, two.ent_type_} <= {"PERSON", ""}))


def is_person_name(actors: Actors, name: Span) -> bool:
    """False for "11–4", "Motors", "General Secretary" and the destroyer "Admiral Panteleyev"."""
    text = name.text
    if len(text) < 2 or any(character.isdigit() for character in text) or not any(map(str.isupper, text)):
        return False
    last = name[-1]
    if last.lower_ in no_names().last_words or (len(name) == 1 and last.is_lower):
        return False
    before = name.doc[max(name.sent.start, name.start - 2) : name.start]
    return not any(token.lemma_.lower() in no_names().ships for token in before)
