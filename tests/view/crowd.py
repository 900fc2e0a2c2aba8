"""News of a crowd: as many actors and relations as asked for, made up from a fixed seed."""

from __future__ import annotations

import datetime as dt
import random

from kg.model import Article, Claim, Entity, Evidence
from kg.resources import BASE
from kg.vocabulary import load_vocabulary

SEED = 11
CLAIMS_AN_ARTICLE = 10
SOURCES = [f"Wire {number:02}" for number in range(1, 41)]
TYPES = ["Country"] * 5 + ["Organisation"] * 3 + ["Person"] * 4 + ["ArmedGroup", "GovernmentBody", "Company"]
FIRST_DAY = dt.date(2020, 1, 1)


def crowd(actors: int, relations: int) -> list[tuple[Article, list[Claim]]]:
    """Articles with claims between ``actors`` actors that make ``relations`` relations, each claimed 1 to 4 times.

    As in real news a few actors are in most of it, and most have their dealings within a region of 50 actors or so.
    """
    draw = random.Random(SEED)
    people = [_actor(number, TYPES[number % len(TYPES)]) for number in range(actors)]
    names = sorted(name for name, relation in load_vocabulary().relations.items() if relation.plover)
    symmetric = {name for name, relation in load_vocabulary().relations.items() if relation.symmetric}
    found: set[tuple[int, str, int]] = set()
    said: list[tuple[Entity, str, Entity]] = []
    while len(found) < relations:
        # Every actor once at first, so that none is without a relation.
        one = len(found) if len(found) < actors else _someone(draw, actors)
        other = _neighbour(draw, one, actors) if draw.random() < 0.7 else _someone(draw, actors)
        name = draw.choice(names)
        ends = (min(one, other), name, max(one, other)) if name in symmetric else (one, name, other)
        if one != other and ends not in found:
            found.add(ends)
            said += [(people[one], name, people[other])] * draw.choice([1, 1, 1, 2, 2, 4])
    draw.shuffle(said)
    return [_article(draw, at, said[at : at + CLAIMS_AN_ARTICLE]) for at in range(0, len(said), CLAIMS_AN_ARTICLE)]


def _actor(number: int, kind: str) -> Entity:
    return Entity(f"{BASE}entity/actor-{number:05}", f"{kind} {number}", kind)


def _someone(draw: random.Random, actors: int) -> int:
    return int(actors * draw.random() ** 3)


def _neighbour(draw: random.Random, one: int, actors: int) -> int:
    """Actors of one region are those with the same number, divided by how many regions there are."""
    regions = max(1, actors // 50)
    return one % regions + regions * draw.randrange((actors - one % regions + regions - 1) // regions)


def _article(draw: random.Random, number: int, said: list[tuple[Entity, str, Entity]]) -> tuple[Article, list[Claim]]:
    sentences = [
        f"{one.label} {name} {other.label}, it is said in {number}-{at}." for at, (one, name, other) in enumerate(said)
    ]
    text = " ".join(sentences)
    article = Article(
        f"crowd-{number}",
        text,
        f"Report {number}",
        FIRST_DAY + dt.timedelta(days=draw.randrange(1400)) if draw.random() < 0.95 else None,
        draw.choice(SOURCES),
        f"https://example.org/{number}",
    )
    claims = []
    for (one, name, other), sentence in zip(said, sentences, strict=True):
        start = text.index(sentence)
        quote = sentence.partition(",")[0]
        claims.append(
            Claim(
                one,
                name,
                other,
                Evidence(article.id, 0, quote, start, start + len(quote)),
                "test/crowd",
                polarity="negated" if draw.random() < 0.1 else "affirmed",
                modality=draw.choice(["actual", "actual", "actual", "actual", "planned", "possible"]),
                confidence=round(draw.uniform(0.5, 0.95), 2),
            )
        )
    return article, claims
