"""Articles in, claims out: a pure function of the text, so that any number of processes gives the same claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kg.model import Article, Claim
from kg.parse import load_pipeline

BATCH = 32
"""Articles a batch; measured as the fastest and smallest for en_core_web_sm."""


def extract_articles(
    articles: Iterable[Article], *, model: str | None = None, processes: int = 1
) -> Iterator[tuple[Article, list[Claim]]]:
    """Each article with its claims, in the order given."""
    for article, doc in parse_articles(articles, model=model, processes=processes):
        yield article, list(doc._.claims)


def parse_articles(
    articles: Iterable[Article], *, model: str | None = None, processes: int = 1
) -> Iterator[tuple[Article, Doc]]:
    """Each article with its parsed Doc, which carries ``doc._.mentions`` and ``doc._.claims``."""
    nlp = load_pipeline(model)

    def docs() -> Iterator[tuple[Doc, Article]]:
        for article in articles:
            doc = nlp.make_doc(article.text)
            doc._.article = article
            yield doc, article

    for doc, article in nlp.pipe(docs(), as_tuples=True, batch_size=BATCH, n_process=processes):
        yield article, doc


def extract(articles: Iterable[Article], *, model: str | None = None, processes: int = 1) -> Iterator[Claim]:
    """The claims of all articles, article by article."""
    for _, claims in extract_articles(articles, model=model, processes=processes):
        yield from claims
