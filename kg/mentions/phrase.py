"""Noun phrases over the parse, before anybody is resolved: what belongs to a phrase, and what only stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from spacy.tokens import Doc, Span, Token

from kg.model import Entity, MentionKind
from kg.syntax.relations import (
    is_apposition,
    is_conjunct,
    is_determiner,
    is_modifier,
    is_name_part,
    is_possessor,
    is_preposition,
    is_prepositional_object,
)
from kg.syntax.words import is_describing_form, is_past_form, is_plural_noun, is_proper_noun, is_singular_name

DETACHED_PREFIXES = frozenset({"pro", "anti", "non", "ex", "post", "pre"})


class HasNames(Protocol):
    """Whatever knows which tokens are names of the gazetteer."""

    @property
    def names(self) -> Mapping[int, tuple[Span, Any]]:
        """Names by the position of each of their tokens, as span and reading."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A resolved noun phrase: its head, its tokens ``start`` to ``end`` (exclusive), and who is meant."""

    head: int
    start: int
    end: int
    kind: MentionKind
    entities: tuple[Entity, ...]
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """A person introduced with an office: "CIA Director William Burns"."""

    person: Entity
    body: Entity
    label: str
    start: int
    end: int


def conjuncts(token: Token) -> Iterator[Token]:
    """Coordinated heads to the right, in order."""
    waiting = [token]
    while waiting:
        word = waiting.pop()
        if word is not token:
            yield word
        waiting += list(filter(is_conjunct, reversed(list(word.rights))))


def in_apposition(token: Token) -> Iterator[Token]:
    """ "The rebel group, M23": who an unnamed phrase is, by the name set beside it."""
    for child in token.rights:
        if is_apposition(child):
            yield child


def objects_of(token: Token, prepositions: frozenset[str]) -> Iterator[Token]:
    """Nouns behind a preposition of ``token``: "spokesman [for] the ministry"."""
    for child in token.rights:
        if is_preposition(child) and child.lower_ in prepositions:
            for inner in child.children:
                if is_prepositional_object(inner):
                    yield inner


def modifiers(token: Token) -> list[Token]:
    """Tokens to the left that mark the phrase of ``token``, through adjectives, compounds and possessors, in order."""
    found: list[Token] = []
    for child in token.lefts:
        if not is_modifier(child):
            continue
        if not is_possessor(child):
            leads = is_describing_form(child) and child.i >= 2 and child.nbor(-1).text == "-"
            if not leads or child.lower_ == "led":
                found.extend(modifiers(child))
            found.extend(part for part in conjuncts(child) if part.i < token.i)
        found.append(child)
    return sorted(found, key=lambda part: part.i)


def detached(span: Span) -> bool:
    """True for names that a hyphen sets apart from the phrase: "pro-Iranian", "Syrian-backed"."""
    doc = span.doc
    before = doc[span.start - 2 : span.start].text.lower() if span.start >= 2 else ""
    if before.endswith("-") and before.rstrip("-") in DETACHED_PREFIXES:
        return True
    after = doc[span.end : span.end + 2]
    return len(after) == 2 and after[0].text == "-" and is_past_form(after[1]) and after[1].lower_ != "led"


def plural_name(span: Span) -> bool:
    """True for names in the plural: "the Russians"."""
    return is_plural_noun(span.root) or (span.text.endswith("s") and is_singular_name(span.root) and len(span) == 1)


def name_span(token: Token) -> Span:
    """The run of proper nouns that ends at ``token``, without titles and nationalities; "al-Busaidi" is one word."""
    start = token.i
    doc = token.doc
    while start > token.sent.start:
        before = doc[start - 1]
        if before.text == "-" and start - 2 >= token.sent.start and not before.whitespace_:
            start -= 2
        elif is_name_part(before) and before.head.i in {token.i, start}:
            if not is_proper_noun(before) and before.ent_type_ != "PERSON":
                break
            start -= 1
        else:
            break
    entity = entity_around(token)
    if entity is not None and entity.label_ == "PERSON" and doc[max(entity.start - 1, 0)].text != "-":
        start = max(start, entity.start)
    return doc[start : token.i + 1]


def entity_around(token: Token) -> Span | None:
    """What the parser's entity recognizer took for one name with ``token`` in it; None across the end of a sentence."""
    if token.ent_iob_ not in {"B", "I"}:
        return None
    doc, start, end = token.doc, token.i, token.i + 1
    while start and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    across = any(doc[position].is_sent_start for position in range(start + 1, end))
    return None if across else Span(doc, start, end, label=token.ent_type_)


def phrase_span(doc: Doc, token: Token, actors: HasNames) -> tuple[int, int]:
    """Token range of a short noun phrase: modifiers, head, and the words of a name."""
    named = actors.names.get(token.i)
    start, end = (named[0].start, named[0].end) if named else (token.i, token.i + 1)
    lefts = list(filter(is_modifier, token.lefts))
    if lefts:
        start = min([start, *(part.i for child in lefts for part in child.subtree)])
    while start < token.i and is_determiner(doc[start]):
        start += 1
    return start, end
