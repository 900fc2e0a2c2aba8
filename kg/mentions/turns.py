"""Who speaks in a transcript: the turn that a word stands in, and whom its speaker's name or office means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.mentions.document import Actors
from kg.mentions.phrase import Phrase
from kg.model import Entity
from kg.parse.turns import turns_in

FIRST_PERSON = frozenset({"we", "us", "our", "ours", "i", "me", "my", "mine"})
PLACES = frozenset({"Country", "Territory", "Place"})


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn in tokens: the speaker's name from ``start`` to ``said``, the words said from there to ``end``."""

    start: int
    said: int
    end: int


def turn_of(token: Token) -> SpokenTurn | None:
    """The turn whose words, and not whose speaker's name, a token belongs to."""
    turns = _turns(token.doc)
    number = bisect_right(turns, token.i, key=lambda turn: turn.said) - 1
    return turns[number] if number >= 0 and token.i < turns[number].end else None


def speaker_of_turn(actors: Actors, turn: SpokenTurn) -> Phrase | None:
    """The person, else the office or body, named before what is said; None for "Q", "Moderator" and strangers."""
    phrases = [phrase for token in actors.doc[turn.start : turn.said] if (phrase := actors.at(token))]
    people = [phrase for phrase in phrases if phrase.entities[0].type == "Person"]
    return next(iter([*people, *sorted(phrases, key=lambda phrase: phrase.kind == "demonym")]), None)


def heads_turn(actors: Actors, turn: SpokenTurn, token: Token) -> bool:
    """Whether the speaker of the turn says what this word says; a place may only head the first of several news."""
    phrase = speaker_of_turn(actors, turn)
    if phrase is None or phrase.entities[0].type not in PLACES:
        return phrase is not None
    said = actors.doc[turn.said : turn.end]
    return token.sent.start <= turn.said or any(word.lower_ in FIRST_PERSON for word in said)


def acting_for(actors: Actors, entity: Entity) -> Entity:
    """The state behind who speaks, else the organisation or group."""
    if entity.country is not None and entity.country in actors.gazetteer.countries:
        return actors.gazetteer.countries[entity.country]
    if entity.type != "Person" or entity.part_of is None:
        return entity
    return next((name.entity for name in actors.gazetteer.names if name.entity.id == entity.part_of), entity)


def _turns(doc: Doc) -> list[SpokenTurn]:
    cached: list[SpokenTurn] | None = doc.user_data.get("turns")
    if cached is None:
        found = turns_in(doc.text)
        starts = [token.idx for token in doc] if found else []
        cached = [
            SpokenTurn(*(bisect_left(starts, place) for place in (turn.start, turn.said, turn.end))) for turn in found
        ]
        doc.user_data["turns"] = cached
    return cached
