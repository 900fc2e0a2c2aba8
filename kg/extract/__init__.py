"""Articles in, claims out: a pure function of the text, so that any number of processes gives the same claims."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from kg.actors.unresolved import unresolved_mentions
from kg.model import Article, Claim, UnresolvedMention
from kg.parse import load_pipeline

BATCH = 32
"""Articles a batch; measured as the fastest and smallest for en_core_web_sm."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one article; ``mentions`` counts the phrases that name or refer to an actor.

    ``unresolved`` are phrases that seem to, and nobody could tell whom they mean.
    """

    article: Article
    claims: tuple[Claim, ...]
    mentions: int
    unresolved: tuple[UnresolvedMention, ...] = ()


def read_articles(articles: Iterable[Article], *, model: str | None = None, processes: int = 1) -> Iterator[Reading]:
    """One reading an article, in the order given, whatever the number of processes."""
    source = iter(articles)
    batches = iter(lambda: list(islice(source, BATCH)), [])
    if processes == 1:
        for batch in batches:
            yield from _read_batch(batch, model)
        return
    # processes are started afresh: a copy of one that runs threads may hang
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        running: deque[Future[list[Reading]]] = deque()
        for batch in batches:
            running.append(pool.submit(_read_batch, batch, model))
            if len(running) > 2 * processes:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _read_batch(articles: list[Article], model: str | None) -> list[Reading]:
    nlp = load_pipeline(model)
    docs = []
    for article in articles:
        doc = nlp.make_doc(article.text)
        doc._.article = article
        docs.append(doc)
    return [
        Reading(article, tuple(doc._.claims), len(doc._.mentions), tuple(unresolved_mentions(doc)))
        for article, doc in zip(articles, nlp.pipe(docs, batch_size=BATCH), strict=True)
    ]


def extract_articles(
    articles: Iterable[Article], *, model: str | None = None, processes: int = 1
) -> Iterator[tuple[Article, list[Claim]]]:
    """Each article with its claims, in the order given."""
    for reading in read_articles(articles, model=model, processes=processes):
        yield reading.article, list(reading.claims)


def extract_claims(articles: Iterable[Article], *, model: str | None = None, processes: int = 1) -> Iterator[Claim]:
    """The claims of all articles, article by article."""
    for reading in read_articles(articles, model=model, processes=processes):
        yield from reading.claims
