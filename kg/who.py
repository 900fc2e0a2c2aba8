"""Whom a name or a phrase means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from spacy.tokens import Doc

from kg.gazetteer.roles import with_role
from kg.mentions.noun_phrase import Actors, Phrase
from kg.mentions.role_nouns import RoleMention, role_mention
from kg.model import Article, Entity
from kg.parse import Setup, load_pipeline, make_doc
from kg.syntax.words import is_adposition

STATES = frozenset({"Country", "Territory", "Place"})


def who(phrases: Iterable[tuple[str, dt.date | None]], *, model: str | None = None) -> Iterator[dict[str, Any]]:
    """For each phrase, with the date it was written where known: the actor it means, or nulls where it means nobody.

    A phrase that names a side but not whose ("a human rights group") has a type and a sector, and no id.
    """
    nlp = load_pipeline(Setup(model, reader="rules"))
    for text, date in phrases:
        doc = make_doc(nlp, Article("who", text.strip(), published=date))
        with nlp.select_pipes(disable=["geopolitical_claims"]):
            doc = nlp(doc)
        entity = _meant(doc) if len(doc) else None
        role = _role(doc) if entity is None and len(doc) else None
        yield {
            "text": text,
            "id": entity.id if entity else None,
            "label": entity.label if entity else None,
            "type": entity.type if entity else "RoleActor" if role else None,
            "country": entity.country if entity else None,
            "sector": entity.sector if entity else role.role.sector if role else None,
        }


def _meant(doc: Doc) -> Entity | None:
    actors: Actors = doc._.actors
    found = _main_phrase(doc, actors)
    if found is None:
        holdings = actors.gazetteer.holders(doc.text, date=actors.date)
        people = {holding.person.id: holding.person for holding in holdings}
        return next(iter(people.values())) if len(people) == 1 else None
    entity = found.entities[0]
    unknown = entity.type in STATES or (entity.type == "RoleActor" and entity.sector is None)
    role = _role(doc, outside=found) if unknown else None
    # the parser may read a phrase without a verb as a sentence: "Kenyan appeals court"
    return with_role(entity, role.role) if role else entity


def _main_phrase(doc: Doc, actors: Actors) -> Phrase | None:
    """The phrase of the sentence's head, else the longest phrase, else an owner of the head ("Iraqi villages")."""
    root = next(iter(doc.sents)).root
    phrase = actors.at(root)
    if phrase:
        return phrase
    phrases = [found for token in doc if (found := actors.at(token))]
    if phrases:
        return max(phrases, key=lambda found: (found.end - found.start, -found.start))
    owners = actors.owners(root)
    return owners[0] if owners else None


def _role(doc: Doc, *, outside: Phrase | None = None) -> RoleMention | None:
    """The last role noun of the phrase before any "of" or "in", not counting the words of ``outside``."""
    found: RoleMention | None = None
    for token in doc:
        if is_adposition(token) and found:
            break
        named = doc._.actors.names.get(token.i)
        if named or (
            outside and outside.start <= token.i < outside.end and outside.kind != "role" and token.i != outside.head
        ):
            continue
        found = role_mention(doc._.actors.gazetteer, token) or found
    return found
