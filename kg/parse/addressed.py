"""Headlines of who tells whom what: "Poland to Ukraine: no more arms", "Egypt to Ethiopia: stop filling the dam".

Such a line has no verb of telling, so the parser takes "to Ukraine" for a place. It is read in other words instead:
"Poland sends Ukraine no more arms", "Egypt urged Ethiopia to stop filling the dam", else "Poland informed Ukraine: …".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from spacy.tokens import Span, Token

from kg.gazetteer.roles import role_nouns
from kg.syntax.words import is_adposition, is_base_form, is_verbal

LONGEST = 30
"""Tokens: what is longer is no headline."""
LONGEST_SIDE = 5
"""Tokens of who tells and of who is told ("the US foreign minister")."""
QUOTES = frozenset("\"'“”‘’«»")
ADDRESSED = "addressed"
"""In the user data of a Doc: first token and colon of each such headline."""
NOT = frozenset({"not", "n't", "n’t"})


def as_told(sentence: Span, verbs: Callable[[], Collection[str]]) -> tuple[list[str], int] | None:
    """The words to read such a headline by, one a token and "" for what is left out, and the place of its colon.

    None where it is none. ``verbs`` gives base forms that an order may begin with where the tagger takes them for
    nouns ("halt attacks").
    """
    tokens = list(sentence)
    sides = _sides(tokens)
    if sides is None or len(tokens) > LONGEST:
        return None
    to, colon = sides
    words = [token.text for token in tokens]
    said = colon + 1
    while said < len(tokens) - 1 and tokens[said].text in QUOTES:
        words[said] = ""
        said += 1
    first, behind = tokens[said], tokens[said + 1] if said + 1 < len(tokens) else None
    if first.lower_ == "no" and behind is not None and not _for_another(tokens[said:]):
        words[to], words[colon] = "sends", ""
    elif first.lower_ == "do" and behind is not None and behind.lower_ in NOT:
        words[to], words[colon], words[said], words[said + 1] = "urged", "to", "really", "not"
    elif is_base_form(first) or (first.lower_ in verbs() and not any(map(is_verbal, tokens[said + 1 :]))):
        words[to], words[colon], words[said] = "urged", "to", first.lower_
    else:
        words[to] = "informed"
    return words, sentence.start + colon


def _for_another(said: Sequence[Token]) -> bool:
    """ "No tanks for Ukraine": whoever is told so is not who gets none."""
    return any(token.lower_ == "for" and behind.text[:1].isupper() for token, behind in pairwise(said))


def _sides(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Places of "to" and of the colon, where there are names before, between and something behind."""
    colon = next((place for place, token in enumerate(tokens[: 2 * LONGEST_SIDE + 2]) if token.text == ":"), None)
    if colon is None or colon + 1 >= len(tokens):
        return None
    places = [place for place, token in enumerate(tokens[:colon]) if token.lower_ == "to"]
    if len(places) != 1 or not places[0]:
        return None
    to = places[0]
    sides = (tokens[:to], tokens[to + 1 : colon])
    return (to, colon) if all(map(_may_speak, sides)) and not _is_posted(tokens[to - 1]) else None


def _may_speak(side: Sequence[Token]) -> bool:
    """True for a name, also with what its bearer is ("the Turkish minister")."""
    last = side[-1] if side else None
    if last is None or len(side) > LONGEST_SIDE or is_adposition(side[0]):
        return False
    if any(token.is_punct and token.text not in "-.'’" for token in side):
        return False
    return last.text[:1].isupper() or (last.lower_ in role_nouns() and any(t.text[:1].isupper() for t in side))


def _is_posted(last: Token) -> bool:
    """ "The ambassador to Poland: …" speaks from there, and not to it."""
    role = role_nouns().get(last.lower_)
    return role is not None and role.posted
