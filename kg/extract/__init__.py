"""Articles in, claims out: a pure function of the text, so that any number of processes gives the same claims."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context

from spacy.tokens import Doc

from kg.actors.unresolved import unresolved_mentions
from kg.model import Article, Claim, UnresolvedMention
from kg.parse import load_pipeline, make_doc, original_place

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
        docs.append(make_doc(nlp, article))
    return [
        Reading(article, tuple(doc._.claims), len(doc._.mentions), tuple(_unresolved(doc)))
        for article, doc in zip(articles, nlp.pipe(docs, batch_size=BATCH), strict=True)
    ]


def _unresolved(doc: Doc) -> Iterator[UnresolvedMention]:
    """With the offsets of the article's own text."""
    for mention in unresolved_mentions(doc):
        start, end = original_place(doc, mention.start, mention.end)
        yield replace(mention, start=start, end=end, text=doc._.article.text[start:end])


def extract_articles(
    articles: Iterable[Article], *, model: str | None = None, processes: int = 1
) -> Iterator[tuple[Article, list[Claim]]]:
    """Each article with its claims, in the order given."""
    for reading in read_articles(articles, model=model, processes=processes):
        yield reading.article, list(reading.claims)


def extract(articles: Iterable[Article], *, model: str | None = None, processes: int = 1) -> Iterator[Claim]:
    """The claims of all articles, article by article."""
    for reading in read_articles(articles, model=model, processes=processes):
        yield from reading.claims
