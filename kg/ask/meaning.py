"""What a question asks for: the claims that the reader finds in its statement, if they account for all its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from kg.ask.wording import FRAMING, Wording
from kg.errors import QueryError
from kg.extract.frames import load_frames
from kg.model import Claim
from kg.resources import ontology_path
from kg.syntax.words import is_content_word, is_noun
from kg.vocabulary import load_vocabulary
from kg.yaml_file import Fields, read_fields

PARTS = ("plain", "light", "saying", "denying", "planned", "possible", "demanded")
"""Of ontology/questions.yaml."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """``claims`` say the same of several named actors ("Iran and Russia"); ``theme`` narrows what it is about.

    ``words`` say more than the relation does ("recalled its ambassador" of severed ties): for each the beginnings of
    its forms, one of which the quote must hold.
    """

    claims: tuple[Claim, ...]
    theme: str | None = None
    words: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    claims: tuple[Claim, ...]
    left: tuple[str, ...]
    theme: str | None
    words: tuple[tuple[str, ...], ...]


def find_meaning(wording: Wording, docs: Sequence[Doc]) -> Meaning:
    """The claims that a statement makes of all who are asked for; ``docs`` are its wordings as they were read.

    Raises:
        QueryError: there are none, or words are left that they don't account for; says what was understood.
    """
    readings = [_reading(wording, doc, group) for doc in docs for group in _groups(wording, doc._.claims)]
    if not readings:
        raise QueryError(_not_understood(wording, docs[0]))
    best = min(readings, key=lambda one: (len(one.left), -max(claim.confidence for claim in one.claims)))
    if best.left:
        words = ", ".join(repr(word) for word in best.left)
        raise QueryError(
            f"understood: {in_words(wording, best.claims)}; but not {words}: ask without, or in other words"
        )
    if len(best.claims) > 1 and wording.wanted != "who":
        raise QueryError(f"understood: {in_words(wording, best.claims)}; ask about one pair of actors at a time")
    return Meaning(best.claims, best.theme, best.words)


def in_words(wording: Wording, claims: Sequence[Claim]) -> str:
    """What was understood, for people: "? supplies arms to Ukraine (affirmed, actual), from 2022-01-01 to …"."""
    one = claims[0]
    marks = {name: "?" if place == 0 else "??" for place, (name, _) in enumerate(wording.unknowns)}
    ends = [
        " and ".join(dict.fromkeys(marks.get(entity.label, entity.label) for entity in side))
        for side in ([claim.subject for claim in claims], [claim.object for claim in claims])
    ]
    label = load_vocabulary().relations[one.relation].label
    says = f", says {marks.get(one.attributed_to.label, one.attributed_to.label)}" if one.attributed_to else ""
    return f"{ends[0]} {label} {ends[1]} ({one.polarity}, {one.modality}{says}), {wording.period}"


def _not_understood(wording: Wording, doc: Doc) -> str:
    unknown = {name for name, _ in wording.unknowns}
    named = [entity.label for mention in doc._.mentions for entity in mention.entities if entity.label not in unknown]
    actors = ", ".join(dict.fromkeys(named)) or "nobody"
    return (
        f"not understood what is asked to have been done; understood were the actors {actors}, and the time "
        f'{wording.period}; use a plain verb ("Who sanctioned Iran?"), and see `kg explain` for how a sentence is read'
    )


def _groups(wording: Wording, claims: Iterable[Claim]) -> list[tuple[Claim, ...]]:
    """Claims that say the same of one unknown and several others, most certain first."""
    unknown = {name for name, _ in wording.unknowns}
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(claims, key=lambda one: -one.confidence):
        parts = {claim.subject.label, claim.object.label}
        parts |= {claim.attributed_to.label} if claim.attributed_to else set()
        if not unknown <= parts:
            continue
        speaker = claim.attributed_to.id if claim.attributed_to else None
        for side in (claim.subject, claim.object):
            if not unknown or side.label in unknown:
                where = "subject" if side is claim.subject else "object"
                key = (claim.relation, claim.polarity, claim.modality, speaker, where, side.id)
                found.setdefault(key, []).append(claim)
        if unknown and not unknown & {claim.subject.label, claim.object.label}:
            key = (claim.relation, claim.polarity, claim.modality, speaker, "speaker", claim.subject.id)
            found.setdefault(key, []).append(claim)
    return list(dict.fromkeys(tuple(group) for group in found.values()))


def _reading(wording: Wording, doc: Doc, claims: tuple[Claim, ...]) -> _Reading:
    used = {entity.id for claim in claims for entity in (claim.subject, claim.object, claim.attributed_to) if entity}
    named = [
        (mention.start, mention.end) for mention in doc._.mentions if {entity.id for entity in mention.entities} <= used
    ]
    texts = {text for claim in claims for text in (claim.subject_text, claim.object_text) if text}
    for text in texts:
        place = doc.text.find(text)
        if place >= 0:
            named.append((place, place + len(text)))
    one = claims[0]
    accounted, plain, around = relation_words(one.relation), plain_words(one.relation), _around(one)
    thing = _lemmas(doc, wording.thing)
    end = len(doc.text.rstrip(".").removesuffix(FRAMING))
    theme = None
    left: list[str] = []
    words: list[tuple[str, ...]] = []
    for token in doc:
        if token.idx >= end or not _has_meaning(token) or any(start <= token.idx < last for start, last in named):
            continue
        forms = {token.lemma_.lower(), token.lower_}
        if forms & (plain | around | thing):
            continue
        if one.theme and token.lower_ in one.theme.lower().split() and is_noun(token):
            theme = token.lemma_.lower()
        elif forms & accounted:
            words.append(tuple(sorted({_stem(form) for form in forms})))
        else:
            left.append(token.text)
    return _Reading(claims, tuple(left), theme, tuple(words))


def _stem(word: str) -> str:
    """The beginning that the forms of a regular word share."""
    for ending in ("ied", "ies", "ed", "es", "e", "y", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _lemmas(doc: Doc, thing: str | None) -> frozenset[str]:
    words = (thing or "").lower().split()
    return frozenset(token.lemma_.lower() for token in doc if token.lower_ in words)


def _has_meaning(token: Token) -> bool:
    return is_content_word(token) and not token.is_punct


@cache
def relation_words(relation: str) -> frozenset[str]:
    """The words that frames of a relation, or of those below it, are known by."""
    near = {relation, *load_vocabulary().descendants(relation)}
    words: set[str] = set()
    for frame in load_frames().frames:
        if frame.relation in near:
            for phrase in (*frame.verbs, *frame.nouns, *frame.adjectives):
                words.update(phrase.lower().split())
            for constraint in frame.where:
                words.update(constraint.lemmas)
    return frozenset(words)


@cache
def plain_words(relation: str) -> frozenset[str]:
    """The words that say no more than a relation does, among them the verb that it is called by."""
    data = _data()
    return frozenset([*data["plain"].get(relation, ()), *data["light"], _verb_of(relation)])


def _verb_of(relation: str) -> str:
    """As in "fight" of ``fights``, "occupy" of ``occupies``, "mobilize" of ``mobilizesAgainst``."""
    (verb,) = re.findall("^[a-z]+", relation)
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return str(verb.removesuffix("es" if verb.endswith(("shes", "ches", "sses")) else "s"))


def _around(claim: Claim) -> frozenset[str]:
    """The words that polarity, modality and attribution were read from."""
    data = _data()
    words: set[str] = set()
    if claim.attributed_to:
        words.update(data["saying"])
    if claim.polarity == "negated":
        words.update(data["denying"])
    if claim.modality != "actual":
        words.update(data[claim.modality])
    return frozenset(words)


@cache
def _data() -> Fields:
    return read_fields(ontology_path("questions.yaml"), PARTS)
