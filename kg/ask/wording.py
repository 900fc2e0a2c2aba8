"""A question as the statement that it asks for, with a state that it does not name in the place of who is asked for.

"Who armed Ukraine?" becomes "Iceland armed Ukraine.", which the reader of the news can read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.ask.period import Period, take_period
from kg.errors import QueryError

Wanted = Literal["who", "whether", "when", "count", "what"]
Named = Callable[[str], Sequence[tuple[int, int]]]
"""Finds the actors that a text names: where each begins and ends, in order."""

STAND_INS = ("Iceland", "Uruguay", "Botswana", "Paraguay")
"""States that stand for who is asked for; one that the question names is passed over."""

KINDS = {
    "Country": ("country", "countries", "state", "states", "nation", "nations", "government", "governments"),
    "Organisation": ("organisation", "organisations", "organization", "organizations"),
    "ArmedGroup": ("armed group", "armed groups", "militia", "militias", "rebel group", "rebel groups"),
    "Person": ("person", "people", "politician", "politicians", "leader", "leaders", "president", "presidents"),
    "": ("actor", "actors", "side", "sides", "party", "parties"),
}
"""Nouns that may follow "which", by the class of actors that they mean; "" is all."""

_KIND = {word: kind for kind, words in KINDS.items() for word in words}
_WHICH = "|".join(sorted(map(re.escape, _KIND), key=len, reverse=True))
_WHO = re.compile(
    rf"(?P<preposition>(?:to|with|against|from|on|between|for|by) )?"
    rf"(?:(?P<which>which|what) (?P<kind>{_WHICH})|whom?)\b",
    re.IGNORECASE,
)
_AUXILIARY = r"(?:do|does|did|has|have|had|is|are|was|were|will|would|may|might|could|can|should)"
_STRANDED = re.compile(r" (to|with|against|from|on|for|of|by|in|into|at)$", re.IGNORECASE)
_PLURAL = {"have": "has", "are": "is", "were": "was", "do": "does"}
FRAMING = " last year"
"""What a wording may end in besides: "Iceland has armed Ukraine last year" is parsed right."""
_TOO_MUCH = re.compile(r"\b(or|nor|except|without|than|if|unless)\b", re.IGNORECASE)
_NOT = r"(?:\s+not|n't)"


@dataclass(frozen=True, slots=True)
class Wording:
    """``statements`` are wordings of the same, the likeliest first; ``unknowns`` are the names in the place of who is
    asked for, each with the class it must be of.

    ``thing`` is what is asked for in "What weapons did Iran supply?".
    """

    wanted: Wanted
    statements: tuple[str, ...]
    period: Period = field(default_factory=Period)
    unknowns: tuple[tuple[str, str], ...] = ()
    thing: str | None = None


def reword(question: str, named: Named) -> Wording:
    """The statement that a question asks for.

    Raises:
        QueryError: a form of question that is not read; says which are.
    """
    text = " ".join(question.replace("’", "'").split()).rstrip("?. ")
    text, period = take_period(text)
    if hard := _TOO_MUCH.search(text):
        raise QueryError(f"questions with {hard[0]!r} are not read; ask one thing at a time")
    free = [name for name in STAND_INS if name.lower() not in text.lower()]
    if len(free) < 2:
        raise QueryError("so many states at once are not read; ask about fewer")
    begins = re.match(r"(when|how often|how many times)\s+(.*)", text, re.IGNORECASE)
    if begins:
        wanted: Wanted = "when" if begins[1].lower() == "when" else "count"
        return Wording(wanted, _inverted(begins[2], named), period)
    if re.match(rf"{_AUXILIARY}{_NOT}?\b", text, re.IGNORECASE):
        return Wording("whether", _inverted(text, named), period)
    who = _WHO.match(text)
    if who is None:
        thing = re.match(rf"(?:what|which) (?P<thing>[a-z][\w -]*?) (?P<rest>{_AUXILIARY} .*)", text, re.IGNORECASE)
        if thing is None:
            raise QueryError(
                "this form of question is not read; ask who, whom or which countries, when, how often, which weapons, "
                'or whether ("Did Iran …?")'
            )
        return Wording("what", _inverted(thing["rest"], named, thing["thing"]), period, thing=thing["thing"])
    unknown = free[0]
    unknowns = [(unknown, _KIND.get((who["kind"] or "").lower(), ""))]
    rest = text[who.end() :].strip()
    second = _WHO.search(rest)
    if second and not second["which"]:
        other = free[1]
        unknowns.append((other, ""))
        rest = rest[: second.start()] + (second["preposition"] or "") + other + rest[second.end() :]
    # "has Iran", not "has accused": what follows other verbs than "did" may be a participle
    asks = re.match(r"(?:do|does|did)\b(?! not)", rest) or re.match(rf"{_AUXILIARY}(?= (?:the )?[A-Z])", rest)
    if asks and _subject_end(rest[asks.end() :], named) is not None:
        statements = _inverted(rest, named, unknown, (who["preposition"] or "").strip().lower())
    elif who["preposition"]:
        raise QueryError(f"{question!r}: nobody is named after {rest.split()[0] if rest else 'it'!r}")
    else:
        rest = _singular(rest)
        perfect = [f"{unknown} has {rest}{FRAMING}."] if re.match(r"\w+ed\b", rest) else []
        statements = (f"{unknown} {rest}.", f"{unknown} {rest}{FRAMING}.", *perfect)
    return Wording("who", statements, period, tuple(unknowns))


def _inverted(text: str, named: Named, gap: str = "", preposition: str = "") -> tuple[str, ...]:
    """ "did Iran supply drones to" as "Iran supplies drones to", the ``gap`` filled where something is asked for."""
    auxiliary, rest = re.match(rf"({_AUXILIARY}{_NOT}?)\b\s*(.*)", text, re.IGNORECASE).groups()  # type: ignore[union-attr]
    end = _subject_end(rest, named)
    if end is None:
        raise QueryError(f"{text!r}: the actor after {auxiliary!r} is not known; name a state, body or person")
    subject, predicate = rest[:end].strip(), rest[end:].strip()
    verb, _, after = predicate.partition(" ")
    if not verb:
        raise QueryError(f"{text!r}: there is no verb after {subject!r}")
    stranded = _STRANDED.search(" " + after) if gap and not preposition else None
    if gap and preposition:
        after = f"{after} {preposition} {gap}"
    elif gap and stranded:
        after = f"{after} {gap}"
    elif gap:
        after = f"{gap} {after}"
    simple = auxiliary.lower()
    if simple in ("do", "does", "did"):
        if verb.lower() == "not":
            return (f"{subject} did not {after}.",)
        stated = [
            f"{subject} {words} {after}".strip() for words in (third_person(verb), past(verb), f"{simple} {verb}")
        ]
        return (*(f"{one}." for one in stated), *(f"{one}{FRAMING}." for one in stated))
    simple = re.sub(_NOT, " not", simple)
    return (f"{subject} {simple} {verb} {after}".strip() + ".",)


def _subject_end(text: str, named: Named) -> int | None:
    """Where the actors that a text begins with end ("the United States and Britain …"); None where it names nobody."""
    end: int | None = None
    for start, stop in named(text):
        between = text[end or 0 : start].strip().lower()
        if between not in ("", "the", ",", "and", "and the", ", and"):
            break
        if end is not None and not between:
            break
        end = stop
    return end


def third_person(verb: str) -> str:
    """ "supply" as "supplies"."""
    if verb in ("have", "be", "do", "go"):
        return {"have": "has", "be": "is", "do": "does", "go": "goes"}[verb]
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search(r"(s|x|z|ch|sh)$", verb) else "s")


def past(verb: str) -> str:
    """ "sanction" as "sanctioned", as of a regular verb: of others it comes out as a word that no frame has."""
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def _singular(text: str) -> str:
    """One state stands for the many that are asked for: "have sanctioned Russia" as "has sanctioned Russia"."""
    verb, _, rest = text.partition(" ")
    verb = _PLURAL.get(verb.lower(), verb)
    return f"{verb} {rest}".strip()
