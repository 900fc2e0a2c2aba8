"""Who issues a text in the first person: "Statement by the President of Ukraine" makes "we" Ukraine."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from kg.gazetteer.index import Gazetteer
from kg.model import Article, Entity
from kg.resources import ontology_path
from kg.yaml_file import read_word_lists

LONGEST_NAME = 6
"""Words."""
LONGEST_HEAD = 120
"""Characters: what stands before a colon further on is no head of a statement."""
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")


@cache
def issuing_words() -> dict[str, frozenset[str]]:
    """The lists ``texts``, ``by`` and ``until`` of ontology/actors/issuers.yaml; raises VocabularyError."""
    return read_word_lists(ontology_path("actors", "issuers.yaml"), ["texts", "by", "until"])


def issuers(article: Article | None, gazetteer: Gazetteer) -> tuple[Entity, ...]:
    """The states or bodies in whose name the article speaks; empty where neither its title nor its head says so."""
    if article is None:
        return ()
    head, colon, _ = article.text[:LONGEST_HEAD].partition(":")
    titles = [article.title or "", *([head] if colon and "\n" not in head.strip() else []), head.split("\n", 1)[0]]
    for title in titles:
        found = _issuers_in(title, gazetteer, article.published)
        if found:
            return found
    return ()


def _issuers_in(title: str, gazetteer: Gazetteer, date: dt.date | None) -> tuple[Entity, ...]:
    words = [match[0] for match in _WORD.finditer(title)]
    small = [word.lower().rstrip(".") for word in words]
    lists = issuing_words()
    kind = next(
        (number for number, word in enumerate(small[:4]) if {word, word.removesuffix("s")} & lists["texts"]), None
    )
    if kind is None:
        return ()
    start = next((number for number in range(kind + 1, len(small)) if small[number] in lists["by"]), None)
    if start is None or start > kind + 2:
        return ()
    end = next((number for number in range(start + 1, len(small)) if small[number] in lists["until"]), len(small))
    named: dict[str, Entity] = {}
    number = start + 1
    while number < end:
        size, entity = _longest_name(words[number:end], gazetteer, date)
        if entity is not None:
            named.setdefault(entity.id, entity)
        number += size
    return tuple(named.values())


def _longest_name(words: list[str], gazetteer: Gazetteer, date: dt.date | None) -> tuple[int, Entity | None]:
    """How many of the first words are a name, and the state or body that it speaks for."""
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        text = re.sub(r"['’]s?$", "", " ".join(words[:size]))
        if not text[:1].isupper():
            continue
        readings = gazetteer.lookup(text, date=date)
        if readings:
            return size, _speaking_for(readings[0].entity, gazetteer)
        if size == 1:
            states = {holding.state for holding in gazetteer.holders(text, date=date) if holding.leader}
            if len(states) == 1 and (state := states.pop()) in gazetteer.countries:
                return size, gazetteer.country(state)
    return 1, None


def _speaking_for(entity: Entity, gazetteer: Gazetteer) -> Entity | None:
    if entity.country and entity.country in gazetteer.countries:
        return gazetteer.country(entity.country)
    return entity if entity.type in {"Country", "Territory", "Organisation", "ArmedGroup"} else None
