"""Which reading of a name is meant here: state, person, company, or nobody."""

from __future__ import annotations

from collections.abc import Sequence, Set

from spacy.tokens import Span, Token

from kg.gazetteer.index import Name, load_gazetteer
from kg.gazetteer.spelling import lookup_key
from kg.gazetteer.states import divisions_of
from kg.gazetteer.word_lists import name_holders, place_nouns
from kg.mentions.phrase import entity_around
from kg.syntax.relations import is_acting, is_nominal_subject, is_premodifier
from kg.syntax.words import is_proper_noun, is_singular_name

AMERICAN = ("USA", "CAN")
"""States whose towns are told apart by the division that they lie in."""
LONGEST_DIVISION = 3
"""Tokens: "Prince Edward Island"."""
COMPASS = frozenset(
    ["north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "downtown", "greater",
     "upper", "lower", "new", "old", "saint", "st.", "fort", "port", "mr.", "mrs.", "ms.", "mr", "mrs", "ms", "dr."]
)  # fmt: skip


def choose_reading(span: Span, readings: Sequence[Name], nearby: Set[str]) -> Name | None:
    """The reading that fits the words around ``span``, or None where the name belongs to something else.

    "Iran Air", "Bank of China" and "the Washington Post" are not states; "Michael Jordan" is a person. Of several
    readings the one counts whose state the text names elsewhere: ``nearby`` holds the ISO codes of those.
    """
    if readings and readings[0].kind == "person" and len(span) == 1 and _is_someone_else(span):
        return None
    if not readings or _held_by_other_name(span, readings[0]) or _part_of_person(span, readings):
        return None
    division = _division_behind(span, readings[0])
    if division is not None:
        return division
    divisions = [reading for reading in readings if reading.entity.type == "Territory"] if len(readings) > 1 else []
    if divisions and (_of_division(span) or _behind_a_town(span, readings[0])):
        return divisions[0]
    if len(readings) > 1 and is_acting(span.root) and readings[0].entity.country not in nearby:
        for reading in readings[1:]:
            if reading.entity.type == "Organisation" and reading.kind == "place":
                return reading  # "Brussels fined Hungary"; but a bomb goes off in Brussels
    if readings[0].entity.country not in nearby:
        for reading in readings[1:]:
            if reading.entity.country in nearby:
                return reading
    return readings[0]


def _division_behind(span: Span, reading: Name) -> Name | None:
    """ "[Moscow], Idaho", "[Athens], Georgia,", "[Vienna], Virginia": a town of the division behind it."""
    doc, start = span.doc, span.end + 1
    if reading.kind not in {"place", "seat"} or start >= span.sent.end or doc[span.end].text != ",":
        return None
    gazetteer = load_gazetteer()
    for end in range(start + LONGEST_DIVISION, start, -1):
        if end > span.sent.end:
            continue
        found = gazetteer.lookup(doc[start:end].text)
        division = next((one for one in found if _is_american(one)), None)
        sure = len(found) == 1 or (end < len(doc) and doc[end].text in {",", "."})
        if not found:  # a name that alone means something else more often
            division = divisions_of(*AMERICAN).get(lookup_key(doc[start:end].text))
            sure = end == len(doc) or not _is_capital(doc[end])  # "in Vienna, Virginia Raggi met"
        if division is not None and sure and all(one.entity.country != reading.entity.country for one in found):
            return division
    return None


def _behind_a_town(span: Span, reading: Name) -> bool:
    """ "Athens, [Georgia],": the division of that name, where the town is of another state."""
    doc = span.doc
    if (
        span.start - 2 < span.sent.start
        or doc[span.start - 1].text != ","
        or doc[span.end : span.end + 1].text not in {",", "."}
    ):
        return False
    town = load_gazetteer().lookup(doc[span.start - 2].text)
    return bool(town) and all(
        one.kind in {"place", "seat"} and one.entity.country != reading.entity.country for one in town
    )


def _is_american(name: Name) -> bool:
    """One of the states or provinces after which towns are told apart."""
    return name.entity.country in AMERICAN and name.entity.type in {"Territory", "Place"}


def _held_by_other_name(span: Span, reading: Name) -> bool:
    """True inside a company, newspaper, ship or team name that holds a country's name."""
    if reading.kind not in {"name", "place", "demonym"}:
        return False
    doc = span.doc
    words = name_holders()
    before = None if span.start == 0 or doc[span.start].is_sent_start else doc[span.start - 1]
    after = doc[span.end] if span.end < len(doc) else None
    if _in_known_name(span, before, after):
        return True
    if after is not None and _is_capital(after) and after.lower_ in words.behind and not _begins_role(after):
        return True
    if before is None or reading.kind == "demonym":
        return False
    if _is_capital(before) and before.lower_ in words.in_front:
        return True
    if before.lower_ == "of" and span.start >= 2:
        return _is_capital(doc[span.start - 2]) and doc[span.start - 2].lower_ in words.of
    return False


def _begins_role(token: Token) -> bool:
    """ "Turkish [Air] Force", "Iran [Air] Force": no airline."""
    behind = token.nbor() if token.i + 1 < len(token.doc) else token
    role_nouns = load_gazetteer().role_nouns
    return any(f"{token.lower_} {word}" in role_nouns for word in (behind.lower_, behind.lower_.removesuffix("s")))


def _in_known_name(span: Span, before: Token | None, after: Token | None) -> bool:
    """ "[Vietnam] War", "South [America]", "Treaty of [Rome]"."""
    names, text = name_holders().names, span.text
    if after is not None and after.text[:1].isupper() and f"{text} {after.text}" in names:
        return True
    if before is None:
        return False
    longer = f"{before.text} {text}"
    return longer in names or (span.start >= 2 and f"{span.doc[span.start - 2].text} {longer}" in names)


def _part_of_person(span: Span, readings: Sequence[Name]) -> bool:
    """True where a state's name is a person's last or first name ("Michael Jordan", "Chad Smith")."""
    if readings[0].kind not in {"name", "place"} or len(span) != 1:
        return False
    entity = entity_around(span[0])
    if entity is not None and entity.label_ == "PERSON" and len(entity) > 1 and span.end == entity.end:
        if all(is_proper_noun(token) and _is_capital(token) for token in entity[:-1]):
            return True
    if span.root.lower_ not in name_holders().persons:
        return False
    doc = span.doc
    before = doc[span.start - 1] if span.start > span.sent.start else None
    after = doc[span.end] if span.end < span.sent.end else None
    return (before is not None and _is_given_name(before)) or (after is not None and _is_family_name(span, after))


def _is_someone_else(span: Span) -> bool:
    """ "Bilal [Erdogan]" is not the president."""
    before = span.doc[span.start - 1] if span.start > span.sent.start else None
    return before is not None and _is_given_name(before)


def _is_given_name(token: Token) -> bool:
    """ "[Denzel] Washington": a name that is no title, no known name and no point of the compass."""
    return (
        _is_other_name(token) and token.head.i == token.i + 1 and (is_nominal_subject(token) or is_premodifier(token))
    )


def _is_family_name(span: Span, token: Token) -> bool:
    """ "Paris [Hilton]": the place's name goes with the word behind it, which is a name as well."""
    beside = span.root.head.i in {token.i, token.head.i} and is_premodifier(span.root)
    return beside and _is_other_name(token)


def _is_other_name(token: Token) -> bool:
    gazetteer = load_gazetteer()
    lower = token.lower_
    return (
        is_singular_name(token)
        and _is_capital(token)
        and not token.text.isupper()
        and token.ent_type_ not in {"DATE", "TIME", "LOC", "FAC", "NORP", "EVENT"}
        and lower not in gazetteer.role_ends
        and lower not in gazetteer.by_key
        and lower not in place_nouns()
        and lower not in COMPASS
    )


def _of_division(span: Span) -> bool:
    """ "The governor of Georgia", "a senator from Georgia": offices that only a division has."""
    doc = span.doc
    if span.start < 2 or doc[span.start - 1].lower_ not in {"of", "from"}:
        return False
    return any(doc[start : span.start - 1].text.lower() in name_holders().of_divisions
               for start in range(max(span.start - 4, 0), span.start - 1))  # fmt: skip


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper()
