"""Mentions that nobody could be found for: names that only the parser takes for names, and references left alone.

Pronouns are not among them: they name nobody whom an entry of the gazetteer could resolve.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.mentions.reference import reference_nouns
from kg.model import UnresolvedKind, UnresolvedMention
from kg.syntax.relations import is_apposition, is_counting_determiner, is_noun_clause
from kg.syntax.words import is_common_noun, is_edge_before_name, is_layout, is_possessive_ending

KINDS: dict[str, UnresolvedKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "people"}
"""Labels of spaCy's named entities (OntoNotes 5) that can be actors."""
POINTERS = frozenset({"the", "this", "that", "these", "those", "both"})


def unresolved_mentions(doc: Doc) -> list[UnresolvedMention]:
    """Mentions of a linked Doc without an actor, in order; none overlaps a resolved one."""
    taken = [False] * (len(doc.text) + 1)
    for mention in doc._.mentions or ():
        taken[mention.start : mention.end] = [True] * (mention.end - mention.start)
    found = []
    for span, kind in [*_names(doc), *_references(doc)]:
        if span.text.strip() and not any(taken[span.start_char : span.end_char]):
            taken[span.start_char : span.end_char] = [True] * len(span.text)
            found.append(UnresolvedMention(span.start_char, span.end_char, span.text, kind))
    return sorted(found, key=lambda mention: mention.start)


def _names(doc: Doc) -> Iterator[tuple[Span, UnresolvedKind]]:
    for entity in doc.ents:
        if entity.label_ not in KINDS:
            continue
        start, end = entity.start, entity.end
        while start < end and is_edge_before_name(doc[start]):
            start += 1
        while end > start and (is_layout(doc[end - 1]) or is_possessive_ending(doc[end - 1])):
            end -= 1
        if any(character.isupper() for character in doc[start:end].text):
            yield doc[start:end], KINDS[entity.label_]


def _references(doc: Doc) -> Iterator[tuple[Span, UnresolvedKind]]:
    """ "The group", "both countries": bare descriptions that refer back to somebody."""
    for token in doc:
        if is_common_noun(token) and token.lemma_.lower() in reference_nouns() and _is_bare(token):
            yield doc[min(child.i for child in token.lefts) : token.i + 1], "reference"


def _is_bare(token: Token) -> bool:
    lefts = list(token.lefts)
    if not any(child.lower_ in POINTERS for child in lefts) or any(
        not is_counting_determiner(child) for child in lefts
    ):
        return False
    return not any(child.lower_ == "of" or is_noun_clause(child) or is_apposition(child) for child in token.rights)
