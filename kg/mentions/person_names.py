"""Where a person's name begins and ends, and what is none."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from kg.gazetteer.word_lists import name_holders, no_names
from kg.mentions.document import Actors
from kg.mentions.role_nouns import role_mention
from kg.syntax.relations import is_apposition, is_name_part
from kg.syntax.words import is_common_noun, is_proper_noun

STATES = frozenset({"Country", "Territory", "Place"})
_HYPHENS = frozenset({"-", "‐", "‑"})
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]")


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
    return _without_titles(actors, doc[start:end])


def _without_titles(actors: Actors, name: Span) -> Span:
    """ "John Barnaby" of "Sir John Barnaby", "Ray Dunmore" of "Louisiana Ray Dunmore"; never less than one word."""
    words, doc = no_names(), name.doc
    while len(name) > 1:
        end, least = _title_end(actors, name), 1
        if name[0].lower_ in words.fronts_of_full_names or not end:
            least = 2
        rest = doc[end or _place_end(actors, name) : name.end]
        if rest.start == name.start or not rest.text or rest[0].text in _HYPHENS or rest[0].lower_ in words.particles:
            return name  # "Sultan al-Jaber" is a given name with a family name
        if len(rest.text.split()) < least or actors.gazetteer.holders(name.text):
            return name
        name = rest
    return name


def _title_end(actors: Actors, name: Span) -> int:
    """Where the honorific or office ends that the name begins with; 0 where there is none."""
    if name[0].lower_.rstrip(".") in no_names().fronts and not name[0].text.isupper():  # "MS Aurora" is a ship
        return name.start + 1
    for token in name[:-1]:
        found = role_mention(actors.gazetteer, token)
        if found and found.role.kind == "person" and found.start <= name.start and found.end == token.i + 1:
            return found.end
    return 0


def _place_end(actors: Actors, name: Span) -> int:
    """Where the place ends that the name begins with; its start where there is none, or people bear the name."""
    if name[0].lower_ in name_holders().persons:
        return name.start
    for end in range(name.end - 1, name.start, -1):
        readings = actors.gazetteer.lookup(name.doc[name.start : end].text)
        if readings and readings[0].kind in {"name", "place", "seat"} and readings[0].entity.type in STATES:
            return end
    return name.start


def _goes_on(actors: Actors, one: Token, two: Token) -> bool:
    """Whether two tokens side by side are parts of one name."""
    if one.text in _HYPHENS or two.text in _HYPHENS:
        hyphen, other = (two, one) if two.text in _HYPHENS else (one, two)
        joined = not one.whitespace_ and not (hyphen.i == two.i and two.whitespace_)
        is_part = other.text[0].isupper() or other.lower_ in no_names().particles or other.ent_type_ == "PERSON"
        return joined and other.is_alpha and (is_part or is_proper_noun(other))
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
            or (other.text[0].isupper() and is_proper_noun(other))
            or (other.text in particle)
        )
    if not (one.text[0].isupper() and two.text[0].isupper()) or role_mention(actors.gazetteer, one):
        return False
    if one.lower_ in no_names().last_words:
        return False
    same = one.ent_type_ == two.ent_type_ == "PERSON" and two.ent_iob_ == "I"
    compound = is_name_part(one) and one.head.i >= two.i
    return same or (
        is_proper_noun(one) and is_proper_noun(two) and (compound or {one.ent_type_, two.ent_type_} <= {"PERSON", ""})
    )


def is_person_name(actors: Actors, name: Span) -> bool:
    """False for "11–4", "Motors", "General Secretary", "R. T.", the destroyer "Admiral Panteleyev"."""
    text = name.text
    if len(text) < 2 or any(character.isdigit() for character in text) or not any(map(str.isupper, text)):
        return False
    if all(_INITIALS.fullmatch(word) for word in text.split()) or _is_collective(name):
        return False
    last = name[-1]
    if last.lower_ in no_names().last_words or (len(name) == 1 and last.is_lower):
        return False
    before = name.doc[max(name.sent.start, name.start - 2) : name.start]
    return not any(token.lemma_.lower() in no_names().ships for token in before)


def _is_collective(name: Span) -> bool:
    """ "The group Banco Levantino", "Haji Karim, the restaurant"."""
    collectives = no_names().collectives
    before = name.doc[name.start - 1] if name.start > name.sent.start else None
    if before is not None and before.is_lower and is_common_noun(before) and before.lemma_ in collectives:
        return True
    return any(is_apposition(child) and child.lemma_.lower() in collectives for child in name.root.rights)
