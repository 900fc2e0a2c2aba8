"""``kg who``: whom a name or a phrase on its own means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from kg.actors.noun_phrase import Phrase
from kg.model import Article
from kg.parse import load_pipeline


def who(phrases: Iterable[tuple[str, dt.date | None]], *, model: str | None = None) -> Iterator[dict[str, Any]]:
    """For each phrase, with the date it was written where known: the actor it means, or nulls where it means nobody."""
    nlp = load_pipeline(model)
    for text, date in phrases:
        doc = nlp.make_doc(text.strip())
        doc._.article = Article("who", text.strip(), published=date)
        with nlp.select_pipes(disable=["geopolitical_claims"]):
            doc = nlp(doc)
        found = _main_phrase(doc) if len(doc) else None
        entity = found.entities[0] if found else None
        yield {
            "text": text,
            "id": entity.id if entity else None,
            "label": entity.label if entity else None,
            "type": entity.type if entity else None,
            "country": entity.country if entity else None,
            "sector": entity.sector if entity else None,
        }


def _main_phrase(doc: Any) -> Phrase | None:
    """The phrase of the sentence's head, else the longest phrase, else an owner of the head ("Iraqi villages")."""
    actors = doc._.actors
    root = next(iter(doc.sents)).root
    phrase: Phrase | None = actors.at(root)
    if phrase:
        return phrase
    phrases = [found for token in doc if (found := actors.at(token))]
    if phrases:
        longest: Phrase = max(phrases, key=lambda found: (found.end - found.start, -found.start))
        return longest
    owners: list[Phrase] = actors.owners(root)
    return owners[0] if owners else None
