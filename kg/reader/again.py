"""Mentions that share their state with others: a name that the text uses again, and pronouns for who was found.

The network reads a stretch of an article at a time. Who is named by surname in its tenth paragraph was introduced in
the first, so what it thinks of one place of a name counts for all of them; and a pronoun may mean somebody whom only
the network told the state of, which the rules could not know when they looked for who is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.scope.attribution import quoted_speaker
from kg.mentions.document import Actors
from kg.mentions.phrase import Phrase
from kg.mentions.reference import refer
from kg.mentions.turns import acting_for
from kg.reader.codes import code_of
from kg.reader.features import Key
from kg.reader.scoring import PLACES, Scored
from kg.syntax.words import is_proper_noun

INTRODUCED = 2.0
"""How much more the first place of a name counts, where who bears it is told."""
SEVERAL = frozenset({"we", "us", "our", "ours"})
FIRST_PERSON = SEVERAL | {"i", "me", "my"}
LEAST = 0.05
"""What a place counts at least, where the name takes part in nothing."""


def named_again(actors: Actors, every: Iterable[Scored]) -> Mapping[int, Scored]:
    """By token, what the network thinks of all places of the name that stands there, for names of more than one place.

    Names of the gazetteer are not among them: they say by themselves who is meant.
    """
    places: dict[str, list[Scored]] = defaultdict(list)
    for scored in every:
        token = actors.doc[scored.token]
        if is_proper_noun(token) and token.i not in actors.names and token.lower_ not in actors.namesakes:
            places[token.text].append(scored)
    found = {}
    for some in places.values():
        if len(some) > 1:
            states = _pooled(some)
            likely = max(scored.takes_part for scored in some)
            for scored in some:
                keys = {code: scored.keys.get(code, Key(code, -1, -1, "other")) for code, _ in states}
                found[scored.token] = replace(scored, takes_part=likely, states=states, keys=keys)
    return found


def _pooled(some: list[Scored]) -> tuple[tuple[str, float], ...]:
    """The codes that the places of a name may have, with their mean share, likeliest first."""
    total: dict[str, float] = defaultdict(float)
    weights = 0.0
    for number, scored in enumerate(sorted(some, key=lambda one: one.token)):
        weight = (LEAST + scored.takes_part) * (1 if number else INTRODUCED)
        weights += weight
        for code, share in scored.states:
            total[code] += weight * share
    ranked = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return tuple((code, round(share / weights, PLACES)) for code, share in ranked[:5])


def referring(actors: Actors, scored: Scored) -> Scored:
    """A pronoun with whom the rules say that it means, now that those are known whom only the network could tell."""
    token: Token = actors.doc[scored.token]
    if scored.candidate.fixed:
        return scored
    actors.phrases[token.i] = None
    phrase = refer(actors, token)
    if phrase is None and token.lower_ in FIRST_PERSON:
        phrase = _quoted(actors, token)
    actors.phrases[token.i] = phrase
    entities = phrase.entities if phrase else ()
    codes = tuple(dict.fromkeys(code_of(entity) for entity in entities))
    kind = "reference" if phrase else "none"
    return replace(scored, candidate=replace(scored.candidate, codes=codes, entities=entities, kind=kind))


def _quoted(actors: Actors, token: Token) -> Phrase | None:
    """ "We" and "I" between quotation marks: the speaker, and for "we" whom the speaker acts for."""
    speaker = quoted_speaker(token, actors)
    if speaker is None:
        return None
    several = token.lower_ in SEVERAL
    return Phrase(
        token.i, token.i, token.i + 1, "reference", (acting_for(actors, speaker) if several else speaker,),
        plural=several,
    )  # fmt: skip
