"""How long one article more, or fewer, takes beside deriving everything: ``python -m benchmarks.follow [ARTICLES]...``

Makes graphs of 1,000 and of 10,000 articles (or of as many as are named) with a claim or two each among states, their
ministries and their ministers, some as copies, the same ones every time. For each it prints seconds of computing time
for deriving everything, and for adding, replacing and removing one article with all that follows from it (medians of
several), with their share of deriving everything.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from kg.gazetteer.index import load_gazetteer
from kg.graph.background import load_background
from kg.graph.derive import derive
from kg.graph.follow import follow
from kg.graph.store import open_graph
from kg.graph.write import add_claims, remove_article
from kg.model import Article, Claim, Entity, Evidence
from kg.resources import BASE
from kg.vocabulary import load_vocabulary

SIZES = (1_000, 10_000)
TIMES = 7
AGENCIES = (None, None, None, "AFP", "Reuters")


def made_articles() -> Iterator[tuple[Article, list[Claim]]]:
    """Articles without end, the same ones every time; few actors are in many of them, as in news."""
    draw = random.Random(7)
    states = [state for _, state in sorted(load_gazetteer().countries.items())]
    draw.shuffle(states)
    relations = [relation for _, relation in sorted(load_vocabulary().relations.items())]
    words = [f"word{number}" for number in range(4000)]
    text = ""
    number = 0
    while True:
        number += 1
        if not text or draw.random() > 0.1:  # else a copy of the one before
            text = " ".join(draw.choices(words, k=200))
        day = dt.date(2015, 1, 1) + dt.timedelta(days=draw.randrange(3650))
        article = Article(f"made-{number}", text, f"Article {number}", day, draw.choice(AGENCIES))
        claims = []
        for at in range(draw.randint(0, 2)):
            one, other = (acting(draw, states[min(int(draw.expovariate(0.1)), len(states) - 1)]) for _ in range(2))
            relation = draw.choice(relations)
            if one.id != other.id:
                claims.append(Claim(
                    one, relation.name, other, Evidence(article.id, 0, text[at : at + 5], at, at + 5), "made/up",
                    plover=relation.plover, polarity="negated" if draw.random() < 0.1 else "affirmed", confidence=0.9,
                ))  # fmt: skip
        yield article, claims


def acting(draw: random.Random, state: Entity) -> Entity:
    """The state itself, its ministry, or its minister."""
    kind = draw.choice(("state", "ministry", "minister"))
    if kind == "state":
        return state
    name = f"{kind}-{state.country}"
    if kind == "ministry":
        return Entity(
            f"{BASE}entity/{name}", f"Ministry of {state.label}", "GovernmentBody", state.country, "GOV", state.id
        )
    return Entity(f"{BASE}person/{name}", f"Minister of {state.label}", "Person", state.country, "GOV", state.id)


def timed(work: Callable[[], object]) -> float:
    """Seconds of computing time."""
    started = time.process_time()
    work()
    return time.process_time() - started


def measure(size: int) -> None:
    """Print the rows of one size."""
    source = made_articles()
    background = load_background()
    with tempfile.TemporaryDirectory() as folder, open_graph(Path(folder, "graph"), create=True) as graph:
        add_claims(graph, islice(source, size))
        whole = timed(lambda: derive(graph, background))
        print(f"{size:7,} articles: deriving everything  {whole:8.3f} s", flush=True)
        more = list(islice(source, TIMES))
        rows: dict[str, list[float]] = {"adding one": [], "replacing one": [], "removing one": []}
        for (article, claims), (_, others) in zip(more, more[1:] + more[:1], strict=True):
            moved = [
                Claim(one.subject, one.relation, one.object, Evidence(article.id, 0, article.text[:5], 0, 5), one.rule)
                for one in others
            ]
            for name, change in (
                ("adding one", lambda article=article, claims=claims: add_claims(graph, [(article, claims)])),
                ("replacing one", lambda article=article, moved=moved: add_claims(graph, [(article, moved)])),
                ("removing one", lambda article=article: remove_article(graph, article.id)),
            ):
                rows[name].append(timed(change) + timed(lambda: follow(graph, background)))
        for name, seconds in rows.items():
            median = statistics.median(seconds)
            print(f"{'':18}{name:20} {median:8.3f} s  1/{whole / median:,.0f} of that", flush=True)


def main() -> None:
    for size in map(int, sys.argv[1:] or SIZES):
        measure(size)


if __name__ == "__main__":
    main()
